"""What no single value shows: settings that contradict each other."""

from __future__ import annotations

from deskbreak.keymap import clashes
from deskbreak.settings.clock import range_text
from deskbreak.settings.model import DAYS, DayRanges, Hours, Settings
from deskbreak.settings.problems import Findings

_DAY = 24 * 60


def contradictions(settings: Settings, findings: Findings) -> None:
    """Find what cannot be meant: kinds of one name, keys for two things, hours that run into the next day's."""
    _check_names(settings, findings)
    for clash in clashes(dict(settings.keys)):
        found = f'"{clash.key}", which is the key of {clash.other} too ({clash.place})'
        findings.add(("keys", clash.id), found, "a key of its own", "one key for two things")
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
