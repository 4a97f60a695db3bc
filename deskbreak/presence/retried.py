"""One source with its deadline and back-off: it answers, or says nothing."""

from __future__ import annotations

import asyncio
import logging
import math
from typing import TYPE_CHECKING

from deskbreak.errors import SourceFailed
from deskbreak.presence.port import Unsuited, Watchful, plausible

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.presence.port import Source

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 300.0


class Retried:
    """Starts its source when asked, stops it when it fails, and leaves it alone for a growing pause then."""

    def __init__(self, source: Source, clock: Callable[[], float]) -> None:
        self._source = source
        self._clock = clock
        self._started = False
        self._failures = 0
        self._retry_at = -math.inf
        self.is_unsuited = False
        """Whether the session it looks at is there, and no source of this kind is."""

    @property
    def name(self) -> str:
        """The source's name."""
        return self._source.name

    def watch(self, on_news: Callable[[], None]) -> None:
        """See `Watchful`; nothing comes from a source that is none."""
        if isinstance(self._source, Watchful):
            self._source.watch(on_news)

    async def ask(self, limit_seconds: float) -> float | None:
        """Give the idle seconds, or `None` when the source fails, is late, or failed a short while ago."""
        if not self._started and self._clock() < self._retry_at:
            return None
        try:
            async with asyncio.timeout(limit_seconds):
                return await self._answer()
        except SourceFailed as failure:
            self.is_unsuited = isinstance(failure, Unsuited)
            await self._give_up(str(failure))
        except TimeoutError:
            self.is_unsuited = False
            await self._give_up(f"no answer within {limit_seconds:g} s")
        return None

    async def stop(self) -> None:
        """Stop the source; it may be asked again."""
        self._started = False
        await self._source.stop()

    async def _answer(self) -> float:
        if not self._started:
            await self._source.start()
            self._started = True
        idle = plausible(await self._source.idle_seconds())
        if self._failures:
            log.info("presence source %s works again", self.name)
            self._failures = 0
            self.is_unsuited = False
        return idle

    async def _give_up(self, reason: str) -> None:
        pause = min(FIRST_PAUSE_SECONDS * 2**self._failures, LONGEST_PAUSE_SECONDS)
        log.log(logging.DEBUG if self._failures else logging.INFO, "presence source %s: %s", self.name, reason)
        self._failures = min(self._failures + 1, 10)
        self._retry_at = self._clock() + pause
        await self.stop()
