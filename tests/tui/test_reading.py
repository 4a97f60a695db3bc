"""Snapshots are read defensively and carried forward exactly; the next change is known without looking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.tui import dials, today
from deskbreak.tui.reading import Moment, Reading, read
from deskbreak.tui.view import View, time_left
from tests.tui_fakes import STATES, TIMELINE, due, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping


def view(pushed: Mapping[str, Any], *, after: float = 0.0, focused: bool = True) -> View:
    moment = read(pushed).after(after)
    return View(moment, today.day((), moment), is_focused=focused)


def test_sitting_and_the_time_left_go_on_between_snapshots() -> None:
    moment = Reading(read(snapshot()), received_at=100.0).at(160.0)
    assert (moment.sitting_seconds, moment.left_seconds) == (1326.0, 474.0)
    assert moment.at.minute == 45


def test_nothing_goes_on_while_nothing_accrues() -> None:
    moment = read(snapshot(accruing=False)).after(60)
    assert (moment.sitting_seconds, moment.left_seconds) == (1266.0, 534.0)


def test_a_snooze_runs_out_even_while_nothing_accrues() -> None:
    moment = read({**STATES["snoozed"], "accruing": False}).after(60)
    assert moment.left_seconds == 140.0


def test_a_paused_break_stands_still() -> None:
    before = read(STATES["break-paused"])
    assert before.after(30).resting == before.resting


def test_a_break_runs_on_to_its_length_and_no_further() -> None:
    rest = read(resting()).after(1000).resting
    assert rest is not None
    assert rest.left_seconds == 0.0


def test_the_routine_moves_to_its_next_step_by_itself() -> None:
    rest = read(resting(29.0)).after(1.5).resting
    assert rest is not None
    assert rest.routine is not None
    assert rest.routine.step is not None
    assert (rest.routine.index, rest.routine.step.kind) == (1, "change")


def test_a_change_over_counts_with_the_hold_it_leads_to() -> None:
    for elapsed, place in ((10, (1, 5)), (32, (2, 5)), (47, (2, 5)), (68, (3, 5)), (171, (5, 5))):
        rest = read(resting(elapsed)).resting
        assert rest is not None
        assert rest.routine is not None
        assert rest.routine.place == place
        assert rest.routine.parts == (30.0, 36.0, 34.0, 36.0, 34.0)


def test_of_several_owed_kinds_the_longest_is_named() -> None:
    assert read(due(owed=["move", "stretch"], next=None)).kind == "stretch"


@pytest.mark.parametrize(
    "odd", [{}, {"state": 7, "kinds": None, "next": None, "at": "x", "presence": None, "owed": None}]
)
def test_an_odd_snapshot_is_read_without_a_complaint(odd: dict[str, Any]) -> None:
    assert read(odd).state == "sitting"


def test_names_from_the_service_are_made_plain() -> None:
    assert read(snapshot(owed=["a\x1b]0;x\x07b"])).owed == ("a]0;xb",)


@pytest.mark.parametrize(
    ("pushed", "after", "shown", "changes"),
    [
        (snapshot(next={"kind": "move", "due_in_seconds": 534.0}), 0, "9", 54),
        (snapshot(next={"kind": "move", "due_in_seconds": 480.0}), 0, "8", 60),
        (snapshot(next={"kind": "move", "due_in_seconds": 121.0}), 0, "3", 1),
        (snapshot(next={"kind": "move", "due_in_seconds": 88.0}), 0, "1:28", 1),
        (snapshot(next={"kind": "move", "due_in_seconds": 88.0}), 0.4, "1:28", 0.6),
    ],
)
def test_the_time_left_is_shown_by_minutes_and_near_the_end_by_seconds(
    pushed: dict[str, Any], after: float, shown: str, changes: float
) -> None:
    seen = view(pushed, after=after)
    assert time_left(seen) == shown
    assert seen.changes_in_seconds == pytest.approx(changes, abs=0.06)


def test_seconds_are_not_counted_while_nobody_looks() -> None:
    seen = view(STATES["soon"], focused=False)
    assert time_left(seen) == "2"
    assert seen.changes_in_seconds == pytest.approx(28, abs=0.06)


def test_seconds_are_shown_always_or_never_when_the_settings_say_so() -> None:
    wishes = snapshot()["screen"]
    assert time_left(view(snapshot(screen={**wishes, "seconds": "always"}))) == "8:54"
    assert time_left(view({**STATES["soon"], "screen": {**wishes, "seconds": "never"}})) == "2"


def test_nothing_is_awaited_where_nothing_will_change() -> None:
    still = (STATES["off"], STATES["break-paused"], snapshot(accruing=False))
    assert [view(pushed).changes_in_seconds for pushed in still] == [None, None, None]


def test_nothing_is_awaited_from_a_service_that_is_gone() -> None:
    assert replace(view(snapshot()), is_connected=False).changes_in_seconds is None


def test_a_break_counts_seconds_even_when_the_terminal_has_no_focus() -> None:
    assert view(resting(), focused=False).changes_in_seconds == pytest.approx(1, abs=0.06)


@given(st.integers(0, 7200).map(lambda second: second + 0.3), st.sampled_from(sorted(STATES)))
def test_the_view_looks_different_when_it_said_it_would_and_not_before(after: float, state: str) -> None:
    first = view(STATES[state], after=after)
    wait = first.changes_in_seconds
    if wait is None or first.moment.state == "break":
        return
    assert wait > 0
    just_before = view(STATES[state], after=after + max(0.0, wait - 0.05))
    assert dials.dial(just_before).glyphs == dials.dial(first).glyphs
    if first.moment.left_seconds and first.moment.state in ("sitting", "snoozed"):
        assert dials.dial(view(STATES[state], after=after + wait)).glyphs != dials.dial(first).glyphs


def test_every_state_has_words_and_a_shape_of_its_own() -> None:
    names = ("sitting", "due", "snoozed", "away", "held", "paused", "off")
    assert len({dials.saying(view(STATES[name])).headline for name in names}) == len(names)
    shapes = {
        (d.glyphs.isdigit() or d.glyphs, d.caption, d.is_loose) for d in (dials.dial(view(STATES[n])) for n in names)
    }
    assert len(shapes) == len(names)


def test_the_title_says_the_state_in_minutes() -> None:
    assert [dials.brief(view(STATES[name])) for name in ("sitting", "snoozed", "due", "break", "off")] == [
        "9 min",
        "snoozed 4 min",
        "time for a break",
        "in a break",
        "off",
    ]


@pytest.mark.parametrize("because", ["ended_early", "abandoned"])
def test_a_break_that_ended_too_early_is_not_called_snoozed(because: str) -> None:
    shown = view({**STATES["snoozed"], "snoozed_because": because})
    assert dials.saying(shown).headline.startswith("Ended early: stretch")
    assert (dials.dial(shown).caption, dials.brief(shown)) == ("asks again", "again in 4 min")


def test_the_running_bout_is_added_to_todays_line() -> None:
    moment: Moment = read(snapshot())
    parts = today.parts(TIMELINE)
    assert len(parts) == 12
    running = today.day(parts, moment).parts[-1]
    assert (running.what, running.end - running.start) == ("bout", 1266.0)


def test_spans_that_cannot_be_read_are_left_out() -> None:
    spans = [{"what": "bout", "start": "x", "end": None}, {}, *TIMELINE["spans"][:1]]
    assert len(today.parts({**TIMELINE, "spans": spans})) == 1
    assert today.parts({}) == ()


def test_after_midnight_the_day_that_began_before_it_goes_on() -> None:
    late = snapshot(at="2026-11-21T00:30:00+01:00")
    spans = [{"what": "bout", "start": "2026-11-20T22:00:00+01:00", "end": "2026-11-20T23:30:00+01:00", "detail": ""}]
    assert today.day(today.parts({**TIMELINE, "spans": spans}), read(late)).now == 24.5 * 3600
