"""A period's numbers as plain values, the same for the control socket, the screen and the command line.

Asks a history and adds nothing to it: what the numbers look like is for whoever shows them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from deskbreak.history import statistics
from deskbreak.history.periods import period as period_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from deskbreak.history.periods import Period
    from deskbreak.history.questions import Questions
    from deskbreak.history.statistics import BoutFact, BreakFact, StretchFact, Summary

    Plain = dict[str, Any]

GOAL: Final = (3, 5)
"""On how many days a week stretching is meant to be done."""
_ZONES: Final = timedelta(hours=28)
"""How far a local day of another time zone may reach beyond this one's."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a report has to know of a stretch; without regions it counts for none, as walking and warming up do."""

    name: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """How days are counted: the present local day, when each begins, the stretches there are, and regions in words."""

    today: date
    day_starts_seconds: int
    begins: Callable[[date], datetime]
    stretches: Mapping[str, Known]
    regions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Facts:
    """Facts of a run of days, each within it."""

    breaks: list[BreakFact]
    bouts: list[BoutFact]
    stretches: list[StretchFact]

    def within(self, period: Period) -> _Facts:
        """Those of one period."""
        first, end = statistics.number_of(period.first), statistics.number_of(period.end)
        return _Facts(
            [fact for fact in self.breaks if first <= fact[0] < end],
            [fact for fact in self.bouts if first <= fact[0] < end],
            [fact for fact in self.stretches if first <= fact[0] < end],
        )


def report(history: Questions, period: Period, frame: Frame) -> Plain:
    """Everything about one period, and the numbers of the one before it to compare with."""
    first = history.first_at()
    first_day = _local_day(first, frame) if first else None
    has_before = first_day is not None and first_day <= period.before.first
    all_facts = _facts(history, period, frame, since=period.before.first if has_before else period.first)
    facts = all_facts.within(period)
    before = all_facts.within(period.before)
    return {
        "period": period.name,
        "start": period.first.isoformat(),
        "end": period.end.isoformat(),
        "today": frame.today.isoformat(),
        "first": first_day.isoformat() if first_day else None,
        "summary": _summary(statistics.summarise(facts.breaks, facts.bouts)),
        # Records that begin within the period before cannot be compared with a whole one.
        "before": _summary(statistics.summarise(before.breaks, before.bouts)) if has_before else None,
        "parts": _parts(period, facts),
        "days": _days(period, facts, frame),
        "lengths": _lengths(facts.bouts),
        "regions": _regions(facts.stretches, frame),
        "stretches": _stretches(facts.stretches, frame),
        "consistency": {"goal": list(GOAL), "weeks": _weeks(period, all_facts.stretches, frame)},
        "timeline": _timeline(history, period, frame) if period.name == "day" else [],
    }


def _facts(history: Questions, period: Period, frame: Frame, since: date) -> _Facts:
    """Breaks and bouts from a day to the period's end, stretches of all weeks that have a day in it."""
    starts, weeks = frame.day_starts_seconds, period.weeks

    def bounds(first: date, end: date) -> tuple[datetime, datetime]:
        return frame.begins(first) - _ZONES, frame.begins(end) + _ZONES

    breaks, bouts = history.facts(*bounds(since, period.end), starts)
    return _Facts(breaks, bouts, history.stretch_facts(*bounds(weeks[0].first, weeks[-1].end), starts))


def _local_day(at: datetime, frame: Frame) -> date:
    zone = frame.begins(frame.today).tzinfo
    return (at.astimezone(zone) - timedelta(seconds=frame.day_starts_seconds)).date()


def _summary(found: Summary) -> Plain:
    return {name: dict(value) if name == "breaks" else value for name, value in asdict(found).items()}


def _parts(period: Period, facts: _Facts) -> list[Plain]:
    by = statistics.by_month if period.name == "year" else statistics.by_day
    found = by(facts.breaks, facts.bouts) if period.parts else {}
    nothing = statistics.summarise((), ())
    return [{"start": part.first.isoformat(), **_summary(found.get(part.first, nothing))} for part in period.parts]


def _days(period: Period, facts: _Facts, frame: Frame) -> list[Plain]:
    """What a calendar shows of each day."""
    taken = Counter(fact.day for fact in facts.breaks if fact.outcome == "taken")
    sat: defaultdict[int, float] = defaultdict(float)
    longest: defaultdict[int, float] = defaultdict(float)
    for bout in facts.bouts:
        sat[bout.day] += bout.seconds
        longest[bout.day] = max(longest[bout.day], bout.seconds)
    stretched = _days_stretched(facts.stretches, frame)
    numbered = ((day, statistics.number_of(day)) for day in period.days)
    return [
        {
            "date": day.isoformat(),
            "taken": taken[number],
            "sat_seconds": sat.get(number, 0.0),
            "longest_bout_seconds": longest.get(number, 0.0),
            "stretched": number in stretched,
        }
        for day, number in numbered
    ]


def _lengths(bouts: Iterable[BoutFact]) -> list[Plain]:
    ends = (*statistics.LENGTHS[1:], None)
    counts = statistics.distribution(bouts)
    return [
        {"from_seconds": 60 * start, "to_seconds": None if end is None else 60 * end, "bouts": count}
        for start, end, count in zip(statistics.LENGTHS, ends, counts, strict=True)
    ]


def _regions(facts: Iterable[StretchFact], frame: Frame) -> list[Plain]:
    counts: Counter[str] = Counter()
    for fact in facts:
        if known := frame.stretches.get(fact.stretch):
            counts.update(dict.fromkeys(known.regions, fact.times))
    return [{"id": region, "name": name, "times": counts[region]} for region, name in frame.regions.items()]


def _stretches(facts: Iterable[StretchFact], frame: Frame) -> list[Plain]:
    counts: Counter[str] = Counter()
    for fact in facts:
        counts[fact.stretch] += fact.times
    in_order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{"id": id_, "name": _name(id_, frame), "times": times} for id_, times in in_order]


def _name(id_: str, frame: Frame) -> str:
    known = frame.stretches.get(id_)
    return known.name if known else id_


def _weeks(period: Period, facts: Iterable[StretchFact], frame: Frame) -> list[Plain]:
    """Of each week that has begun: the days with a stretch, and whether it is over."""
    stretched = _days_stretched(facts, frame)
    return [
        {
            "start": week.first.isoformat(),
            "days": sum(statistics.number_of(day) in stretched for day in week.days),
            "is_over": week.end <= frame.today,
        }
        for week in period.weeks
        if week.first <= frame.today
    ]


def _days_stretched(facts: Iterable[StretchFact], frame: Frame) -> set[int]:
    return {fact.day for fact in facts if (known := frame.stretches.get(fact.stretch)) and known.regions}


def _timeline(history: Questions, period: Period, frame: Frame) -> list[Plain]:
    start, end = frame.begins(period.first), frame.begins(period_of("day", period.end).first)
    return [
        {
            "what": span.what,
            "start": span.start.astimezone(start.tzinfo).isoformat(timespec="seconds"),
            "end": span.end.astimezone(start.tzinfo).isoformat(timespec="seconds"),
            "detail": span.detail,
        }
        for span in history.timeline(start, end)
    ]
