"""Today's line: what has ended from the service's timeline, what runs from the moment; and each part in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from deskbreak.tui import words
from deskbreak.tui.draw.dayline import Day, Part
from deskbreak.tui.draw.ink import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deskbreak.tui.reading import Moment

_RUNNING = "now"
"""The detail of what has not ended; the screen draws that to the present by its own clock."""
_SEATED = frozenset({"sitting", "due", "snoozed", "held", "paused"})
_NAMES: Final = {"bout": "sitting", "absence": "away", "hold": "held back", "off": "outside working hours"}
_BREAKS: Final = {
    "taken": "a break taken",
    "natural": "a rest that counted as a break",
    "partial": "a break cut short",
    "skipped": "a break skipped",
    "missed": "a break missed",
}


def parts(timeline: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts of the service's timeline; spans that cannot be read are left out."""
    try:
        start = datetime.fromisoformat(str(timeline.get("start")))
    except ValueError:
        return ()
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    return tuple(_parts(timeline.get("spans") or (), midnight))


def day(known: tuple[Part, ...], moment: Moment) -> Day:
    """The known parts and what runs now."""
    now = _since_midnight(moment.at, known)
    running = [replace(part, end=now) for part in known if part.detail == _RUNNING and moment.holds]
    if moment.state in _SEATED and moment.sitting_seconds >= 60:
        running.append(Part("bout", now - moment.sitting_seconds, now, _RUNNING))
    ended = tuple(part for part in known if part.detail != _RUNNING)
    return Day((*ended, *running), now // 60 * 60)


def ordered(day: Day) -> tuple[Part, ...]:
    """The parts that can be told of, in the order they began."""
    return tuple(sorted((part for part in day.parts if _name(part)), key=lambda part: (part.start, part.end)))


def about(part: Part, day: Day) -> str:
    """What a part was, from when to when, and how long: sitting 8:12 to 8:42, 30 min."""
    start, end = _clock(part.start), _clock(part.end)
    is_running = part.detail == _RUNNING or part.end > day.now
    until = "now" if is_running else end
    lasted = words.span(part.end - part.start)
    times = start if start == end else f"{start} to {until}, {lasted}"
    return f"{_name(part)} {times}"


def _name(part: Part) -> str:
    if part.what == "break":
        return _BREAKS.get(part.detail, "a break")
    name = _NAMES.get(part.what, "")
    is_told = part.what == "hold" and part.detail not in ("", _RUNNING)
    return f"{name} by {words.holding((part.detail,))}" if is_told else name


def _clock(seconds: float) -> str:
    return f"{int(seconds // 3600) % 24}:{int(seconds // 60) % 60:02}"


def _parts(spans: Iterable[Mapping[str, Any]], midnight: datetime) -> Iterable[Part]:
    for span in spans:
        try:
            start, end = (datetime.fromisoformat(str(span.get(key))) for key in ("start", "end"))
            seconds = [(instant - midnight).total_seconds() for instant in (start, end)]
        except (ValueError, TypeError):
            continue
        what, detail = str(span.get("what")), plain(span.get("detail") or "", 40)
        if detail != _RUNNING or what == "hold":
            yield Part(what, seconds[0], seconds[1], detail)


def _since_midnight(at: datetime, known: tuple[Part, ...]) -> float:
    """Seconds after the midnight the day's line counts from: yesterday's, in a day that began before midnight."""
    now = at.hour * 3600 + at.minute * 60 + at.second
    is_past_midnight = any(part.end > now + 43200 for part in known)
    return float(now + (86400 if is_past_midnight else 0))
