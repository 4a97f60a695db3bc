"""Do not disturb: what each desktop says, on a private bus and on a real dunst."""

from __future__ import annotations

import asyncio
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.holds.dnd import DoNotDisturb, make_probes
from deskbreak.holds.holds import Holds
from deskbreak.holds.port import NotHere, ProbeFailed
from deskbreak.holds.sessionbus import SessionBus
from tests import live
from tests.presence.fakes import FakeService

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.holds.conftest import Tools

NOTIFICATIONS, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
PROPERTIES = "org.freedesktop.DBus.Properties"


@pytest.fixture
async def probes(bus: live.PrivateBus, tools: Tools) -> AsyncIterator[dict[str, DoNotDisturb]]:
    made = make_probes(SessionBus(bus.environ), {**tools.environ, **bus.environ})
    yield {probe.name: probe for probe in made}
    for probe in made:
        await probe.close()


@pytest.fixture
async def daemon(bus: live.PrivateBus) -> AsyncIterator[FakeService]:
    service = await FakeService.join(bus.address, NOTIFICATIONS)
    yield service
    await service.leave()


def has_property(service: FakeService, interface: str, name: str, value: bool) -> None:
    """Let the service have one property, on or off."""
    from dbus_fast import Variant  # noqa: PLC0415 - the fakes' side of the bus

    def get(arguments: list[Any]) -> tuple[str, list[Any]]:
        if arguments != [interface, name]:
            raise LookupError("org.freedesktop.DBus.Error.InvalidArgs")
        return "v", [Variant("b", value)]

    service.methods[PATH, PROPERTIES, "Get"] = get


@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.parametrize(
    ("probe", "interface", "name"),
    [("dunst", "org.dunstproject.cmd0", "paused"), ("inhibited", NOTIFICATIONS, "Inhibited")],
)
async def test_a_property_of_the_daemon_tells(
    probes: dict[str, DoNotDisturb], daemon: FakeService, probe: str, interface: str, name: str, is_on: bool
) -> None:
    has_property(daemon, interface, name, is_on)
    found = await probes[probe].look()
    assert (found.detail if found else "") == (f"do not disturb ({probe})" if is_on else "")


async def test_a_daemon_that_does_not_know_the_property_has_nothing_to_be_asked(
    probes: dict[str, DoNotDisturb], daemon: FakeService
) -> None:
    has_property(daemon, "org.dunstproject.cmd0", "paused", True)
    with pytest.raises(NotHere):
        await probes["inhibited"].look()
    with pytest.raises(NotHere):
        await probes["mako"].look()


@pytest.mark.parametrize(
    ("modes", "is_on"),
    [(["default"], False), (["default", "do-not-disturb"], True), (["DND"], True), (["default", "away"], False)],
)
async def test_the_modes_of_mako_tell(
    probes: dict[str, DoNotDisturb], daemon: FakeService, modes: list[str], is_on: bool
) -> None:
    daemon.methods["/fr/emersion/Mako", "fr.emersion.Mako", "ListModes"] = lambda _: ("as", [modes])
    assert (await probes["mako"].look() is not None) is is_on


async def test_xfconf_tells_and_a_setting_never_made_is_off(
    probes: dict[str, DoNotDisturb], bus: live.PrivateBus
) -> None:
    from dbus_fast import Variant  # noqa: PLC0415 - as above

    with pytest.raises(NotHere):
        await probes["xfce"].look()
    service = await FakeService.join(bus.address, "org.xfce.Xfconf")
    made: list[list[str]] = []
    service.methods["/org/xfce/Xfconf", "org.xfce.Xfconf", "PropertyExists"] = lambda asked: ("b", [asked in made])
    service.methods["/org/xfce/Xfconf", "org.xfce.Xfconf", "GetProperty"] = lambda _: ("v", [Variant("b", True)])
    assert await probes["xfce"].look() is None
    made.append(["xfce4-notifyd", "/do-not-disturb"])
    assert await probes["xfce"].look() is not None
    await service.leave()


@pytest.mark.parametrize(("printed", "is_on"), [("true", False), ("false", True)])
async def test_gnome_shows_no_banners_while_it_is_on(
    probes: dict[str, DoNotDisturb], bus: live.PrivateBus, tools: Tools, printed: str, is_on: bool
) -> None:
    tools.write("gsettings", f'[ "$*" = "get org.gnome.desktop.notifications show-banners" ] && echo {printed}')
    shell = await FakeService.join(bus.address, "org.gnome.Shell")
    assert (await probes["gnome"].look() is not None) is is_on
    await shell.leave()


async def test_gsettings_is_not_asked_on_another_desktop(probes: dict[str, DoNotDisturb], tools: Tools) -> None:
    tools.write("gsettings", "echo false")
    with pytest.raises(NotHere, match="GNOME"):
        await probes["gnome"].look()


async def test_without_a_bus_there_is_nothing_to_ask(tmp_path: Path) -> None:
    for probe in make_probes(SessionBus({"XDG_RUNTIME_DIR": str(tmp_path)}), {}):
        with pytest.raises(NotHere):
            await probe.look()


async def test_a_bus_that_died_is_found_again(tmp_path: Path) -> None:
    with live.private_bus(tmp_path) as bus:
        shared = SessionBus(bus.environ)
        assert not await shared.has(NOTIFICATIONS)
        bus.kill()
        with pytest.raises(ProbeFailed):
            await shared.has(NOTIFICATIONS)
    (tmp_path / "bus").unlink(missing_ok=True)
    with live.private_bus(tmp_path):
        assert not await shared.has(NOTIFICATIONS)
    await shared.close()


@pytest.mark.live
async def test_a_real_dunst_says_when_it_is_paused_and_a_hung_one_costs_no_more_than_a_second(
    bus: live.PrivateBus, display: live.Display, tmp_path: Path, probes: dict[str, DoNotDisturb]
) -> None:
    live.need("dunstctl")

    def dunstctl(*arguments: str) -> None:
        subprocess.run(["dunstctl", *arguments], env={**os.environ, **bus.environ}, check=True, timeout=10)

    holds = Holds(list(probes.values()), asyncio.get_running_loop().time)
    with live.dunst(bus, display, tmp_path) as daemon:
        assert dict((await holds.look()).on) == {}
        await asyncio.to_thread(dunstctl, "set-paused", "true")
        assert (await holds.look()).on == {"dnd": "do not disturb (dunst)"}
        await asyncio.to_thread(dunstctl, "set-paused", "false")
        assert dict((await holds.look()).on) == {}
        daemon.hang()
        began = asyncio.get_running_loop().time()
        looked = await holds.look()
        assert asyncio.get_running_loop().time() - began < 1.0
        assert set(looked.failed) == {"dunst"}
        daemon.thaw()
