from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskbreak.presence.awake import ThroughSuspend
from tests.presence.fakes import FakeSource

if TYPE_CHECKING:
    from tests.presence.fakes import FakeTime


class AwakeOnly(FakeSource):
    """Counts idle time as an X server does: on a clock that stops in suspend."""

    def __init__(self, time: FakeTime) -> None:
        super().__init__("x11")
        self._time = time
        self.press()

    def press(self) -> None:
        self._pressed_at = self._awake()

    async def idle_seconds(self) -> float:
        return self._awake() - self._pressed_at

    def _awake(self) -> float:
        return self._time.boot - self._time.slept


@pytest.fixture
def server(time: FakeTime) -> AwakeOnly:
    return AwakeOnly(time)


@pytest.fixture
def source(time: FakeTime, server: AwakeOnly) -> ThroughSuspend:
    return ThroughSuspend(server, time.clocks)


async def test_without_a_suspend_nothing_is_changed(time: FakeTime, server: AwakeOnly, source: ThroughSuspend) -> None:
    for _ in range(5):
        time.go_by(10)
        assert await source.idle_seconds() == pytest.approx(await server.idle_seconds())
    server.press()
    assert await source.idle_seconds() == pytest.approx(0)


async def test_a_suspend_counts_as_idle_time(time: FakeTime, source: ThroughSuspend) -> None:
    time.go_by(60)
    await source.idle_seconds()
    time.sleep(28800)
    time.go_by(5)
    assert await source.idle_seconds() == pytest.approx(28865)
    time.go_by(10)
    assert await source.idle_seconds() == pytest.approx(28875)


async def test_input_just_before_a_suspend_is_not_taken_for_one_after_it(
    time: FakeTime, server: AwakeOnly, source: ThroughSuspend
) -> None:
    await source.idle_seconds()
    time.go_by(6)
    server.press()
    time.go_by(2)
    time.sleep(3600)
    time.go_by(1)
    assert await source.idle_seconds() == pytest.approx(3603)


async def test_input_after_a_suspend_is_seen(time: FakeTime, server: AwakeOnly, source: ThroughSuspend) -> None:
    await source.idle_seconds()
    time.sleep(3600)
    time.go_by(10)
    await source.idle_seconds()
    time.go_by(10)
    server.press()
    assert await source.idle_seconds() == pytest.approx(0)


async def test_what_was_slept_before_the_first_look_does_not_matter(time: FakeTime, source: ThroughSuspend) -> None:
    time.sleep(3600)
    time.go_by(7)
    assert await source.idle_seconds() == pytest.approx(7)


async def test_a_restarted_source_remembers_the_suspend(time: FakeTime, source: ThroughSuspend) -> None:
    await source.start()
    await source.idle_seconds()
    time.sleep(3600)
    await source.stop()
    await source.start()
    assert await source.idle_seconds() == pytest.approx(3600)
    assert source.name == "x11"
