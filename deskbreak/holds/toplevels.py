"""A full screen on Wayland, where the compositor lists its windows (wlr-foreign-toplevel: sway, Hyprland, labwc)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from deskbreak import wayland
from deskbreak.holds.names import is_listed, plain
from deskbreak.holds.port import Found, NotHere, ProbeFailed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEADLINE_SECONDS = 0.4

MANAGER = wayland.Interface("zwlr_foreign_toplevel_manager_v1", 2, {"stop": ""}, {"toplevel": "n", "finished": ""})
WINDOW = wayland.Interface(
    "zwlr_foreign_toplevel_handle_v1",
    2,
    {},
    {"title": "s", "app_id": "s", "output_enter": "o", "output_leave": "o", "state": "a", "done": "", "closed": ""},
)
_ACTIVATED, _FULL_SCREEN = 2, 3


class Window:
    """One window as far as it is of interest; its title is not."""

    def __init__(self) -> None:
        self.app = ""
        self.states: frozenset[int] = frozenset()

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take in what the compositor says of it."""
        if event == "app_id":
            self.app = plain(arguments[0])
        elif event == "state":
            raw: bytes = arguments[0]
            self.states = frozenset(struct.unpack(f"={len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
        elif event == "closed":
            self.states = frozenset()

    @property
    def fills_the_screen(self) -> bool:
        """Whether it is in front and fills the screen."""
        return self.states >= {_ACTIVATED, _FULL_SCREEN}


class WaylandFullScreen:
    """Connects for each look: a millisecond, and no news of windows comes in between."""

    name = "fullscreen-wayland"
    reason = "fullscreen"

    def __init__(self, environ: Mapping[str, str], ignore: Sequence[str]) -> None:
        """`ignore`: app ids whose full screen does not count."""
        self._environ = environ
        self._ignore = ignore

    async def look(self) -> Found | None:
        """Whether the active window fills the screen."""
        if not wayland.socket_paths(self._environ):
            raise NotHere("there is no Wayland compositor")
        try:
            display = await wayland.connect(self._environ, DEADLINE_SECONDS)
            try:
                windows = await _windows(display)
            finally:
                display.close()
        except wayland.WaylandError as error:
            raise ProbeFailed(str(error)) from error
        apps = [window.app for window in windows if window.fills_the_screen]
        shown = [app or "a window" for app in apps if not is_listed([app], self._ignore)]
        return Found(f"{shown[0]} in full screen") if shown else None

    async def close(self) -> None:
        """Nothing stays open between two looks."""


async def _windows(display: wayland.Display) -> list[Window]:
    offers = display.offered(MANAGER.name)
    if not offers:
        raise NotHere("this compositor does not list its windows")
    windows: list[Window] = []

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "toplevel":
            windows.append(window := Window())
            display.adopt(arguments[0], WINDOW, window.heard)

    display.bind(offers[0], MANAGER, heard)
    await display.roundtrip(DEADLINE_SECONDS)
    return windows
