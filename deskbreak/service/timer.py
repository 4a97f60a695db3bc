"""When the service wakes: one APScheduler date job for the engine's deadline beside one slow interval job and the day.

APScheduler's run dates are wall times and its sleep stands still in suspend, so at every wake-up the clocks are looked
at first, and after a jump all jobs are lined up anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from deskbreak.service.clock import local_zone

_LONGEST_SECONDS = 86_400.0
"""No deadline is armed further ahead: the engine is asked again long before."""

_JOBS: dict[str, Any] = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1, "replace_existing": True}
"""A late job still runs, once. The library's own default drops a job that is more than a second late."""


class _Scheduler(AsyncIOScheduler):  # type: ignore[misc]  # the library carries no types
    """Looks at the clocks whenever it wakes, before it decides from the wall clock what is due."""

    def __init__(self, before_wake: Callable[[], None]) -> None:
        quiet = logging.getLogger("deskbreak.scheduler")
        quiet.setLevel(logging.ERROR)
        super().__init__(timezone=UTC, logger=quiet)
        self._before_wake = before_wake

    def _process_jobs(self) -> float | None:
        self._before_wake()
        wait_seconds: float | None = super()._process_jobs()
        return wait_seconds


class Timer:
    """Calls `on_wake` at the armed deadline and at every sample, `on_day` when a day begins.

    Both must return at once: a job that still ran when it is due again would be dropped. `has_jumped` tells whether
    a clock was stepped or the machine slept since it was last asked.
    """

    def __init__(self, on_wake: Callable[[], None], on_day: Callable[[], None], has_jumped: Callable[[], bool]) -> None:
        self._on_wake = on_wake
        self._on_day = on_day
        self._has_jumped = has_jumped
        self._scheduler = _Scheduler(self._look_at_clocks)
        self._sample_seconds = 0.0
        self._day_starts = 0
        self._armed: datetime | None = None

    def start(self, sample_seconds: float, day_starts: int) -> None:
        """Begin to sample; a day begins `day_starts` minutes after local midnight. Needs a running loop."""
        self._scheduler.start()
        self.set_rhythm(sample_seconds, day_starts)

    def set_rhythm(self, sample_seconds: float, day_starts: int) -> None:
        """Change how often presence is sampled, and when a day begins."""
        self._sample_seconds, self._day_starts = sample_seconds, day_starts
        self._line_up(_now() + timedelta(seconds=sample_seconds))

    def arm(self, in_seconds: float) -> None:
        """Wake then, instead of at the deadline armed before."""
        at = _now() + timedelta(seconds=min(max(in_seconds, 0.0), _LONGEST_SECONDS))
        if self._armed is None or abs(at - self._armed) > timedelta(milliseconds=1):
            self._armed = at
            self._scheduler.add_job(self._reach_deadline, DateTrigger(at, timezone=UTC), id="deadline", **_JOBS)

    def stop(self) -> None:
        """Call nothing any more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _reach_deadline(self) -> None:
        self._armed = None
        self._on_wake()

    async def _sample(self) -> None:
        self._on_wake()

    async def _begin_day(self) -> None:
        self._on_day()

    def _look_at_clocks(self) -> None:
        if self._has_jumped() and self._sample_seconds:
            self._line_up(_now())

    def _line_up(self, first: datetime) -> None:
        every = IntervalTrigger(seconds=self._sample_seconds, timezone=UTC)
        self._scheduler.add_job(self._sample, every, id="sample", next_run_time=first, **_JOBS)
        hour, minute = divmod(self._day_starts, 60)
        # With the zone said: left to look for it, the library refuses a TZ that spells the rules out (CET-1CEST).
        day = CronTrigger(hour=hour, minute=minute, timezone=local_zone())
        self._scheduler.add_job(self._begin_day, day, id="day", **_JOBS)


def _now() -> datetime:
    return datetime.now(UTC)
