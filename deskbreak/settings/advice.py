"""What is allowed and probably not meant: warnings of `deskbreak config check`. Never a reason to refuse settings."""

from __future__ import annotations

from collections.abc import Iterator

from deskbreak.settings.load import Loaded
from deskbreak.settings.model import Settings
from deskbreak.settings.problems import Problem

Warned = tuple[tuple[str, ...], str]
"""The path of a value and what a person should know about it."""


def warnings(loaded: Loaded) -> tuple[Problem, ...]:
    """Everything worth a second look, each with the place of the value."""
    settings = loaded.settings
    warned = (
        *_profile_warnings(loaded),
        *_break_warnings(settings),
        *_prompt_warnings(settings),
        *_other_warnings(settings),
    )
    return tuple(_placed(loaded, at, words) for at, words in warned)


def _placed(loaded: Loaded, at: tuple[str, ...], words: str) -> Problem:
    path, line = loaded.place(at)
    return Problem(path, line, ".".join(at), "", "", words)


def _profile_warnings(loaded: Loaded) -> Iterator[Warned]:
    profile = loaded.layers[0] if loaded.settings.profile else None
    if profile and not any(layer is profile for layer, _ in loaded.sources.values()):
        words = (
            f'"{loaded.settings.profile}" has no effect: every key of it is set again; delete those it should decide'
        )
        yield ("profile",), words


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
