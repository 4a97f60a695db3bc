"""A field of dots in layers, one a role: every row of a layer is one whole number, a bit a dot.

Shapes are drawn as spans over rows, so a limb costs a few operations a row whatever its width.
"""

from __future__ import annotations

from math import ceil, floor, hypot, sqrt
from typing import Final, NamedTuple

ROLES: Final = ("floor", "prop", "far", "near", "target", "arrow")
"""What a dot can belong to."""

Shape = dict[int, int]
"""Rows of bits by their number."""


class Round(NamedTuple):
    """A disc on the field: its middle and its radius, in dots."""

    x: float
    y: float
    radius: float


class Dots:
    """The field; later shapes cover earlier ones."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.layers = {role: [0] * height for role in ROLES}
        self._full = (1 << width) - 1

    def erase(self, shape: Shape, roles: tuple[str, ...] = ROLES) -> None:
        """Take all dots of a shape away, from these roles."""
        height, rows = self.height, [self.layers[role] for role in roles]
        for y, bits in shape.items():
            if 0 <= y < height:
                for layer in rows:
                    if layer[y] & bits:
                        layer[y] &= ~bits

    def paint(self, shape: Shape, role: str) -> None:
        """Give all dots of a shape to a role."""
        self.erase(shape)
        layer, full = self.layers[role], self._full
        for y, bits in shape.items():
            if 0 <= y < self.height:
                layer[y] |= bits & full

    def thin(self, role: str, patterns: tuple[int, ...]) -> None:
        """Keep only the dots of a role that lie on a pattern, one pattern a row in turn."""
        layer = self.layers[role]
        for y, bits in enumerate(layer):
            if bits:
                layer[y] = bits & patterns[y % len(patterns)]


def pattern(width: int, every: int, offset: int) -> int:
    """A row of bits with one set every so many."""
    return sum(1 << x for x in range(offset % every, width, every))


def capsule(start: Round, end: Round) -> Shape:
    """Two discs and all between them."""
    ax, ay, ar = start
    bx, by, br = end
    length = hypot(bx - ax, by - ay)
    discs = [(ax, ay, ar * ar), (bx, by, br * br)]
    if length <= abs(ar - br):
        discs = [max(discs, key=lambda disc: disc[2])]
    edges = _tangents(start, end, length)
    shape: Shape = {}
    for y in range(ceil(min(ay - ar, by - br) - 0.5), floor(max(ay + ar, by + br) - 0.5) + 1):
        middle = y + 0.5
        low, high = 1e9, -1e9
        for x, at, square in discs:
            rest = square - (middle - at) * (middle - at)
            if rest > 0:
                half = sqrt(rest)
                low = min(low, x - half)
                high = max(high, x + half)
        for x, y0, y1, slope in edges:
            if y0 <= middle <= y1:
                side = x + (middle - y0) * slope
                low = min(low, side)
                high = max(high, side)
        first, last = ceil(low - 0.5), floor(high - 0.5)
        if last >= 0 and last >= first:
            first = max(first, 0)
            shape[y] = ((2 << (last - first)) - 1) << first
    return shape


def disc(middle: Round) -> Shape:
    """All dots within a circle."""
    return capsule(middle, middle)


def polygon(corners: tuple[tuple[float, float], ...]) -> Shape:
    """All dots within a convex polygon."""
    shape: Shape = {}
    heights = [y for _, y in corners]
    pairs = list(zip(corners, (*corners[1:], corners[0]), strict=True))
    for y in range(ceil(min(heights) - 0.5), floor(max(heights) - 0.5) + 1):
        crossings = [
            x0 + (y + 0.5 - y0) * (x1 - x0) / (y1 - y0)
            for (x0, y0), (x1, y1) in pairs
            if min(y0, y1) <= y + 0.5 < max(y0, y1)
        ]
        if crossings:
            first, last = max(0, ceil(min(crossings) - 0.5)), floor(max(crossings) - 0.5)
            if last >= first:
                shape[y] = ((2 << (last - first)) - 1) << first
    return shape


def joined(*shapes: Shape) -> Shape:
    """All dots of any of the shapes."""
    whole: Shape = {}
    for shape in shapes:
        for y, bits in shape.items():
            whole[y] = whole.get(y, 0) | bits
    return whole


def common(one: Shape, other: Shape) -> Shape:
    """The dots in both shapes."""
    return {y: bits & other[y] for y, bits in one.items() if y in other}


def without(shape: Shape, *others: Shape) -> Shape:
    """The dots of a shape that are in none of the others."""
    rest = dict(shape)
    for other in others:
        for y in other.keys() & rest.keys():
            rest[y] &= ~other[y]
    return rest


def widened(shape: Shape) -> Shape:
    """A shape with one dot more at its sides: all there is room for where a limb is a few dots high."""
    return {y: bits | bits << 1 | bits >> 1 for y, bits in shape.items()}


def grown(shape: Shape, by: int) -> Shape:
    """A shape with a rim of that many dots."""
    for _ in range(by):
        wide = widened(shape)
        shape = dict(wide)
        for y, bits in wide.items():
            shape[y - 1] = shape.get(y - 1, 0) | bits
            shape[y + 1] = shape.get(y + 1, 0) | bits
    return shape


def _tangents(start: Round, end: Round, length: float) -> list[tuple[float, float, float, float]]:
    """The two outer edges of a capsule, from their upper end down: x there, its y, the lower y, x a row.

    A level edge is left out: no row crosses it. So are both where one disc holds the other.
    """
    if length <= abs(start.radius - end.radius):
        return []
    ux, uy = (end.x - start.x) / length, (end.y - start.y) / length
    s = (start.radius - end.radius) / length
    c = sqrt(max(0.0, 1 - s * s))
    edges = []
    for sign in (1, -1):
        nx, ny = ux * s - uy * c * sign, uy * s + ux * c * sign
        x0, y0 = start.x + start.radius * nx, start.y + start.radius * ny
        x1, y1 = end.x + end.radius * nx, end.y + end.radius * ny
        if y0 > y1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        if y1 - y0 > 1e-6:
            edges.append((x0, y0, y1, (x1 - x0) / (y1 - y0)))
    return edges
