"""Writes what happened into the ledger: engine events in, rows out. It decides nothing and shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deskbreak.engine import events as e
from deskbreak.engine.values import SECOND
from deskbreak.history.ledger import Ledger
from deskbreak.history.rows import Outcome


@dataclass(slots=True)
class Owed:
    """The ledger's open row for the break that is owed."""

    row: int
    kind: str


@dataclass(slots=True)
class Running:
    """The break in progress, and the bout it interrupted."""

    kind: str
    started_at: datetime


class Scribe:
    """One row a break, from its first prompt to how it ended, and one a bout, absence and time off.

    A longer kind that takes a shorter one's place goes on in the same row. Several clocks cleared by one absence are
    one natural break, of the longest of them.
    """

    def __init__(
        self, ledger: Ledger, length_of: Callable[[str], float], done_stretches: Callable[[], tuple[str, ...]]
    ) -> None:
        """`length_of` gives a kind's length in seconds (0 for one that is gone)."""
        self._ledger = ledger
        self._length_of = length_of
        self._done_stretches = done_stretches
        self._owed: Owed | None = None
        self._running: Running | None = None
        self._ended: int | None = None
        self._natural: Owed | None = None
        self._closed_at: datetime | None = None
        self._rested_in_bout = 0.0
        self._writers: dict[type[e.Event], Callable[[Any], None]] = {
            e.BreakDue: self._due,
            e.Reminded: self._reminded,
            e.BreakSnoozed: self._snoozed,
            e.BreakStarted: self._started,
            e.BreakCompleted: self._completed,
            e.BreakEndedEarly: self._ended_early,
            e.BreakAbandoned: self._abandoned,
            e.BreakSkipped: self._skipped,
            e.Missed: self._missed,
            e.Rested: self._rested,
            e.Away: self._away,
            e.Returned: self._returned,
            e.HoursEnded: self._hours_ended,
            e.HoursStarted: self._hours_started,
        }

    def note(self, event: e.Event) -> None:
        """Write one event down, if the ledger keeps anything of it."""
        writer = self._writers.get(type(event))
        if writer is not None:
            writer(event)

    def note_stretches(self) -> None:
        """More was stretched in the routine of the break that ended last."""
        if self._ended is not None:
            self._ledger.note_stretches(self._ended, self._done_stretches())

    def save(self) -> dict[str, object]:
        """What must be known again after a restart to go on in the same rows."""
        return {
            "running": self._running and [self._running.kind, self._running.started_at.isoformat()],
            "closed_at": self._closed_at and self._closed_at.isoformat(),
        }

    def restore(self, saved: dict[str, Any]) -> None:
        """Go on where `save` left off. Raises `ValueError`, `TypeError` or `LookupError` for what it never returned."""
        running, closed_at = saved.get("running"), saved.get("closed_at")
        # Whatever was saved, a row that is open is the one that is owed: a crash may have come between row and state.
        for row in self._ledger.open_breaks():
            self._owed = Owed(row.id, row.kind)
        if running:
            self._running = Running(str(running[0]), datetime.fromisoformat(running[1]))
        if closed_at:
            self._closed_at = datetime.fromisoformat(closed_at)

    # -- what is owed

    def _due(self, event: e.BreakDue) -> None:
        if self._owed is None:
            due_at = event.wall - timedelta(microseconds=event.owed_for)
            self._owed = Owed(self._ledger.open_break(event.kind, due_at, event.wall), event.kind)
            return
        if self._owed.kind != event.kind:
            self._ledger.note_kind(self._owed.row, event.kind)
            self._owed.kind = event.kind
        self._ledger.note_prompt(self._owed.row)

    def _reminded(self, _event: e.Reminded) -> None:
        if self._owed is not None:
            self._ledger.note_prompt(self._owed.row)

    def _snoozed(self, _event: e.BreakSnoozed) -> None:
        if self._owed is not None:
            self._ledger.note_snooze(self._owed.row)

    # -- how it ended

    def _started(self, event: e.BreakStarted) -> None:
        self._running, self._ended = Running(event.kind, event.wall), None

    def _completed(self, event: e.BreakCompleted) -> None:
        started_at = self._running.started_at if self._running else event.wall
        self._bout(event.sat, started_at)
        self._end(event, "taken", event.rested)

    def _ended_early(self, event: e.BreakEndedEarly) -> None:
        self._rested_in_bout += event.rested / SECOND
        self._end(event, "partial", event.rested)

    def _abandoned(self, event: e.BreakAbandoned) -> None:
        if self._running is not None:
            self._rested_in_bout += (event.wall - self._running.started_at).total_seconds()
        self._running = None

    def _skipped(self, event: e.BreakSkipped) -> None:
        self._close(event.kind, "skipped", event.wall, 0.0)

    def _missed(self, event: e.Missed) -> None:
        self._close(event.kind, "missed", event.wall, 0.0)

    def _end(self, event: e.BreakCompleted | e.BreakEndedEarly, outcome: Outcome, rested: int) -> None:
        started_at = self._running.started_at if self._running else None
        self._running = None
        self._ended = self._close(event.kind, outcome, event.wall, rested / SECOND, started_at)

    def _close(
        self, kind: str, outcome: Outcome, ended_at: datetime, rested_seconds: float, started_at: datetime | None = None
    ) -> int:
        """Close the owed break's row if this settles it, else write a row of its own."""
        stretches = self._done_stretches() if started_at else ()
        if self._owed is not None and self._length_of(self._owed.kind) <= self._length_of(kind):
            row, self._owed = self._owed.row, None
            self._ledger.note_kind(row, kind)
            self._ledger.close_break(row, outcome, ended_at, rested_seconds, started_at, stretches)
            return row
        return self._ledger.add_break(kind, outcome, ended_at, rested_seconds, started_at, stretches)

    # -- sitting and not sitting

    def _rested(self, event: e.Rested) -> None:
        rested_at = event.wall - timedelta(microseconds=event.at - event.rested_at)
        if self._natural is None:
            row = self._close(event.kind, "natural", rested_at, 0.0)
            self._natural = Owed(row, event.kind)
        else:
            self._ledger.note_kind(self._natural.row, event.kind)

    def _away(self, event: e.Away) -> None:
        since = event.wall - timedelta(microseconds=event.at - event.since)
        self._natural = None
        self._bout(event.sat, since)

    def _returned(self, event: e.Returned) -> None:
        self._natural = None
        since = event.wall - timedelta(microseconds=event.absent)
        self._ledger.add_span("absence", since, event.wall, seconds=event.absent / SECOND)

    def _hours_ended(self, event: e.HoursEnded) -> None:
        self._bout(event.sat, event.wall)
        self._closed_at = event.wall

    def _hours_started(self, event: e.HoursStarted) -> None:
        if self._closed_at is not None:
            self._ledger.add_span("off", self._closed_at, event.wall)
        self._closed_at = None

    def _bout(self, sat: int, ended_at: datetime) -> None:
        """Write the bout that ended; breaks cut short within it make it begin that much earlier."""
        if sat > 0:
            seconds = sat / SECOND
            started_at = ended_at - timedelta(seconds=seconds + self._rested_in_bout)
            self._ledger.add_span("bout", started_at, ended_at, seconds=seconds)
        self._rested_in_bout = 0.0
