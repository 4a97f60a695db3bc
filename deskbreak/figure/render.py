"""One frame of a figure: a function of the sequence, the time, the side and the size, and of nothing else.

A stretch of the right side is seen from the body's right, facing right; one of the left side is its mirror image, seen
from the left and facing left. So the leg that is stretched is the near one and the far side is dim. Seen from the
front the body faces the viewer: its left is at the viewer's right.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, floor, hypot, pi, radians, sin
from typing import TYPE_CHECKING, Final, NamedTuple

from deskbreak.figure.body import skeleton
from deskbreak.figure.cells import STYLES, Cell, draw
from deskbreak.figure.dots import Dots, Round, capsule, common, disc, grown, joined, pattern, polygon, without
from deskbreak.figure.motion import FRONT, Moment, breath, moment
from deskbreak.figure.scene import CARRIERS, muscle, pieces
from deskbreak.figure.sequence import View

if TYPE_CHECKING:
    from deskbreak.figure.cells import Row
    from deskbreak.figure.dots import Shape
    from deskbreak.figure.scene import Ball, Piece, Solid
    from deskbreak.figure.sequence import Arrow, Bar, Sequence
    from deskbreak.figure.vectors import Point

MARGIN: Final = 1.0
"""Dots kept free at every edge."""
THINNEST: Final = 0.8
"""The least radius of a limb, in dots."""
ROOMY: Final = 7.5
"""From how many dots a head on there is room for more than outlines."""


LARGE: Final = 10.0
"""From how many dots a head on an arrow is drawn with a broad pen."""
BARB: Final = 0.34
"""The length of an arrow's barbs, in heads."""
BOLD: Final = 0.3
"""So many dots limbs are thicker where they are small."""
THIN_PEN: Final = 0.56
PEN: Final = 0.95
"""The radius of an arrow's lines, one dot wide and two."""
EIGHT: Final = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
"""The directions an arrow can have, an eighth of a turn apart."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture: `height` rows of `width` cells."""

    width: int
    height: int
    rows: tuple[Row, ...]

    @property
    def text(self) -> str:
        """The picture without its colours."""
        return "\n".join("".join(cell.char for cell in row).rstrip() for row in self.rows)


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


def frame(
    sequence: Sequence, time_seconds: float, phase: str, side: str, size: tuple[int, int], style: str = "braille"
) -> Frame:
    """The figure so long after the phase began, in a box of (columns, rows) cells.

    `phase` is one of `motion.PHASES`, `side` the side that is stretched ("" as "right"), `style` one of `cells.STYLES`.
    """
    width, height = max(0, size[0]), max(0, size[1])
    if style not in STYLES:
        raise ValueError(f"found {style!r}, allowed: {', '.join(STYLES)}")
    if not width or not height:
        return Frame(width, height, ((),) * height)
    shown = moment(sequence, time_seconds, phase)
    full = 1.0 - breath(time_seconds) if phase == "hold" and not sequence.is_moving else 0.0
    is_mirrored = (side == "left") != shown.is_other
    is_fine = style == "braille"
    rows = draw(
        _painted(sequence, shown, full, (width * 2, height * 4), is_fine=is_fine), style, is_mirrored=is_mirrored
    )
    if sequence.arrow and shown.has_arrow and not is_fine:
        rows = _pointed(
            rows, _camera(sequence, shown.turn, width * 2, height * 4), sequence.arrow, is_mirrored=is_mirrored
        )
    return Frame(width, height, rows)


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


@lru_cache(maxsize=4)
def box_of(sequence: Sequence) -> Box:
    """The box that holds every key pose, the furniture and the arrow."""
    view = sequence.view
    balls: list[tuple[Point, float]] = []
    for pose in sequence.poses:
        for piece in pieces(skeleton(pose), 1.0):
            balls += [(ball.middle, ball.radius) for solid in piece.solids for ball in solid]
    balls += [(point, bar.radius) for bar in sequence.bars if not bar.is_mat for point in (bar.start, bar.end)]
    if sequence.arrow:
        balls += [(sequence.arrow.points[0], 0.1), (sequence.arrow.points[-1], BARB)]
    flat = [(*project(point, view)[:2], radius) for point, radius in balls]
    edge = min(
        (project(corner, view)[1] for bar in sequence.bars if bar.is_mat for corner in _corners(bar)), default=0.0
    )
    left, right = min(x - r for x, _, r in flat), max(x + r for x, _, r in flat)
    if view.turn == FRONT:  # the body stays in the middle when the sides are changed
        left, right = min(left, -right), max(right, -left)
    return Box(left, min(edge, *(y - r for _, y, r in flat)), right, max(y + r for _, y, r in flat))


def _camera(sequence: Sequence, turn: float, width: int, height: int) -> Camera:
    box = box_of(sequence)
    wide, high = box.right - box.left, box.top - box.bottom
    # Turning to the front ends in the middle, so that its mirror image goes on from there.
    turned = (FRONT - turn) / (FRONT - sequence.view.turn) if sequence.view.turn != FRONT else 1.0
    scale = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
    return Camera(
        View(turn, sequence.view.rise),
        scale,
        width / 2 - (box.left + box.right) / 2 * scale * turned,
        height - MARGIN - (height - 2 * MARGIN - high * scale) / 2 + box.bottom * scale,
        BOLD if scale < ROOMY else 0.0,
    )


def _painted(sequence: Sequence, shown: Moment, full: float, size: tuple[int, int], *, is_fine: bool) -> Dots:
    width, height = size
    dots = Dots(width, height)
    camera = _camera(sequence, shown.turn, width, height)
    body = skeleton(shown.pose)
    _paint_floor(dots, camera, sequence)
    _paint_bars(dots, camera, [bar for bar in sequence.bars if not bar.is_in_front])
    muscles = [(target, _shape(muscle(target.muscle, target.side, body), camera)) for target in sequence.targets]
    far = {"left": -1, "right": 1}.get(sequence.far, 0)
    rim = 1 if camera.scale < (14 if is_fine else 9) else 2
    for piece in sorted(pieces(body, full), key=lambda piece: _depth(piece, camera)):
        shape = _shape(piece.solids, camera)
        edge = grown(shape, rim)
        joints = [disc(camera.round(joint)) for joint in piece.joints]
        dots.erase(without(edge, *joints), ("far", "near", "target"))
        dots.paint(shape, "far" if far and piece.side == far else "near")
        for target, region in muscles:
            if piece.name in CARRIERS[target.muscle] and piece.side in (0, target.side):
                dots.paint(common(region, shape), "target")
    _paint_bars(dots, camera, [bar for bar in sequence.bars if bar.is_in_front])
    if sequence.arrow and is_fine and shown.has_arrow:
        _paint_arrow(dots, camera, sequence.arrow)
    dots.thin("far", (pattern(width, 2, 0), pattern(width, 2, 1)))
    return dots


def _shape(solids: tuple[Solid, ...], camera: Camera) -> Shape:
    # Seen from the side, the two halves of the trunk are one.
    rounds = {(camera.round(start), camera.round(end)): None for start, end in solids}
    return joined(*(capsule(start, end) for start, end in rounds))


def _depth(piece: Piece, camera: Camera) -> float:
    middles = [camera.depth(ball.middle) for solid in piece.solids for ball in solid]
    return sum(middles) / len(middles) + piece.near


def _paint_floor(dots: Dots, camera: Camera, sequence: Sequence) -> None:
    if any(bar.is_mat for bar in sequence.bars) and camera.view.rise:
        return
    y = round(camera.flat((0.0, 0.0, 0.0))[1])
    dots.paint({y: pattern(dots.width, 1, 0)}, "floor")


def _paint_bars(dots: Dots, camera: Camera, bars: list[Bar]) -> None:
    for bar in sorted(bars, key=lambda bar: camera.depth(bar.start) + camera.depth(bar.end)):
        if bar.is_mat:
            corners = tuple(camera.flat(point) for point in _corners(bar))
            if camera.scale >= ROOMY:
                dots.paint(polygon(corners), "floor")
                dots.thin("floor", (pattern(dots.width, 4, 0), 0, pattern(dots.width, 4, 2), 0))
            for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
                dots.paint(capsule(Round(x0, y0, 0.6), Round(x1, y1, 0.6)), "floor")
        else:
            start, end = camera.flat(bar.start), camera.flat(bar.end)
            radius = max(0.71, bar.radius * camera.scale)
            shape = capsule(Round(*start, radius), Round(*end, radius))
            dots.erase(grown(shape, 1), ("far", "near", "target"))
            dots.paint(shape, "prop")


def _corners(mat: Bar) -> tuple[Point, ...]:
    (x0, _, z0), (x1, _, z1) = mat.start, mat.end
    return (x0, 0.0, z0), (x1, 0.0, z0), (x1, 0.0, z1), (x0, 0.0, z1)


def _paint_arrow(dots: Dots, camera: Camera, arrow: Arrow) -> None:
    is_small = camera.scale < LARGE
    # In the middle of a dot a thin line is one dot wide, on the corner of four a thicker one two.
    pen, place = (THIN_PEN, 0.5) if is_small else (PEN, 0.0)
    barb = max(3.0, camera.scale * BARB)
    line = [Round(floor(x) + place, floor(y) + place, pen) for x, y in map(camera.flat, arrow.points)]
    if len(line) == 2:
        ux, uy = _snapped(line[0], line[1])
        length = max(round(hypot(line[1].x - line[0].x, line[1].y - line[0].y) / hypot(ux, uy)), barb + 1)
        line[1] = Round(line[0].x + ux * length, line[0].y + uy * length, pen)
    tip = line[-1]
    ux, uy = _snapped(line[-2], tip)
    barbs = [Round(tip.x - barb * x, tip.y - barb * y, pen) for x, y in ((ux, 0), (0, uy))]
    if not ux or not uy:
        barbs = [Round(tip.x - barb * (ux + uy * s), tip.y - barb * (uy + ux * s), pen) for s in (-1, 1)]
    strokes = [*pairwise(line), *((tip, end) for end in barbs)]
    shape = joined(*(capsule(start, end) for start, end in strokes))
    dots.erase(grown(shape, 1))
    dots.paint(shape, "arrow")


def _snapped(start: Round, end: Round) -> tuple[int, int]:
    """The direction from one to the other as one of eight: only those look straight in dots."""
    eighth = round(atan2(end.y - start.y, end.x - start.x) / (pi / 4)) % 8
    return EIGHT[eighth]


def _pointed(rows: tuple[Row, ...], camera: Camera, arrow: Arrow, *, is_mirrored: bool) -> tuple[Row, ...]:
    """The rows with the arrow as signs: drawn in blocks it would be a blot."""
    (x0, y0), (x1, y1) = camera.flat(arrow.points[0]), camera.flat(arrow.points[-1])
    middle, line, way = int((x0 + x1) / 4), int((y0 + y1) / 8), x1 - x0
    if is_mirrored:
        middle, way = len(rows[0]) - 1 - middle, -way
    if abs(way) > abs(y1 - y0):
        signs = {(middle + x, line): sign for x, sign in zip((-1, 0, 1), "──→" if way > 0 else "←──", strict=True)}
    else:
        signs = {(middle, line + y): sign for y, sign in zip((0, 1), "│↓" if y1 > y0 else "↑│", strict=True)}
    return tuple(
        tuple(Cell(signs[x, y], "arrow") if (x, y) in signs else cell for x, cell in enumerate(row))
        if any(y == at for _, at in signs)
        else row
        for y, row in enumerate(rows)
    )
