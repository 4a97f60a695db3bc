"""What a person is asked once about their body: the questions, and what an answer typed in words or numbers means.

Knows neither terminal nor screen; both ask the same questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deskbreak.routine.catalogue import REGION_WORDS, Catalogue

LIMITS = (
    "deskbreak gives general advice on moving; it is no medical care and knows nothing of you but what you say here.",
    "Mild tension is right, pain never is. Stop at once at sharp, shooting or spreading pain.",
    "With an injury of hip or back, now or in the past, or with a diagnosed condition, ask a physical therapist first.",
    "See someone soon for numbness or weakness in a leg, or for pain that stays or wakes you at night.",
    "See someone at once when control of bladder or bowels is affected.",
)
"""Said before the questions, line by line."""

NOTHING = ("none", "nothing", "no", "0", "-", "don't know", "dont know", "?")

_PLACES = (
    ("standing", "standing beside the desk"),
    ("desk", "on the chair, in office clothes"),
    ("floor", "on the floor, with a mat or carpet"),
)


class NoSuchOption(Exception):
    """The answer names something that is not offered."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the value for the settings and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the setting it answers, and how to say that nothing applies ("" where something must)."""

    key: str
    words: str
    options: tuple[Option, ...]
    nothing: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """Everything that can be chosen."""
        return tuple(option.value for option in self.options)


def questions(catalogue: Catalogue) -> tuple[Question, ...]:
    """All questions, in the order they are asked."""
    regions = tuple(Option(value, words) for value, words in REGION_WORDS.items() if value != "warm-up")
    conditions = tuple(Option(condition.tag, condition.words) for condition in catalogue.conditions)
    return (
        Question("routine.places", "Where can you stretch?", tuple(Option(*each) for each in _PLACES)),
        Question("routine.focus", "Where are you tightest?", regions, "don't know"),
        Question("routine.leave_out", "Does any of this apply to you?", conditions, "none of it"),
    )


def form(catalogue: Catalogue, current: Callable[[str], Sequence[str]]) -> dict[str, object]:
    """Limits and questions as plain values, each question with the `current` values of its key."""
    return {
        "limits": list(LIMITS),
        "questions": [
            {
                "key": question.key,
                "words": question.words,
                "nothing": question.nothing,
                "options": [{"value": option.value, "words": option.words} for option in question.options],
                "current": list(current(question.key)),
            }
            for question in questions(catalogue)
        ],
    }


def chosen(question: Question, text: str, current: Sequence[str]) -> tuple[str, ...]:
    """The values an answer means, in the question's order: numbers, names, or nothing to keep the `current` ones.

    Raises `NoSuchOption` with words for the person.
    """
    said = text.strip().lower()
    if not said:
        return tuple(current)
    if said in NOTHING or said == question.nothing:
        if not question.nothing:
            raise NoSuchOption("choose at least one")
        return ()
    wanted = {_value(question, word) for word in re.split(r"[\s,;]+", said) if word}
    if not wanted:
        raise NoSuchOption("no number and no name")
    return tuple(value for value in question.values if value in wanted)


def _value(question: Question, word: str) -> str:
    if word.isdecimal() and 1 <= int(word) <= len(question.options):
        return question.options[int(word) - 1].value
    if word in question.values:
        return word
    raise NoSuchOption(f"{word[:40]!r} is none of them; answer with numbers such as 1 3, or names")
