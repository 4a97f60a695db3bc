"""One frame of a figure: a function of the sequence, the time, the side and the size, and of nothing else.

A stretch of the right side is seen from the body's right, facing right; one of the left side is its mirror image, seen
from the left and facing left. So the leg that is stretched is the near one and the far side is dim. Seen from the
front the body faces the viewer: its left is at the viewer's right.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import atan2, floor, hypot, pi
from typing import TYPE_CHECKING, Final

from deskbreak.figure.body import skeleton
from deskbreak.figure.camera import BARB, ROOMY, camera_of, corners_of
from deskbreak.figure.cells import STYLES, Cell, draw
from deskbreak.figure.dots import Dots, Round, capsule, common, disc, grown, joined, pattern, polygon, widened, without
from deskbreak.figure.motion import Moment, breath, moment
from deskbreak.figure.scene import CARRIERS, muscle, pieces

if TYPE_CHECKING:
    from deskbreak.figure.camera import Camera
    from deskbreak.figure.cells import Row
    from deskbreak.figure.dots import Shape
    from deskbreak.figure.scene import Piece, Solid
    from deskbreak.figure.sequence import Arrow, Bar, Sequence

SMALLEST: Final = (20, 10)
"""Columns and rows in which every position is still recognised, in braille; less is not worth showing."""


LARGE: Final = 12.0
"""From how many dots a head on an arrow is drawn with a broad pen."""
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
        camera = camera_of(sequence, shown, width * 2, height * 4)
        rows = _pointed(rows, camera, sequence.arrow, is_mirrored=is_mirrored)
    return Frame(width, height, rows)


def _painted(sequence: Sequence, shown: Moment, full: float, size: tuple[int, int], *, is_fine: bool) -> Dots:
    width, height = size
    dots = Dots(width, height)
    camera = camera_of(sequence, shown, width, height)
    body = skeleton(shown.pose)
    _paint_floor(dots, camera, sequence)
    _paint_bars(dots, camera, [bar for bar in sequence.bars if not bar.is_in_front])
    muscles = [(target, _shape(muscle(target.muscle, target.side, body), camera)) for target in sequence.targets]
    far = {"left": -1, "right": 1}.get(sequence.far, 0)
    rim = 1 if camera.scale < (14 if is_fine else 9) else 2
    for piece in sorted(pieces(body, full), key=lambda piece: _depth(piece, camera)):
        shape = _shape(piece.solids, camera)
        edge = widened(shape) if is_fine and camera.scale < ROOMY else grown(shape, rim)
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
            corners = tuple(camera.flat(point) for point in corners_of(bar))
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
