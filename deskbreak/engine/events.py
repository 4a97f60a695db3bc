"""What the engine answers with: one frozen class an event, and how each is written as plain fields.

`at` is the boot time (microseconds) at which the event was due; a late wake-up gives the same `at` as a punctual one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar

from .values import seconds


def _micros(name: str | None = None) -> Any:
    """A field in microseconds, written as seconds (under another `name` where Python reserves the word)."""
    return field(metadata={"write": True, "seconds": True, "name": name})


def _unwritten() -> Any:
    """A field for the service, not part of the written event."""
    return field(default=0, metadata={"write": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events."""

    name: ClassVar[str] = ""
    at: int = field(metadata={"write": False})
    wall: datetime = field(metadata={"write": False})

    def __init_subclass__(cls) -> None:
        cls.name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def written(self) -> dict[str, object]:
        """The event's own fields, in order, spans and instants in seconds."""
        return {
            item.metadata.get("name") or item.name: _write(
                getattr(self, item.name), in_seconds=item.metadata.get("seconds", False)
            )
            for item in fields(self)
            if item.metadata.get("write", True)
        }


def _write(value: Any, *, in_seconds: bool) -> object:
    if in_seconds and value is not None:
        return seconds(value)
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsUp(Event):
    """A break of `kind` will be due in `due_in` of further sitting."""

    kind: str
    due_in: int = _micros()


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakDue(Event):
    """A prompt: show it. `sitting` is the bout so far; `snoozes_left` None means without limit.

    `owed_for` is how long the break has been owed: above 0 after a snooze, a hold or an absence.
    """

    kind: str
    prompt: int
    sitting: int = _micros()
    snoozes_left: int | None
    owed_for: int = _unwritten()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Event):
    """The shown prompt is still unanswered."""

    kind: str
    prompt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Event):
    """A break is owed and kept back."""

    kind: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    """The shown prompt is gone without an answer; `reason` is away, held, superseded or settings."""

    kind: str
    prompt: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakStarted(Event):
    """A break runs from here on."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakCompleted(Event):
    """The break rested its whole length; `sat` is the bout it ended."""

    kind: str
    rested: int = _micros()
    sat: int = _unwritten()


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEndedEarly(Event):
    """The break was finished before its length; what was rested is credited."""

    kind: str
    rested: int = _micros()


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakAbandoned(Event):
    """The break ended without credit."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakSnoozed(Event):
    """The owed break is put off by `span`, written as `for`."""

    kind: str
    span: int = _micros("for")
    snoozes_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakSkipped(Event):
    """The owed break was given up."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed(Event):
    """Working hours ended with the break still owed."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested(Event):
    """An absence brought the clock of `kind` to 0 at `rested_at`; `owed` when a break of it was owed."""

    kind: str
    owed: bool
    rested_at: int = _micros()


@dataclass(frozen=True, slots=True, kw_only=True)
class Away(Event):
    """An absence became known; it began at `since`. `sat` is the bout it ended."""

    since: int = _micros()
    sat: int = _unwritten()


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Event):
    """The first input after an absence of `absent`."""

    absent: int = _micros()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """Prompts are held until the instant `until`, or until told otherwise (None)."""

    until: int | None = _micros()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The pause is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursStarted(Event):
    """Working hours began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursEnded(Event):
    """Working hours are over; `sat` is the bout they ended."""

    sat: int = _unwritten()


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyLimit(Event):
    """Seated time of the day reached the limit."""

    sitting: int = _micros()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Event):
    """A command changed nothing; `reason` is a stable short word."""

    command: str
    reason: str
