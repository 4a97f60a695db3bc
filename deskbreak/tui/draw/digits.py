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
LARGEST: Final = 18
_QUARTERS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_WIDTHS: Final = {":": 0.3, "1": 0.44, "up": 0.78, "moon": 0.9, "tick": 0.95, "dash": 0.7}
_WIDTH: Final = 0.6


def fit(glyphs: Sequence[str], radius: float, spare: int = 0) -> list[str]:
    """The glyphs as large as a circle of this radius (in rows) allows, `spare` rows kept free below them.

    No lines when not even the smallest fit.
    """
    for rows in range(LARGEST, SMALLEST - 1, -1):
        if hypot(span(glyphs, rows) / 4, rows / 2 + spare / 2) <= radius:
            return lines(glyphs, rows)
    return []


def span(glyphs: Sequence[str], rows: int) -> int:
    """Cells the glyphs take side by side at this height."""
    return sum(_columns(glyph, rows) for glyph in glyphs) + _gap(rows) * (len(glyphs) - 1)


def lines(glyphs: Sequence[str], rows: int) -> list[str]:
    """The glyphs side by side, `rows` rows high."""
    drawn = [SMALL[glyph] if rows == SMALLEST else _glyph(glyph, rows) for glyph in glyphs]
    return [(" " * _gap(rows)).join(parts) for parts in zip(*drawn, strict=True)]


def _gap(rows: int) -> int:
    return max(1, round(rows * 0.28))


def _columns(glyph: str, rows: int) -> int:
    if rows == SMALLEST:
        return len(SMALL[glyph][0])
    return round(_WIDTHS.get(glyph, _WIDTH) * rows * 2)


@lru_cache(maxsize=64)
def _glyph(glyph: str, rows: int) -> tuple[str, ...]:
    columns = _columns(glyph, rows)
    pen = max(0.082, 0.36 / rows)
    width = columns / (2 * rows)
    segments = _segments(glyph, width, pen)

    def is_inked(x: int, y: int) -> bool:
        point = ((x + 0.5) / (4 * rows), (y + 0.5) / (2 * rows))
        return any(_distance(point, start, end) <= pen for start, end in segments)

    def sign(column: int, row: int) -> str:
        bits = [is_inked(2 * column + i, 2 * row + j) << (i + 2 * j) for j in (0, 1) for i in (0, 1)]
        return _QUARTERS[sum(bits)]

    return tuple("".join(sign(column, row) for column in range(columns)) for row in range(rows))


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
