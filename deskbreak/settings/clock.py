"""Times of day and working hours as forms of a setting: texts such as "04:00" and "22:00-06:00", minutes once read."""

from __future__ import annotations

import re
from typing import Any

from deskbreak.settings.forms import REFUSED, toml_value
from deskbreak.settings.problems import Findings, KeyPath, shown


class TimeOfDay:
    """A time of day, "04:00", in minutes after midnight once read."""

    allowed = 'a time of day from "00:00" to "23:59", in quotes'

    def read(self, value: Any, at: KeyPath, findings: Findings) -> Any:
        """Only HH:MM in a string."""
        minutes = clock_minutes(value) if isinstance(value, str) else None
        if minutes is not None and minutes < 24 * 60:
            return minutes
        findings.add(at, shown(value), self.allowed)
        return REFUSED

    def typed(self, text: str) -> Any:
        """Itself."""
        return text.strip()

    def plain(self, value: Any) -> Any:
        """HH:MM."""
        return clock_text(value)

    def schema(self) -> dict[str, Any]:
        """HH:MM."""
        return {"type": "string", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"}


class Ranges:
    """Working hours of a day: "HH:MM-HH:MM" each, in minutes once read; an end before its start is the next day's."""

    allowed = (
        'a list of ranges such as ["09:00-12:30", "13:30-18:00"] that do not overlap; over midnight: "22:00-06:00"'
    )
    _PATTERN = r"\s*([0-9]{1,2}:[0-9]{2})\s*[-–]\s*([0-9]{1,2}:[0-9]{2})\s*"  # noqa: RUF001 - people type a dash too

    def read(self, value: Any, at: KeyPath, findings: Findings) -> Any:
        """A tuple of (start, end) in order; `end` is up to a day after `start`."""
        if not isinstance(value, list):
            findings.add(at, shown(value), self.allowed)
            return REFUSED
        before = len(findings.found)
        ranges = [self._range(item, (*at, index), findings) for index, item in enumerate(value)]
        self._check_overlaps(value, ranges, at, findings)
        return tuple(sorted(ranges)) if len(findings.found) == before else REFUSED

    def _range(self, item: Any, at: KeyPath, findings: Findings) -> Any:
        match = re.fullmatch(self._PATTERN, item) if isinstance(item, str) else None
        start, end = map(clock_minutes, match.groups()) if match else (None, None)
        if start is None or end is None or start == 24 * 60:
            findings.add(at, shown(item), 'a range such as "09:00-17:30", times from 00:00 to 24:00')
        elif start == end:
            findings.add(
                at, shown(item), 'an end that differs from the start (all day: "00:00-24:00")', "an empty range"
            )
        else:
            return (start, end if end > start else end + 24 * 60)
        return REFUSED

    def _check_overlaps(self, value: list[Any], ranges: list[Any], at: KeyPath, findings: Findings) -> None:
        known = [(span, index) for index, span in enumerate(ranges) if span is not REFUSED]
        for place, (later, index) in enumerate(known):
            for earlier, other in known[:place]:
                if later[0] < earlier[1] and earlier[0] < later[1]:
                    overlapped = f"{shown(value[index])}, which overlaps {shown(value[other])}"
                    findings.add((*at, index), overlapped, "ranges that do not overlap", "contradictory hours")

    def typed(self, text: str) -> Any:
        """A TOML list, or ranges between commas."""
        if text.lstrip().startswith("["):
            return toml_value(text)
        return [part.strip() for part in text.split(",") if part.strip()]

    def plain(self, value: Any) -> Any:
        """The ranges' texts."""
        return [range_text(start, end) for start, end in value]

    def schema(self) -> dict[str, Any]:
        """An array of range texts."""
        clock = "([01]?[0-9]|2[0-4]):[0-5][0-9]"
        return {"type": "array", "items": {"type": "string", "pattern": f"^\\s*{clock}\\s*[-–]\\s*{clock}\\s*$"}}  # noqa: RUF001


def clock_minutes(text: str) -> int | None:
    """Minutes after midnight of "HH:MM" up to "24:00", None for anything else."""
    match = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])", text.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else None
    return minutes if minutes is not None and minutes <= 24 * 60 else None


def clock_text(minutes: int) -> str:
    """HH:MM of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def range_text(start: int, end: int) -> str:
    """A range in minutes as "HH:MM-HH:MM"; an end on the next day is its time there."""
    return f"{clock_text(start)}-{clock_text(end if end <= 24 * 60 else end - 24 * 60)}"
