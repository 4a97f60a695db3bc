"""The body stays a body in every pose: bones keep their length, joints bend as joints do, what carries it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbreak.figure import body
from deskbreak.figure.body import Skeleton, skeleton
from deskbreak.figure.files import drawn_ids, load_sequence
from deskbreak.figure.motion import PHASES, moment
from deskbreak.figure.pose import Pose, mirrored
from deskbreak.figure.scene import BUTTOCK, KNEE, PALM
from deskbreak.figure.vectors import distance
from tests.figure.anatomy import bend, hip_flexion, hip_turn, lowest

if TYPE_CHECKING:
    from deskbreak.figure.sequence import Sequence
    from deskbreak.figure.vectors import Point

SEAT = 1.8
NEAR = 0.16


def bones(figure: Skeleton) -> list[float]:
    lengths = [distance(start, end) for start, end in zip(figure.spine, figure.spine[1:], strict=False)]
    for leg in (figure.left_leg, figure.right_leg):
        lengths += [distance(leg.hip, leg.knee), distance(leg.knee, leg.ankle), distance(leg.heel, leg.toes)]
    for arm in (figure.left_arm, figure.right_arm):
        lengths += [distance(arm.shoulder, arm.elbow), distance(arm.elbow, arm.palm)]
    return lengths


LENGTHS = [*body.SPINE, *(body.THIGH, body.SHIN, body.HEEL + body.TOES) * 2, *(body.UPPER_ARM, body.FOREARM) * 2]


def test_it_is_eight_heads_tall() -> None:
    standing = skeleton(load_sequence("march").start)
    assert standing.head[1] + 0.48 == pytest.approx(8.0, abs=0.05)
    assert standing.right_leg.heel[1] - body.SOLE == pytest.approx(0.0, abs=0.05)


@settings(deadline=None)
@given(
    stretch=st.sampled_from(drawn_ids()),
    phase=st.sampled_from(PHASES),
    seconds=st.floats(0, 30),
)
def test_bones_keep_their_length_at_every_moment(stretch: str, phase: str, seconds: float) -> None:
    figure = skeleton(moment(load_sequence(stretch), seconds, phase).pose)
    assert bones(figure) == pytest.approx(LENGTHS)


def test_hands_and_feet_are_where_the_pose_wants_them(sequence: Sequence) -> None:
    for pose in sequence.poses:
        figure = skeleton(pose)
        limbs = zip(
            (figure.left_leg.ankle, figure.right_leg.ankle, figure.left_arm.palm, figure.right_arm.palm),
            pose[4:],
            strict=True,
        )
        assert max(distance(end, limb.end) for end, limb in limbs) < NEAR


def test_joints_bend_only_as_far_as_joints_do(sequence: Sequence) -> None:
    for figure in map(skeleton, sequence.poses):
        for side, leg in ((-1, figure.left_leg), (1, figure.right_leg)):
            knee = bend(leg.hip, leg.knee, leg.ankle)
            assert knee < 155
            assert -45 < hip_flexion(leg, figure.axes[0]) < 150
            assert knee < 10 or -50 < hip_turn(leg, figure.axes[0], side) < 120
        for arm in (figure.left_arm, figure.right_arm):
            assert bend(arm.shoulder, arm.elbow, arm.palm) < 150


def test_a_knee_bends_the_right_way() -> None:
    """The shin of a raised leg goes behind the thigh, never in front of it."""
    raised = skeleton(load_sequence("march").cycle[0]).right_leg
    assert raised.knee[0] > raised.ankle[0]
    heel_to_seat = skeleton(load_sequence("standing-quad").breath_out).right_leg
    assert heel_to_seat.ankle[0] < heel_to_seat.knee[0]


def test_no_joint_is_under_the_floor(sequence: Sequence) -> None:
    assert min(lowest(skeleton(pose)) for pose in sequence.poses) > -0.02


def test_what_carries_the_body_touches_what_it_stands_on(sequence: Sequence) -> None:
    for pose in sequence.poses[1:]:
        figure = skeleton(pose)
        gaps = {name: gap(name, figure) for name in sequence.contacts}
        assert all(abs(value) < NEAR for value in gaps.values()), gaps


def gap(contact: str, figure: Skeleton) -> float:
    """How far a part is above what carries it."""
    if contact == "seat":
        return figure.spine[0][1] - BUTTOCK - SEAT
    side, part = contact.split(".")
    leg = figure.left_leg if side == "left" else figure.right_leg
    arm = figure.left_arm if side == "left" else figure.right_arm
    heights = {
        "foot": (min(leg.heel[1], leg.toes[1]) - body.SOLE),
        "toes": leg.toes[1] - body.SOLE,
        "knee": leg.knee[1] - KNEE,
        "palm": arm.palm[1] - PALM,
    }
    return heights[part]


def test_every_stretch_that_is_held_says_what_carries_it_or_lies_on_the_floor(sequence: Sequence) -> None:
    lies = min(point[1] for point in skeleton(sequence.breath_out).spine) < 1.0
    assert sequence.contacts or lies or sequence.is_moving or sequence.id == "outer-hip-cross"


def test_sides_can_be_changed_because_the_start_is_even(sequence: Sequence) -> None:
    start, other = skeleton(sequence.start), skeleton(mirrored(sequence.start))
    assert flat(start) == pytest.approx(flat(other), abs=0.02)


def test_a_mirrored_pose_is_the_mirror_image(sequence: Sequence) -> None:
    for pose in sequence.poses:
        assert flat(skeleton(mirrored(pose))) == pytest.approx(reflected(skeleton(pose)), abs=1e-9)
        assert mirrored(mirrored(pose)) == pose


def flat(figure: Skeleton) -> list[float]:
    limbs = (figure.left_leg[:5], figure.right_leg[:5], figure.left_arm, figure.right_arm)
    return [number for limb in limbs for point in limb for number in point]


def reflected(figure: Skeleton) -> list[float]:
    def over(points: tuple[Point, ...]) -> list[float]:
        return [number for x, y, z in points for number in (x, y, -z)]

    return [
        *over(figure.right_leg[:5]),
        *over(figure.left_leg[:5]),
        *over(figure.right_arm),
        *over(figure.left_arm),
    ]


def test_both_ends_of_a_breath_differ_but_little(sequence: Sequence) -> None:
    if not sequence.is_moving:
        assert sequence.breath_in != sequence.breath_out
        ends = zip(ends_of(sequence.breath_in), ends_of(sequence.breath_out), strict=True)
        assert max(distance(start, end) for start, end in ends) < 2.5


def ends_of(pose: Pose) -> list[Point]:
    return [pose.pelvis, *(limb.end for limb in pose[4:])]
