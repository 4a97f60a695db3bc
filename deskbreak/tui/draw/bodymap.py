"""The regions that were stretched, as a small map: somebody from the front and from behind."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from deskbreak.figure.bodymap import body_map
from deskbreak.figure.files import load_map_body
from deskbreak.tui.draw.ink import Ink, Picture, Row

if TYPE_CHECKING:
    from collections.abc import Collection

    from deskbreak.figure.cells import Cell

WIDEST: Final = 26
HIGHEST: Final = 13
"""Columns and rows of a map among other things."""
LEAST: Final = (20, 11)
"""Columns and rows under which nobody is recognised."""
_GAP: Final = 2


def has_room(width: int, height: int) -> bool:
    """Whether a map in this box is worth drawing."""
    return width >= LEAST[0] and height >= LEAST[1]


@lru_cache(maxsize=4)
def draw(regions: Collection[str], width: int, height: int) -> Picture:
    """The map in a box of cells, centred across it; nothing where there is no room. `regions` are ids."""
    if not has_room(width, height):
        return ()
    each = (min(width, 2 * height) - _GAP) // 2
    front, back = body_map(load_map_body(), regions, (each, height))
    margin = Ink(" " * ((width - 2 * each - _GAP) // 2))
    return tuple(
        (margin, *_inked(left), Ink(" " * _GAP), *_inked(right))
        for left, right in zip(front.rows, back.rows, strict=True)
    )


def _inked(row: tuple[Cell, ...]) -> Row:
    return tuple(Ink("".join(map(_sign, run)), role) for role, run in groupby(row, _role))


def _role(cell: Cell) -> str:
    return {"target": "accent", "near": "quiet"}.get(cell.role, "")


def _sign(cell: Cell) -> str:
    """A shade for what was stretched, so that it shows without colour; one ink a cell, and no floor."""
    if cell.role == "target":
        return "▓"
    if cell.role != "near":
        return " "
    return "█" if cell.ground else cell.char
