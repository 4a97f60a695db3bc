"""What comes of a day under some rules: the timeline fits together, the numbers are those of the engine."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from deskbreak.engine.values import MINUTE, Kind, Rules
from deskbreak.preview.day import AWAY, Day, Period
from deskbreak.preview.days import typical_day, working_day
from deskbreak.preview.plan import Entry, Plan, play
from tests.engine.desks import START, bounded, rules
from tests.engine.transcript import MOVE, PLAIN, STRETCH, changed, week

MONDAY = date(2026, 1, 5)
BERLIN = ZoneInfo("Europe/Berlin")


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 1, 5, hour, minute, tzinfo=UTC)


def day(*periods: Period, minutes: int = 120) -> Day:
    return Day(at(9, 0), at(9, 0) + timedelta(minutes=minutes), periods)


def told(plan: Plan) -> list[tuple[str, str, str]]:
    return [(f"{entry.start:%H:%M}", entry.what, entry.kind) for entry in plan.entries]


def only(plan: Plan, what: str) -> list[Entry]:
    return [entry for entry in plan.entries if entry.what == what]


def test_a_quiet_morning_is_sitting_and_breaks() -> None:
    plan = play("plain", day(), PLAIN)
    assert told(plan) == [
        ("09:00", "sitting", ""),
        ("09:30", "break", "move"),
        ("09:31", "sitting", ""),
        ("10:01", "break", "stretch"),
        ("10:05", "sitting", ""),
        ("10:35", "break", "move"),
        ("10:36", "sitting", ""),
    ]
    assert plan.numbers.written() == {
        "breaks": 3,
        "breaks_by_kind": {"move": 2, "stretch": 1},
        "rested_off_by_kind": {},
        "missed": 0,
        "interruptions": 3,
        "interruptions_by_event": {"break_due": 3},
        "late": 0,
        "longest_late_seconds": 0.0,
        "longest_bout_seconds": 1800.0,
        "sitting_seconds": 6840.0,
        "rest_seconds": 360.0,
    }


def test_a_break_held_back_is_late_by_what_held_it() -> None:
    plan = play("plain", day(Period("call", at(9, 20), at(9, 50), "a call")), PLAIN)
    (hold,) = only(plan, "hold")
    assert (hold.kind, hold.start, hold.end) == ("call", at(9, 20), at(9, 50))
    first = only(plan, "break")[0]
    assert (first.start, first.late_seconds, first.held_by) == (at(9, 50), 1200.0, ("call",))
    assert (plan.numbers.late, plan.numbers.longest_late_seconds) == (1, 1200.0)
    assert plan.numbers.longest_bout_seconds == 3000.0


def test_an_absence_is_named_with_what_it_rested_off() -> None:
    plan = play("plain", day(Period(AWAY, at(9, 20), at(9, 30), "coffee")), PLAIN)
    (away,) = only(plan, "away")
    assert (away.start, away.seconds, away.label, away.rested) == (at(9, 20), 600.0, "coffee", ("move", "stretch"))
    assert plan.numbers.rested == {"move": 1, "stretch": 1}


def test_a_short_absence_is_sitting() -> None:
    plan = play("plain", day(Period(AWAY, at(9, 20), at(9, 21)), minutes=29), PLAIN)
    assert told(plan) == [("09:00", "sitting", "")]


def test_outside_working_hours_nothing_comes_and_what_was_held_is_missed() -> None:
    hours = week({"daily": ((9 * 60 + 30, 10 * 60 + 10),)})
    plan = play("plain", day(Period("call", at(9, 50), at(10, 20))), changed(PLAIN, {"hours": hours}))
    assert told(plan) == [
        ("09:00", "off", ""),
        ("09:30", "sitting", ""),
        ("09:50", "hold", "call"),
        ("10:10", "missed", "move"),
        ("10:10", "off", ""),
    ]
    assert plan.numbers.missed == 1


def test_no_prompt_waits_for_a_pause_a_day_has_not() -> None:
    waiting = changed(PLAIN, {"wait_for_pause": 5_000_000})
    assert play("a", day(), waiting).entries == play("a", day(), PLAIN).entries


def test_the_limit_of_the_day_is_on_the_timeline() -> None:
    plan = play("plain", day(), changed(PLAIN, {"sitting_per_day": 60 * MINUTE}))
    assert [entry.start for entry in only(plan, "daily_limit")] == [at(10, 1)]


def test_the_same_day_is_always_the_same() -> None:
    once, again = (play("a", typical_day(MONDAY, BERLIN, None), PLAIN).written() for _ in range(2))
    assert once == again


@bounded(40)
@given(rules())
def test_a_timeline_has_neither_gap_nor_overlap(given_rules: Rules) -> None:
    periods = (
        Period(AWAY, START + timedelta(seconds=40), START + timedelta(seconds=100)),
        Period("call", START + timedelta(seconds=150), START + timedelta(seconds=260)),
        Period(AWAY, START + timedelta(seconds=270), START + timedelta(seconds=273)),
    )
    given_day = Day(START, START + timedelta(seconds=400), periods)
    plan = play("any", given_day, given_rules)
    lasting = [entry for entry in plan.entries if entry.what in ("sitting", "break", "away", "off")]
    assert (lasting[0].start, lasting[-1].end) == (given_day.start, given_day.end)
    assert all(before.end == after.start for before, after in pairwise(lasting))
    assert all(entry.seconds > 0 for entry in lasting)
    assert plan.numbers.breaks.total() <= len(only(plan, "break"))
    assert plan.numbers.shown["break_due"] >= plan.numbers.breaks.total()


def test_a_typical_day_begins_with_the_hours_of_its_weekday() -> None:
    hours = week({"weekdays": ((22 * 60, 30 * 60),)})
    assert typical_day(MONDAY, BERLIN, hours).start == datetime(2026, 1, 5, 22, tzinfo=BERLIN)
    assert typical_day(MONDAY, BERLIN, None).start == datetime(2026, 1, 5, 9, tzinfo=BERLIN)


def test_a_typical_day_has_its_length_when_the_clocks_change_in_it() -> None:
    night = typical_day(date(2026, 3, 28), BERLIN, week({"daily": ((22 * 60, 31 * 60),)}))
    assert night.length == 510 * MINUTE
    assert f"{night.end:%H:%M}" == "07:30"


@pytest.mark.parametrize(
    ("after", "hours", "expected"),
    [
        (date(2026, 1, 10), {"weekdays": ((540, 1020),)}, date(2026, 1, 12)),
        (date(2026, 1, 9), {"weekdays": ((540, 1020),)}, date(2026, 1, 9)),
        (date(2026, 1, 10), {}, date(2026, 1, 10)),
    ],
)
def test_a_free_day_is_passed_over(after: date, hours: dict[str, tuple[tuple[int, int], ...]], expected: date) -> None:
    assert working_day(after, week(hours)) == expected


def test_longer_breaks_less_often_shows_in_the_numbers() -> None:
    typical = typical_day(MONDAY, BERLIN, None)
    often = play("often", typical, Rules(kinds=(MOVE, STRETCH)))
    seldom = play("seldom", typical, Rules(kinds=(Kind("rest", 120 * MINUTE, 10 * MINUTE),)))
    assert seldom.numbers.breaks.total() < often.numbers.breaks.total()
    assert seldom.numbers.longest_bout_seconds > often.numbers.longest_bout_seconds
    assert seldom.numbers.shown.total() < often.numbers.shown.total()
