"""When cues are due."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.cues.patterns import rings
from deskbreak.cues.plan import CHANGE, KINDS, LASTING, Beat, Part, beats, due, next_in


def part(kind: str, seconds: float, side: str = "") -> Part:
    return Part(kind, "quad", "Quad", side, seconds)


ROUTINE = (part("warm-up", 30), part("change", 6, "left"), part("hold", 30, "left"), part("moving", 12))
EXPECTED = [
    ("start", 0), ("halfway", 15), ("three", 27), ("two", 28), ("one", 29),
    ("change", 30),
    ("start", 36), ("halfway", 51), ("three", 63), ("two", 64), ("one", 65),
    ("start", 66), ("three", 75), ("two", 76), ("one", 77),
]  # fmt: skip


def said(found: tuple[Beat, ...]) -> list[tuple[str, float]]:
    return [(beat.kind, beat.at_seconds) for beat in found]


def test_each_step_has_its_cues_in_order() -> None:
    assert said(beats(ROUTINE, 78)) == EXPECTED


def test_a_routine_shorter_than_its_break_ends_in_walking() -> None:
    assert said(beats(ROUTINE, 90))[-1] == ("walk", 78)
    assert said(beats(ROUTINE, 80))[-1] == ("one", 77)


def test_a_step_too_short_to_count_down_only_begins() -> None:
    assert said(beats((part("hold", 4),), 4)) == [("start", 0)]


def test_nothing_is_heard_twice() -> None:
    found = beats(ROUTINE, 78)
    assert said(due(found, -1, 0)) == [("start", 0)]
    assert due(found, 0.01, 10) == ()
    assert said(due(found, 10, 15)) == [("halfway", 15)]


def test_what_comes_too_late_is_not_said_but_where_one_is() -> None:
    assert said(due(beats(ROUTINE, 78), 10, 40)) == [("start", 36)]
    assert said(due(beats(ROUTINE, 78), 10, 28.5)) == [("three", 27), ("two", 28)]


def test_a_cue_reached_a_hair_too_early_is_due() -> None:
    assert said(due(beats(ROUTINE, 78), 16, 26.995)) == [("three", 27)]


@given(st.lists(st.floats(0.02, 9), min_size=1, max_size=40))
def test_one_timer_at_the_next_instant_hears_every_cue_once(steps: list[float]) -> None:
    found, heard, elapsed = beats(ROUTINE, 90), -1.0, 0.0
    all_heard: list[Beat] = []
    for step in steps:  # woken too often, and at each next instant too
        for at in (elapsed, elapsed + step):
            while (wait := next_in(found, elapsed)) is not None and elapsed + wait < at:
                elapsed += wait
                all_heard += due(found, heard, elapsed)
                heard = elapsed + 0.01
            elapsed = at
            all_heard += due(found, heard, elapsed)
            heard = elapsed + 0.01
    assert all_heard == [beat for beat in found if beat.at_seconds <= elapsed + 0.01]


def test_after_the_last_cue_there_is_no_next() -> None:
    assert next_in(beats(ROUTINE, 78), 77) is None
    assert next_in(beats(ROUTINE, 78), 0) == 15


def test_a_real_routine_has_a_cue_for_every_step(routine: tuple[Part, ...]) -> None:
    lasting = [beat.index for beat in beats(routine, 240) if beat.kind in LASTING]
    assert lasting == list(range(len(routine)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_bell_rings_differently_for_what_must_be_told_apart_unseen(kind: str) -> None:
    counts = {"change": 1, "walk": 1, "start": 2, "end": 3}
    assert len(rings(kind)) == counts.get(kind, 0)
    assert list(rings(kind)) == sorted(set(rings(kind)))


def test_a_change_is_no_beginning() -> None:
    assert said(beats((part(CHANGE, 30),), 30)) == [("change", 0)]
