"""Locks and suspends as systemd-logind tells them, on the system bus. Finds the person's session; locks nothing."""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING, Any

from deskbreak import dbus
from deskbreak.presence.locks import Locks
from deskbreak.presence.reconnect import Connection
from deskbreak.presence.screensaver import follow_screensavers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

LOGIND, MANAGER_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, SESSION, USER = f"{LOGIND}.Manager", f"{LOGIND}.Session", f"{LOGIND}.User"
PROPERTIES = "org.freedesktop.DBus.Properties"
FIRST_ANSWER_SECONDS = 1.0


class LogindWatch:
    """The session's locks, by logind and by screen savers on the session bus, and the machine's suspends.

    Without a system bus, logind or a session it says nothing, and looks again now and then.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._environ = environ
        self._locks = Locks(self._lock_changed, clock)
        self._on_lock: Callable[[bool], None] = _ignore
        self._on_sleep: Callable[[bool], None] = _ignore
        self._connections = (
            Connection("logind", lambda: dbus.connect_system(environ), self._follow_logind, sleep),
            Connection("screen savers", lambda: dbus.connect_session(environ), self._follow_screensavers, sleep),
        )

    @property
    def locked(self) -> bool:
        """Whether the session is locked as far as is known."""
        return self._locks.locked

    async def start(self, on_lock: Callable[[bool], None], on_sleep: Callable[[bool], None]) -> None:
        """Begin watching; waits a second at most for the present state."""
        self._on_lock, self._on_sleep = on_lock, on_sleep
        await asyncio.gather(*(connection.start(FIRST_ANSWER_SECONDS) for connection in self._connections))

    def note_input(self, idle_seconds: float) -> None:
        """Note that the last input was so long ago: it ends a lock that no screen locker has confirmed."""
        self._locks.note_input(idle_seconds)

    async def stop(self) -> None:
        """Stop watching and disconnect."""
        for connection in self._connections:
            await connection.stop()

    async def _follow_screensavers(self, bus: dbus.Bus) -> asyncio.Event:
        return await follow_screensavers(bus, self._locks.saver)

    async def _follow_logind(self, bus: dbus.Bus) -> asyncio.Event:
        """Subscribe; the event is set when another session has to be found."""
        afresh = asyncio.Event()
        await bus.on_signal(LOGIND, MANAGER, "PrepareForSleep", MANAGER_PATH, self._sleeping)
        session = await find_session(bus, self._environ)
        await self._follow_comings(bus, session, afresh)
        if session:
            await self._follow_session(bus, session)
        return afresh

    async def _follow_comings(self, bus: dbus.Bus, session: str, afresh: asyncio.Event) -> None:
        def came(_: list[Any]) -> None:
            if not session:
                afresh.set()

        def went(arguments: list[Any]) -> None:
            if session in arguments:
                self._locks.hint(False)  # noqa: FBT003 - the state's form
                afresh.set()

        await bus.on_signal(LOGIND, MANAGER, "SessionNew", MANAGER_PATH, came)
        await bus.on_signal(LOGIND, MANAGER, "SessionRemoved", MANAGER_PATH, went)

    async def _follow_session(self, bus: dbus.Bus, session: str) -> None:
        await bus.on_signal(LOGIND, SESSION, "Lock", session, lambda _: self._locks.ask(True))  # noqa: FBT003
        await bus.on_signal(LOGIND, SESSION, "Unlock", session, lambda _: self._locks.ask(False))  # noqa: FBT003
        await bus.on_signal(LOGIND, PROPERTIES, "PropertiesChanged", session, self._changed)
        hint = await bus.call(LOGIND, session, PROPERTIES, "Get", "ss", [SESSION, "LockedHint"])
        self._locks.hint(hint == [True])

    def _lock_changed(self, locked: bool) -> None:  # noqa: FBT001 - the callback's form
        self._on_lock(locked)

    def _changed(self, arguments: list[Any]) -> None:
        match arguments:
            case [interface, {"LockedHint": bool(hint)}, *_] if interface == SESSION:
                self._locks.hint(hint)

    def _sleeping(self, arguments: list[Any]) -> None:
        self._on_sleep(arguments[:1] == [True])


async def find_session(bus: dbus.Bus, environ: Mapping[str, str]) -> str:
    """The path of the person's session, "" when there is none; raises `BusError` without logind.

    It is the one $XDG_SESSION_ID names, else the one this process is in, else (a user service, an old tmux) the
    person's graphical one.
    """
    named = environ.get("XDG_SESSION_ID", "")
    return (
        (await _ask_path(bus, "GetSession", "s", named) if named else "")
        or await _ask_path(bus, "GetSessionByPID", "u", os.getpid())
        or await _display_session(bus)
    )


async def _display_session(bus: dbus.Bus) -> str:
    user = await _ask_path(bus, "GetUser", "u", os.getuid())
    if not user:
        return ""
    match await bus.call(LOGIND, user, PROPERTIES, "Get", "ss", [USER, "Display"]):
        case [[str(name), str(path)]] if name:
            return path
    return ""


async def _ask_path(bus: dbus.Bus, member: str, signature: str, argument: str | int) -> str:
    """The object the manager names, "" when it has none."""
    try:
        answer = await bus.call(LOGIND, MANAGER_PATH, MANAGER, member, signature, [argument])
    except dbus.BusError as error:
        if not error.name.startswith(f"{LOGIND}."):
            raise
        return ""
    return str(answer[0]) if answer else ""


def _ignore(_: bool) -> None:  # noqa: FBT001 - takes the place of a callback
    """Nobody listens yet."""
