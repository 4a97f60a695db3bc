"""What every source must do, fake or real, so that the rest may treat them alike."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import SourceFailed
from deskbreak.presence import mutter
from deskbreak.presence.awake import ThroughSuspend
from deskbreak.presence.keys import Keys
from deskbreak.presence.quartz import Quartz
from deskbreak.presence.seats import PAUSE_SECONDS
from deskbreak.presence.tmux import Tmux
from deskbreak.presence.tty import Ttys
from deskbreak.presence.wayland import SILENT_SECONDS, Wayland
from deskbreak.presence.windows import Windows
from deskbreak.presence.x11 import X11
from tests import live
from tests.presence.fakes import FakeService, FakeTime
from tests.presence.machines import Terminal, TmuxServer, Wall, press
from tests.wayland_fakes import SEAT_V2, FakeCompositor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from deskbreak.presence.port import Source


@dataclass
class Rig:
    """A source, a hand that makes input, and a way to let a while go by without any."""

    source: Source
    touch: Callable[[], None]
    wait: Callable[[], Awaitable[None]]
    coarseness_seconds: float = 0.5


def by_fake_time(time: FakeTime) -> Callable[[], Awaitable[None]]:
    async def wait() -> None:
        time.go_by(60)

    return wait


@contextlib.asynccontextmanager
async def keys(time: FakeTime, _: Path) -> AsyncIterator[Rig]:
    source = Keys(time)
    yield Rig(source, source.touch, by_fake_time(time))


class Pressed:
    """When a stand-in for a system saw its last input."""

    def __init__(self, time: FakeTime) -> None:
        self._time = time
        self.at = time()

    def press(self) -> None:
        self.at = self._time()

    def ago(self) -> float:
        return self._time() - self.at


@contextlib.asynccontextmanager
async def quartz(time: FakeTime, _: Path) -> AsyncIterator[Rig]:
    pressed = Pressed(time)
    source = ThroughSuspend(Quartz(lambda _state, _type: pressed.ago()), time.clocks)
    yield Rig(source, pressed.press, by_fake_time(time))


@contextlib.asynccontextmanager
async def windows(time: FakeTime, _: Path) -> AsyncIterator[Rig]:
    pressed = Pressed(time)
    yield Rig(Windows(lambda: (int(pressed.at * 1000), int(time() * 1000))), pressed.press, by_fake_time(time))


@contextlib.asynccontextmanager
async def gnome(time: FakeTime, folder: Path) -> AsyncIterator[Rig]:
    pressed = Pressed(time)
    with live.private_bus(folder) as bus:
        service = await FakeService.join(bus.address, mutter.NAME)
        service.methods[mutter.PATH, mutter.INTERFACE, "GetIdletime"] = lambda _: ("t", [int(pressed.ago() * 1000)])
        yield Rig(mutter.Mutter(bus.environ), pressed.press, by_fake_time(time))
        await service.leave()


@contextlib.asynccontextmanager
async def x11(_: FakeTime, __: Path) -> AsyncIterator[Rig]:
    with live.xvfb() as display:
        source = X11(display.environ)

        async def wait() -> None:
            first = await source.idle_seconds()
            async with asyncio.timeout(5):
                while await source.idle_seconds() < first + 0.6:  # noqa: ASYNC110 - nobody tells when it has grown
                    await asyncio.sleep(0.05)

        yield Rig(source, lambda: press(display), wait)


@contextlib.asynccontextmanager
async def compositor(time: FakeTime, folder: Path) -> AsyncIterator[Rig]:
    fake = FakeCompositor(folder, SEAT_V2)
    await fake.start()
    source = Wayland(fake.environ, time.clocks)

    async def wait() -> None:
        time.go_by(PAUSE_SECONDS)
        fake.fall_idle(PAUSE_SECONDS)
        await source.idle_seconds()
        time.go_by(60)  # long enough to be asked for a sign of life, which comes after all that was said before

    def touch() -> None:
        fake.see_input(PAUSE_SECONDS)
        time.go_by(SILENT_SECONDS)

    yield Rig(source, touch, wait, coarseness_seconds=SILENT_SECONDS)
    await fake.stop()


@contextlib.asynccontextmanager
async def tty(time: FakeTime, folder: Path) -> AsyncIterator[Rig]:
    terminal = Terminal()
    (folder / "pts").mkdir()
    (folder / "pts" / "1").symlink_to(terminal.path)
    terminal.age(30)
    source = Ttys(time, Wall(time), uid=os.getuid(), devices=folder)
    yield Rig(source, lambda: terminal.type(b"x\n"), by_fake_time(time), coarseness_seconds=60)
    terminal.close()


@contextlib.asynccontextmanager
async def tmux(time: FakeTime, folder: Path) -> AsyncIterator[Rig]:
    server = TmuxServer(folder)
    source = Tmux(server.environ, time, Wall(time))
    with server.attached():
        async with asyncio.timeout(10):
            while not server.clients():  # noqa: ASYNC110 - nobody tells when it is attached
                await asyncio.sleep(0.01)
        before = server.clients()

        def touch() -> None:
            while server.clients() == before:  # its clock has steps of a second
                server.type(b"x")

        yield Rig(source, touch, by_fake_time(time), coarseness_seconds=60)
    server.end()


RIGS = [
    keys,
    quartz,
    windows,
    compositor,
    tty,
    pytest.param(gnome, marks=pytest.mark.live),
    pytest.param(x11, marks=pytest.mark.live),
    pytest.param(tmux, marks=pytest.mark.live),
]


@pytest.fixture(params=RIGS)
async def rig(request: pytest.FixtureRequest, time: FakeTime, tmp_path: Path) -> AsyncIterator[Rig]:
    async with request.param(time, tmp_path) as built:
        yield built
        await built.source.stop()


async def test_a_source_tells_idleness_grow_and_input_end_it(rig: Rig) -> None:
    await rig.source.start()
    first = await rig.source.idle_seconds()
    assert math.isfinite(first)
    assert first >= 0
    await rig.wait()
    grown = await rig.source.idle_seconds()
    assert grown > first
    rig.touch()
    assert 0 <= await rig.source.idle_seconds() <= min(rig.coarseness_seconds, grown)


async def test_a_source_can_be_stopped_at_any_time_and_started_again(rig: Rig) -> None:
    await rig.source.stop()
    await rig.source.start()
    await rig.source.stop()
    await rig.source.stop()
    await rig.source.start()
    assert await rig.source.idle_seconds() >= 0


async def test_a_stopped_source_answers_or_fails_but_does_nothing_else(rig: Rig) -> None:
    await rig.source.start()
    await rig.source.stop()
    with contextlib.suppress(SourceFailed):
        assert await rig.source.idle_seconds() >= 0
