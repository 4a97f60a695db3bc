"""What a trace is: what happened at a desk, each thing at its time. Values only; `trace_reading` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from .inputs import Input

DEFAULT_START = datetime(2026, 1, 5, 9, tzinfo=UTC)
CENTURY = 100 * 366 * 86_400
"""The most seconds a trace, or any span in it, may have: no calendar ends before that."""


@dataclass(frozen=True, slots=True)
class Suspend:
    """The machine sleeps for `span` microseconds."""

    span: int


@dataclass(frozen=True, slots=True)
class Restart:
    """The program is gone for `span` microseconds."""

    span: int


@dataclass(frozen=True, slots=True)
class ClockStep:
    """The wall clock is set forward by `span` microseconds (back when negative)."""

    span: int


@dataclass(frozen=True, slots=True)
class Auto:
    """From here on every prompt is answered so."""

    answer: Literal["start", "skip", "ignore"]


@dataclass(frozen=True, slots=True)
class End:
    """Stop here."""


Action = Input | Suspend | Restart | ClockStep | Auto | End


@dataclass(frozen=True, slots=True)
class Line:
    """One line: at `at` microseconds from the start of the trace, `action` happens. `number` counts from 1."""

    number: int
    at: int
    action: Action


@dataclass(frozen=True, slots=True)
class Trace:
    """A whole trace and the local time at which it begins."""

    start: datetime
    lines: tuple[Line, ...]
