"""The fields of a trace's lines: each read from its JSON value, or what is wrong with it said in words."""

from __future__ import annotations

import json
from datetime import time
from typing import Any

from .inputs import PauseMarked
from .trace import CENTURY, Auto, End
from .values import micros


class Wrong(Exception):
    """What is wrong with a line, in words."""


def say(value: object) -> str:
    """The value as a message quotes it."""
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


def flag(name: str, value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Wrong(f'"{name}": expected true or false, found {say(value)}')
    return value


def number(name: str, value: object) -> float:
    """A number of seconds, at most a century."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > CENTURY:
        raise Wrong(f'"{name}": expected a number of seconds (at most a century), found {say(value)}')
    if name == "at" and value < 0:
        raise Wrong(f'"at": expected seconds from the start, at least 0, found {say(value)}')
    return value


def span(name: str, value: object) -> int:
    """Microseconds from seconds that are not negative."""
    found = number(name, value)
    if found < 0:
        raise Wrong(f'"{name}": expected seconds, at least 0, found {say(value)}')
    return micros(found)


def one_of(name: str, value: object, allowed: tuple[str, ...]) -> str:
    """One of the words that are allowed."""
    if not isinstance(value, str) or value not in allowed:
        raise Wrong(f'"{name}": expected one of {", ".join(allowed)}; found {say(value)}')
    return value


def prompt(line: dict[str, Any]) -> int | None:
    """The number of a prompt, if one is given."""
    value = line.get("prompt")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise Wrong(f'"prompt": expected the number of a prompt, found {say(value)}')
    return value


def time_of_day(line: dict[str, Any]) -> time | None:
    """The time of day a pause ends, if one is given."""
    value = line.get("until")
    if value is None:
        return None
    try:
        found = time.fromisoformat(value)
    except (TypeError, ValueError):
        raise Wrong(f'"until": expected a time of day such as "17:30", found {say(value)}') from None
    if found.tzinfo is not None:
        raise Wrong(f'"until": expected a time of day without a zone, found {say(value)}')
    return found


def auto(value: object) -> Auto:
    """How every prompt is answered from here on."""
    if not isinstance(value, dict) or set(value) != {"break_due"}:
        raise Wrong(f'"auto": expected {{"break_due": "start"}}, found {say(value)}')
    answer = one_of("break_due", value["break_due"], ("start", "skip", "ignore"))
    return Auto("start" if answer == "start" else "skip" if answer == "skip" else "ignore")


def mark(value: object) -> PauseMarked:
    """The end of a command in a shell."""
    if value is not True:
        raise Wrong(f'"mark": expected true, found {say(value)}')
    return PauseMarked()


def end(value: object) -> End:
    """The end of the trace."""
    if value is not True:
        raise Wrong(f'"end": expected true, found {say(value)}')
    return End()
