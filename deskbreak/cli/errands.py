"""Deeds that may take a moment, such as asking another process: done in a thread, one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

T = TypeVar("T")
InThread = Callable[[Callable[[], Any]], Awaitable[Any]]


class Errands:
    """Runs deeds in the order in which they were given."""

    def __init__(self, in_thread: InThread = asyncio.to_thread) -> None:
        self._in_thread = in_thread
        self._turn = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()

    async def ask(self, deed: Callable[[], T]) -> T:
        """What the deed answers; raises what it raises."""
        async with self._turn:
            answer: T = await self._in_thread(deed)
            return answer

    def send(self, deed: Callable[[], object], then: Callable[[], object] = lambda: None) -> None:
        """Have it done, and `then` called back here; it must not raise."""
        task = asyncio.get_running_loop().create_task(self._do(deed, then), name="errand")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def finish(self) -> None:
        """Wait until all is done."""
        await asyncio.gather(*self._running)

    async def _do(self, deed: Callable[[], object], then: Callable[[], object]) -> None:
        await self.ask(deed)
        then()
