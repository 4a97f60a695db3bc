"""Days as a calendar of shades, each shade a sign of its own: a year in columns of weeks, a month in rows of weeks."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from deskbreak.tui.draw.ink import Canvas, Ink, Picture, Row, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

SHADES: Final = (("·", "faint"), ("░", "accent"), ("▒", "accent"), ("▓", "accent"), ("█", "accent"))
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_GUTTER: Final = 4


class Day(NamedTuple):
    """A day and its number; None for one that has not come or is not known."""

    on: date
    times: int | None


def weeks_of(days: Sequence[Day]) -> int:
    """How many weeks they are in."""
    return (days[-1].on - days[0].on + timedelta(days=days[0].on.weekday())).days // 7 + 1


def whole_year(days: Sequence[Day], width: int) -> Picture:
    """As `year`, but in two halves below each other where the weeks do not fit beside each other."""
    if weeks_of(days) < width - _GUTTER:
        return year(days, width)
    highest = _highest(days)
    halves = [day for day in days if day.on.month <= 6], [day for day in days if day.on.month > 6]
    first, *rest = (year(half, width, highest) for half in halves if half)
    return (*first, *(row for half in rest for row in ((), *half)))


def year(days: Sequence[Day], width: int, highest: int = 0) -> Picture:
    """A column for each week, Monday on top, the months above; the last weeks where not all fit.

    `highest` is the number of the darkest shade, 0 for the highest of these days.
    """
    days = days[-7 * max(1, width - 5) :]
    monday = days[0].on - timedelta(days=days[0].on.weekday())
    weeks = weeks_of(days)
    step = 2 if _GUTTER + 2 * weeks <= width else 1
    canvas = Canvas(min(width, _GUTTER + step * weeks), 8)
    for row in (0, 2, 4, 6):
        canvas.write(0, row + 1, WEEKDAYS[row], "faint")
    highest = highest or _highest(days)
    for day in days:
        column = _GUTTER + step * ((day.on - monday).days // 7)
        if day.on.day == 1:
            canvas.write(column, 0, MONTHS[day.on.month - 1], "faint")
        canvas.put(column, 1 + day.on.weekday(), *shade(day.times, highest))
    return canvas.picture()


def month(days: Sequence[Day], width: int) -> Picture:
    """A row for each week, with the day of the month beside each shade."""
    step = 8 if width >= 58 else 6 if width >= 42 else 4
    canvas = Canvas(min(width, 7 * step), 1 + ceil((days[0].on.weekday() + len(days)) / 7))
    for index, name in enumerate(WEEKDAYS):
        canvas.write(index * step, 0, name, "faint")
    highest = _highest(days)
    for day in days:
        row = 1 + (day.on.day - 1 + days[0].on.weekday()) // 7
        left = step * day.on.weekday()
        sign, role = shade(day.times, highest)
        canvas.write(left, row, f"{day.on.day:2}", "quiet" if day.times is not None else "faint")
        canvas.write(left + 3, row, sign * (1 if sign == "·" else max(1, step // 2 - 1)), role)
    return canvas.picture()


def legend(days: Sequence[Day], width: int) -> Picture:
    """What each shade stands for."""
    highest = _highest(days)
    rows: list[Row] = [()]
    for level, (sign, role) in enumerate(SHADES):
        counts = [count for count in range(highest + 1) if _level(count, highest) == level]
        if counts:
            words = "none" if not level else _range(counts[0], counts[-1])
            entry = (Ink(sign * (1 if sign == "·" else 2), role), Ink(f" {words}   ", "faint"))
            if width_of((*rows[-1], *entry)) > width + 3:
                rows.append(())
            rows[-1] = (*rows[-1], *entry)
    return tuple(rows)


def shade(count: int | None, highest: int) -> tuple[str, str]:
    """The sign and role of a number."""
    return (" ", "") if count is None else SHADES[_level(count, highest)]


def _level(count: int, highest: int) -> int:
    return min(4, ceil(4 * count / max(4, highest)))


def _highest(days: Sequence[Day]) -> int:
    return max((day.times for day in days if day.times is not None), default=0)


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
