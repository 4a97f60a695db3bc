"""A report as one picture for a width: its title, the main numbers, and the sections in one column or two."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from deskbreak.tui import words
from deskbreak.tui.draw import table
from deskbreak.tui.draw.ink import Ink, Picture, Row, padded, width_of
from deskbreak.tui.records.sections import sections

if TYPE_CHECKING:
    from datetime import date

    from deskbreak.tui.records.reading import Numbers, Report
    from deskbreak.tui.records.section import Section

TWO_COLUMNS: Final = 104
GUTTER: Final = 6
WIDEST: Final = 88
"""No column is wider: eyes lose the line."""
_NARROWEST_TILE: Final = 18
_MOST_LINES: Final = 2
_TILE_ROLES: Final = ("faint", "strong", "faint")
_LONG: Final = 24 * 3600.0
_FULL_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_FULL_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOTHING: Final = (
    "Nothing is recorded here yet. A bout of sitting is written down when it ends, a break when it is over."
)
CLOSING: Final = (
    "These are records of habit: what happened at this desk while deskbreak ran. They show what goes together, "
    "not what causes what, and are no medical advice."
)


class Tile(NamedTuple):
    """One main number, and what it was in the period before, "" when nothing is known of that."""

    name: str
    value: str
    before: str


def title(report: Report) -> str:
    """The period in words."""
    start = report.start
    if report.period == "year":
        return str(start.year)
    if report.period == "month":
        return f"{_FULL_MONTHS[start.month - 1]} {start.year}"
    if report.period == "day":
        return f"{_FULL_DAYS[start.weekday()]} {_day(start)} {start.year}"
    last = start.fromordinal(report.end.toordinal() - 1)
    first = f"{start.day}" if start.month == last.month else _day(start)
    return f"{first} to {_day(last)} {last.year}"


def page(report: Report, width: int) -> Picture:
    """Everything under the title."""
    if is_empty(report):
        return tuple((Ink(line, "quiet"),) for line in wrap(NOTHING, width))
    inner = min(width, 2 * WIDEST + GUTTER)
    rows: Picture = (
        *_tiles(tiles(report), report.period, inner),
        (),
        *_sections(tuple(sections(report)), inner),
        (),
        *((Ink(line, "faint"),) for line in wrap(CLOSING, min(inner, WIDEST))),
    )
    return tuple(map(_trimmed, rows))


def is_empty(report: Report) -> bool:
    """Whether nothing is known of the period."""
    return not (report.summary.all_breaks or report.summary.bouts or report.timeline)


def tiles(report: Report) -> tuple[Tile, ...]:
    """The main numbers, each with the same of the period before."""
    now, before = report.summary, report.before

    def told(of: Numbers) -> tuple[str, ...]:
        return (
            words.span(of.sat) if of.sat < _LONG else f"{of.sat / 3600:.0f} h",
            words.span(of.longest),
            words.span(of.median),
            f"{100 * of.over_an_hour:.0f} %",
            f"{of.breaks['taken']} of {of.all_breaks - of.breaks['natural']}",
            "-" if of.answer is None else words.span(of.answer),
            str(of.snoozes),
        )

    names = (
        "Sitting",
        "Longest bout",
        "Median bout",
        "Bouts over an hour",
        "Breaks taken",
        "Answered after",
        "Snoozes",
    )
    earlier = told(before) if before else ("",) * len(names)
    return tuple(Tile(name, value, was) for name, value, was in zip(names, told(now), earlier, strict=True))


def _beside(tile: Tile, period: str) -> str:
    return f"{period} before {tile.before}" if tile.before else ""


def _tiles(shown: tuple[Tile, ...], period: str, width: int) -> Picture:
    """The numbers beside each other in at most two lines, else below each other."""
    cells = [(tile.name, tile.value, _beside(tile, period)) for tile in shown]
    step = max(_NARROWEST_TILE, *(max(map(cell_len, cell)) for cell in cells)) + 3
    lines = -(-len(cells) // max(1, (width + 3) // step))
    if lines > _MOST_LINES:
        return _listed(shown, period, width)
    across = -(-len(cells) // lines)
    step = min(26, (width + 3) // across)
    rows: list[Row] = []
    for first in range(0, len(cells), across):
        for texts, role in zip(zip(*cells[first : first + across], strict=True), _TILE_ROLES, strict=True):
            if any(texts):
                rows.append(tuple(Ink(text.ljust(step), role) for text in texts))
        rows.append(())
    return tuple(rows[:-1])


def _listed(shown: tuple[Tile, ...], period: str, width: int) -> Picture:
    """A row each, what was before in a column of its own."""
    has_before = any(tile.before for tile in shown)
    heads = [("", "", f"{period} before")] if has_before else []
    lines = [*heads, *shown]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    gap = " " * table.GAP
    if sum(widths) + 4 * table.GAP > width:
        lines, widths[0] = list(shown), max(1, min(widths[0], width - table.GAP - widths[1]))
        has_before = False
    return tuple(
        (
            Ink(padded(name, widths[0]), "quiet"),
            Ink(gap + value.rjust(widths[1]), "strong"),
            Ink(2 * gap + before.rjust(widths[2]) if has_before else "", "faint"),
        )
        for name, value, before in lines
    )


def _sections(shown: tuple[Section, ...], width: int) -> Picture:
    if width < TWO_COLUMNS:
        return _stacked([drawn(section, min(width, WIDEST)) for section in shown])
    column = (width - GUTTER) // 2
    left: list[Picture] = []
    right: list[Picture] = []
    for section in shown:
        target = left if _height(left) <= _height(right) else right
        target.append(drawn(section, column))
    return _side_by_side(_stacked(left), _stacked(right), column)


def drawn(section: Section, width: int) -> Picture:
    """One section."""
    rows: list[Row] = [(Ink(line, "strong"),) for line in wrap(section.title, width)]
    if section.note:
        rows += [(Ink(line, "faint"),) for line in wrap(section.note, width)]
    if section.caption:
        rows += [(Ink(line, "faint"),) for line in wrap(section.caption, width)]
    if section.plot:
        rows += [(), *section.plot(width)]
    if section.table and section.table.rows:
        rows += [(), *table.draw(section.table, width)]
    return tuple(rows)


def _stacked(pictures: list[Picture]) -> Picture:
    rows: list[Row] = []
    for picture in pictures:
        rows += [*picture, (), ()]
    return tuple(rows[:-2])


def _height(pictures: list[Picture]) -> int:
    return sum(len(picture) + 2 for picture in pictures)


def _side_by_side(left: Picture, right: Picture, column: int) -> Picture:
    return tuple(
        (*first, Ink(" " * (column + GUTTER - width_of(first))), *second) if second else first
        for first, second in zip_longest(left, right, fillvalue=())
    )


def _trimmed(row: Row) -> Row:
    """The row without blanks at its end, which could be too many for the width."""
    return (*row[:-1], Ink(row[-1].text.rstrip(), row[-1].role)) if row else row


def _day(on: date) -> str:
    return f"{on.day} {_FULL_MONTHS[on.month - 1]}"
