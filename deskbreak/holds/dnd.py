"""Do not disturb, as each desktop and notification daemon tells it.

| probe     | asked                                                                       |
| dunst     | property paused of org.dunstproject.cmd0                                    |
| inhibited | property Inhibited of org.freedesktop.Notifications (KDE, and others by it) |
| mako      | modes in force, fr.emersion.Mako ListModes (what makoctl mode prints)       |
| xfce      | /do-not-disturb of xfce4-notifyd in Xfconf                                  |
| gnome     | org.gnome.desktop.notifications show-banners, while GNOME Shell runs        |
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from deskbreak.holds.port import Found, NotHere, ProbeFailed
from deskbreak.holds.programs import output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskbreak.holds.sessionbus import SessionBus

Ask: TypeAlias = "Callable[[SessionBus], Awaitable[bool]]"

_NOTIFICATIONS, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_XFCONF = ("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf")
_QUIET_MODES = frozenset({"donotdisturb", "dnd"})


class DoNotDisturb:
    """One place in which it may be switched on; `ask` says whether it is."""

    reason = "dnd"

    def __init__(self, name: str, bus: SessionBus, ask: Ask) -> None:
        self.name = name
        self._bus = bus
        self._ask = ask

    async def look(self) -> Found | None:
        """Whether it is on now."""
        return Found(f"do not disturb ({self.name})") if await self._ask(self._bus) else None

    async def close(self) -> None:
        """Hang up; the connection is shared and comes back when asked for."""
        await self._bus.close()


def make_probes(bus: SessionBus, environ: Mapping[str, str]) -> list[DoNotDisturb]:
    """All of them, over one connection."""

    async def gnome(bus: SessionBus) -> bool:
        return await _gnome(bus, environ)

    asks: dict[str, Ask] = {"dunst": _dunst, "inhibited": _inhibited, "mako": _mako, "xfce": _xfce, "gnome": gnome}
    return [DoNotDisturb(name, bus, ask) for name, ask in asks.items()]


async def _dunst(bus: SessionBus) -> bool:
    return await bus.read(_NOTIFICATIONS, _PATH, "org.dunstproject.cmd0", "paused") is True


async def _inhibited(bus: SessionBus) -> bool:
    return await bus.read(_NOTIFICATIONS, _PATH, _NOTIFICATIONS, "Inhibited") is True


async def _mako(bus: SessionBus) -> bool:
    (modes,) = await bus.call(_NOTIFICATIONS, "/fr/emersion/Mako", "fr.emersion.Mako", "ListModes")
    return not _QUIET_MODES.isdisjoint(re.sub("[^a-z]", "", str(mode).lower()) for mode in modes)


async def _xfce(bus: SessionBus) -> bool:
    wanted = ["xfce4-notifyd", "/do-not-disturb"]
    (exists,) = await bus.call(*_XFCONF, "PropertyExists", "ss", wanted)
    return bool(exists) and await bus.call(*_XFCONF, "GetProperty", "ss", wanted) == [True]


async def _gnome(bus: SessionBus, environ: Mapping[str, str]) -> bool:
    """By gsettings: the portal does not pass this key on, and dconf has no question on the bus, only a file."""
    if not await bus.has("org.gnome.Shell"):
        raise NotHere("GNOME Shell does not run here")
    printed = (await output(environ, "gsettings", "get", "org.gnome.desktop.notifications", "show-banners")).strip()
    if printed not in (b"true", b"false"):
        raise ProbeFailed("gsettings prints something else than true or false")
    return printed == b"false"
