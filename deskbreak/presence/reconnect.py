"""Staying on a bus: connect, follow what is wanted, and when the bus is lost begin again after a growing pause."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from deskbreak import dbus

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 300.0


class Connection:
    """A task that keeps one subscription alive; between signals it costs nothing.

    `follow` subscribes and gives an event that asks for a fresh start (or never does); it raises `BusError` when
    what it follows is not there. `what` names it in the log.
    """

    def __init__(
        self,
        what: str,
        connect: Callable[[], Awaitable[dbus.Bus]],
        follow: Callable[[dbus.Bus], Awaitable[asyncio.Event]],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._what = what
        self._connect = connect
        self._follow = follow
        self._sleep = sleep
        self._pause_seconds = 0.0
        self._tried = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self, wait_seconds: float) -> None:
        """Begin, and wait a little for the first attempt, so that what it finds is known."""
        self._task = asyncio.create_task(self._stay())
        try:
            async with asyncio.timeout(wait_seconds):
                await self._tried.wait()
        except TimeoutError:
            log.debug("%s: still connecting", self._what)

    async def stop(self) -> None:
        """End and disconnect."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task})

    async def _stay(self) -> None:
        while True:
            try:
                await self._follow_once()
            except dbus.BusError as error:
                log.log(logging.DEBUG if self._pause_seconds else logging.INFO, "%s: %s", self._what, error)
                self._pause_seconds = min(2 * self._pause_seconds or FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS)
            self._tried.set()
            await self._sleep(self._pause_seconds)

    async def _follow_once(self) -> None:
        bus = await self._connect()
        try:
            afresh = await self._follow(bus)
            self._pause_seconds = 0.0
            self._tried.set()
            await _first(bus.closed, afresh)
            if bus.closed.is_set():
                raise dbus.BusClosedError("the bus has gone")
        finally:
            await bus.close()


async def _first(*events: asyncio.Event) -> None:
    """Wait for one of the events."""
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for waiter in waiting:
            waiter.cancel()
