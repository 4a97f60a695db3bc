"""Full screens, on a real X server and a real sway."""

from __future__ import annotations

import os
import struct
import subprocess
from typing import TYPE_CHECKING

import pytest

from deskbreak.holds.fullscreen import FullScreen
from deskbreak.holds.port import NotHere, ProbeFailed
from deskbreak.holds.processes import Processes
from deskbreak.holds.toplevels import WaylandFullScreen, Window
from tests import live

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.holds.conftest import FakeProc

    Prop = Callable[..., None]


@pytest.fixture
def prop(display: live.Display) -> Prop:
    """Sets a property of the root window, which stands for every window here."""
    live.need("xprop")

    def put(name: str, form: str, *value: str) -> None:
        command = ["xprop", "-root", "-f", name, form, "-set", name, *value]
        subprocess.run(command, env={**os.environ, **display.environ}, check=True, timeout=10)

    return put


def probe(display: live.Display, proc: FakeProc, *ignore: str) -> FullScreen:
    return FullScreen(display.environ, Processes(proc.root, 0), ignore)


def root_of(display: live.Display) -> str:
    command = ["xwininfo", "-root"]
    told = subprocess.run(command, env={**os.environ, **display.environ}, capture_output=True, check=True, text=True)
    return next(word for word in told.stdout.split() if word.startswith("0x"))


@pytest.mark.live
async def test_the_active_window_in_full_screen_is_named_by_its_program(
    display: live.Display, proc: FakeProc, prop: Prop
) -> None:
    look = probe(display, proc).look
    assert await look() is None  # no window manager
    prop("_NET_ACTIVE_WINDOW", "32x", root_of(display))
    assert await look() is None
    prop("_NET_WM_STATE", "32a", "_NET_WM_STATE_ABOVE")
    assert await look() is None
    prop("_NET_WM_STATE", "32a", "_NET_WM_STATE_FULLSCREEN")
    assert (found := await look()) is not None
    assert found.detail == "a window in full screen"
    prop("WM_CLASS", "8s", "mpv")
    proc.add(77, "mpv-bin")
    prop("_NET_WM_PID", "32c", "77")
    assert (found := await look()) is not None
    assert found.detail == "mpv-bin in full screen"
    for name in ("MPV", "mpv-*"):
        assert await probe(display, proc, name).look() is None
    prop("_NET_ACTIVE_WINDOW", "32x", "0x0")
    assert await look() is None


@pytest.mark.live
async def test_a_window_that_has_gone_is_no_full_screen(display: live.Display, proc: FakeProc, prop: Prop) -> None:
    prop("_NET_ACTIVE_WINDOW", "32x", "0x7ffffff")
    assert await probe(display, proc).look() is None


@pytest.mark.live
async def test_a_server_that_died_is_a_failure(display: live.Display, proc: FakeProc) -> None:
    display.kill()
    with pytest.raises(ProbeFailed):
        await probe(display, proc).look()


async def test_without_a_display_there_is_nothing_to_ask(proc: FakeProc) -> None:
    with pytest.raises(NotHere):
        await FullScreen({}, Processes(proc.root, 0), ()).look()
    with pytest.raises(NotHere):
        await WaylandFullScreen({"XDG_RUNTIME_DIR": str(proc.root)}, ()).look()


def test_a_wayland_window_fills_the_screen_only_in_front() -> None:
    window = Window()
    window.heard("app_id", ("m\x1bpv",))
    window.heard("title", ("secret",))
    for states, fills in (((), False), ((3,), False), ((2,), False), ((2, 3), True), ((0, 2, 3), True)):
        window.heard("state", (struct.pack(f"={len(states)}I", *states),))
        assert window.fills_the_screen is fills
    assert window.app == "mpv"
    window.heard("closed", ())
    assert not window.fills_the_screen


@pytest.mark.live
async def test_on_sway_a_window_in_full_screen_is_seen() -> None:
    live.need("sway", "swaymsg", "foot")
    with live.runtime_folder() as folder, live.sway(folder) as sway:
        environ = {**os.environ, **sway.environ}
        look = WaylandFullScreen(sway.environ, ()).look
        assert await look() is None
        (socket,) = folder.glob("sway-ipc.*.sock")
        quiet = subprocess.DEVNULL
        with subprocess.Popen(live.tied("foot", "cat"), env=environ, stdout=quiet, stderr=quiet) as window:
            try:
                shown = ["swaymsg", "-s", str(socket), "[app_id=foot]", "fullscreen", "enable"]
                while subprocess.run(shown, capture_output=True, check=False).returncode:  # noqa: ASYNC221
                    pass  # its window is not there yet
                assert (found := await look()) is not None
                assert found.detail == "foot in full screen"
                assert await WaylandFullScreen(sway.environ, ("foot",)).look() is None
            finally:
                window.kill()
