"""Every drawing shows what its stretch says: near what it names, on what carries it, where the movement goes."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final

import pytest

from deskbreak.figure.body import SOLE, joints_of, skeleton
from deskbreak.figure.camera import camera_of, project
from deskbreak.figure.files import drawn_ids, load_sequence
from deskbreak.figure.motion import FRONT, moment
from deskbreak.figure.render import SMALLEST, frame
from deskbreak.figure.scene import pieces
from deskbreak.figure.vectors import between, difference, distance, dot, unit
from deskbreak.routine.files import load_catalogue
from tests.figure.test_body import SEAT

if TYPE_CHECKING:
    from deskbreak.figure.render import Frame
    from deskbreak.figure.sequence import Sequence
    from deskbreak.figure.vectors import Point
    from deskbreak.routine.catalogue import Stretch

BODY: Final = ("near", "far", "target")
RESTING: Final = {
    "hip-hinge-hamstring": ("left.palm", "right.palm"),
    "split-stance-hip-flexor": ("left.palm",),
    "standing-quad": ("left.palm",),
    "outer-hip-cross": ("left.palm",),
    "side-lunge": ("left.palm", "right.palm"),
    "seated-hip-flexor": ("left.palm",),
    "chair-twist": ("right.palm",),
}
"""The hands that lie on a desk or a chair."""
HOLDING: Final = (
    ("standing-quad", "right.palm", "right.ankle", "right.toes"),
    ("prone-quad", "right.palm", "right.ankle", "right.toes"),
    ("side-lying-quad", "right.palm", "right.ankle", "right.toes"),
    ("pigeon-quad", "left.palm", "left.ankle", "left.toes"),
    ("knee-to-chest", "right.palm", "right.knee", "right.ankle"),
    ("knee-to-chest", "left.palm", "right.knee", "right.ankle"),
    ("supine-hamstring", "right.palm", "right.hip", "right.knee"),
    ("figure-four", "right.palm", "left.hip", "left.knee"),
    ("figure-four", "right.ankle", "left.hip", "left.knee"),
    ("seated-figure-four", "right.ankle", "left.hip", "left.knee"),
    ("seated-twist", "left.palm", "right.knee", "right.ankle"),
    ("chair-twist", "left.palm", "right.hip", "right.knee"),
    ("butterfly", "right.palm", "right.ankle", "right.toes"),
    ("seated-hip-lean", "right.palm", "right.knee", "right.ankle"),
)
"""What lies on which bone of the body, in the words of the stretch."""
STRETCHES: Final = load_catalogue().catalogue.stretches


def off_bone(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a straight line between two."""
    line = difference(start, end)
    share = dot(difference(start, point), line) / max(1e-9, dot(line, line))
    return distance(point, between(start, end, min(1.0, max(0.0, share))))


def filled(picture: Frame, roles: tuple[str, ...]) -> tuple[float, float]:
    """What share of the width and of the height these roles span."""
    places = [(x, y) for y, row in enumerate(picture.rows) for x, cell in enumerate(row) if cell.role in roles]
    across, down = [x for x, _ in places], [y for _, y in places]
    return (max(across) - min(across) + 1) / picture.width, (max(down) - min(down) + 1) / picture.height


def gaps_of_arrow(sequence: Sequence) -> list[float]:
    """How far points of the arrow are from the body as it is seen, in heads; less than 0 lies on it."""
    balls = [
        tuple((project(ball.middle, sequence.view), ball.radius) for ball in solid)
        for piece in pieces(skeleton(sequence.breath_out), 0.0)
        for solid in piece.solids
    ]
    discs = [
        (*between(start, end, step / 8)[:2], r0 + (r1 - r0) * step / 8)
        for (start, r0), (end, r1) in balls
        for step in range(9)
    ]
    assert sequence.arrow
    seen = [project(point, sequence.view) for point in sequence.arrow.points]
    return [min(hypot(px - x, py - y) - r for x, y, r in discs) for px, py, _ in seen]


def test_an_arrow_points_where_its_joint_goes(sequence: Sequence) -> None:
    assert sequence.arrow
    before = sequence.start if sequence.is_moving else sequence.breath_in
    starts, ends = (joints_of(skeleton(pose)) for pose in (before, sequence.breath_out))
    way = difference(starts[sequence.arrow.joint], ends[sequence.arrow.joint])
    points = sequence.arrow.points
    assert distance((0.0, 0.0, 0.0), way) > 0.1
    assert dot(unit(way), unit(difference(points[0], points[-1]))) > 0.25


def test_an_arrow_is_beside_the_body_not_on_it_and_not_away_from_it(sequence: Sequence) -> None:
    assert -0.15 < min(gaps_of_arrow(sequence)) < 0.75


def test_what_moves_all_the_time_has_its_arrow_only_where_it_stands_still(sequence: Sequence) -> None:
    def roles(phase: str, seconds: float) -> set[str]:
        return {cell.role for row in frame(sequence, seconds, phase, "left", (48, 24)).rows for cell in row}

    assert "arrow" in roles("still", 0)
    assert ("arrow" in roles("hold", 1.0)) != sequence.is_moving
    assert "arrow" not in roles("enter", 1.0)


def test_the_body_is_on_the_floor_and_not_in_it(sequence: Sequence) -> None:
    for pose in sequence.poses:
        solids = [solid for piece in pieces(skeleton(pose), 0.0) for solid in piece.solids]
        assert -0.3 < min(ball.middle[1] - ball.radius for solid in solids for ball in solid) < 0.1


@pytest.mark.parametrize(("stretch", "hands"), RESTING.items())
def test_a_hand_rests_on_the_desk_or_the_chair(stretch: str, hands: tuple[str, ...]) -> None:
    sequence = load_sequence(stretch)
    bars = [bar for bar in sequence.bars if not bar.is_mat]
    for pose in sequence.poses[1:]:
        joints = joints_of(skeleton(pose))
        for hand in hands:
            assert min(off_bone(joints[hand], bar.start, bar.end) for bar in bars) < 0.7


def test_the_heel_rests_on_the_seat() -> None:
    for pose in load_sequence("standing-hamstring").poses[1:]:
        assert skeleton(pose).right_leg.heel[1] - SOLE == pytest.approx(SEAT, abs=0.25)


@pytest.mark.parametrize(("stretch", "part", "start", "end"), HOLDING)
def test_a_hand_or_an_ankle_lies_where_the_words_have_it(stretch: str, part: str, start: str, end: str) -> None:
    for pose in load_sequence(stretch).poses[1:]:
        joints = joints_of(skeleton(pose))
        assert off_bone(joints[part], joints[start], joints[end]) < 0.5


@pytest.mark.parametrize("stretch", STRETCHES, ids=lambda stretch: stretch.id)
def test_the_side_that_is_stretched_is_the_near_one_and_carries_the_target(stretch: Stretch) -> None:
    sequence = load_sequence(stretch.id)
    assert sequence.far in ("", "left")
    assert 0 <= sequence.view.turn <= FRONT
    assert any(target.side > 0 for target in sequence.targets)


@pytest.mark.parametrize("stretch", STRETCHES, ids=lambda stretch: stretch.id)
def test_what_a_stretch_is_done_on_is_drawn(stretch: Stretch) -> None:
    bars = load_sequence(stretch.id).bars
    assert any(bar.is_mat for bar in bars) == (stretch.place == "floor")
    assert stretch.place != "desk" or any(not bar.is_mat for bar in bars)


@pytest.mark.parametrize("size", [SMALLEST, (24, 12), (34, 20), (48, 24)])
def test_a_drawing_fills_its_frame(sequence: Sequence, size: tuple[int, int]) -> None:
    picture = frame(sequence, 0, "still", "left", size)
    assert max(filled(picture, (*BODY, "arrow", "prop"))) > 0.75
    if any(bar.is_mat for bar in sequence.bars):
        assert max(filled(picture, BODY)) >= 0.75


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_head_and_the_target_show_in_the_smallest_frame(sequence: Sequence, side: str) -> None:
    picture = frame(sequence, 0, "still", side, SMALLEST)
    camera = camera_of(sequence, moment(sequence, 0, "still"), SMALLEST[0] * 2, SMALLEST[1] * 4)
    x, y = camera.flat(skeleton(sequence.breath_out).head)
    column = int(x) // 2 if side == "right" else SMALLEST[0] - 1 - int(x) // 2
    assert picture.rows[int(y) // 4][column].role == "near"
    assert any(cell.role == "target" for row in picture.rows for cell in row)


def test_all_drawings_differ_in_the_smallest_frame() -> None:
    pictures = {frame(load_sequence(id_), 0, "still", "right", SMALLEST).text for id_ in drawn_ids()}
    assert len(pictures) == len(drawn_ids())
