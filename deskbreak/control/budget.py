"""How fast one connection may ask: a token bucket that makes the hasty wait instead of failing them."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Budget:
    """`burst` requests at once, `per_second` in the long run."""

    def __init__(
        self,
        per_second: float,
        burst: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._per_second = per_second
        self._burst = float(burst)
        self._clock = clock
        self._sleep = sleep
        self._left = float(burst)
        self._read_at = clock()

    async def spend(self) -> None:
        """Take one request from the budget; waits until there is one."""
        self._refill()
        self._left -= 1.0
        if self._left < 0.0:
            await self._sleep(-self._left / self._per_second)

    def _refill(self) -> None:
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._read_at) * self._per_second)
        self._read_at = now
