from __future__ import annotations

import math

import pytest

from deskbreak.presence.steady import Steady


@pytest.fixture
def steady() -> Steady:
    """The last input at 100 s; two minutes of silence are an absence."""
    made = Steady(120.0)
    assert made.see(100.0) is None
    return made


def test_the_first_input_of_all_counts(steady: Steady) -> None:
    assert steady.last_at == 100.0
    assert not steady.is_unsure(100.0)


def test_input_within_the_silence_allowed_counts_at_once(steady: Steady) -> None:
    assert steady.see(219.0) is None
    assert steady.last_at == 219.0


def test_a_lone_input_after_an_absence_does_not_count(steady: Steady) -> None:
    assert steady.see(400.0) is None
    assert steady.see(400.1) is None
    assert steady.last_at == 100.0


def test_a_bump_that_shakes_on_for_a_second_does_not_count(steady: Steady) -> None:
    steady.see(400.0)
    assert steady.see(401.5) is None
    assert steady.last_at == 100.0


def test_a_second_input_makes_the_first_the_return(steady: Steady) -> None:
    steady.see(400.0)
    assert steady.see(403.0) == 400.0
    assert steady.last_at == 403.0
    assert steady.see(406.0) is None


@pytest.mark.parametrize(("second", "returned"), [(402.0, 400.0), (410.0, 400.0), (410.1, None)])
def test_the_second_comes_within_ten_seconds(steady: Steady, second: float, returned: float | None) -> None:
    steady.see(400.0)
    assert steady.see(second) == returned


def test_a_second_lone_input_later_begins_anew(steady: Steady) -> None:
    steady.see(400.0)
    assert steady.see(500.0) is None
    assert steady.see(504.0) == 500.0


def test_it_is_unsure_only_while_a_second_may_come(steady: Steady) -> None:
    steady.see(400.0)
    assert steady.is_unsure(409.0)
    assert not steady.is_unsure(411.0)
    steady.see(405.0)
    assert not steady.is_unsure(406.0)


def test_what_a_person_surely_did_counts_at_once(steady: Steady) -> None:
    steady.see(400.0)
    steady.accept(401.0)
    assert steady.last_at == 401.0
    assert not steady.is_unsure(402.0)
    steady.accept(-math.inf)
    assert steady.last_at == 401.0


def test_an_older_input_changes_nothing(steady: Steady) -> None:
    assert steady.see(50.0) is None
    assert steady.last_at == 100.0
