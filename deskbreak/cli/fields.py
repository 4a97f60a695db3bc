"""The fields of `deskbreak status --format`: a person's template filled from a snapshot, and nothing else reachable."""

from __future__ import annotations

import re

from deskbreak.cli.text import clock, listed, plain, span
from deskbreak.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

FIELDS = {
    "state": "sitting, due, snoozed, break, away, held, paused or off",
    "sitting": "how long you have been sitting, such as 25m",
    "sitting_seconds": "the same in whole seconds",
    "next.kind": "the break that comes next",
    "next.due_in": "how long until it is due, such as 5m",
    "next.due_in_seconds": "the same in whole seconds",
    "owed": "the breaks that are owed",
    "holds": "what holds breaks back",
    "snoozes_left": "how often the owed break can still be snoozed; empty for no limit",
    "snooze_ends_in": "how long until a snoozed break comes again",
    "skip_allowed": "yes or no",
    "prompt": "the number of the prompt that is shown",
    "paused_until": "the time of day a pause ends, such as 17:30",
    "away": "how long you have been away",
    "break.kind": "the break that is going on",
    "break.rested": "how long it has gone on",
    "break.left": "how long it still goes on",
    "break.length": "how long it is in all",
    "presence.source": "where presence is read from",
    "presence.idle": "how long ago the last input was",
    "notifier": "how notifications are shown",
    "config_problems": "how many problems the settings have",
    "problems": "how many other problems there are",
    "today.taken": "breaks taken today",
    "today.partial": "breaks ended early today",
    "today.skipped": "breaks skipped today",
    "today.natural": "breaks taken unasked today",
    "today.missed": "breaks missed today",
    "today.longest_bout": "the longest sitting of today",
    "version": "the version of the running deskbreak",
    "pid": "its process",
}
"""Every field and what it holds. A field that has no value now is empty."""

_SPANS = (
    "sitting",
    "next.due_in",
    "snooze_ends_in",
    "away",
    "break.rested",
    "break.length",
    "presence.idle",
    "today.longest_bout",
)
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


class Template:
    """A text with fields in braces; `{{` and `}}` stand for braces. Raises `UsageError` for any other."""

    def __init__(self, text: str) -> None:
        for token in _TOKEN.finditer(text):
            _check(token)
        self._text = text

    def fill(self, snapshot: dict[str, Any]) -> str:
        """The text with the snapshot's values."""
        return _TOKEN.sub(lambda token: _value(token, snapshot), self._text)


def _check(token: re.Match[str]) -> None:
    name = token[1]
    if name is None and token[0] in "{}":
        raise UsageError(f"--format: a single {token[0]!r}; write {token[0] * 2!r} for a brace")
    if name is not None and name not in FIELDS:
        raise UsageError(f"--format: no field is called {plain(name)!r}; the fields are {', '.join(FIELDS)}")


def _value(token: re.Match[str], snapshot: dict[str, Any]) -> str:
    name = token[1]
    if name is None:
        return token[0][0]
    if name in _SPANS:
        return span(_found(snapshot, f"{name}_seconds"))
    special = _SPECIAL.get(name)
    value = special(snapshot) if special else _found(snapshot, name)
    return _written(value)


def _found(snapshot: dict[str, Any], path: str) -> Any:
    value: Any = snapshot
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return listed(value)
    return str(round(value)) if isinstance(value, float) else plain(value)


def _break_left(snapshot: dict[str, Any]) -> str:
    now = snapshot.get("break")
    return span(now["length_seconds"] - now["rested_seconds"]) if now else ""


_SPECIAL: dict[str, Callable[[dict[str, Any]], Any]] = {
    "break.left": _break_left,
    "paused_until": lambda snapshot: clock(snapshot.get("paused_until")),
    "config_problems": lambda snapshot: len(snapshot.get("config_problems", ())),
    "problems": lambda snapshot: len(snapshot.get("problems", ())),
}
