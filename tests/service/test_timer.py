"""The alarm: one deadline, one slow sample, the day; nothing lost to late wake-ups or clocks that were set."""

import asyncio
import inspect
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from deskbreak.presence.clocks import Clocks
from deskbreak.service.clock import InstantClock
from deskbreak.service.timer import Timer

NS = 1_000_000_000
HOUR = 3600.0


class Bell:
    """Counts what rings, and can be waited for."""

    def __init__(self) -> None:
        self.wakes = 0
        self.days = 0
        self.jumped = False
        self.rung = asyncio.Event()

    def wake(self) -> None:
        self.wakes += 1
        self.rung.set()

    def day(self) -> None:
        self.days += 1

    def has_jumped(self) -> bool:
        jumped, self.jumped = self.jumped, False
        return jumped


@pytest.fixture
async def bell() -> Bell:
    return Bell()


@pytest.fixture
async def timer(bell: Bell) -> AsyncIterator[Timer]:
    made = Timer(bell.wake, bell.day, bell.has_jumped)
    made.start(HOUR, 240)
    yield made
    made.stop()


async def rings(bell: Bell) -> bool:
    try:
        async with asyncio.timeout(2):
            await bell.rung.wait()
    except TimeoutError:
        return False
    bell.rung.clear()
    return True


async def test_it_rings_at_the_deadline(timer: Timer, bell: Bell) -> None:
    timer.arm(0.01)
    assert await rings(bell)
    assert bell.wakes == 1


async def test_a_deadline_that_has_passed_rings_at_once(timer: Timer, bell: Bell) -> None:
    timer.arm(-5)
    assert await rings(bell)


async def test_only_the_last_deadline_armed_counts(timer: Timer, bell: Bell) -> None:
    timer.arm(0.01)
    timer.arm(HOUR)
    timer.arm(0.02)
    assert await rings(bell)
    assert bell.wakes == 1
    assert {job.id for job in timer._scheduler.get_jobs()} == {"sample", "day"}


async def test_a_deadline_armed_by_the_one_that_rang_rings_too(timer: Timer, bell: Bell) -> None:
    for _ in range(20):
        timer.arm(0)
        assert await rings(bell)


async def test_after_a_jump_of_the_clocks_the_sample_comes_at_once(timer: Timer, bell: Bell) -> None:
    bell.jumped = True
    timer._scheduler.wakeup()
    assert await rings(bell)


async def test_after_a_jump_the_next_sample_is_one_rhythm_away(timer: Timer, bell: Bell) -> None:
    bell.jumped = True
    timer._scheduler.wakeup()
    assert await rings(bell)
    until = timer._scheduler.get_job("sample").next_run_time - datetime.now(UTC)
    assert timedelta(seconds=HOUR - 5) < until <= timedelta(seconds=HOUR)


async def test_no_job_is_dropped_for_being_late_or_run_twice(timer: Timer) -> None:
    timer.arm(HOUR)
    for job in timer._scheduler.get_jobs():
        assert job.misfire_grace_time is None
        assert (job.coalesce, job.max_instances) == (True, 1)
        assert inspect.iscoroutinefunction(job.func)  # a plain function would run in a thread


async def test_the_day_begins_when_the_settings_say(timer: Timer) -> None:
    timer.set_rhythm(HOUR, 6 * 60 + 30)
    begins = timer._scheduler.get_job("day").next_run_time
    assert (begins.hour, begins.minute) == (6, 30)


async def test_after_stop_nothing_rings(timer: Timer, bell: Bell) -> None:
    timer.arm(0.01)
    timer.stop()
    bell.jumped = True
    async with asyncio.timeout(0.1):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await bell.rung.wait()


class Machine:
    """Clocks in seconds that a test sets."""

    def __init__(self) -> None:
        self.boot, self.monotonic = 100.0, 100.0
        self.wall = datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp()

    def clock(self) -> InstantClock:
        def read(name: str):  # type: ignore[no-untyped-def]
            return lambda: round(getattr(self, name) * NS)

        return InstantClock(Clocks(read("boot"), read("monotonic"), read("wall")), lambda: UTC)


def test_an_instant_has_both_readings() -> None:
    now = Machine().clock().now()
    assert (now.boot, now.wall) == (100_000_000, datetime(2026, 3, 2, 9, tzinfo=UTC))


def test_a_jump_is_told_once_to_each_who_asks() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.boot += 3600
    machine.wall += 3600
    assert clock.has_jumped()
    assert not clock.has_jumped()
    assert clock.changes()[1].suspended_seconds == pytest.approx(3600)
    assert clock.changes()[1].suspended_seconds == 0


@pytest.mark.parametrize("zone", ["CET-1CEST,M3.5.0,M10.5.0/3", "Nowhere/City", "Europe/Berlin"])
async def test_any_way_of_naming_the_local_zone_will_do(zone: str, bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setattr("tzlocal.unix._cache_tz", None)
    timer = Timer(bell.wake, bell.day, bell.has_jumped)
    timer.start(HOUR, 240)
    timer.arm(HOUR)
    assert {job.id for job in timer._scheduler.get_jobs()} == {"sample", "day", "deadline"}
    timer.stop()
