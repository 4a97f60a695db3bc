"""Numbers from facts: days, weeks and months, and that facts agree with the rows they come from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskbreak.history import statistics
from deskbreak.history.rows import OUTCOMES, BreakRow, Day, SpanRow
from deskbreak.history.statistics import BoutFact, BreakFact, Summary

if TYPE_CHECKING:
    from deskbreak.history.ledger import Ledger

FRIDAY = (date(2026, 11, 20) - date(1970, 1, 1)).days
HOUR = timedelta(hours=1)

break_facts = st.lists(
    st.builds(
        BreakFact,
        day=st.integers(FRIDAY - 400, FRIDAY),
        outcome=st.sampled_from(OUTCOMES),
        answer_seconds=st.none() | st.floats(-100, 1e5),
        snoozes=st.integers(0, 5),
        rested_seconds=st.integers(0, 600).map(float),
    )
)
bout_facts = st.lists(st.builds(BoutFact, day=st.integers(FRIDAY - 400, FRIDAY), seconds=st.floats(0, 1e5)))


def test_nothing_is_a_day_and_a_period_of_zeros() -> None:
    assert statistics.day([], []) == Day()
    assert statistics.summarise([], []) == Summary(
        breaks=dict.fromkeys(OUTCOMES, 0),
        bouts=0,
        sat_seconds=0.0,
        longest_bout_seconds=0.0,
        median_bout_seconds=0.0,
        share_over_an_hour=0.0,
        answer_seconds=None,
        snoozes=0,
        rested_seconds=0.0,
        days_with_breaks=0,
    )
    assert statistics.by_week([], []) == {}


def test_a_period_in_numbers() -> None:
    breaks = [
        BreakFact(FRIDAY, "taken", 10.0, 1, 60.0),
        BreakFact(FRIDAY, "taken", 40.0, 2, 240.0),
        BreakFact(FRIDAY - 1, "partial", 20.0, 0, 30.0),
        BreakFact(FRIDAY - 2, "skipped", None, 3, 0.0),
    ]
    bouts = [BoutFact(FRIDAY, seconds) for seconds in (600.0, 3600.0, 3601.0, 7200.0)]
    assert statistics.summarise(breaks, bouts) == Summary(
        breaks={"taken": 2, "partial": 1, "skipped": 1, "natural": 0, "missed": 0},
        bouts=4,
        sat_seconds=15_001.0,
        longest_bout_seconds=7200.0,
        median_bout_seconds=3600.5,
        share_over_an_hour=0.5,
        answer_seconds=20.0,
        snoozes=6,
        rested_seconds=330.0,
        days_with_breaks=1,
    )


def test_an_answer_before_its_question_counts_as_at_once() -> None:
    summary = statistics.summarise([BreakFact(FRIDAY, "taken", -3600.0, 0, 60.0)], [])
    assert summary.answer_seconds == 0.0


def test_weeks_begin_on_monday_and_know_their_days_with_breaks() -> None:
    sunday = FRIDAY + 2
    breaks = [BreakFact(day, "taken", None, 0, 60.0) for day in (FRIDAY, FRIDAY, sunday, sunday + 1)]
    breaks.append(BreakFact(FRIDAY - 1, "skipped", None, 0, 0.0))
    weeks = statistics.by_week(breaks, [BoutFact(sunday + 8, 60.0)])
    assert {start: (week.days_with_breaks, week.bouts) for start, week in weeks.items()} == {
        date(2026, 11, 16): (2, 0),
        date(2026, 11, 23): (1, 0),
        date(2026, 11, 30): (0, 1),
    }


def test_months_begin_on_the_first() -> None:
    months = statistics.by_month([BreakFact(FRIDAY + 10, "taken", None, 0, 1.0)], [BoutFact(FRIDAY + 11, 1.0)])
    assert list(months) == [date(2026, 11, 1), date(2026, 12, 1)]


def test_days_are_the_days_of_the_facts() -> None:
    days = statistics.by_day([BreakFact(FRIDAY, "taken", None, 0, 1.0)], [BoutFact(FRIDAY - 3, 1.0)])
    assert list(days) == [date(2026, 11, 17), date(2026, 11, 20)]


def test_bouts_fall_into_classes_by_length() -> None:
    minutes = (0, 14.9, 15, 59.9, 60, 119, 120, 600)
    assert statistics.distribution(BoutFact(FRIDAY, 60 * length) for length in minutes) == (2, 1, 0, 1, 1, 0, 1, 2)


@given(breaks=break_facts, bouts=bout_facts)
def test_weeks_and_months_divide_all_facts_without_rest(breaks: list[BreakFact], bouts: list[BoutFact]) -> None:
    whole = statistics.summarise(breaks, bouts)
    for periods in (by(breaks, bouts) for by in (statistics.by_day, statistics.by_week, statistics.by_month)):
        parts = periods.values()
        assert sum(part.bouts for part in parts) == whole.bouts
        assert sum(part.snoozes for part in parts) == whole.snoozes
        assert sum(part.rested_seconds for part in parts) == whole.rested_seconds
        assert sum(part.days_with_breaks for part in parts) == whole.days_with_breaks
        assert max((part.longest_bout_seconds for part in parts), default=0.0) == whole.longest_bout_seconds
        for outcome in OUTCOMES:
            assert sum(part.breaks[outcome] for part in parts) == whole.breaks[outcome]
        assert list(periods) == sorted(periods)


def test_a_break_at_three_in_the_morning_belongs_to_the_day_before(ledger: Ledger, noon: datetime) -> None:
    ledger.add_break("move", "taken", noon - 9 * HOUR, 60.0)
    ledger.add_break("move", "taken", noon - 8 * HOUR, 60.0)
    assert [fact.day for fact in ledger.facts()[0]] == [FRIDAY - 1, FRIDAY]
    assert [fact.day for fact in ledger.facts(day_starts_seconds=0)[0]] == [FRIDAY, FRIDAY]


def test_an_open_break_is_no_fact(ledger: Ledger, noon: datetime) -> None:
    ledger.open_break("move", noon, noon)
    assert ledger.facts() == ([], [])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()),  # noqa: DTZ001
    answer=st.integers(0, 10_000),
    day_starts=st.integers(0, 86_399),
)
def test_facts_say_what_the_rows_say(ledger: Ledger, at: datetime, answer: int, day_starts: int) -> None:
    due = at - timedelta(seconds=answer)
    ledger._file.write(
        [
            BreakRow(0, "move", due_at=due, started_at=at, ended_at=at, outcome="taken", snoozes=2, rested_seconds=9),
            SpanRow(0, "bout", at, at, 12.5),
        ]
    )
    (broken,), (bout,) = ledger.facts(day_starts_seconds=day_starts)
    (row,) = ledger.breaks()
    assert row.ended_at is not None
    assert row.due_at is not None
    assert row.started_at is not None
    local = row.ended_at.replace(tzinfo=None) - timedelta(seconds=day_starts)
    day = (local.date() - date(1970, 1, 1)).days
    assert (broken.day, bout.day) == (day, day)
    assert (broken.outcome, broken.snoozes, broken.rested_seconds) == ("taken", 2, 9.0)
    assert broken.answer_seconds is not None
    assert abs(broken.answer_seconds - (row.started_at - row.due_at).total_seconds()) < 1e-5
