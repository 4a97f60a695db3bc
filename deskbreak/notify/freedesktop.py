"""The D-Bus notifier: popups with buttons from the desktop's own notification daemon.

It survives restarts and hangs of the daemon and the bus: each call has a deadline, and the next notice begins afresh.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from typing import TYPE_CHECKING, Any

from deskbreak import dbus
from deskbreak.errors import NotifyFailed
from deskbreak.notify.popups import Lifetime, Popup, Popups, Record
from deskbreak.notify.port import Answer, Closed, News, Notice, Returned
from deskbreak.notify.server import NAME, NOTIFY_SIGNATURE, PATH, Server, ask_server

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping
    from pathlib import Path

    from deskbreak.notify.port import OnNews

log = logging.getLogger(__name__)

LATE_SECONDS = 3600.0
"""How long a popup that a hung daemon may still show is waited for, to take it away again."""


class FreedesktopNotifier:
    """Popups through org.freedesktop.Notifications. `record` is the file of open popups, or None for no file."""

    name = "dbus"

    def __init__(
        self, environ: Mapping[str, str], record: Path | None = None, deadline_seconds: float = dbus.DEADLINE_SECONDS
    ) -> None:
        self._environ = environ
        self._deadline = deadline_seconds
        self._popups = Popups(Record(record))
        self._handles = itertools.count(1)
        self._bus: dbus.Bus | None = None
        self._server: Server | None = None
        self._on_news: OnNews | None = None
        self._making_ready = asyncio.Lock()
        self._shows_under_way = 0
        self._has_lost = False
        self._late: set[asyncio.Task[Popup | None]] = set()
        self._closings: set[asyncio.Task[None]] = set()

    async def start(self, on_news: OnNews) -> None:
        """Find the daemon, and close what a crashed run left on it."""
        self._on_news = on_news
        self._has_lost = True  # unless what follows succeeds
        await self._ready()
        self._has_lost = False

    async def show(self, notice: Notice, replaces: str | None = None) -> str:
        """Show a popup, in place of `replaces` when the daemon still has it."""
        self._has_lost = True  # unless what follows succeeds
        self._shows_under_way += 1
        try:
            handle = await self._show_somehow(notice, replaces)
        finally:
            self._shows_under_way -= 1
        self._has_lost = False
        return handle

    async def _show_somehow(self, notice: Notice, replaces: str | None) -> str:
        bus, server = await self._ready()
        try:
            return await self._show_on(bus, server, notice, replaces)
        except dbus.BusError as error:
            if bus.owner(NAME) == server.owner:
                raise NotifyFailed(f"the notification daemon refused: {error}") from error
        bus, server = await self._ready()  # the daemon went away just now; it may have a successor
        try:
            return await self._show_on(bus, server, notice, replaces)
        except dbus.BusError as error:
            raise NotifyFailed(f"the notification daemon comes and goes: {error}") from error

    async def close(self, handle: str) -> None:
        """Take the popup away; from now on its buttons say nothing."""
        popup = self._popups.by_handle(handle)
        if popup is not None:
            self._popups.drop(popup)
            if popup.open:
                await self._withdraw(popup.id)

    async def stop(self) -> None:
        """Take all popups away, within one deadline, and leave the bus."""
        shown = [popup.id for popup in self._popups if popup.open]
        self._popups.clear()
        for placing in tuple(self._late):
            placing.cancel()
        await asyncio.gather(*map(self._withdraw, shown), *self._closings)
        await asyncio.gather(*self._late, return_exceptions=True)
        bus, self._bus = self._bus, None
        if bus is not None:
            await bus.close()

    async def _ready(self) -> tuple[dbus.Bus, Server]:
        """Return the connection and the daemon on it, both known to be alive now or at the last word."""
        async with self._making_ready:
            try:
                bus = await self._connected()
                if self._server is None or self._server.owner != bus.owner(NAME):
                    self._server = await ask_server(bus, self._deadline)
                    await self._close_orphans(bus, self._server)
            except dbus.BusError as error:
                raise NotifyFailed(f"no notification daemon: {error}") from error
            return bus, self._server

    async def _connected(self) -> dbus.Bus:
        if self._bus is not None and not self._bus.closed.is_set():
            return self._bus
        self._forget()
        bus = await dbus.connect_session(self._environ)
        try:
            await bus.watch_name(NAME, self._changed_hands)
            await bus.on_signal(NAME, NAME, "ActionInvoked", PATH, self._invoked)
            await bus.on_signal(NAME, NAME, "NotificationClosed", PATH, self._closed)
        except BaseException:
            await bus.close()
            raise
        self._bus = bus
        return bus

    def _changed_hands(self, owner: str) -> None:
        self._forget()
        # One that we have just called into life ourselves is about to be told what to show.
        if owner and self._has_lost and not self._shows_under_way and not self._making_ready.locked():
            self._has_lost = False
            self._tell(Returned())

    def _forget(self) -> None:
        """With the daemon or the bus, its popups are gone and its abilities unknown."""
        self._server = None
        self._has_lost = self._has_lost or any(popup.open for popup in self._popups)
        self._popups.clear()

    async def _close_orphans(self, bus: dbus.Bus, server: Server) -> None:
        (bus_id,) = await bus.call(dbus.BUS_NAME, dbus.BUS_PATH, dbus.BUS_NAME, "GetId")
        left = self._popups.record.begin(Lifetime(str(bus_id), server.owner))
        orphans = [popup_id for popup_id in left if self._popups.by_id(popup_id) is None]
        await asyncio.gather(*map(self._withdraw, orphans))

    async def _show_on(self, bus: dbus.Bus, server: Server, notice: Notice, replaces: str | None) -> str:
        old = self._popups.by_handle(replaces)
        if old is not None:
            old.being_replaced = True
        placing = asyncio.create_task(self._place(bus, server, notice, old))
        try:
            await asyncio.wait({placing}, timeout=self._deadline)
        finally:
            if old is not None:
                old.being_replaced = False
            if not placing.done():
                self._server = None  # ask again before the next one, instead of queueing more on a hung daemon
                self._late.add(placing)
                placing.add_done_callback(self._came_late)
        popup = placing.result() if placing.done() else None
        if popup is None:
            raise NotifyFailed(f"the notification daemon does not answer within {self._deadline:g} s")
        popup.announced = True
        if popup.early or not popup.open:
            early = Answer(popup.handle, popup.early) if popup.early else Closed(popup.handle)
            asyncio.get_running_loop().call_soon(self._tell, early)
        return popup.handle

    async def _place(self, bus: dbus.Bus, server: Server, notice: Notice, old: Popup | None) -> Popup | None:
        """Send the notice and take in its popup the moment it has an id: an answer may be right behind."""
        arguments = server.arguments(notice, old.id if old and old.open else 0)
        # To the daemon that was asked what it can do, not to whoever has its name by now.
        (popup_id,) = await bus.call(server.owner, PATH, NAME, "Notify", NOTIFY_SIGNATURE, arguments, LATE_SECONDS)
        if asyncio.current_task() in self._late:
            await self._withdraw(popup_id)  # shown too late: nobody knows of it
            return None
        if bus.owner(NAME) != server.owner:
            raise dbus.BusError("it went away")
        if old is not None:
            self._popups.drop(old)
        popup = Popup(str(next(self._handles)), popup_id, frozenset(action.key for action in server.actions(notice)))
        self._popups.add(popup)
        return popup

    def _came_late(self, placing: asyncio.Task[Popup | None]) -> None:
        self._late.discard(placing)
        if not placing.cancelled() and placing.exception() is not None:
            log.debug("a notice that was given up was not shown: %s", placing.exception())

    async def _withdraw(self, popup_id: int) -> None:
        bus = self._bus
        owner = bus.owner(NAME) if bus else ""
        if bus is None or not owner:
            return  # no daemon, no popup
        try:
            await bus.call(owner, PATH, NAME, "CloseNotification", "u", [popup_id], self._deadline)
        except (dbus.BusTimeoutError, dbus.BusClosedError) as error:
            log.debug("popup %d may still be shown: %s", popup_id, error)
            return  # it stays on record, for the next start
        except dbus.BusError:
            log.debug("popup %d was gone already", popup_id)
        self._popups.record.discard(popup_id)

    def _invoked(self, arguments: list[Any]) -> None:
        popup_id, key = arguments
        popup = self._popups.by_id(popup_id)
        if popup is None or popup.answered or key not in popup.keys:
            log.debug("ignored the answer %r of popup %r", key, popup_id)
            return
        popup.answered = True
        if popup.open and not popup.being_replaced:
            popup.open = False
            self._spawn(self._withdraw(popup.id))  # not every daemon closes what is answered
        if popup.announced:
            self._tell(Answer(popup.handle, key))
        else:
            popup.early = key

    def _tell(self, news: News) -> None:
        if self._on_news is not None:
            self._on_news(news)

    def _closed(self, arguments: list[Any]) -> None:
        popup = self._popups.by_id(arguments[0])
        if popup is not None and popup.open:
            self._popups.closed(popup)
            if popup.announced and not popup.being_replaced:
                self._tell(Closed(popup.handle))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._closings.add(task)
        task.add_done_callback(self._closings.discard)
