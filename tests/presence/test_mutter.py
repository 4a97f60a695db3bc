from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak import dbus
from deskbreak.errors import SourceFailed
from deskbreak.presence.clocks import system_clocks
from deskbreak.presence.desk import Presence
from deskbreak.presence.mutter import INTERFACE, NAME, PATH, Mutter
from deskbreak.presence.port import Sample, Unsuited
from deskbreak.presence.wayland import Wayland
from tests import live
from tests.presence.fakes import FakeService, FakeTime

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

GET = (PATH, INTERFACE, "GetIdletime")


@pytest.fixture
async def gnome(bus: live.PrivateBus) -> AsyncIterator[FakeService]:
    service = await FakeService.join(bus.address, NAME)
    service.methods[GET] = lambda _: ("t", [1500])
    yield service
    await service.leave()


@pytest.fixture
async def source(bus: live.PrivateBus) -> AsyncIterator[Mutter]:
    mutter = Mutter(bus.environ)
    yield mutter
    await mutter.stop()


@pytest.mark.live
async def test_milliseconds_become_seconds(gnome: FakeService, source: Mutter) -> None:
    await source.start()
    assert await source.idle_seconds() == 1.5
    gnome.methods[GET] = lambda _: ("t", [2_000_000])
    assert await source.idle_seconds() == 2000.0


@pytest.mark.live
async def test_another_desktop_on_the_bus_is_a_failure(source: Mutter) -> None:
    with pytest.raises(SourceFailed):
        await source.start()


@pytest.mark.live
@pytest.mark.parametrize("answer", [("s", ["soon"]), ("", []), ("tt", [1, 2])])
async def test_an_answer_of_another_shape_is_a_failure(
    gnome: FakeService, source: Mutter, answer: tuple[str, list[Any]]
) -> None:
    await source.start()
    gnome.methods[GET] = lambda _: answer
    with pytest.raises(SourceFailed):
        await source.idle_seconds()


@pytest.mark.live
async def test_a_counter_gone_wild_is_no_idle_time(gnome: FakeService, bus: live.PrivateBus, time: FakeTime) -> None:
    presence = Presence([Mutter(bus.environ)], time)
    gnome.methods[GET] = lambda _: ("t", [2**64 - 1])
    assert await presence.sample() == Sample("none", None)
    await presence.stop()


@pytest.mark.live
async def test_a_shell_that_goes_is_a_failure_and_one_that_comes_back_is_used(
    gnome: FakeService, bus: live.PrivateBus, time: FakeTime
) -> None:
    presence = Presence([Mutter(bus.environ)], time)
    assert await presence.sample() == Sample("mutter", 1.5)
    await gnome.leave()
    assert await presence.sample() == Sample("none", None)
    back = await FakeService.join(bus.address, NAME)
    back.methods[GET] = lambda _: ("t", [10])
    time.go_by(10)
    assert (await presence.sample()).source == "mutter"
    await presence.stop()
    await back.leave()


@pytest.mark.live
async def test_a_bus_that_dies_is_a_failure(gnome: FakeService, bus: live.PrivateBus, source: Mutter) -> None:
    await source.start()
    bus.kill()
    with pytest.raises(SourceFailed):
        await source.idle_seconds()


@pytest.mark.live
async def test_a_hung_bus_holds_a_sample_up_no_longer_than_the_limit(
    gnome: FakeService, bus: live.PrivateBus, time: FakeTime
) -> None:
    presence = Presence([Mutter(bus.environ)], time, limit_seconds=0.2)
    await presence.start()
    bus.hang()
    assert await presence.sample() == Sample("none", None)
    bus.thaw()
    await presence.stop()


async def test_without_a_bus_it_does_not_start(tmp_path: Path) -> None:
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none", "XDG_RUNTIME_DIR": str(tmp_path)}
    with pytest.raises(SourceFailed):
        await Mutter(nowhere).start()
    with pytest.raises(SourceFailed):
        await Mutter(nowhere).idle_seconds()


@pytest.mark.live
async def test_on_a_real_mutter_silence_grows_and_a_key_ends_it() -> None:
    with live.runtime_folder() as folder, live.private_bus(folder) as bus, live.mutter(bus) as compositor:
        source = Mutter(bus.environ)
        await source.start()
        async with asyncio.timeout(5):
            while await source.idle_seconds() < 0.3:  # noqa: ASYNC110 - nobody tells when it has grown
                await asyncio.sleep(0.05)
        before = await source.idle_seconds()
        await press_key(bus.address)
        assert await source.idle_seconds() < before
        with pytest.raises(Unsuited):
            await Wayland(compositor.environ, system_clocks()).start()
        compositor.kill()
        with pytest.raises(SourceFailed):
            await source.idle_seconds()
        await source.stop()


async def press_key(address: str) -> None:
    """Press and release a key through Mutter's remote desktop."""
    name = "org.gnome.Mutter.RemoteDesktop"
    bus = await dbus.connect(address)
    [session] = await bus.call(name, "/org/gnome/Mutter/RemoteDesktop", name, "CreateSession")
    await bus.call(name, session, f"{name}.Session", "Start")
    for is_down in (True, False):
        await bus.call(name, session, f"{name}.Session", "NotifyKeyboardKeycode", "ub", [30, is_down])
    await bus.close()
