"""The ring that empties: a solid band in quarter blocks where time is left, a thin dotted line where it is gone.

The band is full and the line thin and dotted, so the ring reads without colour.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan2, hypot, pi
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskbreak.tui.draw.ink import Canvas

_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_QUARTERS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_BREATH: Final = 0.3
_LINE: Final = 1.0
_LINE_OF_LOOSE: Final = 0.5
"""How wide the line is, in half rows; a dotted band needs a finer one to be told from."""
_SAMPLES: Final = (0.125, 0.375, 0.625, 0.875)


class Spot(NamedTuple):
    """A part of a cell: the cell, its bit there, and its place around (0 to 1 from the top)."""

    x: int
    y: int
    bit: int
    turn: float


def draw(canvas: Canvas, fraction: float, roles: tuple[str, str], *, is_loose: bool = False) -> None:
    """Draw the ring centred on the canvas; `fraction` is left, `roles` are of what is left and what is gone.

    A loose one has a dotted band, for a time that does not simply run.
    """
    rows = min(canvas.height, canvas.width // 2)
    left, top = (canvas.width - 2 * rows) // 2, (canvas.height - rows) // 2
    gone = 1 - min(1.0, max(0.0, fraction))
    band = _dotted(rows, _thickness(rows)) if is_loose else _solid(rows)
    full = _cells(spot for spot in band if spot.turn >= gone and fraction > 0)
    line = _dotted(rows, _LINE_OF_LOOSE if is_loose and full else _LINE)
    for (x, y), bits in _cells(line).items():
        canvas.put(left + x, top + y, chr(0x2800 + bits), roles[1])
    for (x, y), bits in full.items():
        canvas.put(left + x, top + y, chr(0x2800 + bits) if is_loose else _QUARTERS[bits], roles[0])


def inner_radius(rows: int) -> float:
    """Rows from the centre to where the ring of this many rows leaves room for something else."""
    return rows / 2 - _thickness(rows) / 2 - max(_BREATH, rows * 0.03)


def inner_width(rows: int, row: int) -> int:
    """Cells of one row that are inside the ring."""
    inner, down = rows - _thickness(rows), 2 * max(abs(row - rows / 2), abs(row + 1 - rows / 2))
    return max(0, int(2 * (inner**2 - down**2) ** 0.5)) if down < inner else 0


def _thickness(rows: int) -> float:
    """How wide the band is, in half rows."""
    return max(1.6, rows * 0.1)


def _cells(spots: Iterator[Spot] | tuple[Spot, ...]) -> dict[tuple[int, int], int]:
    cells: dict[tuple[int, int], int] = {}
    for spot in spots:
        cells[spot.x, spot.y] = cells.get((spot.x, spot.y), 0) | spot.bit
    return cells


def _turn(x: float, y: float) -> float:
    return (atan2(x, -y) / (2 * pi)) % 1.0


@lru_cache(maxsize=4)
def _solid(rows: int) -> tuple[Spot, ...]:
    """The quarters of cells that are in the band by half or more; lengths are in half rows from the centre."""
    outer = rows - 0.1
    inner = outer - _thickness(rows)
    found = []
    for row in range(2 * rows):
        for column in range(4 * rows):
            x, y = (column + 0.5) / 2 - rows, row + 0.5 - rows
            if not inner - 1 <= hypot(x, y) <= outer + 1:
                continue
            radii = (hypot((column + i) / 2 - rows, row + j - rows) for i in _SAMPLES for j in _SAMPLES)
            if sum(inner <= radius <= outer for radius in radii) >= len(_SAMPLES) ** 2 / 2:
                found.append(Spot(column // 2, row // 2, 1 << (column % 2 + 2 * (row % 2)), _turn(x, y)))
    return tuple(found)


@lru_cache(maxsize=8)
def _dotted(rows: int, width: float) -> tuple[Spot, ...]:
    """The dots of a line this wide in the middle of the band."""
    middle = rows - 0.1 - _thickness(rows) / 2
    found = []
    for row in range(4 * rows):
        for column in range(4 * rows):
            x, y = (column + 0.5) / 2 - rows, (row + 0.5) / 2 - rows
            if abs(hypot(x, y) - middle) <= width / 2:
                found.append(Spot(column // 2, row // 4, _DOTS[row % 4][column % 2], _turn(x, y)))
    return tuple(found)
