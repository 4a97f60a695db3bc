"""Runs the engine over a trace in virtual time and yields what it says, each with the moment it became known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from .calendar import epoch_micros, wall_time
from .engine import Engine
from .events import BreakDue, Event
from .inputs import HandsOn, Input, Skip, Slept, Start, Tick
from .trace import Auto, ClockStep, End, Line, Restart, Suspend, Trace
from .values import Instant, Rules, seconds


@dataclass(frozen=True, slots=True)
class Known:
    """An event and when it became known: microseconds from the start of the trace, and the local time then."""

    at: int
    wall: datetime
    event: Event

    def written(self) -> dict[str, object]:
        """The event as one flat object of JSON values."""
        head: dict[str, object] = {
            "at": seconds(self.at),
            "wall": self.wall.isoformat(),
            "event": self.event.name,
        }
        return head | self.event.written()


class Simulation:
    """One run of one trace. The person is present from the start until the trace says otherwise."""

    def __init__(self, rules: Rules, trace: Trace) -> None:
        self._rules = rules
        self._lines = trace.lines
        self._zone = trace.start.tzinfo
        self._epoch = epoch_micros(trace.start)
        self._auto = "ignore"
        self._engine = Engine(rules, self._instant(0))
        self._opening = self._engine.handle(HandsOn(), self._instant(0))

    def run(self) -> Iterator[Known]:
        """Everything that happens, in order, up to the trace's end or its last line."""
        yield from self._known(self._opening, 0)
        for line in self._lines:
            if isinstance(line.action, End):
                yield from self._let_pass(line.at)
                return
            yield from self._act(line)

    def _act(self, line: Line) -> Iterator[Known]:
        at, action = line.at, line.action
        yield from self._let_pass(at)
        if isinstance(action, Auto):
            self._auto = action.answer
        elif isinstance(action, ClockStep):
            self._epoch += action.span
            yield from self._give(Tick(), at)
        elif isinstance(action, Suspend):
            yield from self._give(Slept(at), at + action.span)
        elif isinstance(action, Restart):
            yield from self._restart(at + action.span, action.span)
        elif not isinstance(action, End):
            yield from self._give(action, at)

    def _let_pass(self, to: int) -> Iterator[Known]:
        """Wake the engine at each of its deadlines up to `to`, as a punctual service would."""
        while (deadline := self._engine.wake_at()) <= to:
            yield from self._give(Tick(), deadline)
        yield from self._give(Tick(), to)

    def _give(self, given: Input, at: int) -> Iterator[Known]:
        yield from self._known(self._engine.handle(given, self._instant(at)), at)

    def _restart(self, at: int, gone: int) -> Iterator[Known]:
        saved = self._engine.save()
        self._engine, events = Engine.restore(self._rules, saved, self._instant(at), gone)
        yield from self._known(events, at)

    def _known(self, events: Iterable[Event], at: int) -> Iterator[Known]:
        wall = self._instant(at).wall
        asked = 0
        for event in events:
            yield Known(at, wall, event)
            if isinstance(event, BreakDue):
                asked = event.prompt
        if asked and asked == self._engine.view().prompt:
            yield from self._answer(at)

    def _answer(self, at: int) -> Iterator[Known]:
        if self._auto == "start":
            yield from self._give(Start(), at)
        elif self._auto == "skip":
            yield from self._give(Skip(), at)

    def _instant(self, at: int) -> Instant:
        assert self._zone is not None  # noqa: S101 - read_trace gives every start a zone
        return Instant(at, wall_time(self._epoch + at, self._zone))
