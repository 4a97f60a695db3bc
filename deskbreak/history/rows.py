"""What the ledger holds, as values: breaks, spans, and a day's summary. No SQL, no clock."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from datetime import datetime

Outcome = Literal["taken", "partial", "skipped", "natural", "missed"]
What = Literal["bout", "absence", "hold", "off"]

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
WHATS: tuple[What, ...] = get_args(What)

LATEST_STAMP = 2**33
"""Times are kept as floats of seconds since 1970; below this (the year 2242) a float still tells microseconds apart."""


@dataclass(frozen=True, slots=True)
class BreakRow:
    """One break, from the moment it was prompted (or began) to how it ended.

    An open break has neither `outcome` nor `ended_at`. `due_at` and `prompted_at` are None for a break nobody was
    asked to take. Times are aware and keep the zone offset they were made with.
    """

    id: int
    kind: str
    due_at: datetime | None = None
    prompted_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    rested_seconds: float = 0.0
    prompts: int = 0
    snoozes: int = 0
    stretches: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for at in (self.due_at, self.prompted_at, self.started_at, self.ended_at):
            if at is not None:
                _check_time(at)
        _check_seconds(self.rested_seconds)
        if self.outcome is not None and self.outcome not in OUTCOMES:
            raise ValueError(f"{self.outcome!r} is no outcome; use one of {', '.join(OUTCOMES)}")
        if (self.outcome is None) != (self.ended_at is None):
            raise ValueError("a break has an outcome exactly when it has ended")
        if self.ended_at is None and self.prompted_at is None:
            raise ValueError("an open break needs the time of its prompt")

    @property
    def at(self) -> datetime:
        """The instant that places this row in a day: its end, or its prompt while it is open."""
        at = self.ended_at or self.prompted_at
        assert at is not None  # noqa: S101  (checked on construction)
        return at


@dataclass(frozen=True, slots=True)
class SpanRow:
    """One stored span: a bout of sitting, an absence, a hold, or time outside working hours.

    `seconds` is its true length, which a step of the wall clock between the two times does not change.
    """

    id: int
    what: What
    started_at: datetime
    ended_at: datetime
    seconds: float
    detail: str = ""

    def __post_init__(self) -> None:
        if self.what not in WHATS:
            raise ValueError(f"{self.what!r} is no span; use one of {', '.join(WHATS)}")
        _check_time(self.started_at)
        _check_time(self.ended_at)
        _check_seconds(self.seconds)

    @property
    def at(self) -> datetime:
        """The instant that places this row in a day: its end."""
        return self.ended_at


Row = BreakRow | SpanRow


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a timeline, `[start, end)`; `what` is a `What` or "break", whose `detail` is the outcome."""

    what: str
    start: datetime
    end: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day in numbers: breaks by outcome, and the longest bout of sitting that ended in it."""

    taken: int = 0
    partial: int = 0
    skipped: int = 0
    natural: int = 0
    missed: int = 0
    longest_bout_seconds: float = 0.0


def _check_time(at: datetime) -> None:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone")
    if not 0 <= at.timestamp() < LATEST_STAMP:
        raise ValueError(f"{at.isoformat()} is outside the years 1970 to 2242")


def _check_seconds(seconds: float) -> None:
    if not (math.isfinite(seconds) and seconds >= 0):
        raise ValueError(f"{seconds!r} is no span of seconds")
