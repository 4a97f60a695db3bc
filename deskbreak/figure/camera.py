"""From where a figure is seen: which part of space is shown, and where on the field of dots a point of it lies."""

from __future__ import annotations

from functools import lru_cache
from math import cos, radians, sin
from typing import TYPE_CHECKING, Final, NamedTuple

from deskbreak.figure.body import skeleton
from deskbreak.figure.dots import Round
from deskbreak.figure.motion import FRONT
from deskbreak.figure.pose import blend
from deskbreak.figure.scene import pieces
from deskbreak.figure.sequence import View

if TYPE_CHECKING:
    from deskbreak.figure.motion import Moment
    from deskbreak.figure.pose import Pose
    from deskbreak.figure.scene import Ball
    from deskbreak.figure.sequence import Bar, Sequence
    from deskbreak.figure.vectors import Point

MARGIN: Final = 1.0
"""Dots kept free at every edge."""
THINNEST: Final = 0.8
"""The least radius of a limb, in dots."""
ROOMY: Final = 7.5
"""From how many dots a head on there is room for more than outlines."""
BARB: Final = 0.34
"""The length of an arrow's barbs, in heads."""
BOLD: Final = 0.45
"""So many dots limbs are thicker where they are small."""


class Box(NamedTuple):
    """What of the projected space has to be seen, in heads."""

    left: float
    bottom: float
    right: float
    top: float


class Camera(NamedTuple):
    """From space to the field of dots."""

    view: View
    scale: float
    x: float
    y: float
    bold: float = 0.0
    """So many dots a part of the body is drawn thicker than it is."""

    def flat(self, point: Point) -> tuple[float, float]:
        """Where a point is on the field."""
        across, up, _ = project(point, self.view)
        return self.x + across * self.scale, self.y - up * self.scale

    def round(self, ball: Ball) -> Round:
        """A ball on the field."""
        x, y = self.flat(ball.middle)
        return Round(x, y, max(THINNEST, ball.radius * self.scale + self.bold))

    def depth(self, point: Point) -> float:
        """How near a point is."""
        return project(point, self.view)[2]


@lru_cache(maxsize=4)
def boxes_of(sequence: Sequence) -> tuple[Box, Box]:
    """The box that holds every key pose, and the one that holds the position; both with furniture and arrow."""
    held = sequence.poses[1:]
    # Half-way between two poses of a cycle a part can be further out than in either.
    between = tuple(blend(held[i - 1], pose, 0.5) for i, pose in enumerate(sequence.cycle))
    whole = _box(sequence, sequence.poses + between, sequence.view)
    # While it turns to the front, what lies is seen along its length.
    front = _box(sequence, (sequence.start,), View(FRONT, sequence.view.rise))
    whole = whole._replace(bottom=min(whole.bottom, front.bottom), top=max(whole.top, front.top))
    if sequence.view.turn == FRONT:  # the body stays in the middle when the sides are changed
        whole = whole._replace(left=min(whole.left, -whole.right), right=max(whole.right, -whole.left))
    return whole, _box(sequence, held + between, sequence.view)


def _box(sequence: Sequence, poses: tuple[Pose, ...], view: View) -> Box:
    balls: list[tuple[Point, float]] = []
    for pose in poses:
        for piece in pieces(skeleton(pose), 1.0):
            balls += [(ball.middle, ball.radius) for solid in piece.solids for ball in solid]
    balls += [(point, bar.radius) for bar in sequence.bars if not bar.is_mat for point in (bar.start, bar.end)]
    if sequence.arrow:
        balls += [(sequence.arrow.points[0], 0.1), (sequence.arrow.points[-1], BARB)]
    flat = [(*project(point, view)[:2], radius) for point, radius in balls]
    edge = min(
        (project(corner, view)[1] for bar in sequence.bars if bar.is_mat for corner in corners_of(bar)), default=0.0
    )
    left, right = min(x - r for x, _, r in flat), max(x + r for x, _, r in flat)
    return Box(left, min(edge, *(y - r for _, y, r in flat)), right, max(y + r for _, y, r in flat))


def camera_of(sequence: Sequence, shown: Moment, width: int, height: int) -> Camera:
    """From where a moment is seen in a field of so many dots."""
    whole, close = boxes_of(sequence)
    box = Box(*(far + (near - far) * shown.closeness for far, near in zip(whole, close, strict=True)))
    wide, high = box.right - box.left, box.top - box.bottom
    # Turning to the front ends in the middle, so that its mirror image goes on from there.
    turned = (FRONT - shown.turn) / (FRONT - sequence.view.turn) if sequence.view.turn != FRONT else 1.0
    scale = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
    return Camera(
        View(shown.turn, sequence.view.rise),
        scale,
        width / 2 - (box.left + box.right) / 2 * scale * turned,
        height - MARGIN - (height - 2 * MARGIN - high * scale) / 2 + box.bottom * scale,
        BOLD if scale < ROOMY else 0.0,
    )


def project(point: Point, view: View) -> tuple[float, float, float]:
    """A point as seen: how far to the right, how far up, how near."""
    c, s = _turns(view.turn)
    up, down = _turns(view.rise)
    x, y, z = point
    near = x * s + z * c
    return x * c - z * s, y * up - near * down, y * down + near * up


@lru_cache(maxsize=64)
def _turns(degrees: float) -> tuple[float, float]:
    return cos(radians(degrees)), sin(radians(degrees))


def corners_of(mat: Bar) -> tuple[Point, ...]:
    """The four corners of a mat."""
    (x0, _, z0), (x1, _, z1) = mat.start, mat.end
    return (x0, 0.0, z0), (x1, 0.0, z0), (x1, 0.0, z1), (x0, 0.0, z1)
