"""Rules replaced while the engine runs: no clock is lost, and what they change holds at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.engine import inputs as i
from deskbreak.engine.values import MINUTE, SECOND, Kind, Rules
from tests.engine.desks import Desk, Step, bounded, days, rules
from tests.engine.transcript import MOVE, PLAIN, STRETCH, changed, plain, week


def after(seconds: float, *deeds: i.Input) -> Desk:
    """A desk sat at for so long under the plain rules."""
    desk = Desk(PLAIN)
    desk.punctually(round(seconds * SECOND))
    for deed in deeds:
        desk.give(deed)
    desk.said.clear()
    return desk


def replace(desk: Desk, until: float, **settings: Any) -> list[str]:
    """Replace rules, sit on, and answer what was said."""
    desk.rules = changed(desk.rules, settings)
    desk.hear(desk.engine.replace_rules(desk.rules, desk.now))
    desk.punctually(round(until * SECOND))
    return [" ".join([plain(event.at / SECOND), event.name, *_words(event.written())]) for event in desk.said]


def _words(fields: dict[str, object]) -> list[str]:
    return [plain(value) for value in fields.values()]


def clocks(desk: Desk) -> dict[str, float]:
    """Each clock in seconds."""
    return {kind.name: seated / SECOND for kind, seated in desk.engine.view().clocks}


def test_the_same_rules_change_nothing() -> None:
    assert replace(after(1000), 1800) == ["1800 break_due move 1 1800 3"]


def test_a_shorter_every_makes_a_break_due_at_once() -> None:
    assert replace(after(1000), 1000, kinds=(Kind("move", 15 * MINUTE, MINUTE),)) == ["1000 break_due move 1 1000 3"]


def test_a_longer_every_puts_a_shown_prompt_off() -> None:
    desk = after(1800)
    assert replace(desk, 2400, kinds=(Kind("move", 40 * MINUTE, MINUTE),)) == [
        "1800 withdrawn move 1 settings",
        "2400 break_due move 2 2400 3",
    ]


def test_a_kind_that_is_gone_takes_its_prompt_along() -> None:
    assert replace(after(1800), 3600, kinds=(STRETCH,)) == [
        "1800 withdrawn move 1 settings",
        "3600 break_due stretch 2 3600 3",
    ]


def test_a_kind_that_stays_keeps_its_clock_and_a_new_one_begins_at_0() -> None:
    desk = after(1000)
    replace(desk, 1000, kinds=(MOVE, Kind("walk", 90 * MINUTE, 10 * MINUTE)))
    assert clocks(desk) == {"move": 1000, "walk": 0}


def test_a_break_of_a_kind_that_is_gone_runs_to_its_end() -> None:
    desk = after(1800, i.Start("stretch"))
    assert replace(desk, 2040, kinds=(MOVE,)) == ["2040 break_completed stretch 240"]


def test_a_longer_break_replacing_a_shown_shorter_one_supersedes_it() -> None:
    desk = after(1800)
    assert replace(desk, 1800, kinds=(MOVE, Kind("stretch", 30 * MINUTE, 4 * MINUTE))) == [
        "1800 withdrawn move 1 superseded",
        "1800 break_due stretch 2 1800 3",
    ]


def test_hours_that_exclude_now_end_the_day() -> None:
    desk = after(1800)
    assert replace(desk, 1800, hours=week({"daily": ((10 * 60, 11 * 60),)})) == [
        "1800 hours_ended",
        "1800 missed move",
    ]


def test_hours_taken_away_begin_the_day() -> None:
    desk = Desk(changed(PLAIN, {"hours": week({"daily": ((10 * 60, 11 * 60),)})}))
    desk.punctually(600 * SECOND)
    assert replace(desk, 2400, hours=None) == ["600 hours_started", "2400 break_due move 1 1800 3"]


def test_a_shorter_away_after_makes_a_silence_an_absence_at_once() -> None:
    desk = after(1000, i.HandsOff())
    desk.punctually(1060 * SECOND)
    assert replace(desk, 1060, away_after=MINUTE)[0] == "1060 away 1000"


def test_a_call_that_no_longer_counts_as_sitting_leaves_silence() -> None:
    desk = after(1000, i.HoldBegan("call"), i.HandsOff())
    desk.punctually(1500 * SECOND)
    assert replace(desk, 1620, seated_holds=frozenset())[0] == "1620 away 1500"


def test_the_rest_of_an_absence_counts_by_the_rules_of_its_time() -> None:
    desk = Desk(changed(PLAIN, {"kinds": (Kind("move", 30 * MINUTE, 30 * MINUTE),)}))
    desk.punctually(1000 * SECOND)
    desk.give(i.HandsOff())
    desk.punctually(1500 * SECOND)
    desk.said.clear()
    # 500 s of rest at 1:1 leave 500 s; at 3:1 they take 167 s more
    assert replace(desk, 1800, kinds=(Kind("move", 30 * MINUTE, 10 * MINUTE),)) == [
        "1666.667 rested move false 1666.667"
    ]


def test_a_snooze_goes_on_and_its_count_is_kept() -> None:
    desk = after(1800, i.Snooze())
    assert replace(desk, 2100, snooze_default=MINUTE, snoozes_per_break=1) == ["2100 break_due move 2 2100 0"]


def test_reminders_switched_on_remind_of_what_is_shown() -> None:
    desk = after(1800)
    desk.punctually(1900 * SECOND)
    assert replace(desk, 2000, remind_every=3 * MINUTE) == ["1980 reminded move 1"]


@pytest.mark.parametrize("limit", [500, 1000])
def test_a_daily_limit_that_is_reached_already_is_told_at_once(limit: int) -> None:
    assert replace(after(1000), 1000, sitting_per_day=limit * SECOND) == ["1000 daily_limit 1000"]


@bounded(50)
@given(rules(), rules(), days(), st.integers(0, 19))
def test_any_rules_can_be_replaced_by_any_others(first: Rules, second: Rules, steps: list[Step], at: int) -> None:
    desk = Desk(first)
    desk.live(steps[:at])
    desk.rules = second
    desk.hear(desk.engine.replace_rules(second, desk.now))
    desk.live(steps[at:])
    assert all(0 <= seated <= desk.boot for _, seated in desk.engine.view().clocks)


def test_another_beginning_of_the_day_is_no_new_day() -> None:
    desk = Desk(changed(PLAIN, {"skips_per_day": 1}))
    desk.punctually(1800 * SECOND)
    desk.give(i.Skip())
    assert not desk.engine.view().can_skip
    replace(desk, 1800, day_starts=9 * 60 + 20)
    assert not desk.engine.view().can_skip
