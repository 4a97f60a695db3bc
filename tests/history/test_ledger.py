"""What the ledger keeps, and that it is on the disk before a call returns."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskbreak.errors import LedgerError
from deskbreak.history.ledger import REMEMBERED, Ledger
from deskbreak.history.rows import OUTCOMES, WHATS, BreakRow, Day, Span, SpanRow

if TYPE_CHECKING:
    from pathlib import Path

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

moments = st.datetimes(
    min_value=datetime(1971, 1, 1),  # noqa: DTZ001  (hypothesis adds the zone)
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
spans_of_seconds = st.floats(0, 1e7)


def on_disk(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_a_break_is_kept_from_its_prompt_to_its_end(ledger: Ledger, noon: datetime) -> None:
    break_id = ledger.open_break("stretch", noon, noon + SECOND)
    ledger.note_prompt(break_id)
    ledger.note_snooze(break_id)
    ledger.close_break(
        break_id, "taken", noon + 5 * MINUTE, 240.0, started_at=noon + MINUTE, stretches=["march", "lunge-twist"]
    )
    assert list(ledger.breaks()) == [
        BreakRow(
            id=break_id,
            kind="stretch",
            due_at=noon,
            prompted_at=noon + SECOND,
            started_at=noon + MINUTE,
            ended_at=noon + 5 * MINUTE,
            outcome="taken",
            rested_seconds=240.0,
            prompts=2,
            snoozes=1,
            stretches=("march", "lunge-twist"),
        )
    ]


def test_each_write_is_on_the_disk_when_the_call_returns(ledger: Ledger, path: Path, noon: datetime) -> None:
    break_id = ledger.open_break("move", noon, noon)
    assert on_disk(path, "SELECT kind, prompts, outcome FROM breaks") == [("move", 1, None)]
    ledger.note_snooze(break_id)
    assert on_disk(path, "SELECT snoozes FROM breaks") == [(1,)]
    ledger.close_break(break_id, "skipped", noon + SECOND, 0.0)
    assert on_disk(path, "SELECT outcome FROM breaks") == [("skipped",)]
    ledger.add_span("bout", noon - HOUR, noon)
    assert on_disk(path, "SELECT what, seconds FROM spans") == [("bout", 3600.0)]


def test_the_file_syncs_every_commit_and_is_private(ledger: Ledger, path: Path, noon: datetime) -> None:
    ledger.add_span("bout", noon - HOUR, noon)
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    found = [ledger._file.read(lambda db, name=name: db.execute(f"PRAGMA {name}").fetchone()[0]) for name in asked]  # type: ignore[misc]
    assert found == ["wal", 2, 1, 100]
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_open_break_is_found_after_a_restart_and_can_be_closed(path: Path, noon: datetime) -> None:
    with closing(Ledger.open(path)) as first:
        done = first.open_break("move", noon, noon)
        first.close_break(done, "natural", noon + MINUTE, 60.0)
        left = first.open_break("stretch", noon + HOUR, noon + HOUR)
    with closing(Ledger.open(path)) as second:
        assert [row.id for row in second.open_breaks()] == [left]
        second.close_break(left, "missed", noon + 2 * HOUR, 0.0)
        assert second.open_breaks() == []
        assert second.message == ""


def test_an_open_break_older_than_what_is_remembered_can_be_closed(ledger: Ledger, noon: datetime) -> None:
    first = ledger.open_break("move", noon, noon)
    for number in range(REMEMBERED + 1):
        ledger.add_break("move", "taken", noon + number * MINUTE, 60.0)
    ledger.close_break(first, "missed", noon + HOUR, 0.0)
    assert len(ledger._recent) == REMEMBERED
    assert ledger.open_breaks() == []


def test_only_an_open_break_can_be_changed(ledger: Ledger, noon: datetime) -> None:
    break_id = ledger.open_break("move", noon, noon)
    ledger.close_break(break_id, "skipped", noon, 0.0)
    with pytest.raises(LedgerError, match="not open"):
        ledger.close_break(break_id, "taken", noon, 60.0)
    for change in (ledger.note_snooze, ledger.note_prompt):
        with pytest.raises(LedgerError, match="not open"):
            change(break_id)
        with pytest.raises(LedgerError, match="not in the history"):
            change(12345)


def test_a_break_can_become_one_of_another_kind_open_or_not(ledger: Ledger, path: Path, noon: datetime) -> None:
    break_id = ledger.open_break("move", noon, noon)
    ledger.note_kind(break_id, "stretch")
    assert on_disk(path, "SELECT kind, outcome FROM breaks") == [("stretch", None)]
    ledger.close_break(break_id, "natural", noon, 0.0)
    ledger.note_kind(break_id, "walk")
    assert on_disk(path, "SELECT kind, outcome FROM breaks") == [("walk", "natural")]


def test_the_stretches_of_a_break_that_is_over_can_become_more(ledger: Ledger, path: Path, noon: datetime) -> None:
    break_id = ledger.add_break("move", "taken", noon, 60.0, noon, ("march",))
    ledger.note_stretches(break_id, ("march", "standing-quad"))
    with closing(Ledger.open_readonly(path)) as reader:
        assert [row.stretches for row in reader.breaks()] == [("march", "standing-quad")]


def test_rows_of_one_instant_get_ids_of_their_own(ledger: Ledger, noon: datetime) -> None:
    ids = {ledger.open_break(kind, noon, noon) for kind in ("move", "stretch", "eyes")}
    ids.add(ledger.add_break("move", "taken", noon, 1.0))
    assert len(ids) == 4
    assert len(list(ledger.breaks())) == 4


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
def test_a_rest_that_is_no_length_is_refused_and_changes_nothing(
    ledger: Ledger, noon: datetime, seconds: float
) -> None:
    break_id = ledger.open_break("move", noon, noon)
    with pytest.raises(ValueError, match="span of seconds"):
        ledger.close_break(break_id, "taken", noon, seconds)
    assert [row.outcome for row in ledger.breaks()] == [None]


def test_wrong_words_and_naive_times_are_refused(ledger: Ledger, noon: datetime) -> None:
    with pytest.raises(ValueError, match="no outcome"):
        ledger.add_break("move", "eaten", noon, 1.0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no span"):
        ledger.add_span("nap", noon, noon)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no time zone"):
        ledger.add_span("bout", noon, datetime(2026, 11, 20))  # noqa: DTZ001
    with pytest.raises(ValueError, match="1970"):
        ledger.add_span("bout", datetime(1, 1, 2, tzinfo=UTC), noon)
    assert ledger.waiting == 0


def test_text_is_kept_as_data(ledger: Ledger, noon: datetime) -> None:
    nasty = "'); DROP TABLE breaks; -- \x00\x1b[31m\n"
    ledger.add_break(nasty, "taken", noon, 1.0, stretches=[nasty, "\udcff"])
    (row,) = ledger.breaks()
    assert (row.kind, row.stretches) == (nasty, (nasty, "?"))


def test_a_day_counts_what_ended_in_it(ledger: Ledger, noon: datetime) -> None:
    start, end = noon - 8 * HOUR, noon + 16 * HOUR
    for outcome in OUTCOMES:
        ledger.add_break("move", outcome, start, 60.0)  # the first instant belongs to the day
        ledger.add_break("move", outcome, end, 60.0)  # the last one to the next
    ledger.add_break("move", "taken", start - SECOND, 60.0)
    ledger.open_break("move", noon, noon)
    ledger.add_span("bout", start - HOUR, start + HOUR)
    ledger.add_span("bout", end - HOUR, end + 5 * HOUR)
    ledger.add_span("absence", noon - 6 * HOUR, noon)
    assert ledger.day(start, end) == Day(1, 1, 1, 1, 1, longest_bout_seconds=7200.0)


@pytest.mark.parametrize(("on", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25)])
def test_a_day_of_a_clock_change_holds_all_its_hours(ledger: Ledger, on: tuple[int, int, int], hours: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(*on, tzinfo=berlin)
    end = datetime(*on[:2], on[2] + 1, tzinfo=berlin)
    for hour in range(-1, 26):
        at = (start.astimezone(UTC) + hour * HOUR).astimezone(berlin)
        ledger.add_break("move", "taken", at, 60.0)
    assert ledger.day(start, end).taken == hours


def test_a_row_keeps_the_offset_it_was_made_with(ledger: Ledger) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 10, 25, 2, 30, tzinfo=berlin)
    after = before.replace(fold=1)
    ledger.add_span("bout", before, after)
    (row,) = ledger.spans()
    assert row.started_at.isoformat() == "2026-10-25T02:30:00+02:00"
    assert row.ended_at.isoformat() == "2026-10-25T02:30:00+01:00"


def test_a_stepped_clock_neither_loses_a_span_nor_lengthens_it(ledger: Ledger, noon: datetime) -> None:
    ledger.add_span("bout", noon, noon - HOUR, seconds=600.0)
    ledger.add_span("bout", noon, noon - HOUR)
    assert [row.seconds for row in ledger.spans()] == [600.0, 0.0]
    assert ledger.day(noon - 2 * HOUR, noon + HOUR).longest_bout_seconds == 600.0
    assert ledger.timeline(noon - 2 * HOUR, noon + HOUR) == []


def test_a_timeline_is_cut_to_its_ends_and_in_order(ledger: Ledger, noon: datetime) -> None:
    ledger.add_span("hold", noon + HOUR, noon + 2 * HOUR, "call")
    ledger.add_span("bout", noon - HOUR, noon + MINUTE)
    ledger.add_break("move", "partial", noon + 3 * MINUTE, 30.0, started_at=noon + 2 * MINUTE)
    ledger.add_break("move", "skipped", noon + 4 * MINUTE, 0.0)
    ledger.add_span("absence", noon - 2 * HOUR, noon)
    ledger.add_span("off", noon + 90 * MINUTE, noon + 3 * HOUR)
    assert ledger.timeline(noon, noon + 90 * MINUTE) == [
        Span("bout", noon, noon + MINUTE),
        Span("break", noon + 2 * MINUTE, noon + 3 * MINUTE, "partial"),
        Span("hold", noon + HOUR, noon + 90 * MINUTE, "call"),
    ]


def test_breaks_and_spans_come_in_order_between_since_and_until(ledger: Ledger, noon: datetime) -> None:
    hours = [3, 1, 2, 0]
    for hour in hours:
        ledger.add_break("move", "taken", noon + hour * HOUR, 60.0)
        ledger.add_span("absence", noon, noon + hour * HOUR)
    ledger.open_break("stretch", noon, noon + HOUR + MINUTE)
    found = [row.at - noon for row in ledger.breaks(noon + HOUR, noon + 3 * HOUR)]
    assert found == [HOUR, HOUR + MINUTE, 2 * HOUR]
    assert [row.at - noon for row in ledger.spans(until=noon + 2 * HOUR)] == [0 * HOUR, HOUR]


def test_every_row_comes_once_however_many_there_are(ledger: Ledger, noon: datetime) -> None:
    # Many rows of one instant, so that pages end between rows of equal time.
    rows = [BreakRow(number, "move", ended_at=noon, outcome="taken") for number in range(1101)]
    ledger._file.write(rows)
    assert list(ledger.breaks()) == rows
    assert list(ledger.breaks(since=noon)) == rows


def test_stretches_are_counted(ledger: Ledger, noon: datetime) -> None:
    ledger.add_break("stretch", "taken", noon, 60.0, stretches=["march", "lunge-twist"])
    ledger.add_break("stretch", "partial", noon + HOUR, 60.0, stretches=["march"])
    assert list(ledger.stretch_counts().items()) == [("march", 2), ("lunge-twist", 1)]
    assert ledger.stretch_counts(until=noon) == {}


@st.composite
def break_rows(draw: st.DrawFn) -> BreakRow:
    ended = draw(st.none() | moments)
    return BreakRow(
        id=0,
        kind=draw(texts),
        due_at=draw(st.none() | moments),
        prompted_at=draw(moments if ended is None else st.none() | moments),
        started_at=draw(st.none() | moments),
        ended_at=ended,
        outcome=None if ended is None else draw(st.sampled_from(OUTCOMES)),
        rested_seconds=draw(spans_of_seconds),
        prompts=draw(st.integers(0, 1000)),
        snoozes=draw(st.integers(0, 1000)),
        stretches=tuple(draw(st.lists(texts, max_size=4))),
    )


span_rows = st.builds(
    SpanRow,
    id=st.just(0),
    what=st.sampled_from(WHATS),
    started_at=moments,
    ended_at=moments,
    seconds=spans_of_seconds,
    detail=texts,
)


def with_offsets(row: BreakRow | SpanRow) -> list[str]:
    times = (getattr(row, name, None) for name in ("due_at", "prompted_at", "started_at", "ended_at"))
    return [at.isoformat() if at else "" for at in times]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(break_row=break_rows(), span_row=span_rows)
def test_rows_come_back_as_they_were_written(ledger: Ledger, break_row: BreakRow, span_row: SpanRow) -> None:
    ledger._file.write([break_row, span_row])
    (found_break,), (found_span,) = ledger.breaks(), ledger.spans()
    assert found_break == break_row
    assert with_offsets(found_break) == with_offsets(break_row)
    assert found_span == span_row
    assert with_offsets(found_span) == with_offsets(span_row)
