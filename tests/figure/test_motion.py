"""Time: no jumps, no frames while nothing moves, never more than twelve a second."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbreak.figure.body import skeleton
from deskbreak.figure.files import drawn_ids, load_sequence
from deskbreak.figure.motion import (
    BREATH_SECONDS,
    ENTER_SECONDS,
    PHASES,
    breath,
    moment,
    next_change,
    phase_of,
    switch_seconds,
)
from deskbreak.figure.render import frame
from deskbreak.figure.vectors import distance

if TYPE_CHECKING:
    from deskbreak.figure.pose import Pose
    from deskbreak.figure.sequence import Sequence

TWELFTH = 1 / 12
FASTEST = 12.0
"""Heads a second."""

stretches = st.sampled_from(drawn_ids())


def apart(one: Pose, other: Pose) -> float:
    """How far the joint that moves most has moved."""
    a, b = skeleton(one), skeleton(other)
    pairs = [
        *zip(a.left_leg[:3], b.left_leg[:3], strict=True),
        *zip(a.right_leg[:3], b.right_leg[:3], strict=True),
        *zip((*a.left_arm, *a.right_arm, a.head), (*b.left_arm, *b.right_arm, b.head), strict=True),
    ]
    return max(distance(start, end) for start, end in pairs)


@settings(deadline=None)
@given(stretch=stretches, phase=st.sampled_from(PHASES), seconds=st.floats(0, 100))
def test_there_are_never_more_than_twelve_frames_a_second(stretch: str, phase: str, seconds: float) -> None:
    after = next_change(load_sequence(stretch), seconds, phase)
    assert after is None or after >= TWELFTH


@settings(deadline=None)
@given(stretch=stretches, phase=st.sampled_from(PHASES), seconds=st.floats(0, 100), later=st.floats(0, 100))
def test_without_a_next_change_nothing_changes(stretch: str, phase: str, seconds: float, later: float) -> None:
    sequence = load_sequence(stretch)
    if next_change(sequence, seconds, phase) is None:
        assert moment(sequence, seconds, phase) == moment(sequence, seconds + later, phase)


@settings(deadline=None)
@given(stretch=stretches, phase=st.sampled_from(("enter", "hold", "moving")), seconds=st.floats(0, 20))
def test_no_joint_jumps(stretch: str, phase: str, seconds: float) -> None:
    sequence = load_sequence(stretch)
    poses = [moment(sequence, seconds + part, phase).pose for part in (0.0, TWELFTH)]
    assert apart(*poses) < FASTEST * TWELFTH


def test_no_joint_jumps_on_the_way_into_any_position(sequence: Sequence) -> None:
    times = [step / 24 for step in range(round(ENTER_SECONDS * 24))]
    for at in times:
        poses = [moment(sequence, at + part, "enter").pose for part in (0.0, TWELFTH)]
        assert apart(*poses) < FASTEST * TWELFTH, at


def test_a_hold_breathes_about_every_five_seconds_and_rests_when_empty(pigeon: Sequence) -> None:
    assert pytest.approx(5.0) == BREATH_SECONDS
    assert breath(0) == 0
    assert breath(2.4) == pytest.approx(1.0)
    assert breath(BREATH_SECONDS) == pytest.approx(0.0, abs=1e-6)
    assert next_change(pigeon, 1.0, "hold") == 0.25
    assert next_change(pigeon, 2.45, "hold") == pytest.approx(0.55)


def test_one_phase_begins_where_the_one_before_ended(sequence: Sequence) -> None:
    entered = moment(sequence, ENTER_SECONDS, "enter")
    assert entered == moment(sequence, switch_seconds(sequence), "switch")
    assert apart(entered.pose, moment(sequence, 0, "hold").pose) < 0.01
    left = moment(sequence, 0, "switch")
    assert left.is_other
    assert sequence.is_moving or apart(left.pose, moment(sequence, BREATH_SECONDS, "hold").pose) < 0.01


def test_changing_sides_fits_into_the_shortest_change_a_routine_has(sequence: Sequence) -> None:
    assert switch_seconds(sequence) <= 4.0


def test_changing_sides_goes_through_the_middle_without_a_jump(sequence: Sequence) -> None:
    """The picture turns into its mirror image just where the two are alike: seen from the front, at rest."""
    steps = [step / 200 for step in range(int(switch_seconds(sequence) * 200))]
    moments = [moment(sequence, seconds, "switch") for seconds in steps]
    flips = [(before, after) for before, after in pairwise(moments) if before.is_other != after.is_other]
    assert len(flips) == 1
    for found in flips[0]:
        assert apart(found.pose, sequence.start) < 0.05
        assert found.turn == pytest.approx(90, abs=3)


def test_a_still_figure_is_in_position(pigeon: Sequence) -> None:
    assert moment(pigeon, 7, "still").pose == pigeon.breath_out
    assert next_change(pigeon, 7, "still") is None


def test_a_paused_breath_is_a_frame_like_any_other(pigeon: Sequence) -> None:
    assert frame(pigeon, 2.5, "hold", "left", (24, 12)) == frame(pigeon, 2.9, "hold", "left", (24, 12))


@pytest.mark.parametrize(
    ("kind", "from_other_side", "still", "phase"),
    [
        ("warm-up", False, False, "moving"),
        ("moving", False, False, "moving"),
        ("hold", False, False, "hold"),
        ("change", False, False, "enter"),
        ("change", True, False, "switch"),
        ("change", True, True, "still"),
        ("hold", False, True, "still"),
    ],
)
def test_the_phase_of_a_step(*, kind: str, from_other_side: bool, still: bool, phase: str) -> None:
    assert phase_of(kind, is_from_other_side=from_other_side, is_still=still) == phase
