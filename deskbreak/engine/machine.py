"""The engine's state and the small steps everything else is made of: read the time, emit, be present or not.

It decides nothing about breaks; `absence`, `prompting` and `breaks` do, each over this one state.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Literal

from .calendar import Page, wall_time
from .events import Event, Held, Withdrawn
from .tally import Clock, Tally
from .values import HOLDS, Kind, Rules

QuietBecause = Literal["snoozed", "ended_early", "abandoned"]
"""A snooze, or the end of a break that left it owed."""


@dataclass(slots=True)
class Prompt:
    """The prompt on show; `asked_at` is when it was shown or last repeated."""

    number: int
    kind: str
    asked_at: int


@dataclass(slots=True)
class Break:
    """The running break: what it rested before `running_since` (None while it is paused)."""

    kind: Kind
    rested_before: int
    running_since: int | None

    def rested(self, now: int) -> int:
        """The rest so far."""
        running = 0 if self.running_since is None else now - self.running_since
        return self.rested_before + running


@dataclass(slots=True)
class Pausing:
    """The end of a pause: a boot instant, or one on the calendar (epoch microseconds); neither is "until resumed"."""

    boot: int | None = None
    epoch: int | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence that is over, and what it took off the clock of each kind, by name."""

    since: int
    until: int
    gave_back: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Machine:
    """All state. Instants are boot microseconds unless a name says epoch."""

    rules: Rules
    now: int
    epoch_offset: int
    zone: tzinfo
    page: Page
    tally: Tally
    events: list[Event] = field(default_factory=list)

    # The person
    hands_on: bool = False
    is_locked: bool = False
    asleep_until: int | None = None
    last_input: int = 0
    idle_since: int | None = None
    away_since: int | None = None
    awaits_input: bool = False
    """A break is over and nobody has touched anything since."""
    opened_at: int | None = None
    """When working hours last began: nothing before it was counted."""
    last_absence: Absence | None = None

    # Holds
    holds: dict[str, int] = field(default_factory=dict)
    """Each hold that is on, and since when."""
    pausing: Pausing | None = None
    is_held_told: bool = False

    # Prompting
    prompt: Prompt | None = None
    prompts: int = 0
    quiet_until: int | None = None
    quiet_because: QuietBecause = "snoozed"
    """What put the owed break off, while `quiet_until` is set."""
    wanted_since: int | None = None

    # Breaks and the day
    rest: Break | None = None
    skips_today: int = 0
    is_limit_told: bool = False

    # -- time

    @property
    def epoch(self) -> int:
        """The wall clock's reading now, in microseconds since the epoch."""
        return self.now + self.epoch_offset

    def emit(self, event: type[Event], **fields: Any) -> None:
        """Note that `event` happened now."""
        self.events.append(event(at=self.now, wall=self.wall(), **fields))

    def wall(self) -> datetime:
        """The aware local time now."""
        return wall_time(self.epoch, self.zone)

    # -- the person

    @property
    def is_open(self) -> bool:
        """Whether working hours are on."""
        return self.page.is_open

    @property
    def is_present(self) -> bool:
        """Whether the person gives a sign all the time: typing, or in a call that counts as sitting."""
        if self.is_locked or self.asleep_until is not None:
            return False
        return self.hands_on or not self.rules.seated_holds.isdisjoint(self.holds)

    @property
    def is_accruing(self) -> bool:
        """Whether clocks and bout run."""
        return self.is_open and self.is_seated

    @property
    def is_seated(self) -> bool:
        """Whether the person sits at the desk as far as known: not away, not in a break or just after one."""
        return self.rest is None and self.away_since is None and not self.awaits_input

    @property
    def hold_reasons(self) -> tuple[str, ...]:
        """The holds that are on, in their fixed order."""
        return tuple(reason for reason in HOLDS if reason in self.holds)

    def hold(self, reason: str) -> None:
        """Put a hold on; one that is on already stays on since then."""
        self.holds.setdefault(reason, self.now)

    def accrue_to(self, instant: int) -> None:
        """Let time pass in which nothing changes."""
        if self.is_accruing and instant > self.now:
            self.tally.sit(instant - self.now, is_sure=self.idle_since is None)
        self.now = max(self.now, instant)

    # -- what is owed

    def keep_quiet(self, span: int, because: QuietBecause) -> None:
        """Put what is owed off for `span`."""
        self.quiet_until, self.quiet_because = self.now + span, because

    def target(self) -> Clock | None:
        """The clock of the break to prompt: the longest owed."""
        owed = self.tally.owed(self.now)
        return owed[-1] if owed else None

    def snoozes_left(self, clock: Clock) -> int | None:
        """How often this owed break may still be snoozed; None without limit."""
        limit = self.rules.snoozes_per_break
        return max(0, limit - clock.snoozes) if limit else None

    def withdraw(self, reason: str) -> None:
        """Take the shown prompt, if any, back."""
        if self.prompt is not None:
            self.emit(Withdrawn, kind=self.prompt.kind, prompt=self.prompt.number, reason=reason)
        self.drop_prompt()

    def drop_prompt(self) -> None:
        """The prompt was answered or is void."""
        self.prompt = None
        self.wanted_since = None

    def tell_held(self, clock: Clock) -> None:
        """Say once that a break is owed and kept back."""
        if not self.is_held_told:
            self.is_held_told = True
            self.emit(Held, kind=clock.kind.name, reasons=self.hold_reasons)
