"""Today as one line: sitting, absences, breaks, holds, over the hours of the day.

Every part has a sign of its own, so the line reads without colour: `━` sat, `╍` sat under a hold,
`●` a break taken, `◐` cut short, `○` skipped or missed, blank or `·` on the hour: away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deskbreak.tui.draw.ink import Canvas, Picture

if TYPE_CHECKING:
    from collections.abc import Callable

HOUR: Final = 3600.0
SIGNS: Final = {
    "bout": ("━", "quiet"),
    "hold": ("╍", "quiet"),
    "break": ("○", "strong"),
    "now": ("╸", "strong"),
}
_BREAKS: Final = {
    "taken": ("●", "accent"),
    "natural": ("●", "accent"),
    "partial": ("◐", "accent"),
    "skipped": ("○", "strong"),
    "missed": ("○", "strong"),
}
_ORDER: Final = ("bout", "hold", "break")


@dataclass(frozen=True)
class Part:
    """A span of the day: what it was, from and to in seconds after midnight (over 86400: past the next one)."""

    what: str
    start: float
    end: float
    detail: str = ""


@dataclass(frozen=True)
class Day:
    """The parts of a day and the present moment, in seconds after midnight."""

    parts: tuple[Part, ...]
    now: float


def draw(day: Day, width: int) -> Picture:
    """Two rows: the line and its hours."""
    canvas = Canvas(width, 2)
    start, end = window(day)
    per_cell = (end - start) / max(1, width)

    def cell(at: float) -> int:
        return min(width - 1, int((at - start) / per_cell))

    _hours(canvas, start, end, cell)
    for what in _ORDER:
        for part in day.parts:
            if part.what == what and part.end > start:
                _part(canvas, part, cell(max(start, part.start)), cell(part.end))
    sign, role = SIGNS["now"]
    canvas.put(cell(day.now), 0, sign, role)
    return canvas.picture()


def window(day: Day) -> tuple[float, float]:
    """From the hour of the day's first part to past now, at least nine hours long."""
    seated = [part.start for part in day.parts if part.what in _ORDER]
    first = min([*seated, day.now])
    start = first // HOUR * HOUR
    return start, max(start + 9 * HOUR, (day.now // HOUR + 1) * HOUR)


def _part(canvas: Canvas, part: Part, first: int, last: int) -> None:
    if part.what == "break":
        canvas.put(first, 0, *_BREAKS.get(part.detail, SIGNS["break"]))
        return
    sign, role = SIGNS[part.what]
    for column in range(first, last + 1):
        canvas.put(column, 0, sign, role)


def _hours(canvas: Canvas, start: float, end: float, cell: Callable[[float], int]) -> None:
    """A dot on every hour, and its name under it as often as the names fit."""
    hours = range(int(start // HOUR), int(end // HOUR) + 1)
    every = next((step for step in (1, 2, 3, 4, 6, 12) if len(hours) / step * 5 <= canvas.width), 24)
    for hour in hours:
        column = cell(hour * HOUR)
        canvas.put(column, 0, "·", "track")
        name = f"{hour % 24}"
        if hour % every == 0 and column + len(name) <= canvas.width:
            canvas.write(column, 1, name, "faint")
