"""The methods of the control protocol: their parameters checked, and what each asks of the engine."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from deskbreak.engine import inputs as i
from deskbreak.engine.values import micros
from deskbreak.errors import UsageError
from deskbreak.settings.durations import EXAMPLE, LONGEST, BadDuration, duration_seconds


def command(method: str, params: Mapping[str, Any], kinds: tuple[str, ...]) -> i.Command | None:
    """The engine's command for a method, None for a method that is none. Raises `UsageError` for bad parameters."""
    if method not in _COMMANDS:
        return None
    allowed, make = _COMMANDS[method]
    for name in params:
        if name not in allowed:
            raise UsageError(f"{method}: unknown parameter {name!r}")
    return make(params, kinds)


def _start(params: Mapping[str, Any], kinds: tuple[str, ...]) -> i.Command:
    kind = params.get("kind")
    if kind is not None and kind not in kinds:
        raise UsageError(f"no break is called {str(kind)[:40]!r}; there is {', '.join(kinds)}")
    return i.Start(kind, _prompt(params))


def _snooze(params: Mapping[str, Any], _kinds: tuple[str, ...]) -> i.Command:
    return i.Snooze(_span(params), _prompt(params))


def _pause(params: Mapping[str, Any], _kinds: tuple[str, ...]) -> i.Command:
    span, until = _span(params), params.get("until")
    if span is not None and until is not None:
        raise UsageError("a pause takes a duration or a time of day, not both")
    return i.Pause(span, None if until is None else time_of_day(until))


def _span(params: Mapping[str, Any]) -> int | None:
    given = params.get("for")
    if given is None:
        return None
    value = _seconds(given) if isinstance(given, str) else given
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise UsageError(f'"for" is a duration such as "10m" or a number of seconds, not {value!r:.40}')
    if not 1 <= value <= LONGEST:
        raise UsageError("a duration is at least one second and at most a week")
    return micros(value)


def _seconds(text: str) -> float:
    try:
        return duration_seconds(text)
    except BadDuration as error:
        raise UsageError(f"{text[:40]!r} is {error}; write a duration such as {EXAMPLE}") from None


def time_of_day(value: object) -> time:
    """A time of day such as 17:30. Raises `UsageError`."""
    try:
        found = time.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise UsageError(f'"until" is a time of day such as 17:30, not {str(value)[:40]!r}')
    return found


def _prompt(params: Mapping[str, Any]) -> int | None:
    value = params.get("prompt")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise UsageError(f'"prompt" is the number of a prompt, not {value!r:.40}')
    return value


_Make = Callable[[Mapping[str, Any], tuple[str, ...]], i.Command]

_COMMANDS: dict[str, tuple[tuple[str, ...], _Make]] = {
    "start": (("kind", "prompt"), _start),
    "finish": ((), lambda _params, _kinds: i.Finish()),
    "abandon": ((), lambda _params, _kinds: i.Abandon()),
    "snooze": (("for", "prompt"), _snooze),
    "skip": (("prompt",), lambda params, _kinds: i.Skip(_prompt(params))),
    "pause": (("for", "until"), _pause),
    "resume": ((), lambda _params, _kinds: i.Resume()),
    "break_pause": ((), lambda _params, _kinds: i.BreakPause()),
    "break_resume": ((), lambda _params, _kinds: i.BreakResume()),
}
"""Each method with the parameters it takes and what it becomes."""
