"""The routine follows what a person says of it, slowly and never beyond the rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.body.effort import ANSWERS, LEVELS, Effort, after, form, hold_seconds, level, restored
from deskbreak.routine.files import load_catalogue

answers = st.lists(st.sampled_from(ANSWERS), max_size=60)


def said(*given_: str) -> Effort:
    effort = Effort()
    for answer in given_:
        effort = after(effort, answer)
    return effort


def test_easier_shortens_a_hold_a_little_and_at_once() -> None:
    assert hold_seconds(said("easier"), 30) == 28


def test_harder_counts_only_when_said_twice_in_a_row() -> None:
    assert hold_seconds(said("harder"), 30) == 30
    assert hold_seconds(said("harder", "harder"), 30) == 32
    assert hold_seconds(said("harder", "right", "harder"), 30) == 30
    assert hold_seconds(said("harder", "easier", "harder"), 30) == 28


def test_right_changes_nothing() -> None:
    assert said(*["right"] * 9) == Effort()


@given(answers, st.floats(20, 60))
def test_no_answer_moves_a_hold_fast_or_out_of_bounds(given_: list[str], wanted: float) -> None:
    effort = Effort()
    for answer in given_:
        later = after(effort, answer)
        assert abs(hold_seconds(later, wanted) - hold_seconds(effort, wanted)) <= 2 + 1e-9
        assert 20 <= hold_seconds(later, wanted) <= 60
        effort = later


@given(answers, st.sampled_from(LEVELS))
def test_the_form_moves_at_most_one_level_from_the_settings(given_: list[str], begun: str) -> None:
    assert abs(LEVELS.index(level(said(*given_), begun)) - LEVELS.index(begun)) <= 1


def test_the_form_changes_only_after_several_answers() -> None:
    assert level(said("easier", "easier"), "usual") == "usual"
    assert level(said("easier", "easier", "easier"), "usual") == "gentle"
    assert level(said(*["harder"] * 5), "usual") == "usual"
    assert level(said(*["harder"] * 6), "usual") == "advanced"


def test_a_level_has_the_words_of_its_form() -> None:
    stretch = load_catalogue().catalogue.get("march")
    assert stretch is not None
    assert form(stretch, "gentle") == stretch.easier
    assert form(stretch, "usual") == ""
    assert form(stretch, "advanced") == stretch.deeper


@given(answers)
def test_what_was_saved_is_the_same_again(given_: list[str]) -> None:
    assert restored(said(*given_).saved()) == said(*given_)


@pytest.mark.parametrize(
    "saved", [{}, {"steps": 99, "asked": 0}, {"steps": "1", "asked": 0}, {"steps": True, "asked": True}]
)
def test_what_was_never_saved_is_as_at_the_beginning(saved: dict[str, object]) -> None:
    assert restored(saved) == Effort()
