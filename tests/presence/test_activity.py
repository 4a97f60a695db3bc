from __future__ import annotations

import pytest

from deskbreak.presence.activity import Activity


@pytest.fixture
def activity() -> Activity:
    return Activity(3.0, 100.0, is_input=True)


def test_while_no_pause_is_told_the_last_input_is_now(activity: Activity) -> None:
    assert activity.last_input(150.0) == 150.0


def test_a_pause_began_a_time_out_before_it_is_told(activity: Activity) -> None:
    activity.note_idle(163.0)
    assert activity.last_input(163.0) == 160.0
    assert activity.last_input(900.0) == 160.0


def test_the_end_of_a_pause_is_an_input(activity: Activity) -> None:
    activity.note_idle(163.0)
    activity.note_input(400.0)
    assert activity.last_input(401.0) == 401.0
    activity.note_idle(403.0)
    assert activity.last_input(500.0) == 400.0


def test_a_beginning_is_no_proof_of_somebody_typing_on() -> None:
    begun = Activity(3.0, 100.0)
    assert begun.last_input(102.0) == 100.0
    begun.note_idle(103.1)
    assert begun.last_input(200.0) == pytest.approx(100.1)


def test_who_types_on_from_the_beginning_is_seen_after_a_time_out() -> None:
    begun = Activity(3.0, 100.0)
    assert begun.last_input(104.0) == 104.0


def test_after_a_suspend_silence_is_believed_only_after_a_time_out(activity: Activity) -> None:
    assert activity.last_input(107.0) == 107.0
    activity.doubt(110.0)
    assert activity.last_input(112.0) == 107.0
    assert activity.last_input(114.0) == 114.0


def test_input_after_a_suspend_is_believed_at_once(activity: Activity) -> None:
    activity.note_idle(108.0)
    activity.doubt(110.0)
    activity.note_input(111.0)
    assert activity.last_input(111.5) == 111.5
