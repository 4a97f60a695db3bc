"""A full screen on X11: the active window's state as its window manager tells it (EWMH)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from deskbreak.holds.names import is_listed, plain
from deskbreak.holds.port import Found, NotHere, ProbeFailed
from deskbreak.x11 import wire
from deskbreak.x11.connection import Connection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskbreak.holds.processes import Processes


class FullScreen:
    """Connects for each look: half a millisecond, and nothing stays open in between."""

    name = "fullscreen-x11"
    reason = "fullscreen"

    def __init__(self, environ: Mapping[str, str], processes: Processes, ignore: Sequence[str]) -> None:
        """`ignore`: window classes or programs whose full screen does not count."""
        self._environ = environ
        self._processes = processes
        self._ignore = ignore

    async def look(self) -> Found | None:
        """Whether the active window fills the screen; of the window only its program's name is read."""
        if not self._environ.get("DISPLAY"):
            raise NotHere("there is no X display")
        server = Connection(self._environ)
        try:
            await server.open()
            return await self._look_at(server)
        except wire.XRefused:
            return None  # the window has gone meanwhile
        except (wire.XFailed, struct.error) as error:
            raise ProbeFailed(str(error)) from error
        finally:
            server.close()

    async def close(self) -> None:
        """Nothing stays open between two looks."""

    async def _look_at(self, server: Connection) -> Found | None:
        active = wire.numbers(await _property(server, server.root, "_NET_ACTIVE_WINDOW"))
        if not active or not active[0]:
            return None
        window = active[0]
        state = wire.numbers(await _property(server, window, "_NET_WM_STATE"))
        if await _atom(server, "_NET_WM_STATE_FULLSCREEN") not in state:
            return None
        names = await self._names(server, window)
        return None if is_listed(names, self._ignore) else Found(f"{names[0]} in full screen")

    async def _names(self, server: Connection, window: int) -> tuple[str, ...]:
        raw = await _property(server, window, "WM_CLASS")
        classes = [plain(part.decode("latin-1")) for part in raw.split(b"\0")]
        pid = wire.numbers(await _property(server, window, "_NET_WM_PID"))
        known = self._processes.names(pid[0]) if pid else ()
        return tuple(dict.fromkeys(name for name in (*known, *classes) if name)) or ("a window",)


async def _property(server: Connection, window: int, name: str) -> bytes:
    return wire.parse_property(await server.ask(wire.get_property(window, await _atom(server, name))))


async def _atom(server: Connection, name: str) -> int:
    return wire.parse_atom(await server.ask(wire.intern_atom(name)))
