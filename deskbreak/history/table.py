"""A table of text fitted to a width: unimportant columns go first, then the last one is cut. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = "  "
LEAST_LAST = 12  # cells the last column keeps before another one is dropped for it


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how readily the column is dropped in a narrow terminal (0 = never, then highest first)."""

    heading: str
    drop: int = 0
    right: bool = False


def lines(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The heading and the rows, no line wider than `width` cells where the columns that stay allow it."""
    table = [[column.heading for column in columns], *rows]
    widths = [max(cells(row[index]) for row in table) for index in range(len(columns))]
    shown = _fitting(columns, widths, width)
    for row in table:
        yield _cut(GAP.join(_pad(row[index], widths[index], columns[index]) for index in shown).rstrip(), width)


def cells(text: str) -> int:
    """How many terminal cells the text takes."""
    return sum(_cells_of(sign) for sign in text)


def _fitting(columns: Sequence[Column], widths: Sequence[int], width: int) -> list[int]:
    shown = list(range(len(columns)))
    while _least(shown, widths) > width and any(columns[index].drop for index in shown):
        shown.remove(max(shown, key=lambda index: columns[index].drop))
    return shown


def _least(shown: Sequence[int], widths: Sequence[int]) -> int:
    *first, last = (widths[index] for index in shown)
    return sum(first) + len(GAP) * len(first) + min(last, LEAST_LAST)


def _pad(text: str, width: int, column: Column) -> str:
    blank = " " * (width - cells(text))
    return blank + text if column.right else text + blank


def _cut(line: str, width: int) -> str:
    if cells(line) <= width:
        return line
    kept, room = "", width - 1
    for sign in line:
        room -= _cells_of(sign)
        if room < 0:
            break
        kept += sign
    return kept + "…"


def _cells_of(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
