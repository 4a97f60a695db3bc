"""Today's line: what has ended from the service's timeline, the running bout from the moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskbreak.tui.draw.dayline import Day, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deskbreak.tui.reading import Moment

_RUNNING = "now"
"""The detail of what has not ended; the screen draws that by its own clock."""
_SEATED = frozenset({"sitting", "due", "snoozed", "held", "paused"})


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
    running: tuple[Part, ...] = ()
    if moment.state in _SEATED and moment.sitting_seconds >= 60:
        running = (Part("bout", now - moment.sitting_seconds, now),)
    return Day(known + running, now // 60 * 60)


def _parts(spans: Iterable[Mapping[str, Any]], midnight: datetime) -> Iterable[Part]:
    for span in spans:
        try:
            start, end = (datetime.fromisoformat(str(span.get(key))) for key in ("start", "end"))
            seconds = [(instant - midnight).total_seconds() for instant in (start, end)]
        except (ValueError, TypeError):
            continue
        if span.get("detail") != _RUNNING:
            yield Part(str(span.get("what")), seconds[0], seconds[1], str(span.get("detail") or ""))


def _since_midnight(at: datetime, known: tuple[Part, ...]) -> float:
    """Seconds after the midnight the day's line counts from: yesterday's, in a day that began before midnight."""
    now = at.hour * 3600 + at.minute * 60 + at.second
    is_past_midnight = any(part.end > now + 43200 for part in known)
    return float(now + (86400 if is_past_midnight else 0))
