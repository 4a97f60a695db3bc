"""All hold probes as one: looked at together and in time. Owns when they are asked, never how one works."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING

from deskbreak.holds.guarded import Guarded
from deskbreak.holds.port import Looked, Probe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LOOK_LIMIT_SECONDS = 0.85
"""What a look takes at most; what is left of a second is for ending the programs of a late probe."""


class Holds:
    """Asks all probes at once; a look that was taken a moment ago serves everybody who asks now."""

    def __init__(
        self, probes: Sequence[Probe], clock: Callable[[], float], *, limit_seconds: float = LOOK_LIMIT_SECONDS
    ) -> None:
        """`clock`: seconds on a clock that runs through suspend."""
        self._probes = [Guarded(probe, clock) for probe in probes]
        self._clock = clock
        self._limit_seconds = limit_seconds
        self._busy = asyncio.Lock()
        self._looked_at = -math.inf
        self.last = Looked()

    @property
    def age_seconds(self) -> float:
        """How old the last look is; infinite when there was none."""
        return self._clock() - self._looked_at

    async def look(self, max_age_seconds: float = 0.0) -> Looked:
        """What holds now, or did at most `max_age_seconds` ago. Raises nothing, takes at most a second."""
        async with self._busy:
            if self.age_seconds >= max_age_seconds:
                answers = await asyncio.gather(*(probe.ask(self._limit_seconds) for probe in self._probes))
                self.last, self._looked_at = Looked(tuple(answers)), self._clock()
            return self.last

    async def close(self) -> None:
        """Let go of everything, after a look that is being taken; it may be asked again."""
        async with self._busy:
            for probe in self._probes:
                await probe.close()
