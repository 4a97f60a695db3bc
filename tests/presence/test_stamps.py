from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskbreak.presence.stamps import Stamps

if TYPE_CHECKING:
    from tests.presence.fakes import FakeTime


@pytest.fixture
def stamps(time: FakeTime) -> Stamps:
    return Stamps(time, time.wall)


def test_the_newest_stamp_counts(time: FakeTime, stamps: Stamps) -> None:
    assert stamps.idle_seconds({"a": time.wall() - 100, "b": time.wall() - 20}) == pytest.approx(20)


def test_without_a_new_stamp_idleness_grows_by_the_boot_clock(time: FakeTime, stamps: Stamps) -> None:
    here = {"a": time.wall() - 5}
    stamps.idle_seconds(here)
    time.sleep(600)
    assert stamps.idle_seconds(here) == pytest.approx(605)


@pytest.mark.parametrize("step", [3600.0, -3600.0])
def test_a_stepped_wall_clock_is_no_input_and_no_absence(time: FakeTime, stamps: Stamps, step: float) -> None:
    here = {"a": time.wall() - 5}
    stamps.idle_seconds(here)
    time.go_by(10)
    time.step(step)
    assert stamps.idle_seconds(here) == pytest.approx(15)


@pytest.mark.parametrize("step", [3600.0, -3600.0])
def test_input_after_a_stepped_wall_clock_counts(time: FakeTime, stamps: Stamps, step: float) -> None:
    other = time.wall() - 50
    stamps.idle_seconds({"a": time.wall() - 5, "b": other})
    time.go_by(10)
    time.step(step)
    time.go_by(10)
    assert stamps.idle_seconds({"a": time.wall() - 4, "b": other}) == pytest.approx(4)


def test_a_moved_stamp_is_never_older_than_the_last_look(time: FakeTime, stamps: Stamps) -> None:
    stamps.idle_seconds({"a": time.wall() - 300})
    time.go_by(10)
    moved = {"a": time.wall() - 1}
    time.step(7200)
    assert stamps.idle_seconds(moved) == pytest.approx(10)


def test_a_stamp_from_the_future_is_one_of_now(time: FakeTime, stamps: Stamps) -> None:
    assert stamps.idle_seconds({"a": time.wall() + 500}) == 0.0


def test_a_terminal_that_opens_counts_by_its_own_stamp(time: FakeTime, stamps: Stamps) -> None:
    old = time.wall() - 300
    stamps.idle_seconds({"a": old})
    time.go_by(10)
    assert stamps.idle_seconds({"a": old, "b": time.wall() - 4000}) == pytest.approx(310)
    assert stamps.idle_seconds({"a": old, "c": time.wall() - 3}) == pytest.approx(3)


def test_a_terminal_that_closes_takes_no_input_back(time: FakeTime, stamps: Stamps) -> None:
    old = time.wall() - 300
    stamps.idle_seconds({"a": old, "b": time.wall() - 3})
    time.go_by(10)
    assert stamps.idle_seconds({"a": old}) == pytest.approx(13)
