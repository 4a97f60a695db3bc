"""What is said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.cues.plan import KINDS, Beat, Part, beats
from deskbreak.cues.words import SAID, WORDS_A_SECOND, lasting, plainly, spoken, written

READY = ("Step the left leg back.", "Turn the toes ahead.")
ROUTINE = (
    Part("warm-up", "march", "March on the spot", "", 30, ("Walk about.",)),
    Part("change", "quad", "Quad stretch", "left", 8, READY),
    Part("hold", "quad", "Quad stretch", "left", 30, ("Breathe out.",)),
    Part("change", "quad", "Quad stretch", "right", 4, ("Step the right leg back.",)),
    Part("hold", "quad", "Quad stretch", "right", 70, ("Breathe out.",), "Hold on to the desk."),
    Part("change", "quad", "Quad stretch", "left", 6, READY),
)


def say(kind: str, index: int) -> str:
    return spoken(Beat(kind, 0, index), ROUTINE)


def test_a_step_says_its_name_its_side_and_what_to_do() -> None:
    assert say("start", 0) == "March on the spot, for 30 seconds. Walk about."
    assert say("change", 1) == "Next: Quad stretch, left side. Step the left leg back. Turn the toes ahead."
    assert say("start", 2) == "Hold for 30 seconds. Breathe out."
    assert say("start", 4) == "Hold for 1 minute 10 seconds. Breathe out. Hold on to the desk."


def test_the_other_side_and_another_round_are_said_as_such() -> None:
    assert say("change", 3) == "Rest. Change sides: right side. Step the right leg back."
    assert say("change", 5).startswith("Rest. Once more: Quad stretch, left side.")


def test_what_does_not_fit_into_a_change_is_said_in_the_hold() -> None:
    short = (ROUTINE[0], Part("change", "quad", "Quad stretch", "left", 4, READY), ROUTINE[2])
    assert spoken(Beat("change", 0, 1), short) == "Next: Quad stretch, left side. Step the left leg back."
    assert spoken(Beat("start", 0, 2), short) == "Hold for 30 seconds. Turn the toes ahead. Breathe out."


def test_after_a_change_that_was_left_for_something_else_that_is_named_and_nothing_else_is_explained() -> None:
    left = (Part("change", "quad", "Quad stretch", "left", 1, READY), ROUTINE[0])
    assert spoken(Beat("start", 0, 1), left) == "March on the spot, for 30 seconds. Walk about."
    assert written(Beat("start", 0, 1), left)[0] == "March on the spot, for 30 seconds."


def test_what_does_not_fit_before_the_half_is_said_after_it() -> None:
    lines = tuple(f"{count} one two three four five." for count in range(5))
    hold = (Part("hold", "quad", "Quad stretch", "left", 20, lines),)
    assert spoken(Beat("start", 0, 0), hold) == f"Hold for 20 seconds. {' '.join(lines[:4])}"
    assert spoken(Beat("halfway", 10, 0), hold) == f"Halfway. {lines[4]}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_cue_has_words(kind: str) -> None:
    assert say(kind, 1)


def test_nothing_in_a_real_routine_takes_longer_to_say_than_the_time_to_the_next_cue(routine: tuple[Part, ...]) -> None:
    every = beats(routine, 240)
    for beat, following in pairwise(every):
        if beat.kind in ("change", "start", "halfway"):
            words = len(spoken(beat, routine).split())
            assert words <= max(8, (following.at_seconds - beat.at_seconds) * WORDS_A_SECOND)


@given(st.text())
def test_no_text_can_be_taken_for_an_option_markup_or_a_command(text: str) -> None:
    clean = plainly(text)
    assert not clean.startswith("-")
    assert not set(clean) & set('<>[]{}&|`$"\\\n\r\x1b\x00')


def test_ordinary_sentences_are_said_as_they_are() -> None:
    for text in (*SAID.values(), "Step the left leg back; don't lean (20-30 s), über 50%!"):
        assert plainly(text) == text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (30, "30 seconds"), (60, "1 minute"), (130, "2 minutes 10 seconds"), (0, "0 seconds")],
)
def test_spans_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert lasting(seconds) == words
