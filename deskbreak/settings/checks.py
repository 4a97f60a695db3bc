"""What no single value shows: settings that contradict each other, and settings a person would want to be warned of."""

from __future__ import annotations

from collections.abc import Iterator

from deskbreak.settings.clock import range_text
from deskbreak.settings.model import DAYS, DayRanges, Hours, Settings
from deskbreak.settings.problems import Findings

_DAY = 24 * 60


def contradictions(settings: Settings, findings: Findings) -> None:
    """Find what cannot be meant: two kinds of one name, hours of one day that run into the next day's."""
    _check_names(settings, findings)
    if settings.schedule.hours:
        _check_hours(settings.schedule.hours, findings)


def _check_names(settings: Settings, findings: Findings) -> None:
    seen: set[str] = set()
    for kind in settings.breaks:
        if kind.name.casefold() in seen:
            findings.add(
                ("breaks", kind.name, "name"), f'"{kind.name}" twice', "a name of its own", "two kinds of one name"
            )
        seen.add(kind.name.casefold())


def _check_hours(hours: Hours, findings: Findings) -> None:
    reported = set()
    for weekday in range(7):
        name, ranges = hours.of_day(weekday)
        next_name, next_ranges = hours.of_day((weekday + 1) % 7)
        clash = _overnight_clash(ranges, next_ranges)
        if clash and (name, next_name) not in reported:
            reported.add((name, next_name))
            found = f'{DAYS[weekday]} "{clash[0]}", which runs into {DAYS[(weekday + 1) % 7]} "{clash[1]}"'
            findings.add(("schedule", "hours", name), found, "hours that do not overlap", "contradictory hours")


def _overnight_clash(ranges: DayRanges, next_ranges: DayRanges) -> tuple[str, str] | None:
    for start, end in ranges:
        for next_start, next_end in next_ranges:
            if next_start < end - _DAY:
                return range_text(start, end), range_text(next_start, next_end)
    return None


Warned = tuple[tuple[str, ...], str]
"""The path of a value and what a person should know about it."""


def warnings(settings: Settings) -> Iterator[Warned]:
    """What is allowed and probably not meant."""
    yield from _break_warnings(settings)
    yield from _prompt_warnings(settings)
    yield from _other_warnings(settings)


def _break_warnings(settings: Settings) -> Iterator[Warned]:
    for kind in settings.breaks:
        at = ("breaks", kind.name)
        if kind.every < 300:
            yield (*at, "every"), "less than 5m: you would hardly get to work"
        if kind.length >= kind.every:
            yield (*at, "length"), "as long as the sitting it follows, or longer"
        if settings.presence.away_after > kind.every:
            yield (*at, "every"), "shorter than presence.away_after: an absence is noticed only after the break was due"
        longer = [other for other in settings.breaks if other.length > kind.length and other.every <= kind.every]
        if longer:
            yield (*at, "every"), f"never prompted: `{longer[0].name}` is longer and due at least as often"


def _prompt_warnings(settings: Settings) -> Iterator[Warned]:
    prompt, shortest = settings.prompt, min(kind.every for kind in settings.breaks)
    for name in ("warn_before", "remind_every", "merge_within"):
        if getattr(prompt, name) >= shortest:
            yield ("prompt", name), "as long as the shortest `every` of a break, or longer"
    if 0 < prompt.remind_every < 30:
        yield ("prompt", "remind_every"), "a prompt would come again more often than every 30 seconds"
    if prompt.wait_for_pause > prompt.wait_at_most > 0:
        yield ("prompt", "wait_for_pause"), "longer than prompt.wait_at_most: no such pause is ever seen in time"
    if prompt.wait_for_pause and not prompt.wait_at_most:
        yield ("prompt", "wait_at_most"), "0s: prompt.wait_for_pause has no effect"


def _other_warnings(settings: Settings) -> Iterator[Warned]:
    if settings.snooze.default >= min(kind.every for kind in settings.breaks):
        yield ("snooze", "default"), "as long as the shortest `every` of a break, or longer"
    if not settings.skip.allowed and settings.skip.max_per_day:
        yield ("skip", "max_per_day"), "has no effect while skip.allowed is false"
    hours = settings.schedule.hours
    if hours and not any(hours.of_day(weekday)[1] for weekday in range(7)):
        yield ("schedule", "hours"), "no working hours on any day: no break will ever be due"
    if settings.notify.enabled and settings.notify.backends == ("null",):
        yield ("notify", "backends"), '"null" shows nothing'
    if settings.presence.sources == ("keys",):
        yield ("presence", "sources"), "work outside deskbreak's own screen counts as an absence"
