"""Numbers from the ledger's facts: a day, and weeks or months for the screens. Pure: no clock, no SQL, no I/O.

A fact belongs to the local day in which its break or bout ended, counted in days since 1970-01-01.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from deskbreak.history.rows import OUTCOMES, Day, Outcome, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from deskbreak.history.rows import BreakRow, SpanRow

HOUR_SECONDS = 3600.0
LENGTHS = (0, 15, 30, 45, 60, 75, 90, 120)
"""Where each class of the distribution of bouts begins, in minutes; the last one has no end."""

_FIRST_DAY = date(1970, 1, 1).toordinal()


class BreakFact(NamedTuple):
    """One ended break: its day, how it ended, from due to start in seconds (None: never started or never due)."""

    day: int
    outcome: Outcome
    answer_seconds: float | None
    snoozes: int
    rested_seconds: float


class BoutFact(NamedTuple):
    """One bout of sitting: the day in which it ended, and its length."""

    day: int
    seconds: float


class StretchFact(NamedTuple):
    """One stretch on one day: how often it was done."""

    day: int
    stretch: str
    times: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A period in numbers. `answer_seconds` is the median from due to start, None when nothing was answered."""

    breaks: Mapping[str, int]
    bouts: int
    sat_seconds: float
    longest_bout_seconds: float
    median_bout_seconds: float
    share_over_an_hour: float
    answer_seconds: float | None
    snoozes: int
    rested_seconds: float
    days_with_breaks: int


def day(breaks: Iterable[BreakFact], bouts: Iterable[BoutFact]) -> Day:
    """The summary of one day from its facts."""
    counts = Counter(fact.outcome for fact in breaks)
    longest = max((bout.seconds for bout in bouts), default=0.0)
    return Day(**{outcome: counts[outcome] for outcome in OUTCOMES}, longest_bout_seconds=longest)


def summarise(breaks: Iterable[BreakFact], bouts: Iterable[BoutFact]) -> Summary:
    """One summary of all the facts given."""
    facts = list(breaks)
    lengths = [bout.seconds for bout in bouts]
    counts = Counter(fact.outcome for fact in facts)
    # A wall clock set back between due and start would make an answer come before its question.
    answers = [answer if answer > 0 else 0.0 for fact in facts if (answer := fact.answer_seconds) is not None]
    return Summary(
        breaks={outcome: counts[outcome] for outcome in OUTCOMES},
        bouts=len(lengths),
        sat_seconds=sum(lengths),
        longest_bout_seconds=max(lengths, default=0.0),
        median_bout_seconds=median(lengths) if lengths else 0.0,
        share_over_an_hour=sum(seconds > HOUR_SECONDS for seconds in lengths) / len(lengths) if lengths else 0.0,
        answer_seconds=median(answers) if answers else None,
        snoozes=sum(fact.snoozes for fact in facts),
        rested_seconds=sum(fact.rested_seconds for fact in facts),
        days_with_breaks=len({fact.day for fact in facts if fact.outcome == "taken"}),
    )


def by_day(breaks: Iterable[BreakFact], bouts: Iterable[BoutFact]) -> dict[date, Summary]:
    """Summaries keyed by each day that has facts, oldest first."""
    return _by_period(breaks, bouts, date_of)


def by_week(breaks: Iterable[BreakFact], bouts: Iterable[BoutFact]) -> dict[date, Summary]:
    """Summaries keyed by the Monday of each week that has facts, oldest first.

    `days_with_breaks` of a week is its consistency: the days, of seven, on which a break was taken in full.
    """
    return _by_period(breaks, bouts, _monday)


def by_month(breaks: Iterable[BreakFact], bouts: Iterable[BoutFact]) -> dict[date, Summary]:
    """Summaries keyed by the first of each month that has facts, oldest first."""
    return _by_period(breaks, bouts, _first_of_month)


def distribution(bouts: Iterable[BoutFact]) -> tuple[int, ...]:
    """How many bouts there are in each class of `LENGTHS`."""
    counts = Counter(bisect_right(LENGTHS, bout.seconds / 60) - 1 for bout in bouts)
    return tuple(counts[index] for index in range(len(LENGTHS)))


def timeline(breaks: Iterable[BreakRow], spans: Iterable[SpanRow], start: datetime, end: datetime) -> list[Span]:
    """Everything that occupied some of `[start, end)`, cut to it, in order of time."""
    pieces = [Span(row.what, row.started_at, row.ended_at, row.detail) for row in spans]
    pieces += [
        Span("break", row.started_at, row.ended_at, row.outcome or "")
        for row in breaks
        if row.started_at is not None and row.ended_at is not None
    ]
    cut = [Span(piece.what, max(piece.start, start), min(piece.end, end), piece.detail) for piece in pieces]
    return sorted((piece for piece in cut if piece.start < piece.end), key=lambda piece: (piece.start, piece.end))


def _by_period(
    breaks: Iterable[BreakFact], bouts: Iterable[BoutFact], period: Callable[[int], date]
) -> dict[date, Summary]:
    starts = _Starts(period)
    break_groups: defaultdict[date, list[BreakFact]] = defaultdict(list)
    bout_groups: defaultdict[date, list[BoutFact]] = defaultdict(list)
    for fact in breaks:
        break_groups[starts[fact.day]].append(fact)
    for bout in bouts:
        bout_groups[starts[bout.day]].append(bout)
    return {
        start: summarise(break_groups[start], bout_groups[start])
        for start in sorted(break_groups.keys() | bout_groups.keys())
    }


class _Starts(dict[int, date]):
    """The period of each day, worked out once a day rather than once a fact."""

    def __init__(self, period: Callable[[int], date]) -> None:
        super().__init__()
        self._period = period

    def __missing__(self, day_number: int) -> date:
        return self.setdefault(day_number, self._period(day_number))


def date_of(day_number: int) -> date:
    """The date of a day counted from 1970-01-01."""
    return date.fromordinal(_FIRST_DAY + day_number)


def number_of(on: date) -> int:
    """The days from 1970-01-01 to a date."""
    return on.toordinal() - _FIRST_DAY


def _monday(day_number: int) -> date:
    on = date_of(day_number)
    return on - timedelta(days=on.weekday())


def _first_of_month(day_number: int) -> date:
    return date_of(day_number).replace(day=1)
