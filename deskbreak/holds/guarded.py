"""One probe with its deadline and back-off: whatever it does, there is an answer in time."""

from __future__ import annotations

import asyncio
import logging
import math
from typing import TYPE_CHECKING

from deskbreak.holds.port import Answer, NotHere, ProbeFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.holds.port import Probe

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 60.0
LONGEST_PAUSE_SECONDS = 1800.0


class Guarded:
    """Asks its probe; one that failed or has nothing to ask is left alone for a while, and its answer stands."""

    def __init__(self, probe: Probe, clock: Callable[[], float]) -> None:
        self._probe = probe
        self._clock = clock
        self._failures = 0
        self._ask_again_at = -math.inf
        self._last = Answer(probe.name, probe.reason)

    async def ask(self, limit_seconds: float) -> Answer:
        """Give the answer of now, or the failure of a short while ago; raises nothing."""
        if self._clock() >= self._ask_again_at:
            self._last = await self._answer(limit_seconds)
        return self._last

    async def close(self) -> None:
        """Let go of what the probe has open."""
        await self._probe.close()

    async def _answer(self, limit_seconds: float) -> Answer:
        try:
            async with asyncio.timeout(limit_seconds):
                found = await self._probe.look()
        except NotHere as missing:
            self._failures = 0
            self._ask_again_at = self._clock() + FIRST_PAUSE_SECONDS
            return Answer(self._probe.name, self._probe.reason, failure=str(missing), is_absent=True)
        except ProbeFailed as failure:
            return self._failed(str(failure))
        except TimeoutError:
            return self._failed(f"no answer within {limit_seconds:g} s")
        except Exception as error:  # the edge towards other programs: a surprise costs one probe, not the prompt
            log.exception("hold probe %s", self._probe.name)
            return self._failed(f"{type(error).__name__}: {error}")
        self._failures = 0
        return Answer(self._probe.name, self._probe.reason, found)

    def _failed(self, why: str) -> Answer:
        log.log(logging.DEBUG if self._failures else logging.WARNING, "hold probe %s: %s", self._probe.name, why)
        pause = min(FIRST_PAUSE_SECONDS * 2**self._failures, LONGEST_PAUSE_SECONDS)
        self._failures = min(self._failures + 1, 10)
        self._ask_again_at = self._clock() + pause
        return Answer(self._probe.name, self._probe.reason, failure=why)
