from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskbreak.presence.awake import ThroughSuspend
from deskbreak.presence.clocks import SECOND_NS, Clocks, Drift, compare
from deskbreak.presence.paused import HardwareClock, Pauses, system_pauses
from tests.presence.fakes import FakeSource, FakeTime

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Guest:
    """A virtual machine: its clocks stand still in a pause, the hardware clock does not, and then the wall is set."""

    def __init__(self, time: FakeTime) -> None:
        self.time = time
        self.host_ahead: float | None = 1_000_000.0
        self.clocks = Clocks(
            lambda: round(time.boot * SECOND_NS),
            lambda: round((time.boot - time.slept) * SECOND_NS),
            lambda: round(time.wall() * SECOND_NS),
            Pauses(lambda: None if self.host_ahead is None else float(int(time.boot + self.host_ahead))),
        )
        self.clocks.read()

    def pause(self, seconds: float) -> None:
        assert self.host_ahead is not None
        self.host_ahead += seconds

    def drift(self, happens: Callable[[], None] = lambda: None) -> Drift:
        before = self.clocks.read()
        happens()
        return compare(before, self.clocks.read())


@pytest.fixture
def guest(time: FakeTime) -> Guest:
    return Guest(time)


def test_a_pause_after_which_the_wall_clock_is_set_counts_as_a_suspend(guest: Guest) -> None:
    def happens() -> None:
        guest.pause(3600)
        guest.time.go_by(20)
        guest.time.step(3601)

    before = guest.clocks.boot_seconds()
    assert guest.drift(happens) == Drift(suspended_seconds=pytest.approx(3601))  # type: ignore[arg-type]
    assert guest.clocks.boot_seconds() - before == pytest.approx(3621)


def test_it_is_known_when_the_wall_clock_is_set_and_not_before(guest: Guest) -> None:
    guest.pause(3600)
    guest.time.go_by(10)
    assert guest.drift() == Drift()
    assert guest.drift(lambda: guest.time.step(3600)).suspended_seconds == pytest.approx(3600)
    assert guest.drift(lambda: guest.time.go_by(10)) == Drift()


def test_a_mere_step_of_the_wall_clock_stays_one(guest: Guest) -> None:
    assert guest.drift(lambda: guest.time.step(3600)) == Drift(stepped_seconds=pytest.approx(3600))  # type: ignore[arg-type]
    assert guest.drift(lambda: guest.time.step(-3600)).stepped_seconds == pytest.approx(-3600)


def test_a_step_that_a_pause_explains_only_in_part_stays_one(guest: Guest) -> None:
    guest.pause(600)
    assert guest.drift(lambda: guest.time.step(3600)).stepped_seconds == pytest.approx(3600)


def test_two_pauses_are_found_each_by_its_step(guest: Guest) -> None:
    guest.pause(3600)
    assert guest.drift(lambda: guest.time.step(3600)).suspended_seconds == pytest.approx(3600)
    guest.pause(7200)
    assert guest.drift(lambda: guest.time.step(7200)).suspended_seconds == pytest.approx(7200)


def test_a_suspend_is_none_of_its_business(guest: Guest) -> None:
    assert guest.drift(lambda: guest.time.sleep(3600)) == Drift(suspended_seconds=3600)


def test_a_slow_drift_of_the_hardware_clock_is_followed(guest: Guest) -> None:
    for _ in range(100):
        guest.time.go_by(3600)
        guest.pause(2)
        assert guest.drift() == Drift()
    guest.pause(600)
    assert guest.drift(lambda: guest.time.step(600)).suspended_seconds == pytest.approx(600)


def test_without_the_hardware_clock_a_step_is_a_step(guest: Guest) -> None:
    guest.host_ahead = None
    assert guest.drift(lambda: guest.time.step(3600)).stepped_seconds == pytest.approx(3600)


async def test_idle_time_goes_on_through_a_pause(guest: Guest) -> None:
    server = FakeSource("x11", 10.0)
    source = ThroughSuspend(server, guest.clocks)
    assert await source.idle_seconds() == 10
    guest.pause(3600)
    guest.time.step(3600)
    assert await source.idle_seconds() == pytest.approx(3610)


@pytest.mark.parametrize(
    ("flags", "vendor", "is_virtual"),
    [("fpu hypervisor lm", "LENOVO", True), ("fpu lm", "QEMU\n", True), ("fpu lm", "LENOVO\n", False), ("", "", False)],
)
def test_only_virtual_machines_with_a_hardware_clock_are_watched(
    tmp_path: Path, flags: str, vendor: str, is_virtual: bool
) -> None:
    cpu, maker, clock = tmp_path / "cpuinfo", tmp_path / "sys_vendor", tmp_path / "since_epoch"
    cpu.write_text(f"processor\t: 0\nflags\t\t: {flags}\n")
    maker.write_text(vendor)
    assert system_pauses(cpu, maker, clock) is None
    clock.write_text("1764000000\n")
    assert (system_pauses(cpu, maker, clock) is not None) == is_virtual


def test_a_hardware_clock_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    clock = HardwareClock(tmp_path / "since_epoch")
    assert clock() is None
    (tmp_path / "since_epoch").write_text("soon")
    assert clock() is None
    (tmp_path / "since_epoch").write_text("1764000000\n")
    assert clock() == 1764000000
