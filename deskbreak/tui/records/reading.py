"""A period's numbers as the service tells them, made into values. Nothing is computed here but dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from deskbreak.tui.draw.ink import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTCOMES: Final = ("taken", "natural", "partial", "skipped", "missed")


@dataclass(frozen=True)
class Numbers:
    """A period in numbers; spans are seconds."""

    breaks: Mapping[str, int]
    bouts: int
    sat: float
    longest: float
    median: float
    over_an_hour: float
    answer: float | None
    snoozes: int
    rested: float
    days_with_breaks: int

    @property
    def all_breaks(self) -> int:
        """Breaks however they ended."""
        return sum(self.breaks.values())


@dataclass(frozen=True)
class Part:
    """A day or month of the period."""

    start: date
    numbers: Numbers


@dataclass(frozen=True)
class DayMark:
    """A day of the calendar."""

    on: date
    taken: int
    sat: float
    longest: float
    is_stretched: bool


@dataclass(frozen=True)
class Length:
    """A class of bouts by length in seconds; `end` is None for the last."""

    start: float
    end: float | None
    bouts: int


@dataclass(frozen=True)
class Counted:
    """How often something was done."""

    name: str
    times: int
    id: str = ""


@dataclass(frozen=True)
class WeekMark:
    """On how many days of a week something was stretched."""

    start: date
    days: int
    is_over: bool


@dataclass(frozen=True)
class Stay:
    """A piece of a day's timeline."""

    what: str
    start: datetime
    end: datetime
    detail: str


@dataclass(frozen=True)
class Report:
    """Everything about one period."""

    period: str
    start: date
    end: date
    today: date
    first: date | None
    summary: Numbers
    before: Numbers | None
    parts: tuple[Part, ...]
    days: tuple[DayMark, ...]
    lengths: tuple[Length, ...]
    regions: tuple[Counted, ...]
    stretches: tuple[Counted, ...]
    goal: tuple[int, int]
    weeks: tuple[WeekMark, ...]
    timeline: tuple[Stay, ...]


def read(told: Mapping[str, Any]) -> Report:
    """The report of what the method `statistics` answers."""
    return Report(
        period=told["period"],
        start=_date(told["start"]),
        end=_date(told["end"]),
        today=_date(told["today"]),
        first=_date(told["first"]) if told["first"] else None,
        summary=_numbers(told["summary"]),
        before=_numbers(told["before"]) if told["before"] else None,
        parts=tuple(Part(_date(part["start"]), _numbers(part)) for part in told["parts"]),
        days=tuple(
            DayMark(
                _date(day["date"]),
                day["taken"],
                day["sat_seconds"],
                day["longest_bout_seconds"],
                bool(day["stretched"]),
            )
            for day in told["days"]
        ),
        lengths=tuple(Length(each["from_seconds"], each["to_seconds"], each["bouts"]) for each in told["lengths"]),
        regions=_counted(told["regions"]),
        stretches=_counted(told["stretches"]),
        goal=(told["consistency"]["goal"][0], told["consistency"]["goal"][1]),
        weeks=tuple(
            WeekMark(_date(week["start"]), week["days"], bool(week["is_over"])) for week in told["consistency"]["weeks"]
        ),
        timeline=tuple(
            Stay(span["what"], _time(span["start"]), _time(span["end"]), plain(span["detail"], 80))
            for span in told["timeline"]
        ),
    )


def _numbers(told: Mapping[str, Any]) -> Numbers:
    return Numbers(
        breaks={outcome: told["breaks"].get(outcome, 0) for outcome in OUTCOMES},
        bouts=told["bouts"],
        sat=told["sat_seconds"],
        longest=told["longest_bout_seconds"],
        median=told["median_bout_seconds"],
        over_an_hour=told["share_over_an_hour"],
        answer=told["answer_seconds"],
        snoozes=told["snoozes"],
        rested=told["rested_seconds"],
        days_with_breaks=told["days_with_breaks"],
    )


def _counted(told: list[Mapping[str, Any]]) -> tuple[Counted, ...]:
    return tuple(Counted(plain(each["name"], 60), each["times"], str(each.get("id", ""))) for each in told)


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
