"""Trace files: JSON Lines of what happened at a desk, read into inputs for the engine. Pure: text in, values out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deskbreak.errors import TraceError

from .inputs import (
    Abandon,
    BreakPause,
    BreakResume,
    Command,
    Finish,
    HandsOff,
    HandsOn,
    HoldBegan,
    HoldEnded,
    Input,
    Locked,
    Pause,
    PauseMarked,
    Resume,
    Skip,
    Snooze,
    Start,
    Unlocked,
)
from .values import HOLDS, micros

DEFAULT_START = datetime(2026, 1, 5, 9, tzinfo=UTC)
YEARS = range(1970, 2200)
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


class _Wrong(Exception):
    """What is wrong with a line, in words."""


def read_trace(text: Iterable[str], name: str, kinds: tuple[str, ...], duration: Callable[[str], float]) -> Trace:
    """Read a trace. `duration` turns "5m" into seconds or raises `ValueError`. Raises `TraceError`."""
    start: datetime | None = None
    lines: list[Line] = []
    reader = _Reader(kinds, duration)
    for number, line in enumerate(text, 1):
        if not line.strip():
            continue
        try:
            value = _parse(line)
            if start is None and not lines and "at" not in value:
                start = _start(value)
            else:
                lines.append(reader.line(number, value))
        except _Wrong as wrong:
            raise TraceError(f"{name}:{number}: {wrong}") from None
    return Trace(start or DEFAULT_START, tuple(lines))


def _parse(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line, parse_constant=_no_constant)
    except ValueError as error:
        raise _Wrong(f"not JSON: {error}") from None
    except RecursionError:
        raise _Wrong("not JSON that can be read: nested too deeply") from None
    if not isinstance(value, dict):
        raise _Wrong(f"expected an object in braces, found {_say(value)}")
    return value


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _say(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _start(header: dict[str, Any]) -> datetime:
    unknown = sorted(set(header) - {"start", "zone"})
    if unknown or not header:
        raise _Wrong(f'a line needs "at", and the first one may have "start" and "zone"; found {_say(header)}')
    zone = _zone(header["zone"]) if "zone" in header else None
    if "start" not in header:
        return DEFAULT_START.replace(tzinfo=zone)
    try:
        start = datetime.fromisoformat(header["start"])
    except (TypeError, ValueError):
        raise _Wrong(f'"start": expected a time such as "2026-03-02T09:00:00", found {_say(header["start"])}') from None
    if start.year not in YEARS:
        raise _Wrong(f'"start": expected a year from {YEARS[0]} to {YEARS[-1]}, found {_say(header["start"])}')
    if zone is None:
        return start if start.tzinfo else start.replace(tzinfo=UTC)
    return start.astimezone(zone) if start.tzinfo else start.replace(tzinfo=zone)


def _zone(name: object) -> tzinfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _Wrong(f'"zone": expected a time zone such as "Europe/Berlin", found {_say(name)}') from None


class _Reader:
    """Reads the lines after the header; keeps what one line must agree on with those before it."""

    def __init__(self, kinds: tuple[str, ...], duration: Callable[[str], float]) -> None:
        self._kinds = kinds
        self._duration = duration
        self._at = 0
        self._gone_until = 0
        self._stepped = 0
        self._actions: dict[str, Callable[[Any, dict[str, Any]], Action]] = {
            "input": lambda value, _: HandsOn() if _flag("input", value) else HandsOff(),
            "lock": lambda value, _: Locked() if _flag("lock", value) else Unlocked(),
            "suspend": lambda value, _: Suspend(_span("suspend", value)),
            "restart": lambda value, _: Restart(_span("restart", value)),
            "clock_step": lambda value, _: self._step(value),
            "hold": lambda value, _: self._hold(value),
            "release": lambda value, _: self._release(value),
            "mark": lambda value, _: _mark(value),
            "do": self._command,
            "auto": lambda value, _: _auto(value),
            "end": lambda value, _: _end(value),
        }

    def line(self, number: int, value: dict[str, Any]) -> Line:
        """One line of the trace."""
        if "at" not in value:
            raise _Wrong(f'"at" is missing in {_say(value)}')
        at = micros(_number("at", value["at"]))
        if at < self._at:
            raise _Wrong(f'"at": {_say(value["at"])} is before the line above ({self._at / 1e6:g})')
        if at < self._gone_until:
            raise _Wrong(
                f'"at": {_say(value["at"])}: until {self._gone_until / 1e6:g} nothing can happen (suspend, restart)'
            )
        self._at = at
        action = self._action({key: item for key, item in value.items() if key != "at"})
        if isinstance(action, Suspend | Restart):
            self._gone_until = at + action.span
        return Line(number, at, action)

    def _action(self, value: dict[str, Any]) -> Action:
        names = [key for key in value if key in self._actions]
        if len(names) != 1:
            raise _Wrong(f"expected exactly one of {', '.join(self._actions)}; found {_say(value)}")
        name = names[0]
        found = self._actions[name](value[name], value)
        allowed = _COMMANDS[value[name]] if name == "do" else ()
        for key in value:
            if key != name and key not in allowed:
                raise _Wrong(f'"{key}" does not go with "{name}": {_say(value[name])}')
        return found

    def _step(self, value: object) -> Action:
        step = micros(_number("clock_step", value))
        self._stepped += step
        if abs(self._stepped) > micros(CENTURY):
            raise _Wrong(f'"clock_step": {_say(value)} sets the clock more than a century from the start')
        return ClockStep(step)

    def _hold(self, reason: object) -> Action:
        return Pause() if reason == "paused" else HoldBegan(_one_of("hold", reason, HOLDS))

    def _release(self, reason: object) -> Action:
        return Resume() if reason == "paused" else HoldEnded(_one_of("release", reason, HOLDS))

    def _command(self, name: object, line: dict[str, Any]) -> Command:
        name = _one_of("do", name, tuple(_COMMANDS))
        if name == "start":
            kind = line.get("kind")
            return Start(None if kind is None else _one_of("kind", kind, self._kinds), _prompt(line))
        if name == "snooze":
            return Snooze(self._for(line), _prompt(line))
        if name == "skip":
            return Skip(_prompt(line))
        if name == "pause":
            span, until = self._for(line), _time_of_day(line)
            if span is not None and until is not None:
                raise _Wrong('"pause" takes "for" or "until", not both')
            return Pause(span, until)
        return _PLAIN[name]()

    def _for(self, line: dict[str, Any]) -> int | None:
        value = line.get("for")
        if value is None:
            return None
        try:
            found = self._duration(value) if isinstance(value, str) else _number("for", value)
        except ValueError as error:
            raise _Wrong(f'"for": {error}') from None
        if micros(found) <= 0:
            raise _Wrong(f'"for": expected a duration above 0, found {_say(value)}')
        return micros(found)


_COMMANDS: dict[str, tuple[str, ...]] = {
    "start": ("kind", "prompt"),
    "finish": (),
    "abandon": (),
    "snooze": ("for", "prompt"),
    "skip": ("prompt",),
    "pause": ("for", "until"),
    "resume": (),
    "break_pause": (),
    "break_resume": (),
}
"""Each command with the fields it may have beside `do`."""

_PLAIN: dict[str, Callable[[], Command]] = {
    "finish": Finish,
    "abandon": Abandon,
    "resume": Resume,
    "break_pause": BreakPause,
    "break_resume": BreakResume,
}


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(f'"{name}": expected true or false, found {_say(value)}')
    return value


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > CENTURY:
        raise _Wrong(f'"{name}": expected a number of seconds (at most a century), found {_say(value)}')
    if name == "at" and value < 0:
        raise _Wrong(f'"at": expected seconds from the start, at least 0, found {_say(value)}')
    return value


def _span(name: str, value: object) -> int:
    found = _number(name, value)
    if found < 0:
        raise _Wrong(f'"{name}": expected seconds, at least 0, found {_say(value)}')
    return micros(found)


def _one_of(name: str, value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise _Wrong(f'"{name}": expected one of {", ".join(allowed)}; found {_say(value)}')
    return value


def _prompt(line: dict[str, Any]) -> int | None:
    value = line.get("prompt")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise _Wrong(f'"prompt": expected the number of a prompt, found {_say(value)}')
    return value


def _time_of_day(line: dict[str, Any]) -> time | None:
    value = line.get("until")
    if value is None:
        return None
    try:
        found = time.fromisoformat(value)
    except (TypeError, ValueError):
        raise _Wrong(f'"until": expected a time of day such as "17:30", found {_say(value)}') from None
    if found.tzinfo is not None:
        raise _Wrong(f'"until": expected a time of day without a zone, found {_say(value)}')
    return found


def _auto(value: object) -> Auto:
    if not isinstance(value, dict) or set(value) != {"break_due"}:
        raise _Wrong(f'"auto": expected {{"break_due": "start"}}, found {_say(value)}')
    answer = _one_of("break_due", value["break_due"], ("start", "skip", "ignore"))
    return Auto("start" if answer == "start" else "skip" if answer == "skip" else "ignore")


def _mark(value: object) -> PauseMarked:
    if value is not True:
        raise _Wrong(f'"mark": expected true, found {_say(value)}')
    return PauseMarked()


def _end(value: object) -> End:
    if value is not True:
        raise _Wrong(f'"end": expected true, found {_say(value)}')
    return End()
