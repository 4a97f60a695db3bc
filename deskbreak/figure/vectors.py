"""Points and directions in space as plain triples, and turns as their three axes. No state, no randomness.

Space is measured in heads: x ahead of the body, y up from the floor, z to the body's right.
"""

from __future__ import annotations

from math import cos, hypot, radians, sin, sqrt

Point = tuple[float, float, float]
Axes = tuple[Point, Point, Point]
"""An orientation: where ahead, up and right point."""

UPRIGHT: Axes = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
TINY = 1e-9


def along(start: Point, direction: Point, by: float) -> Point:
    """The point that far from `start` in a direction."""
    return start[0] + direction[0] * by, start[1] + direction[1] * by, start[2] + direction[2] * by


def between(start: Point, end: Point, share: float) -> Point:
    """The point on the way from one to the other."""
    rest = 1.0 - share
    return start[0] * rest + end[0] * share, start[1] * rest + end[1] * share, start[2] * rest + end[2] * share


def difference(start: Point, end: Point) -> Point:
    """The way from one to the other."""
    return end[0] - start[0], end[1] - start[1], end[2] - start[2]


def dot(one: Point, other: Point) -> float:
    """The scalar product."""
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def cross(one: Point, other: Point) -> Point:
    """The vector product."""
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )


def distance(start: Point, end: Point) -> float:
    """How far apart two points are."""
    return hypot(end[0] - start[0], end[1] - start[1], end[2] - start[2])


def unit(vector: Point, instead: Point = (1.0, 0.0, 0.0)) -> Point:
    """The direction of a vector; `instead` when it has none."""
    length = sqrt(dot(vector, vector))
    return instead if length < TINY else (vector[0] / length, vector[1] / length, vector[2] / length)


def across(vector: Point, direction: Point) -> Point:
    """What remains of a vector at right angles to a direction of length one."""
    return along(vector, direction, -dot(vector, direction))


def turned(axes: Axes, lean: float, roll: float, turn: float) -> Axes:
    """An orientation turned in itself, in degrees: forward, over to its right, and about its length to the right."""
    return _rolled(_leaned(_twisted(axes, turn), lean), roll)


def _twisted(axes: Axes, degrees: float) -> Axes:
    ahead, up, right = axes
    ahead, right = _spun(ahead, right, degrees)
    return ahead, up, right


def _leaned(axes: Axes, degrees: float) -> Axes:
    ahead, up, right = axes
    up, ahead = _spun(up, ahead, degrees)
    return ahead, up, right


def _rolled(axes: Axes, degrees: float) -> Axes:
    ahead, up, right = axes
    up, right = _spun(up, right, degrees)
    return ahead, up, right


def _spun(one: Point, toward: Point, degrees: float) -> tuple[Point, Point]:
    """Two axes at right angles turned so that the first moves toward the second."""
    if degrees == 0:
        return one, toward
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return (
        (one[0] * c + toward[0] * s, one[1] * c + toward[1] * s, one[2] * c + toward[2] * s),
        (toward[0] * c - one[0] * s, toward[1] * c - one[1] * s, toward[2] * c - one[2] * s),
    )
