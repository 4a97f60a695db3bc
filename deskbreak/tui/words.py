"""How the screen says spans, instants and the service's short words."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Final

from deskbreak.tui.draw.ink import plain

ROUNDING: Final = 0.05
"""Seconds a span may be over a whole one and still be shown as that: a timer is never quite on time."""
REFUSALS: Final = {
    "nothing_owed": "No break is owed just now.",
    "no_break": "There is no break to do that with.",
    "in_break": "A break is running.",
    "not_allowed": "Skipping is switched off in the settings.",
    "stale": "That prompt is no longer the current one.",
    "unknown_kind": "There is no break of that name.",
    "not_paused": "Nothing is paused.",
    "left_out": "It is left out: let it back in first.",
    "already_paused": "The break is paused already.",
}
LIMITS: Final = {
    "snooze": "This break cannot be put off any more.",
    "skip": "No more breaks can be skipped today.",
}
HOLDS: Final = {
    "call": "a call",
    "fullscreen": "full screen",
    "dnd": "do not disturb",
    "app": "an application",
    "paused": "the pause",
    "command": "a command",
}


def clock(seconds: float) -> str:
    """A span as minutes and seconds, rounded up: 0:59, 12:00, 1:02:03."""
    whole = max(0, ceil(seconds - ROUNDING))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def countdown(seconds: float) -> str:
    """A span as large digits show it: seconds alone in the last minute, 1:00 and more before."""
    whole = max(0, ceil(seconds - ROUNDING))
    return str(whole) if whole < 60 else clock(seconds)


def minutes_left(seconds: float) -> int:
    """Whole minutes of a span that runs out, rounded up."""
    return max(0, ceil((seconds - ROUNDING) / 60))


def span(seconds: float) -> str:
    """A span in words as short as they get: 40 s, 5 min, 1 h 5 min."""
    if seconds < 59.5:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def so_far(seconds: float) -> str:
    """A span that grows, in whole minutes gone by."""
    return span(seconds // 60 * 60) if seconds >= 60 else "less than a minute"


def length(seconds: float) -> str:
    """A planned span in full words: 40 seconds, 1 minute, 4 minutes, 1 h 30 min."""
    if seconds < 60 or (seconds < 120 and seconds % 60):
        return f"{round(seconds)} seconds"
    if seconds >= 3600:
        return span(seconds)
    minutes = round(seconds / 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 break, 3 breaks."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(names: list[str]) -> str:
    """Names joined as people do: a, b and c."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def holding(reasons: tuple[str, ...]) -> str:
    """What holds a reminder back, in words."""
    return listed([HOLDS.get(reason, plain(reason, 40)) for reason in reasons])


def refusal(reason: str, command: str = "") -> str:
    """The engine's reason for a refusal as a sentence."""
    known = LIMITS.get(command) if reason == "limit_reached" else REFUSALS.get(reason)
    return known or f"Not possible now: {plain(reason, 80).replace('_', ' ')}."


def time_of_day(stamp: str) -> str:
    """HH:MM of an ISO time; the stamp itself, made safe, when it is none."""
    try:
        return f"{datetime.fromisoformat(stamp):%H:%M}"
    except ValueError:
        return plain(stamp, 20)
