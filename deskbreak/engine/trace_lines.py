"""One line of a trace after the other: each checked against those before it, and read into what it has happen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import trace_fields as read
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
    Locked,
    Pause,
    Resume,
    Skip,
    Snooze,
    Start,
    Unlocked,
)
from .trace import CENTURY, Action, ClockStep, Line, Restart, Suspend
from .trace_fields import Wrong, say
from .values import HOLDS, micros


class LineReader:
    """Reads the lines after the header; keeps what one line must agree on with those before it."""

    def __init__(self, kinds: tuple[str, ...], duration: Callable[[str], float]) -> None:
        self._kinds = kinds
        self._duration = duration
        self._at = 0
        self._gone_until = 0
        self._stepped = 0
        self._actions: dict[str, Callable[[Any, dict[str, Any]], Action]] = {
            "input": lambda value, _: HandsOn() if read.flag("input", value) else HandsOff(),
            "lock": lambda value, _: Locked() if read.flag("lock", value) else Unlocked(),
            "suspend": lambda value, _: Suspend(read.span("suspend", value)),
            "restart": lambda value, _: Restart(read.span("restart", value)),
            "clock_step": lambda value, _: self._step(value),
            "hold": lambda value, _: self._hold(value),
            "release": lambda value, _: self._release(value),
            "mark": lambda value, _: read.mark(value),
            "do": self._command,
            "auto": lambda value, _: read.auto(value),
            "end": lambda value, _: read.end(value),
        }

    def line(self, number: int, value: dict[str, Any]) -> Line:
        """One line of the trace."""
        if "at" not in value:
            raise Wrong(f'"at" is missing in {say(value)}')
        at = micros(read.number("at", value["at"]))
        if at < self._at:
            raise Wrong(f'"at": {say(value["at"])} is before the line above ({self._at / 1e6:g})')
        if at < self._gone_until:
            raise Wrong(
                f'"at": {say(value["at"])}: until {self._gone_until / 1e6:g} nothing can happen (suspend, restart)'
            )
        self._at = at
        action = self._action({key: item for key, item in value.items() if key != "at"})
        if isinstance(action, Suspend | Restart):
            self._gone_until = at + action.span
        return Line(number, at, action)

    def _action(self, value: dict[str, Any]) -> Action:
        names = [key for key in value if key in self._actions]
        if len(names) != 1:
            raise Wrong(f"expected exactly one of {', '.join(self._actions)}; found {say(value)}")
        name = names[0]
        found = self._actions[name](value[name], value)
        allowed = _COMMANDS[value[name]] if name == "do" else ()
        for key in value:
            if key != name and key not in allowed:
                raise Wrong(f'"{key}" does not go with "{name}": {say(value[name])}')
        return found

    def _step(self, value: object) -> Action:
        step = micros(read.number("clock_step", value))
        self._stepped += step
        if abs(self._stepped) > micros(CENTURY):
            raise Wrong(f'"clock_step": {say(value)} sets the clock more than a century from the start')
        return ClockStep(step)

    def _hold(self, reason: object) -> Action:
        return Pause() if reason == "paused" else HoldBegan(read.one_of("hold", reason, HOLDS))

    def _release(self, reason: object) -> Action:
        return Resume() if reason == "paused" else HoldEnded(read.one_of("release", reason, HOLDS))

    def _command(self, name: object, line: dict[str, Any]) -> Command:
        name = read.one_of("do", name, tuple(_COMMANDS))
        if name == "start":
            kind = line.get("kind")
            return Start(None if kind is None else read.one_of("kind", kind, self._kinds), read.prompt(line))
        if name == "snooze":
            return Snooze(self._for(line), read.prompt(line))
        if name == "skip":
            return Skip(read.prompt(line))
        if name == "pause":
            span, until = self._for(line), read.time_of_day(line)
            if span is not None and until is not None:
                raise Wrong('"pause" takes "for" or "until", not both')
            return Pause(span, until)
        return _PLAIN[name]()

    def _for(self, line: dict[str, Any]) -> int | None:
        value = line.get("for")
        if value is None:
            return None
        try:
            found = self._duration(value) if isinstance(value, str) else read.number("for", value)
        except ValueError as error:
            raise Wrong(f'"for": {error}') from None
        if micros(found) <= 0:
            raise Wrong(f'"for": expected a duration above 0, found {say(value)}')
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
