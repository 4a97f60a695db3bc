"""The ways to notify: which are set, which work here, what the desktop's daemon can do. Shows nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TextIO

from deskbreak import dbus
from deskbreak.doctor.report import Check, absent, trouble, works
from deskbreak.errors import NotifyFailed
from deskbreak.notify.chain import automatic
from deskbreak.notify.plyer import PlyerNotifier
from deskbreak.notify.port import News
from deskbreak.notify.server import ask_server
from deskbreak.notify.terminal import TerminalNotifier, usable_mode
from deskbreak.settings.model import Notify

GROUP = "notifications"
ANSWER_SECONDS = 2.0
_MEND = {
    "dbus": "start a notification daemon (your desktop's own, dunst or mako), or set notify.backends to another way",
    "plyer": "leave plyer out of notify.backends on this system",
    "terminal": "run deskbreak in a terminal, or leave terminal out of notify.backends",
}
_MODES = {
    "bell": "rings the bell",
    "osc9": "shows a popup (OSC 9)",
    "osc777": "shows a popup (OSC 777)",
    "bell+osc777": "rings the bell, and shows a popup where the terminal can (OSC 777)",
}


async def notification_checks(
    settings: Notify, environ: Mapping[str, str], open_terminal: Callable[[], TextIO | None]
) -> list[Check]:
    """Every way to notify, the ones in use first and in their order. One that is needed by nobody is no trouble."""
    chosen = wanted(settings)
    names = [*chosen, *(name for name in ("dbus", "plyer", "terminal") if name not in chosen)]
    tried = [(name, *await _try(name, settings, environ, open_terminal)) for name in names if name != "null"]
    is_reached = any(is_good and name in chosen for name, is_good, _ in tried)
    return [*_off(settings), *(_judged(each, chosen, is_reached=is_reached) for each in tried)]


def wanted(settings: Notify, platform: str = sys.platform) -> Sequence[str]:
    """The ways that are set, the best first."""
    if not settings.enabled:
        return ()
    return automatic(platform) if settings.backends == "auto" else settings.backends


def _off(settings: Notify) -> list[Check]:
    if settings.enabled:
        return []
    return [
        trouble(GROUP, "notify.enabled", "notifications are turned off", "deskbreak config set notify.enabled true")
    ]


def _judged(tried: tuple[str, bool, str], chosen: Sequence[str], *, is_reached: bool) -> Check:
    name, is_good, found = tried
    if is_good:
        return works(GROUP, name, found if name in chosen else f"{found} (not in use)")
    if name not in chosen:
        return absent(GROUP, name, f"{found} (not in use)")
    if is_reached and name != chosen[0]:
        return absent(GROUP, name, found)
    return trouble(GROUP, name, found, _MEND[name])


async def _try(
    name: str, settings: Notify, environ: Mapping[str, str], open_terminal: Callable[[], TextIO | None]
) -> tuple[bool, str]:
    try:
        if name == "dbus":
            return True, await _daemon(environ)
        if name == "plyer":
            await PlyerNotifier(sys.platform).start(_ignore)
            return True, "can send, without buttons"
        return True, await _terminal(settings, environ, open_terminal)
    except NotifyFailed as error:
        return False, str(error)


async def _daemon(environ: Mapping[str, str]) -> str:
    try:
        bus = await dbus.connect_session(environ)
        try:
            server = await ask_server(bus, ANSWER_SECONDS)
        finally:
            await bus.close()
    except dbus.BusError as error:
        raise NotifyFailed(f"no notification daemon: {error}") from error
    buttons = "with buttons" if "actions" in server.capabilities else "without buttons: it says nothing of actions"
    return f"{server.name} answers, {buttons}"


async def _terminal(settings: Notify, environ: Mapping[str, str], open_terminal: Callable[[], TextIO | None]) -> str:
    stream = open_terminal()
    try:
        await TerminalNotifier(stream, settings.terminal, environ).start(_ignore)
    finally:
        if stream is not None:
            stream.close()
    return _MODES[usable_mode(settings.terminal, environ)]


def _ignore(_news: News) -> None:
    """Nothing was shown, so nothing is answered."""
