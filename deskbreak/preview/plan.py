"""What comes of a day under some rules: the timeline of sitting and breaks, and the day in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from deskbreak.engine import events as e
from deskbreak.engine.calendar import epoch_micros, page_at
from deskbreak.engine.simulate import Known, Simulation
from deskbreak.engine.values import Rules, seconds
from deskbreak.preview.day import AWAY, Day, trace

What = Literal["sitting", "break", "away", "off", "hold", "missed", "daily_limit"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline. Of a break `kind`, and how late it came and why; of an absence what it rested off."""

    what: What
    start: datetime
    end: datetime
    kind: str = ""
    label: str = ""
    late_seconds: float = 0.0
    held_by: tuple[str, ...] = ()
    rested: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """Its length."""
        return round((self.end - self.start).total_seconds(), 3)

    def written(self) -> dict[str, object]:
        """The entry as one flat object of JSON values."""
        return {
            "what": self.what,
            "start": self.start.isoformat(timespec="seconds"),
            "end": self.end.isoformat(timespec="seconds"),
            "seconds": self.seconds,
            "kind": self.kind,
            "label": self.label,
            "late_seconds": self.late_seconds,
            "held_by": list(self.held_by),
            "rested": list(self.rested),
        }


@dataclass(slots=True)
class Numbers:
    """The day in numbers. An interruption is anything shown: a heads-up, a prompt, a reminder, the daily limit."""

    breaks: Counter[str] = field(default_factory=Counter)
    rested: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    missed: int = 0
    late: int = 0
    longest_late_seconds: float = 0.0
    longest_bout_seconds: float = 0.0
    sitting_seconds: float = 0.0
    rest_seconds: float = 0.0

    def written(self) -> dict[str, object]:
        """The numbers as JSON values."""
        return {
            "breaks": self.breaks.total(),
            "breaks_by_kind": dict(self.breaks),
            "rested_off_by_kind": dict(self.rested),
            "missed": self.missed,
            "interruptions": self.shown.total(),
            "interruptions_by_event": dict(self.shown),
            "late": self.late,
            "longest_late_seconds": self.longest_late_seconds,
            "longest_bout_seconds": self.longest_bout_seconds,
            "sitting_seconds": round(self.sitting_seconds, 3),
            "rest_seconds": round(self.rest_seconds, 3),
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """A day under some rules."""

    name: str
    day: Day
    entries: tuple[Entry, ...]
    numbers: Numbers

    def written(self) -> dict[str, object]:
        """The plan as JSON values."""
        return {
            "name": self.name,
            "summary": self.numbers.written(),
            "timeline": [entry.written() for entry in self.entries],
        }


def play(name: str, day: Day, rules: Rules) -> Plan:
    """Let the day pass under the rules; every break that comes is taken at once.

    A day has no single key presses, so no prompt waits for a pause between them.
    """
    rules = replace(rules, wait_for_pause=0)
    teller = _Teller(day, is_open=_is_open(day, rules))
    teller.hear(Simulation(rules, trace(day, rules.away_after)).run())
    return Plan(name, day, teller.entries(), teller.numbers)


def _is_open(day: Day, rules: Rules) -> bool:
    return page_at(epoch_micros(day.start), day.zone, rules.hours, rules.day_starts).is_open


class _Teller:
    """Makes entries and numbers of the engine's events."""

    def __init__(self, day: Day, *, is_open: bool) -> None:
        self.numbers = Numbers()
        self._day = day
        self._done: list[Entry] = []
        self._now = Entry("sitting" if is_open else "off", day.start, day.start)
        self._is_open = is_open
        self._held_by: tuple[str, ...] = ()
        self._late = 0.0
        self._tellers: dict[type[e.Event], Callable[[Any, datetime], None]] = {
            e.BreakDue: self._due,
            e.Held: self._held,
            e.BreakStarted: self._started,
            e.BreakCompleted: self._completed,
            e.Away: self._away,
            e.Returned: lambda _, at: self._begin("sitting", at),
            e.Rested: self._rested,
            e.Missed: self._missed,
            e.DailyLimit: self._limit,
            e.HoursStarted: self._hours_started,
            e.HoursEnded: self._hours_ended,
        }

    def hear(self, all_known: Iterable[Known]) -> None:
        """Take everything in, up to the end of the day; then only the end of the last bout."""
        for known in all_known:
            event, is_over = known.event, known.at > self._day.length
            if isinstance(event, e.BreakCompleted | e.Away | e.HoursEnded):
                self._bout(seconds(event.sat))
            if is_over:
                continue
            if isinstance(event, e.HeadsUp | e.BreakDue | e.Reminded | e.DailyLimit):
                self.numbers.shown[event.name] += 1
            if type(event) in self._tellers:
                self._tellers[type(event)](event, known.wall)

    def entries(self) -> tuple[Entry, ...]:
        """The finished timeline, with the holds where they began."""
        self._begin("off", self._day.end)
        holds = [
            Entry("hold", period.start, period.end, period.what, period.label)
            for period in self._day.periods
            if period.what != AWAY
        ]
        labels = {period.start: period.label for period in self._day.periods if period.what == AWAY}
        told = [replace(entry, label=labels.get(entry.start, "")) for entry in self._done]
        return tuple(sorted([*told, *holds], key=lambda entry: entry.start))

    def _bout(self, sat_seconds: float) -> None:
        self.numbers.sitting_seconds += sat_seconds
        self.numbers.longest_bout_seconds = max(self.numbers.longest_bout_seconds, sat_seconds)

    def _begin(self, what: What, at: datetime, kind: str = "") -> None:
        """End what goes on, and begin the next; what took no time was nothing."""
        if at > self._now.start:
            self._done.append(replace(self._now, end=at))
        self._now = Entry(what, at, at, kind)

    def _note(self, what: What, at: datetime, kind: str = "") -> None:
        """Say something that takes no time of its own."""
        self._done.append(Entry(what, at, at, kind))

    def _due(self, event: e.BreakDue, _at: datetime) -> None:
        self._late = seconds(event.owed_for) if self._held_by else 0.0
        if self._late:
            self.numbers.late += 1
            self.numbers.longest_late_seconds = max(self.numbers.longest_late_seconds, self._late)

    def _held(self, event: e.Held, _at: datetime) -> None:
        self._held_by = event.reasons

    def _started(self, event: e.BreakStarted, at: datetime) -> None:
        self._begin("break", at, event.kind)
        self._now = replace(self._now, late_seconds=self._late, held_by=self._held_by)
        self._late, self._held_by = 0.0, ()

    def _completed(self, event: e.BreakCompleted, at: datetime) -> None:
        self.numbers.breaks[event.kind] += 1
        self.numbers.rest_seconds += seconds(event.rested)
        self._begin("sitting" if self._is_open else "off", at)

    def _away(self, event: e.Away, _at: datetime) -> None:
        self._begin("away", max(self._day.at(event.since), self._now.start))

    def _rested(self, event: e.Rested, _at: datetime) -> None:
        self.numbers.rested[event.kind] += 1
        self._now = replace(self._now, rested=(*self._now.rested, event.kind))
        self._held_by = ()

    def _missed(self, event: e.Missed, at: datetime) -> None:
        self.numbers.missed += 1
        self._note("missed", at, event.kind)

    def _limit(self, _event: e.DailyLimit, at: datetime) -> None:
        self._note("daily_limit", at)

    def _hours_started(self, _event: e.HoursStarted, at: datetime) -> None:
        self._is_open = True
        if self._now.what == "off":
            self._begin("sitting", at)

    def _hours_ended(self, _event: e.HoursEnded, at: datetime) -> None:
        self._is_open = False
        if self._now.what != "break":
            self._begin("off", at)
