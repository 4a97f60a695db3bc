"""The screen's line to the service: hears its messages, and tries again with growing pauses when it is lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from deskbreak.errors import DeskbreakError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from deskbreak.control.interface import Control

PAUSES: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between attempts; the last one again and again."""


class Link:
    """Owns the control the screen uses; another one takes its place after a loss."""

    def __init__(
        self,
        control: Control,
        reopen: Callable[[], Awaitable[Control]] | None = None,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.control = control
        self._reopen = reopen
        self._wait = wait

    async def listen(self, hear: Callable[[str, dict[str, Any]], None], notice_loss: Callable[[], None]) -> None:
        """Hand on every message, for as long as there is a service to listen to."""
        while True:
            await self._hear_all(hear)
            notice_loss()
            if self.control.owns_service or self._reopen is None:
                return
            self.control = await self._reconnect(self._reopen)

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        """Carry out one method of the service."""
        return await self.control.call(method, params)

    async def close(self) -> None:
        """Let go of the service."""
        await self.control.close()

    async def _hear_all(self, hear: Callable[[str, dict[str, Any]], None]) -> None:
        try:
            async for method, params in self.control.messages():
                hear(method, params)
        except (DeskbreakError, OSError):
            return

    async def _reconnect(self, reopen: Callable[[], Awaitable[Control]]) -> Control:
        attempt = 0
        while True:
            await self._wait(PAUSES[min(attempt, len(PAUSES) - 1)])
            attempt += 1
            try:
                return await reopen()
            except (DeskbreakError, OSError):
                continue
