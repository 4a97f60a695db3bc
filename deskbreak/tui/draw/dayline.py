"""Today as one line: sitting, absences, breaks, holds, over the hours of the day.

Every part has a sign of its own, so the line reads without colour: `━` sat, `╍` sat under a hold,
`●` a break taken, `◐` cut short, `○` skipped or missed, blank or `·` on the hour: away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from deskbreak.tui.draw.ink import Canvas, Picture, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

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
"""What is drawn, the later over the earlier; an absence is what is left blank."""


@dataclass(frozen=True)
class Part:
    """A stretch of the day: what it was, and when, in seconds after midnight."""

    what: str
    start: float
    end: float
    detail: str = ""


@dataclass(frozen=True)
class Day:
    """The parts of a day and the present moment, in seconds after midnight."""

    parts: tuple[Part, ...]
    now: float


@dataclass(frozen=True)
class Scale:
    """Which cell of a line stands for which time."""

    start: float
    end: float
    width: int

    def cell(self, at: float) -> int:
        """The cell of a time."""
        per_cell = (self.end - self.start) / max(1, self.width)
        return max(0, min(self.width - 1, int((at - self.start) / per_cell)))

    def cells(self, part: Part) -> range:
        """The cells a part fills; a break is its first one."""
        first = self.cell(max(self.start, part.start))
        return range(first, first + 1) if part.what == "break" else range(first, self.cell(part.end) + 1)


def scale(day: Day, width: int) -> Scale:
    """The line of a day over a width."""
    return Scale(*window(day), width)


def draw(day: Day, width: int, chosen: Part | None = None, said: str = "") -> Picture:
    """Two rows: the line, and its hours or what is `said` of the chosen part under it."""
    canvas = Canvas(width, 2)
    over = scale(day, width)
    _hours(canvas, over, day.now, is_naming=chosen is None)
    for what in _ORDER:
        for part in day.parts:
            if part.what == what and part.end > over.start:
                _part(canvas, part, over.cells(part))
    canvas.put(over.cell(day.now), 0, *SIGNS["now"])
    if chosen is not None:
        _explain(canvas, over.cells(chosen), said)
    return canvas.picture()


def window(day: Day) -> tuple[float, float]:
    """From the hour of the day's first part to past now, at least nine hours long."""
    seated = [part.start for part in day.parts if part.what in _ORDER]
    first = min([*seated, day.now])
    start = first // HOUR * HOUR
    return start, max(start + 9 * HOUR, (day.now // HOUR + 1) * HOUR)


def part_at(day: Day, width: int, x: int) -> Part | None:
    """The part in a cell of the line: what is drawn on top there, else an absence."""
    over = scale(day, width)
    here = [part for part in day.parts if x in over.cells(part) and part.end > over.start]
    order = ("off", "absence", *_ORDER)
    known = [part for part in here if part.what in order]
    return max(known, key=lambda part: (order.index(part.what), part.start), default=None)


def _part(canvas: Canvas, part: Part, cells: Sequence[int]) -> None:
    sign, role = _BREAKS.get(part.detail, SIGNS["break"]) if part.what == "break" else SIGNS[part.what]
    for column in cells:
        canvas.put(column, 0, sign, role)


def _explain(canvas: Canvas, cells: Sequence[int], said: str) -> None:
    """An arrow under the part's middle and the words beside it, on the side with room."""
    middle = cells[len(cells) // 2]
    text = fitted(said, canvas.width - 2)
    is_right = middle + 2 + cell_len(text) <= canvas.width
    left = middle + 2 if is_right else max(0, middle - 1 - cell_len(text))
    canvas.put(middle, 1, "▴", "accent")
    canvas.write(left, 1, text, "strong")


def _hours(canvas: Canvas, over: Scale, now: float, *, is_naming: bool) -> None:
    """A dot on every hour; its name under it as often as the names fit, the running hour's always."""
    hours = range(int(over.start // HOUR), int(over.end // HOUR) + 1)
    every = next((step for step in (1, 2, 3, 4, 6, 12) if len(hours) / step * 5 <= canvas.width), 24)
    running = int(now // HOUR)
    for hour in hours:
        canvas.put(over.cell(hour * HOUR), 0, "·", "track")
        is_named = hour == running or (hour % every == 0 and _is_apart(over, hour, running))
        if is_naming and is_named:
            _name(canvas, over.cell(hour * HOUR), hour, "strong" if hour == running else "faint")


def _is_apart(over: Scale, hour: int, running: int) -> bool:
    return abs(over.cell(hour * HOUR) - over.cell(running * HOUR)) >= 4


def _name(canvas: Canvas, column: int, hour: int, role: str) -> None:
    name = f"{hour % 24}"
    if column + len(name) <= canvas.width:
        canvas.write(column, 1, name, role)
