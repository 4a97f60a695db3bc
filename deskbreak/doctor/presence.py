"""The presence sources: each is asked once whether it sees the person here, and the watch over locks."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from deskbreak import dbus
from deskbreak.doctor.report import Check, Status, absent, trouble, works
from deskbreak.errors import SourceFailed
from deskbreak.presence.choose import automatic, listed, make_source
from deskbreak.presence.clocks import Clocks
from deskbreak.presence.logind import find_session
from deskbreak.presence.port import Source, plausible

GROUP, SESSION = "presence", "session"
ANSWER_SECONDS = 2.0
ON_LINUX = ("mutter", "wayland", "x11", "tty", "tmux")
_MEND = {
    "mutter": "needs GNOME; over ssh or cron set DBUS_SESSION_BUS_ADDRESS as in the desktop session",
    "wayland": "needs a compositor with ext-idle-notify or org_kde_kwin_idle; check WAYLAND_DISPLAY",
    "x11": "set DISPLAY and XAUTHORITY as they are in the desktop session",
    "tty": "open a terminal of your own on this machine: a login, ssh or a terminal window",
    "tmux": "start tmux, or leave tmux out of presence.sources",
    "quartz": "start deskbreak in your own desktop session",
    "windows": "start deskbreak in your own desktop session",
}
Make = Callable[[str], Source]


def source_names(sources: str | Sequence[str], environ: Mapping[str, str], platform: str = sys.platform) -> list[str]:
    """The sources in use, in order, with their reserves."""
    names, reserves = automatic(environ, platform) if isinstance(sources, str) else listed(sources)
    return [*names, *reserves]


def maker(environ: Mapping[str, str], clocks: Clocks) -> Make:
    """Makes the real sources."""
    return lambda name: make_source(name, environ, clocks.boot_seconds, clocks)


async def presence_checks(used: Sequence[str], make: Make, platform: str = sys.platform) -> list[Check]:
    """Every source of this system, those in use first. Only when none of them works is that a trouble."""
    known = ON_LINUX if platform == "linux" else ()
    names = [*used, *(name for name in known if name not in used)]
    found = await asyncio.gather(*(_ask(make(name)) for name in names))
    answers = dict(zip(names, found, strict=True))
    is_seen = any(answers[name][0] == "works" for name in used)
    return [_judged(name, *answers[name], is_used=name in used, is_seen=is_seen) for name in names]


def _judged(name: str, status: Status, found: str, *, is_used: bool, is_seen: bool) -> Check:
    """One that hangs is a trouble; one that is not there only when no other sees the person."""
    if not is_used:
        return Check(GROUP, name, "works" if status == "works" else "absent", f"{found} (not in use)")
    if status == "works":
        return works(GROUP, name, found)
    if status == "absent" and is_seen:
        return absent(GROUP, name, found)
    return trouble(GROUP, name, found, _MEND.get(name, "see presence.sources"))


async def _ask(source: Source) -> tuple[Status, str]:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await source.start()
            idle = plausible(await source.idle_seconds())
    except SourceFailed as failure:
        return "absent", str(failure)
    except TimeoutError:
        return "trouble", f"no answer within {ANSWER_SECONDS:g} s"
    finally:
        with suppress(SourceFailed):
            await source.stop()
    return "works", f"last input {idle:.0f} s ago"


async def session_checks(environ: Mapping[str, str], platform: str = sys.platform) -> list[Check]:
    """The buses, and the session whose lock and sleep logind tells of."""
    if platform != "linux":
        return [absent(SESSION, "logind", "not on this system; a suspend still shows in the clocks")]
    return [*await asyncio.gather(_session_bus(environ), _logind(environ))]


async def _session_bus(environ: Mapping[str, str]) -> Check:
    try:
        bus = await dbus.connect_session(environ)
    except dbus.BusError as error:
        mend = "log in to a desktop, or run deskbreak under dbus-run-session; without it: no popups, no lock"
        return trouble(SESSION, "session bus", str(error), mend)
    name = bus.unique_name
    await bus.close()
    return works(SESSION, "session bus", f"connected as {name}")


async def _logind(environ: Mapping[str, str]) -> Check:
    without = "locks and suspends are then seen by the clocks and by silence alone"
    try:
        bus = await dbus.connect_system(environ)
        try:
            path = await find_session(bus, environ)
        finally:
            await bus.close()
    except dbus.BusError as error:
        return absent(SESSION, "logind", f"{error}; {without}")
    if not path:
        return absent(SESSION, "logind", f"knows no session of yours; {without}")
    return works(SESSION, "logind", f"tells of lock and sleep of {path.rpartition('/')[2]}")
