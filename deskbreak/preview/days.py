"""Days to try settings on: a typical one, and one made of what the history has kept of a real one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Protocol

from deskbreak.engine.calendar import local_epoch, wall_time
from deskbreak.engine.values import MINUTE, Hours
from deskbreak.preview.day import AWAY, CAN_HOLD, Day, Period, joined

USUAL_START = 9 * 60
_LENGTH = 8 * 60 + 30
_TYPICAL = (
    (AWAY, 80, 6, "coffee"),
    ("call", 105, 45, "a meeting"),
    (AWAY, 165, 3, "a glass of water"),
    (AWAY, 210, 45, "lunch"),
    ("call", 300, 30, "a call"),
    (AWAY, 400, 8, "coffee"),
    (AWAY, 465, 3, "a word with somebody"),
)
"""What happens on a typical day: minutes after its start, and for how many."""

_SEATED = ("bout", "break")
"""What the history calls being at the desk: a break was taken because it was asked for, else one would have sat on."""


class Span(Protocol):
    """What is read of a piece of a recorded timeline: `what` is bout, break, absence, off or hold."""

    @property
    def what(self) -> str:
        """Its name."""

    @property
    def start(self) -> datetime:
        """Its first instant."""

    @property
    def end(self) -> datetime:
        """The instant after its last."""

    @property
    def detail(self) -> str:
        """Of a hold its reason, with what was seen behind a colon."""


def typical_day(on: date, zone: tzinfo, hours: Hours | None) -> Day:
    """Eight and a half hours with lunch, small absences and two calls, from the beginning of working hours."""
    begins = local_epoch(on, _first_minute(on, hours), zone)

    def at(minutes: int) -> datetime:
        return wall_time(begins + minutes * MINUTE, zone)

    periods = tuple(Period(what, at(start), at(start + span), label) for what, start, span, label in _TYPICAL)
    return Day(at(0), at(_LENGTH), periods)


def working_day(after: date, hours: Hours | None) -> date:
    """The first day with working hours from `after` on; `after` itself when there is none in a week."""
    days = (after + timedelta(days=shift) for shift in range(7))
    return next((day for day in days if hours is None or hours.days[day.weekday()]), after)


def recorded_day(spans: Sequence[Span], zone: tzinfo) -> Day | None:
    """The day as it was, as far as the history knows; None when it knows of nobody at the desk."""
    seated = list(joined(Period("seated", span.start, span.end) for span in spans if span.what in _SEATED))
    if not seated:
        return None
    away = [Period(AWAY, before.end, after.start) for before, after in pairwise(seated)]
    periods = sorted([*away, *_holds(spans)], key=lambda period: (period.start, period.what))
    local = tuple(
        Period(each.what, each.start.astimezone(zone), each.end.astimezone(zone), each.label) for each in periods
    )
    return Day(seated[0].start.astimezone(zone), seated[-1].end.astimezone(zone), local)


def _holds(spans: Iterable[Span]) -> Iterable[Period]:
    found = [(span.detail.partition(":")[0].strip(), span) for span in spans if span.what == "hold"]
    return joined(Period(reason, span.start, span.end) for reason, span in found if reason in CAN_HOLD)


def _first_minute(on: date, hours: Hours | None) -> int:
    ranges = hours.days[on.weekday()] if hours else ()
    return min((start for start, _ in ranges), default=USUAL_START)
