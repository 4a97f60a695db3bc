"""The engine's value types: instants, spans, kinds and the rules it is given. No behaviour of their own.

Every span and every reading of the boot clock is an integer of microseconds, so that a deadline computed by
subtraction is reached exactly and a late wake-up gives the same numbers as a punctual one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

SECOND = 1_000_000
MINUTE = 60 * SECOND

HOLDS = ("call", "fullscreen", "dnd", "app", "paused", "command")
"""Every reason that can keep a prompt back, in the order they are reported."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def micros(seconds: float) -> int:
    """Seconds as the engine's integer microseconds."""
    return round(seconds * SECOND)


def seconds(span: int) -> float:
    """Microseconds as seconds, rounded to the millisecond, the form all output uses."""
    return round(span / SECOND, 3)


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment read on two clocks.

    `boot`: microseconds on a clock that runs through suspend and never steps. `wall`: aware local time; its zone
    decides working hours and days.
    """

    boot: int
    wall: datetime

    def __post_init__(self) -> None:
        if self.wall.tzinfo is None:
            raise ValueError("an instant needs an aware wall time")

    def later(self, span: int) -> Instant:
        """The instant `span` microseconds on, if neither clock is disturbed."""
        return Instant(self.boot + span, shift_wall(self.wall, span))


def shift_wall(wall: datetime, span: int) -> datetime:
    """An aware time moved by a true span (not by wall-clock arithmetic) in its own zone."""
    return (wall.astimezone(UTC) + timedelta(microseconds=span)).astimezone(wall.tzinfo)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of break: `every` of sitting asks for `length` of rest (microseconds, both above 0)."""

    name: str
    every: int
    length: int

    def __post_init__(self) -> None:
        if self.every <= 0 or self.length <= 0:
            raise ValueError(f"break kind {self.name!r}: every and length must be above 0")


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours: for each weekday (0 = Monday) its ranges in minutes after midnight.

    An end is later than its start by at most 24 h, so above 1440 when the range runs over midnight.
    """

    days: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything a person can set that the engine reads. Spans in microseconds, 0 meaning off where noted."""

    kinds: tuple[Kind, ...]
    warn_before: int = 1 * MINUTE  # 0 = off
    remind_every: int = 5 * MINUTE  # 0 = never
    merge_within: int = 5 * MINUTE
    wait_for_pause: int = 0  # 0 = do not wait
    wait_at_most: int = 2 * MINUTE
    snooze_default: int = 5 * MINUTE
    snoozes_per_break: int = 3  # 0 = no limit
    skip_allowed: bool = True
    skips_per_day: int = 0  # 0 = no limit
    away_after: int = 2 * MINUTE
    rest_credit: Literal["gradual", "whole"] = "gradual"
    seated_holds: frozenset[str] = frozenset({"call", "fullscreen"})
    sitting_per_day: int = 0  # 0 = off
    day_starts: int = 4 * 60  # minutes after midnight
    hours: Hours | None = None  # None = always

    def __post_init__(self) -> None:
        if not self.kinds:
            raise ValueError("at least one kind of break is needed")
        names = [kind.name for kind in self.kinds]
        if len(set(names)) != len(names):
            raise ValueError("two kinds of one name")
        ordered = tuple(sorted(self.kinds, key=lambda kind: (kind.length, kind.every)))
        object.__setattr__(self, "kinds", ordered)
