"""The one door to D-Bus: calls with deadlines, signals whose sender is checked, news of a bus that is gone.

Only this package knows the D-Bus library, and loads it when a connection is made. It knows no service.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from deskbreak.dbus.terms import (
    BUS_NAME,
    BUS_PATH,
    DEADLINE_SECONDS,
    BusClosedError,
    BusError,
    BusTimeoutError,
    SignalCallback,
    Unsubscribe,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskbreak.dbus.bus import Bus as Bus

__all__ = [
    "BUS_NAME",
    "BUS_PATH",
    "DEADLINE_SECONDS",
    "BusClosedError",
    "BusError",
    "BusTimeoutError",
    "SignalCallback",
    "Unsubscribe",
    "connect",
    "connect_session",
    "connect_system",
]

SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"


async def connect_session(environ: Mapping[str, str]) -> Bus:
    """Connect to the session bus, also where the environment does not name it; raises BusError."""
    addresses = session_addresses(environ)
    for address in addresses[:-1]:
        try:
            return await connect(address)
        except BusError:
            continue  # a stale variable from an earlier login; the next one may be alive
    if not addresses:
        raise BusError("no session bus is known here")
    return await connect(addresses[-1])


async def connect_system(environ: Mapping[str, str] = os.environ) -> Bus:
    """Connect to the system bus; raises BusError."""
    return await connect(environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_BUS)


def session_addresses(environ: Mapping[str, str]) -> list[str]:
    """Where the session bus may be, best first: ssh, cron and an old tmux do not pass its address on."""
    named = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    runtime = environ.get("XDG_RUNTIME_DIR") or (f"/run/user/{os.getuid()}" if hasattr(os, "getuid") else "")
    socket = Path(runtime, "bus")
    found = [named] if named else []
    usual = f"unix:path={socket}"
    if runtime and socket.exists() and usual not in found:
        found.append(usual)
    return found


async def connect(address: str) -> Bus:
    """Connect to the bus at `address`; raises BusError, after the deadline at the latest."""
    try:
        from dbus_fast.aio import MessageBus  # noqa: PLC0415 (only where there is a bus)
        from dbus_fast.errors import DBusFastError  # noqa: PLC0415

        from deskbreak.dbus.bus import Bus  # noqa: PLC0415
    except ImportError as error:
        raise BusError("the D-Bus library is not installed") from error
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            return Bus(await MessageBus(bus_address=address).connect())
    except TimeoutError as error:
        raise BusTimeoutError(f"the bus at {address} does not answer") from error
    except (OSError, EOFError, TypeError, ValueError, DBusFastError) as error:
        raise BusError(f"the bus at {address} cannot be reached: {error}") from error
