"""The questions about the body, and what answers mean."""

from __future__ import annotations

import pytest

from deskbreak.body.questions import NoSuchOption, Question, chosen, questions
from deskbreak.routine.files import load_catalogue
from deskbreak.settings.problems import Findings
from deskbreak.settings.reading import setting_form

PLACES, FOCUS, CONDITIONS = QUESTIONS = questions(load_catalogue().catalogue)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_answer_fits_the_setting_it_is_for(question: Question) -> None:
    form = setting_form(tuple(question.key.split(".")))
    findings = Findings()
    assert form is not None
    assert form.read(list(question.values), (question.key,), findings) == question.values
    assert findings.found == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1", ("standing",)),
        ("3 1", ("standing", "floor")),
        ("floor, desk", ("desk", "floor")),
        (" 2;standing ", ("standing", "desk")),
        ("", ("floor",)),
    ],
)
def test_an_answer_is_numbers_or_names_or_nothing_to_keep_what_is(text: str, values: tuple[str, ...]) -> None:
    assert chosen(PLACES, text, ("floor",)) == values


@pytest.mark.parametrize("text", ["none", "0", "don't know", "?"])
def test_not_to_know_is_an_answer(text: str) -> None:
    assert chosen(FOCUS, text, ("front",)) == ()


@pytest.mark.parametrize("text", ["9", "knees", "1 2 nowhere", "none", ","])
def test_what_is_not_offered_is_refused_in_words(text: str) -> None:
    with pytest.raises(NoSuchOption) as refused:
        chosen(PLACES, text, ())
    assert str(refused.value)


def test_every_condition_of_the_catalogue_is_asked_for() -> None:
    assert {"knee", "low-back", "balance", "pregnancy"} <= set(CONDITIONS.values)
