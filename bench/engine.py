"""The engine's budgets: a year of working days in virtual time, and an input whose cost does not grow with the past."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo

from bench.measurement import Measurement
from deskbreak.engine import inputs as i
from deskbreak.engine.calendar import epoch_micros, wall_time
from deskbreak.engine.engine import Engine
from deskbreak.engine.events import BreakDue, Event
from deskbreak.engine.values import MINUTE, SECOND, Hours, Instant, Kind, Rules

DAYS = 365
DAY = 86_400 * SECOND
ZONE = ZoneInfo("Europe/Berlin")
START = epoch_micros(datetime(2026, 1, 5, tzinfo=ZONE))
RULES = Rules(
    kinds=(Kind("move", 30 * MINUTE, MINUTE), Kind("stretch", 60 * MINUTE, 4 * MINUTE)),
    sitting_per_day=6 * 60 * MINUTE,
    hours=Hours((((9 * 60, 12 * 60 + 30), (13 * 60 + 30, 18 * 60)),) * 7),
)
ANSWERS = (i.Start, i.Start, i.Snooze, i.Start, i.Skip)


class Year:
    """Days at a desk: typing, lunch, short absences, calls, and an answer to every prompt."""

    def __init__(self) -> None:
        self.at = 0
        self.answered = 0
        self.events = 0
        self.inputs = 0
        self.engine = Engine(RULES, self._now())

    def day(self, number: int) -> None:
        """One day from 9 to 18 o'clock, and the night before it."""
        morning = number * DAY + 9 * 3600 * SECOND
        self._until(morning)
        for hour in range(9):
            begun = morning + hour * 3600 * SECOND
            self._tell(begun, i.HandsOn())
            self._tell(begun + 900 * SECOND, i.HoldBegan("call") if hour % 3 == 1 else i.Tick())
            self._tell(begun + 1700 * SECOND, i.HoldEnded("call") if hour % 3 == 1 else i.Tick())
            self._tell(begun + 3200 * SECOND, i.HandsOff())  # a few minutes for coffee, or lunch
            self._tell(begun + (3300 if hour % 2 else 3590) * SECOND, i.HandsOn())
        self._tell(morning + 9 * 3600 * SECOND, i.HandsOff())

    def _tell(self, at: int, given: i.Input) -> None:
        self._until(at)
        self._hear(self.engine.handle(given, self._now()))

    def _until(self, to: int) -> None:
        while (deadline := self.engine.wake_at()) <= to:
            self.at = max(self.at, deadline)
            self._hear(self.engine.handle(i.Tick(), self._now()))
        self.at = max(self.at, to)

    def _hear(self, events: list[Event]) -> None:
        self.inputs += 1
        self.events += len(events)
        if any(isinstance(event, BreakDue) for event in events):
            self.answered += 1
            self._hear(self.engine.handle(ANSWERS[self.answered % len(ANSWERS)](), self._now()))

    def _now(self) -> Instant:
        return Instant(self.at, wall_time(START + self.at, ZONE))


def measure() -> list[Measurement]:
    """Processor seconds of a year (the better of two), and of its last days against its first."""
    years = [_days(Year()) for _ in range(2)]
    early, late = (min(min(days[part]) for days in years) for part in (slice(10, 40), slice(-30, None)))
    return [
        Measurement("engine: a year of working days", round(min(map(sum, years)), 3), 1.0, "s"),
        Measurement("engine: a day after a year, against one at the start", round(late / early, 2), 1.5, "x"),
    ]


def _days(year: Year) -> list[float]:
    taken = []
    for number in range(DAYS):
        begun = time.process_time()
        year.day(number)
        taken.append(time.process_time() - begun)
    return taken
