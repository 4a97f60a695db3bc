"""What can be told to the engine: observations of the world, and commands of the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import ClassVar

from .values import HOLDS


@dataclass(frozen=True, slots=True)
class Tick:
    """Nothing happened but time."""


@dataclass(frozen=True, slots=True)
class HandsOn:
    """The person is at it from this instant on, until `HandsOff`."""


@dataclass(frozen=True, slots=True)
class HandsOff:
    """The last input was at this instant."""


@dataclass(frozen=True, slots=True)
class InputSeen:
    """A presence source saw its newest input at boot time `at` (microseconds), at or before this instant."""

    at: int


@dataclass(frozen=True, slots=True)
class Locked:
    """The screen was locked."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The screen was unlocked."""


@dataclass(frozen=True, slots=True)
class Slept:
    """The machine was suspended from boot time `since` (microseconds) until this instant."""

    since: int


@dataclass(frozen=True, slots=True)
class HoldBegan:
    """A reason not to prompt begins; one of `values.HOLDS` but `paused`, which is the command `Pause`."""

    reason: str

    def __post_init__(self) -> None:
        if self.reason not in HOLDS or self.reason == "paused":
            raise ValueError(f"no hold is called {self.reason!r}")


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """A reason not to prompt is gone."""

    reason: str


@dataclass(frozen=True, slots=True)
class PauseMarked:
    """The person pauses at this instant, as something other than silence shows: a command in a shell has ended."""


Observation = Tick | HandsOn | HandsOff | InputSeen | Locked | Unlocked | Slept | HoldBegan | HoldEnded | PauseMarked


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a break: of `kind`, else the owed one, else the longest. `prompt` names the prompt it answers."""

    name: ClassVar[str] = "start"
    kind: str | None = None
    prompt: int | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """End the running break early and keep what was rested."""

    name: ClassVar[str] = "finish"


@dataclass(frozen=True, slots=True)
class Abandon:
    """End the running break as if it had not been."""

    name: ClassVar[str] = "abandon"


@dataclass(frozen=True, slots=True)
class Snooze:
    """Put the owed break off by `span` microseconds, by default the settings' span."""

    name: ClassVar[str] = "snooze"
    span: int | None = None
    prompt: int | None = None

    def __post_init__(self) -> None:
        if self.span is not None and self.span <= 0:
            raise ValueError("a snooze needs a span above 0")


@dataclass(frozen=True, slots=True)
class Skip:
    """Give the owed break up."""

    name: ClassVar[str] = "skip"
    prompt: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold every prompt back: for `span` microseconds, `until` the next such local time, or until `Resume`."""

    name: ClassVar[str] = "pause"
    span: int | None = None
    until: time | None = None

    def __post_init__(self) -> None:
        if self.span is not None and (self.span <= 0 or self.until is not None):
            raise ValueError("a pause takes a span above 0 or a time of day, not both")


@dataclass(frozen=True, slots=True)
class Resume:
    """End the pause."""

    name: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True)
class BreakPause:
    """Stop the running break's own clock."""

    name: ClassVar[str] = "break_pause"


@dataclass(frozen=True, slots=True)
class BreakResume:
    """Let the running break's own clock go on."""

    name: ClassVar[str] = "break_resume"


Command = Start | Finish | Abandon | Snooze | Skip | Pause | Resume | BreakPause | BreakResume
Input = Observation | Command
