"""A table of words and numbers fitted to a width: the columns that matter least go first, then a text is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from deskbreak.tui.draw.ink import Ink, Picture, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 2
LEAST_TEXT = 10
"""Cells the first column keeps before another one is dropped for it."""


class Column(NamedTuple):
    """A heading; whether it is text rather than numbers; how readily it is dropped (0 = never, then highest first)."""

    heading: str
    drop: int = 0
    is_text: bool = False


class Table(NamedTuple):
    """Columns and rows of ready words."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def draw(table: Table, width: int) -> Picture:
    """The heading and the rows."""
    widths = [
        max(cell_len(heading), *(cell_len(row[index]) for row in table.rows)) if table.rows else cell_len(heading)
        for index, (heading, _, _) in enumerate(table.columns)
    ]
    shown = _shown(table.columns, widths, width)
    first = shown[0]
    widths[first] = max(1, min(widths[first], width - sum(widths[each] + GAP for each in shown[1:])))
    headings = tuple(column.heading for column in table.columns)
    return (
        (Ink(fitted(_line(headings, shown, widths, table.columns), width), "faint"),),
        *((Ink(fitted(_line(row, shown, widths, table.columns), width), "quiet"),) for row in table.rows),
    )


def _shown(columns: Sequence[Column], widths: Sequence[int], width: int) -> list[int]:
    shown = list(range(len(columns)))

    def needed() -> int:
        first, *rest = shown
        return min(widths[first], LEAST_TEXT) + sum(widths[each] + GAP for each in rest)

    while needed() > width and any(columns[each].drop for each in shown):
        shown.remove(max(shown, key=lambda each: columns[each].drop))
    return shown


def _line(cells: Sequence[str], shown: Sequence[int], widths: Sequence[int], columns: Sequence[Column]) -> str:
    return (" " * GAP).join(_padded(cells[each], widths[each], columns[each]) for each in shown).rstrip()


def _padded(text: str, width: int, column: Column) -> str:
    text = fitted(text, width)
    blank = " " * (width - cell_len(text))
    return text + blank if column.is_text else blank + text
