"""The kinds of facts an explanation is made of, each a frozen value that can be written as JSON. They decide nothing.

Spans are seconds, names end in `_seconds`; instants are aware local times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import datetime
from typing import ClassVar

Shares = tuple[tuple[str, float], ...]
"""For each kind of break, seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Base of all facts."""

    name: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        cls.name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def written(self) -> dict[str, object]:
        """The fact as one flat object of JSON values."""
        return {"fact": self.name} | {item.name: _plain(getattr(self, item.name)) for item in fields(self)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, tuple):
        is_shares = bool(value) and isinstance(value[0], tuple)
        return dict(value) if is_shares else list(value)
    return value


# -- prompting


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompted(Fact):
    """A break is asked for on the screen and by a notification; unanswered, it is repeated at `repeated_at`."""

    kind: str
    prompt: int
    shown_at: datetime
    repeated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPrompted(Fact):
    """No break is asked for, because of each of `reasons`.

    They are in_break, off, away, awaiting_input, not_due, snoozed, held and waiting_for_pause.
    """

    kind: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed(Fact):
    """A break is owed. `with_kind`: the longer one it is taken with. `is_early`: only because a shorter one was due."""

    kind: str
    since: datetime
    with_kind: str | None
    is_early: bool
    snoozes: int
    snoozes_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming(Fact):
    """The next break and how much sitting it still takes, at the earliest at `due_at` (None while no clock runs).

    `because_of` is the kind that falls due then; `early_seconds` is how much earlier than by its own clock `kind`
    comes with it, and `takes_along` are the shorter kinds that need no break of their own.
    """

    kind: str
    due_in_seconds: float
    due_at: datetime | None
    because_of: str
    early_seconds: float
    takes_along: tuple[str, ...]
    is_announced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet(Fact):
    """No prompt comes before `until`: it was snoozed, or a break ended_early or abandoned has left it owed."""

    kind: str | None
    because: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Fact):
    """A reason not to prompt is on. `detail` is what its probe saw, "" when it said nothing."""

    reason: str
    since: datetime
    detail: str
    keeps_back: str | None
    counts_as_sitting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Fact):
    """Breaks are paused, until told otherwise when `until` is None."""

    since: datetime
    until: datetime | None
    keeps_back: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingForPause(Fact):
    """The prompt waits for `pause_seconds` without input, at most until `at_latest`."""

    kind: str
    since: datetime
    at_latest: datetime
    pause_seconds: float


# -- sitting and not sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting(Fact):
    """The bout so far and the day's seated time; `is_running` while they grow."""

    sitting_seconds: float
    today_seconds: float
    is_running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Fact):
    """One kind's clock: seated time that counts towards its break."""

    kind: str
    seated_seconds: float
    every_seconds: float
    length_seconds: float
    is_running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent(Fact):
    """There was no sign of the person since `since`; unless one comes, that is an absence at `absence_at`."""

    since: datetime
    absence_at: datetime
    silent_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked(Fact):
    """The screen is locked, which needs no further sign to be an absence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away(Fact):
    """The person is away; the rest has given back so much of each clock."""

    since: datetime
    away_seconds: float
    gave_back: Shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Fact):
    """The last absence that is over, and what it gave back of each clock."""

    since: datetime
    until: datetime
    away_seconds: float
    gave_back: Shares


@dataclass(frozen=True, slots=True, kw_only=True)
class InBreak(Fact):
    """A break runs."""

    kind: str
    rested_seconds: float
    length_seconds: float
    is_paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurt(Fact):
    """A stretch of this break hurt: it is left out from now on, and the regions `spared` have no more in this break."""

    stretch: str
    title: str
    spared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitingInput(Fact):
    """A break is over; clocks go on with the first input."""

    since: datetime


# -- the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours(Fact):
    """Working hours are on or off, until `until` (None: no other time is set)."""

    is_open: bool
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipLimit(Fact):
    """Skipping is limited: not allowed at all, or so often a day (0 = no limit)."""

    is_allowed: bool
    skipped_today: int
    per_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyLimit(Fact):
    """A limit of sitting a day is set; `is_told` once it was reached."""

    limit_seconds: float
    seated_seconds: float
    is_told: bool


# -- what is around the engine


@dataclass(frozen=True, slots=True, kw_only=True)
class LastInput(Fact):
    """Where presence is read from, and how long ago the last input was; None: nobody can tell."""

    source: str
    idle_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifier(Fact):
    """How breaks are announced; "none" or "null" while nothing that is set works. `is_on`: not turned off."""

    notifier: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Fact):
    """Something does not work; `is_settings` when it is in a settings file."""

    text: str
    is_settings: bool
