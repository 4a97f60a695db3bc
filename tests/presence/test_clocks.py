from __future__ import annotations

import time as system_time
from typing import TYPE_CHECKING

import pytest

from deskbreak.presence.clocks import SECOND_NS, Clocks, Drift, Reading, compare, system_clocks

if TYPE_CHECKING:
    from tests.presence.fakes import FakeTime

NOTHING = Drift(0.0, 0.0)


def test_ordinary_time_is_no_drift(time: FakeTime) -> None:
    before = time.clocks.read()
    time.go_by(3600)
    assert compare(before, time.clocks.read()) == NOTHING


def test_what_the_boot_clock_gains_over_the_monotonic_one_is_a_suspend(time: FakeTime) -> None:
    before = time.clocks.read()
    time.go_by(4)
    time.sleep(3600)
    time.go_by(6)
    assert compare(before, time.clocks.read()) == Drift(suspended_seconds=3600.0, stepped_seconds=0.0)


@pytest.mark.parametrize("step", [3600.0, -3600.0, 1.0, -1.0])
def test_what_the_wall_clock_gains_over_the_boot_clock_is_a_step(time: FakeTime, step: float) -> None:
    before = time.clocks.read()
    time.go_by(10)
    time.step(step)
    drift = compare(before, time.clocks.read())
    assert drift.stepped_seconds == pytest.approx(step)
    assert drift.suspended_seconds == 0.0


def test_a_clock_set_during_a_suspend_shows_as_both(time: FakeTime) -> None:
    before = time.clocks.read()
    time.sleep(60)
    time.step(-5)
    drift = compare(before, time.clocks.read())
    assert (drift.suspended_seconds, drift.stepped_seconds) == pytest.approx((60, -5))


@pytest.mark.parametrize("jitter_ms", [-200, -16, -1, 1, 16, 200])
def test_milliseconds_between_the_readings_are_ignored(jitter_ms: int) -> None:
    jitter = jitter_ms * 1_000_000
    before, after = Reading(0, 0, 0), Reading(10 * SECOND_NS, 10 * SECOND_NS - jitter, 10 * SECOND_NS + jitter)
    assert compare(before, after) == NOTHING


def test_a_clock_bent_by_ntp_over_a_long_span_is_no_step() -> None:
    hour = 3600 * SECOND_NS
    slewed = hour + round(hour * 0.0005)
    assert compare(Reading(0, 0, 0), Reading(hour, hour, slewed)) == NOTHING


def test_a_reading_held_up_in_between_is_taken_again() -> None:
    boot = iter([0, 50_000_000, 60_000_000, 60_000_100])
    clocks = Clocks(lambda: next(boot), lambda: 7, lambda: 9)
    assert clocks.read() == Reading(60_000_000, 7, 9)


def test_a_machine_that_always_holds_up_is_read_nevertheless() -> None:
    boot = iter(range(0, 10**12, 10**9))
    assert Clocks(lambda: next(boot), lambda: 7, lambda: 9).read().monotonic_ns == 7


def test_the_system_clocks_agree_with_each_other_and_with_the_calendar() -> None:
    clocks = system_clocks()
    before, after = clocks.read(), clocks.read()
    assert compare(before, after) == NOTHING
    assert after.boot_ns >= before.boot_ns
    assert abs(after.wall_ns / SECOND_NS - system_time.time()) < 5
    assert clocks.boot_seconds() >= after.boot_ns / SECOND_NS
