"""Idle time from GNOME's compositor (org.gnome.Mutter.IdleMonitor), which sees all input, Wayland's and X11's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak import dbus
from deskbreak.errors import SourceFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = INTERFACE = "org.gnome.Mutter.IdleMonitor"
PATH = "/org/gnome/Mutter/IdleMonitor/Core"


class Mutter:
    """Asks on the session bus; half a millisecond a question, and nothing wakes the loop in between."""

    name = "mutter"

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._bus: dbus.Bus | None = None

    async def start(self) -> None:
        """Connect; raises `SourceFailed` without a session bus or with another desktop on it."""
        await self.stop()
        try:
            self._bus = await dbus.connect_session(self._environ)
        except dbus.BusError as error:
            raise SourceFailed(str(error)) from error
        try:
            await self.idle_seconds()
        except SourceFailed:
            await self.stop()
            raise

    async def idle_seconds(self) -> float:
        """Seconds since the last input, as the compositor's clock counts: without suspends."""
        if self._bus is None:
            raise SourceFailed("not connected to the session bus")
        try:
            answer = await self._bus.call(NAME, PATH, INTERFACE, "GetIdletime")
        except dbus.BusError as error:
            raise SourceFailed(f"GNOME does not tell the idle time: {error}") from error
        if len(answer) != 1 or not isinstance(answer[0], int):
            raise SourceFailed("GNOME's idle time is no number")
        return answer[0] / 1000

    async def stop(self) -> None:
        """Close the connection."""
        bus, self._bus = self._bus, None
        if bus is not None:
            await bus.close()
