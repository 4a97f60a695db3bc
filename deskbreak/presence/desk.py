"""Presence at the desk: several sources made into one answer. Owns which of them counts, never how one works."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskbreak.presence.keys import Keys
from deskbreak.presence.port import NOTHING_KNOWN, Sample, Source
from deskbreak.presence.retried import Retried

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SAMPLE_LIMIT_SECONDS = 1.0
_FIRST_SHARE = 0.6  # of the limit; what is left is for the reserves
_ABOUT_AS_NEW_SECONDS = 10.0  # a name that changes with every sample says nothing


@dataclass(frozen=True, slots=True)
class Reserve:
    """A source asked only when the others know nothing, or nothing newer than `when_idle_seconds`."""

    source: Source
    when_idle_seconds: float = math.inf


class Presence:
    """The newest input that any working source saw.

    Sources are asked together and within `limit_seconds` in all; one that fails is retried after a growing pause. An
    input once seen is never forgotten, so a failover cannot turn the person into somebody who left long ago. Keys in
    deskbreak's own screen (`touch`) count beside a working source; alone, unless they are the one
    source given, they do not show that nobody is there.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        clock: Callable[[], float],
        *,
        reserves: Sequence[Reserve] = (),
        limit_seconds: float = SAMPLE_LIMIT_SECONDS,
    ) -> None:
        """`clock`: seconds on a clock that runs through suspend. The order of `sources` settles ties."""
        own = [source for source in sources if isinstance(source, Keys)]
        self._keys = own[0] if own else Keys(clock)
        self._clock = clock
        self._sources = [Retried(source, clock) for source in sources]
        self._reserves = [(Retried(reserve.source, clock), reserve.when_idle_seconds) for reserve in reserves]
        self._limit_seconds = limit_seconds
        self._last_input_at = -math.inf
        self._busy = asyncio.Lock()
        self.source = NOTHING_KNOWN.source

    @property
    def names(self) -> tuple[str, ...]:
        """Every source that may be asked, in order."""
        return tuple(retried.name for retried in self._all())

    async def start(self) -> None:
        """Take a first sample, so that `source` names the one in use; a source that cannot work is left for later."""
        await self.sample()

    async def sample(self) -> Sample:
        """Ask the sources now. Never raises for them, never takes longer than the limit."""
        async with self._busy:
            sample = self._conclude(await self._answers())
        self.source = sample.source
        return sample

    def touch(self) -> None:
        """Note that a key was pressed in deskbreak's own screen, now."""
        self._keys.touch()

    async def stop(self) -> None:
        """Stop every source, after a sample that is being taken."""
        async with self._busy:
            for retried in self._all():
                await retried.stop()

    async def _answers(self) -> dict[str, float]:
        """When each source that answers saw its last input."""
        answers = await self._ask(self._sources, self._limit_seconds * _FIRST_SHARE)
        newest_ago = self._clock() - max(answers.values(), default=-math.inf)
        wanted = [reserve for reserve, idle in self._reserves if newest_ago >= idle]
        return answers | await self._ask(wanted, self._limit_seconds * (1 - _FIRST_SHARE))

    def _all(self) -> list[Retried]:
        return self._sources + [reserve for reserve, _ in self._reserves]

    async def _ask(self, sources: Sequence[Retried], limit_seconds: float) -> dict[str, float]:
        if not sources:
            return {}
        answers = await asyncio.gather(*(self._ask_one(source, limit_seconds) for source in sources))
        return {source.name: at for source, at in zip(sources, answers, strict=True) if at is not None}

    async def _ask_one(self, source: Retried, limit_seconds: float) -> float | None:
        idle = await source.ask(limit_seconds)
        return None if idle is None else self._clock() - idle

    def _conclude(self, answers: dict[str, float]) -> Sample:
        if not answers:
            return NOTHING_KNOWN
        if self._keys.touched_at is not None:
            answers.setdefault(self._keys.name, self._keys.touched_at)
        newest = max(answers.values())
        source = next(name for name, at in answers.items() if at >= newest - _ABOUT_AS_NEW_SECONDS)
        self._last_input_at = max(self._last_input_at, newest)
        return Sample(source, max(0.0, self._clock() - self._last_input_at))
