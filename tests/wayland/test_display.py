from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.presence.seats import EXT_NOTIFICATION, EXT_NOTIFIER
from deskbreak.wayland import Display, Interface, WaylandClosedError, WaylandError, connect, socket_paths
from deskbreak.wayland.terms import SEAT
from tests import live
from tests.wayland_fakes import SEAT_V2, FakeCompositor, Heard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

TOPLEVELS = Interface("zwlr_foreign_toplevel_manager_v1", 3, {"stop": ""}, {"toplevel": "n", "finished": ""})
TOPLEVEL = Interface("zwlr_foreign_toplevel_handle_v1", 3, {"destroy": ""}, {"title": "s"})


@pytest.fixture
async def compositor(tmp_path: Path) -> AsyncIterator[FakeCompositor]:
    fake = FakeCompositor(tmp_path, SEAT_V2)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def display(compositor: FakeCompositor) -> AsyncIterator[Display]:
    connected = await connect(compositor.environ)
    yield connected
    connected.close()


async def test_what_is_offered_is_known_once_connected(display: Display) -> None:
    assert [(offer.interface, offer.version) for offer in display.offered("wl_seat")] == [("wl_seat", 8)]
    assert display.offered("wl_shell") == []


async def test_what_comes_and_goes_later_is_heard_of(compositor: FakeCompositor, display: Display) -> None:
    compositor.say(2, 0, "usu", 9, "wl_seat", 4)
    compositor.say(2, 1, "u", 1)
    await display.roundtrip()
    assert [offer.number for offer in display.offered("wl_seat")] == [9]


async def test_a_global_is_bound_in_the_version_both_know(compositor: FakeCompositor, display: Display) -> None:
    display.bind(display.offered("wl_seat")[0], SEAT)
    display.bind(display.offered("ext_idle_notifier_v1")[0], EXT_NOTIFIER)
    await display.roundtrip()
    assert compositor.bound == {"wl_seat": 1, "ext_idle_notifier_v1": 2}


async def test_events_are_heard_until_the_object_is_destroyed_and_its_id_is_used_again(
    compositor: FakeCompositor, display: Display
) -> None:
    seat = display.bind(display.offered("wl_seat")[0], SEAT)
    notifier = display.bind(display.offered("ext_idle_notifier_v1")[0], EXT_NOTIFIER)
    heard = Heard()
    made = notifier.create("get_idle_notification", EXT_NOTIFICATION, 2500, seat, on_event=heard)
    await display.roundtrip()
    compositor.fall_idle(2.5)
    compositor.see_input(2.5)
    await display.roundtrip()
    assert heard.events == [("idled", ()), ("resumed", ())]
    compositor.fall_idle(2.5)
    made.destroy()
    await display.roundtrip()
    assert len(heard.events) == 2
    again = notifier.create("get_idle_notification", EXT_NOTIFICATION, 1000, seat)
    await display.roundtrip()
    assert [each.number for each in compositor.open_notifications()] == [again.number]
    assert again.number <= made.number + 1  # ids must leave no gaps


async def test_an_object_the_compositor_made_is_adopted_in_the_event_that_names_it(
    compositor: FakeCompositor, display: Display
) -> None:
    compositor.say(2, 0, "usu", 9, "zwlr_foreign_toplevel_manager_v1", 3)
    await display.roundtrip()
    titles = Heard()
    adopted = []

    def listed(event: str, arguments: tuple[Any, ...]) -> None:
        assert event == "toplevel"
        adopted.append(display.adopt(arguments[0], TOPLEVEL, titles))

    manager = display.bind(display.offered(TOPLEVELS.name)[0], TOPLEVELS, listed)
    await display.roundtrip()
    compositor.say(manager.number, 0, "n", 0xFF000000)
    compositor.say(0xFF000000, 0, "s", "a window")
    await display.roundtrip()
    assert titles.events == [("title", ("a window",))]
    adopted[0].destroy()
    compositor.say(0xFF000000, 0, "s", "renamed")
    await display.roundtrip()
    assert len(titles.events) == 1


async def test_events_of_a_newer_version_are_passed_over(compositor: FakeCompositor, display: Display) -> None:
    seat = display.bind(display.offered("wl_seat")[0], SEAT)
    await display.roundtrip()
    compositor.say(seat.number, 7, "u", 1)
    await display.roundtrip()


async def test_a_compositor_that_goes_is_told_and_nothing_more_is_sent(
    compositor: FakeCompositor, display: Display
) -> None:
    told = asyncio.Event()
    display.on_close(told.set)
    await compositor.stop()
    async with asyncio.timeout(5):
        await told.wait()
    with pytest.raises(WaylandClosedError, match="gone"):
        display.bind(display.offered("wl_seat")[0], SEAT)
    with pytest.raises(WaylandClosedError, match="gone"):
        await display.roundtrip()


async def test_our_own_close_is_no_news_and_ends_who_waits(compositor: FakeCompositor, display: Display) -> None:
    told = asyncio.Event()
    display.on_close(told.set)
    compositor.hangs = True
    waiting = asyncio.create_task(display.roundtrip())
    await asyncio.sleep(0)
    display.close()
    display.close()
    with pytest.raises(WaylandClosedError):
        await waiting
    assert not told.is_set()


async def test_a_protocol_error_ends_the_connection_with_its_words(
    compositor: FakeCompositor, display: Display
) -> None:
    compositor.say(1, 0, "ous", 1, 3, "no \x1b[31mmemory\n")
    with pytest.raises(WaylandClosedError, match=r"refuses wl_display: no \[31mmemory \(3\)"):
        await display.roundtrip()


async def test_a_compositor_that_hangs_is_given_up_at_the_deadline(
    compositor: FakeCompositor, display: Display
) -> None:
    compositor.hangs = True
    with pytest.raises(WaylandError, match="does not answer"):
        await display.roundtrip(0.05)
    with pytest.raises(WaylandError, match="does not answer"):
        await connect(compositor.environ, 0.05)


async def test_a_compositor_that_reads_nothing_is_given_up_when_no_more_fits(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "wayland-0"))
        listening.listen()
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(tmp_path / "wayland-0"))
        connection.setblocking(False)
        display = Display(connection)
        with pytest.raises(WaylandClosedError, match=r"read|gone"):
            flood(display)
        assert display.closed.is_set()


def flood(display: Display) -> None:
    for _ in range(10_000):
        display.send(bytes(4096))


@pytest.mark.parametrize("noise", [b"\x01" * 8, struct.pack("=II", 2, 12 << 16) + b"\x09\0\0\0", b"\0" * 64])
async def test_a_compositor_that_talks_nonsense_is_given_up(compositor: FakeCompositor, noise: bytes) -> None:
    compositor.first_word = noise
    with pytest.raises(WaylandError):
        await connect(compositor.environ, 1.0)


async def test_without_a_compositor_nothing_is_connected(tmp_path: Path) -> None:
    with pytest.raises(WaylandError, match="no Wayland compositor"):
        await connect({"XDG_RUNTIME_DIR": str(tmp_path)})
    with pytest.raises(WaylandError, match="cannot be reached"):
        await connect({"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"})


def left_behind(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))


def test_the_socket_named_is_the_only_one_tried(tmp_path: Path) -> None:
    left_behind(tmp_path / "wayland-1")
    environ = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-5"}
    assert socket_paths(environ) == [tmp_path / "wayland-5"]
    assert socket_paths({**environ, "WAYLAND_DISPLAY": "/run/desk"})[0].as_posix() == "/run/desk"


async def test_without_a_name_the_runtime_folder_is_looked_through(compositor: FakeCompositor, tmp_path: Path) -> None:
    (tmp_path / "wayland-0.lock").touch()
    left_behind(tmp_path / "wayland-1")
    environ = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert [path.name for path in socket_paths(environ)] == ["wayland-0", "wayland-1"]
    (await connect(environ)).close()


@pytest.mark.live
async def test_a_real_compositor_lists_what_it_offers_and_is_missed_when_killed() -> None:
    with live.sway() as sway:
        display = await connect(sway.environ)
        assert display.offered("wl_seat")
        assert display.offered("zwlr_foreign_toplevel_manager_v1")
        told = asyncio.Event()
        display.on_close(told.set)
        sway.kill()
        async with asyncio.timeout(5):
            await told.wait()
        with pytest.raises(WaylandClosedError):
            await display.roundtrip()
