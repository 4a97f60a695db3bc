"""A day made of the history: when somebody sat, when not, and what held breaks back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from deskbreak.history.rows import Span
from deskbreak.preview.day import Period
from deskbreak.preview.days import recorded_day

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def span(what: str, start: float, end: float, detail: str = "") -> Span:
    return Span(what, START + timedelta(minutes=start), START + timedelta(minutes=end), detail)


def minutes(period: Period) -> tuple[str, float, float]:
    start, end = ((at - START).total_seconds() / 60 for at in (period.start, period.end))
    return period.what, start, end


def test_sitting_and_breaks_taken_are_presence_and_the_rest_is_absence() -> None:
    day = recorded_day(
        [
            *(span("bout", 0, 30), span("break", 30, 31, "taken"), span("bout", 31, 60), span("absence", 60, 100)),
            *(span("bout", 100, 130), span("off", 130, 150), span("bout", 150, 160), span("absence", 160, 900)),
        ],
        UTC,
    )
    assert day is not None
    assert (day.start, day.end) == (START, START + timedelta(minutes=160))
    assert [minutes(period) for period in day.periods] == [("away", 60, 100), ("away", 130, 150)]


def test_holds_come_with_their_reason_and_unknown_ones_and_pauses_are_left_out() -> None:
    day = recorded_day(
        [
            span("bout", 0, 90),
            *(span("hold", 10, 20, "call: microphone in use by firefox"), span("hold", 15, 30, "call")),
            *(span("hold", 40, 50, "paused"), span("hold", 60, 70, "\x1b[31mnonsense"), span("hold", 70, 80, "dnd")),
        ],
        UTC,
    )
    assert day is not None
    assert [minutes(period) for period in day.periods] == [("call", 10, 30), ("dnd", 70, 80)]


def test_a_bout_drawn_out_over_a_break_cut_short_is_one_presence() -> None:
    day = recorded_day([span("bout", 0, 60), span("break", 30, 33, "partial")], UTC)
    assert day is not None
    assert day.periods == ()


def test_a_day_nobody_sat_is_none() -> None:
    assert recorded_day([span("absence", 0, 60), span("hold", 0, 10, "call")], UTC) is None
    assert recorded_day([], UTC) is None
