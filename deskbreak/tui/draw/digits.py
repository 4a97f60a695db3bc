"""Large digits and signs: the pen lines of `strokes` drawn in quarter blocks at any height."""

from __future__ import annotations

from functools import lru_cache
from math import hypot
from typing import TYPE_CHECKING, Final

from deskbreak.tui.draw.strokes import SMALL, STROKES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskbreak.tui.draw.strokes import Point

SMALLEST: Final = 3
LARGEST: Final = 22
_QUARTERS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_WIDTHS: Final = {":": 0.3, "1": 0.44, "up": 0.78, "moon": 0.9, "tick": 0.95, "dash": 0.7}
_WIDTH: Final = 0.6
_SLIM: Final = 0.72
"""How much narrower digits may be where that makes them higher: four of them in a ring."""
_MANY: Final = 3
_ROUND: Final = 0.985
"""A pen this much smaller leaves no single quarters standing out of its round ends."""
_SLENDER: Final = 7
"""Rows under which the pen of slim digits is finer too, so that an 8 keeps its holes."""


def fit(glyphs: Sequence[str], radius: float, spare: int = 0) -> list[str]:
    """The glyphs as large as a circle of this radius (in rows) allows, `spare` rows kept free below them.

    No lines when not even the smallest fit.
    """
    for rows in range(LARGEST, SMALLEST - 1, -1):
        for slim in _slimness(glyphs):
            if hypot(span(glyphs, rows, slim) / 4, rows / 2 + spare / 2) <= radius:
                return lines(glyphs, rows, slim)
    return []


def fit_box(glyphs: Sequence[str], width: int, height: int, largest: int = LARGEST) -> list[str]:
    """The glyphs as large as a box of cells allows; no lines when not even the smallest fit."""
    for rows in range(min(height, largest), SMALLEST - 1, -1):
        for slim in _slimness(glyphs):
            if span(glyphs, rows, slim) <= width:
                return lines(glyphs, rows, slim)
    return []


def span(glyphs: Sequence[str], rows: int, slim: float = 1.0) -> int:
    """Cells the glyphs take side by side at this height."""
    return sum(_columns(glyph, rows, slim) for glyph in glyphs) + _gap(rows, slim) * (len(glyphs) - 1)


def lines(glyphs: Sequence[str], rows: int, slim: float = 1.0) -> list[str]:
    """The glyphs side by side, `rows` rows high."""
    drawn = [SMALL[glyph] if rows == SMALLEST else _glyph(glyph, rows, slim) for glyph in glyphs]
    return [(" " * _gap(rows, slim)).join(parts) for parts in zip(*drawn, strict=True)]


def _slimness(glyphs: Sequence[str]) -> tuple[float, ...]:
    return (1.0, _SLIM) if len(glyphs) >= _MANY else (1.0,)


def _gap(rows: int, slim: float) -> int:
    return max(1, round(rows * 0.28 * slim))


def _columns(glyph: str, rows: int, slim: float) -> int:
    """Cells a glyph takes; an even number for a sign, which stands alone in the middle of a ring of even width."""
    if rows == SMALLEST:
        return len(SMALL[glyph][0])
    columns = _WIDTHS.get(glyph, _WIDTH) * slim * rows * 2
    return round(columns) if len(glyph) == 1 else 2 * round(columns / 2)


@lru_cache(maxsize=64)
def _glyph(glyph: str, rows: int, slim: float) -> tuple[str, ...]:
    columns = _columns(glyph, rows, slim)
    pen = max(0.082, 0.36 / rows) * (slim if rows < _SLENDER else 1.0)
    width = columns / (2 * rows)
    reach = pen * _ROUND
    inked: set[tuple[int, int]] = set()
    for start, end in _segments(glyph, width, pen):
        across = _reach(start[0], end[0], pen, 4 * rows, 2 * columns)
        down = _reach(start[1], end[1], pen, 2 * rows, 2 * rows)
        near = ((x, y) for x in across for y in down)
        inked.update(
            (x, y) for x, y in near if _distance(((x + 0.5) / (4 * rows), (y + 0.5) / (2 * rows)), start, end) <= reach
        )

    def sign(column: int, row: int) -> str:
        bits = [((2 * column + i, 2 * row + j) in inked) << (i + 2 * j) for j in (0, 1) for i in (0, 1)]
        return _QUARTERS[sum(bits)]

    return tuple("".join(sign(column, row) for column in range(columns)) for row in range(rows))


def _reach(start: float, end: float, pen: float, scale: int, size: int) -> range:
    """The quarters a line between two places can touch, along one axis."""
    low, high = min(start, end) - pen, max(start, end) + pen
    return range(max(0, int(low * scale) - 1), min(size, int(high * scale) + 2))


def _segments(glyph: str, width: float, pen: float) -> list[tuple[Point, Point]]:
    """The pen's lines, moved inwards so that their ink touches the box."""

    def placed(point: Point) -> Point:
        return pen + point[0] * (width - 2 * pen), pen + point[1] * (1 - 2 * pen)

    return [(placed(line[i]), placed(line[i + 1])) for line in STROKES[glyph] for i in range(len(line) - 1)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(1.0, max(0.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return hypot(px - ax - along * dx, py - ay - along * dy)
