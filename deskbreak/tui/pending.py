"""A control that is opened only when it is first needed, so that the first picture need not wait for a service."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from deskbreak.errors import DeskbreakError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from deskbreak.control.interface import Control


class PendingControl:
    """Stands for the control that `open_control` will give; opens it once, at the first message or call.

    `failure` keeps what went wrong with that, for the end of the screen: a person has to read it in the terminal.
    """

    def __init__(self, open_control: Callable[[], Awaitable[Control]], on_failure: Callable[[], object]) -> None:
        self.failure: DeskbreakError | None = None
        self._open_control = open_control
        self._on_failure = on_failure
        self._opening = asyncio.Lock()
        self._control: Control | None = None

    @property
    def owns_service(self) -> bool:
        """Whether the service lives in this process; nothing does before it is opened."""
        return self._control is not None and self._control.owns_service

    async def call(self, method: str, params: dict[str, Any] | None = None) -> Any:
        """See `Control`."""
        return await (await self._opened()).call(method, params)

    async def messages(self) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """See `Control`."""
        async for message in (await self._opened()).messages():
            yield message

    async def close(self) -> None:
        """See `Control`."""
        async with self._opening:
            if self._control is not None:
                await self._control.close()

    async def _opened(self) -> Control:
        async with self._opening:
            if self._control is None:
                try:
                    self._control = await self._open_control()
                except DeskbreakError as error:
                    self.failure = error
                    self._on_failure()
                    raise
            return self._control
