"""The ring that empties: a circle in braille dots, thick where time is left, one dot thin where it is gone.

Thickness carries the meaning, so the ring reads without colour.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan2, hypot, pi
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from deskbreak.tui.draw.ink import Canvas

_BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


class Dot(NamedTuple):
    """One dot of the ring: its cell, its bit there, its place around (0 to 1 from the top), and what it is part of."""

    x: int
    y: int
    bit: int
    turn: float
    is_thin: bool
    is_even: bool


def draw(canvas: Canvas, fraction: float, roles: tuple[str, str], *, is_loose: bool = False) -> None:
    """Draw the ring centred on the canvas; `fraction` is left, `roles` are of what is left and what is gone.

    A loose one has every second dot only, for a time that does not simply run.
    """
    rows = min(canvas.height, canvas.width // 2)
    left, top = (canvas.width - 2 * rows) // 2, (canvas.height - rows) // 2
    cells: dict[tuple[int, int], list[int]] = {}
    gone = 1 - min(1.0, max(0.0, fraction))
    for dot in _dots(rows):
        is_left = dot.turn >= gone and fraction > 0 and (dot.is_even or not is_loose)
        if is_left or dot.is_thin:
            bits = cells.setdefault((dot.x, dot.y), [0, 0])
            bits[0] |= dot.bit
            bits[1] += 1 if is_left else -1
    for (x, y), (bits_set, balance) in cells.items():
        canvas.put(left + x, top + y, chr(0x2800 + bits_set), roles[0] if balance > 0 else roles[1])


def inner_radius(rows: int) -> float:
    """Rows from the centre to where the ring of this many rows leaves room for something else."""
    return rows / 2 - _thickness(rows) / 4 - 0.7


def _thickness(rows: int) -> float:
    """How many dots wide the full part is."""
    return max(2.0, rows * 4 * 0.075)


@lru_cache(maxsize=4)
def _dots(rows: int) -> tuple[Dot, ...]:
    size = rows * 4
    centre = (size - 1) / 2
    outer, thickness = size / 2 - 0.2, _thickness(rows)
    middle = outer - thickness / 2
    found = []
    for y in range(size):
        for x in range(size):
            radius = hypot(x - centre, y - centre)
            if outer - thickness <= radius <= outer:
                turn = (atan2(x - centre, centre - y) / (2 * pi)) % 1.0
                is_thin = abs(radius - middle) <= 0.5
                found.append(Dot(x // 2, y // 4, _BITS[y % 4][x % 2], turn, is_thin, (x + y) % 2 == 0))
    return tuple(found)
