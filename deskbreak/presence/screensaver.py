"""Screen savers and lockers that tell on the session bus when they cover the screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from deskbreak import dbus

if TYPE_CHECKING:
    from collections.abc import Callable

    OnActive = Callable[[str, bool], None]

SCREENSAVERS = (
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),  # KDE
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)
"""Bus name (also the interface) and path of each."""


async def follow_screensavers(bus: dbus.Bus, on_active: OnActive) -> asyncio.Event:
    """Call back with a saver's name and whether it is active, at once and on every change; raises `BusError`."""
    for name, path in SCREENSAVERS:
        await _follow(bus, name, path, on_active)
    return asyncio.Event()


async def _follow(bus: dbus.Bus, name: str, path: str, on_active: OnActive) -> None:
    def changed(arguments: list[Any]) -> None:
        on_active(name, arguments[:1] == [True])

    def owned(owner: str) -> None:
        if not owner:
            on_active(name, False)  # noqa: FBT003 - the port's form

    await bus.on_signal(name, name, "ActiveChanged", path, changed)
    await bus.watch_name(name, owned)
    on_active(name, bool(bus.owner(name)) and await _is_active(bus, name, path))


async def _is_active(bus: dbus.Bus, name: str, path: str) -> bool:
    try:
        return await bus.call(name, path, name, "GetActive") == [True]
    except dbus.BusClosedError:
        raise
    except dbus.BusError:
        return False  # one that does not tell has its signal left
