"""The session bus as the probes share it: connected when first needed, again after it was lost. Starts no service."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from deskbreak import dbus
from deskbreak.holds.port import NotHere, ProbeFailed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEADLINE_SECONDS = 0.7


class SessionBus:
    """One connection for all probes; between two looks it costs nothing."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._bus: dbus.Bus | None = None
        self._connecting = asyncio.Lock()

    async def has(self, name: str) -> bool:
        """Whether somebody owns the name."""
        (owned,) = await self._ask((dbus.BUS_NAME, dbus.BUS_PATH, dbus.BUS_NAME, "NameHasOwner"), "s", [name])
        return bool(owned)

    async def call(
        self, name: str, path: str, interface: str, member: str, signature: str = "", body: Sequence[Any] = ()
    ) -> list[Any]:
        """Call a service that runs; raises `NotHere` when none does or it does not know the question."""
        if not await self.has(name):
            raise NotHere(f"nobody is {name} here")
        return await self._ask((name, path, interface, member), signature, body)

    async def read(self, name: str, path: str, interface: str, member: str) -> Any:
        """The value of a property; raises as `call` does."""
        (value,) = await self.call(name, path, "org.freedesktop.DBus.Properties", "Get", "ss", [interface, member])
        return value

    async def close(self) -> None:
        """Hang up; it may be used again."""
        bus, self._bus = self._bus, None
        if bus is not None:
            await bus.close()

    async def _ask(self, address: tuple[str, str, str, str], signature: str, body: Sequence[Any]) -> list[Any]:
        try:
            bus = await self._connected()
            try:
                return await bus.call(*address, signature, body, DEADLINE_SECONDS)
            except dbus.BusClosedError:
                bus = await self._connected(instead_of=bus)  # it was lost since the last look
                return await bus.call(*address, signature, body, DEADLINE_SECONDS)
        except (dbus.BusTimeoutError, dbus.BusClosedError) as error:
            raise ProbeFailed(str(error)) from error
        except dbus.BusError as error:
            raise NotHere(str(error)) from error

    async def _connected(self, instead_of: dbus.Bus | None = None) -> dbus.Bus:
        async with self._connecting:
            if self._bus is None or self._bus is instead_of or self._bus.closed.is_set():
                await self.close()
                self._bus = await dbus.connect_session(self._environ)
            return self._bus
