"""A day at a desk: from when to when somebody was there, when not, and what held breaks back. As a trace, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from deskbreak.engine.calendar import epoch_micros
from deskbreak.engine.inputs import HandsOff, HandsOn, HoldBegan, HoldEnded
from deskbreak.engine.trace import Action, Auto, End, Line, Trace
from deskbreak.engine.values import HOLDS, shift_wall

AWAY = "away"
CAN_HOLD = tuple(reason for reason in HOLDS if reason != "paused")
_ABOUT_NOTHING = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end` the person was away, or a hold was on; `what` is "away" or the hold's reason."""

    what: str
    start: datetime
    end: datetime
    label: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day: somebody is there from `start` to `end`, but for the periods away. All times in one zone."""

    start: datetime
    end: datetime
    periods: tuple[Period, ...]

    @property
    def zone(self) -> tzinfo:
        """The zone of its times."""
        zone = self.start.tzinfo
        assert zone is not None  # noqa: S101 - every day is made with one
        return zone

    @property
    def length(self) -> int:
        """From start to end, in microseconds."""
        return self.since_start(self.end)

    def since_start(self, at: datetime) -> int:
        """Microseconds from the start to `at`."""
        return epoch_micros(at) - epoch_micros(self.start)

    def at(self, since_start: int) -> datetime:
        """The local time so many microseconds after the start."""
        return shift_wall(self.start, since_start)


def trace(day: Day, away_after: int) -> Trace:
    """The day as a trace in which every prompt is answered by taking the break at once.

    It goes on for `away_after` (microseconds) with nobody there, so that the last bout of sitting ends.
    """
    actions: list[tuple[int, int, Action]] = [(0, 0, Auto("start"))]
    for period in day.periods:
        start, end = (min(max(0, day.since_start(at)), day.length) for at in (period.start, period.end))
        if start < end:
            began, ended = _actions(period.what)
            actions += [(start, 2, began), (end, 1, ended)]
    actions += [(day.length, 3, HandsOff()), (day.length + away_after, 4, End())]
    actions.sort(key=lambda each: each[:2])
    return Trace(day.start, tuple(Line(number, at, action) for number, (at, _, action) in enumerate(actions, 1)))


def _actions(what: str) -> tuple[Action, Action]:
    if what == AWAY:
        return HandsOff(), HandsOn()
    return HoldBegan(what), HoldEnded(what)


def joined(periods: Iterable[Period]) -> Iterator[Period]:
    """The periods in order, those of one kind that touch or overlap as one."""
    last: dict[str, Period] = {}
    for period in sorted(periods, key=lambda each: (each.start, each.end)):
        before = last.get(period.what)
        if before is not None and period.start <= before.end + _ABOUT_NOTHING:
            last[period.what] = Period(
                before.what, before.start, max(before.end, period.end), before.label or period.label
            )
            continue
        if before is not None:
            yield before
        last[period.what] = period
    yield from last.values()
