"""Presence at the desk: several sources made into one answer. Owns which of them counts, never how one works."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskbreak.presence.keys import Keys
from deskbreak.presence.port import NOTHING_KNOWN, Sample, Source
from deskbreak.presence.retried import Retried
from deskbreak.presence.steady import LOOK_AGAIN_SECONDS, Steady

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SAMPLE_LIMIT_SECONDS = 1.0
_FIRST_SHARE = 0.6  # of the limit; what is left is for the reserves
_TYPED = frozenset({"keys", "tty", "tmux"})
"""Sources that nothing reaches but what a person types."""
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
    source given, they do not show that nobody is there. A lone input after an absence (`Steady`) is none.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        clock: Callable[[], float],
        *,
        reserves: Sequence[Reserve] = (),
        away_after_seconds: float = math.inf,
        limit_seconds: float = SAMPLE_LIMIT_SECONDS,
    ) -> None:
        """`clock`: seconds on a clock that runs through suspend. The order of `sources` settles ties.

        `away_after_seconds`: how long a silence makes an absence.
        """
        own = [source for source in sources if isinstance(source, Keys)]
        self._keys = own[0] if own else Keys(clock)
        self._clock = clock
        self._sources = [Retried(source, clock) for source in sources]
        self._reserves = [(Retried(reserve.source, clock), reserve.when_idle_seconds) for reserve in reserves]
        self._limit_seconds = limit_seconds
        self._steady = Steady(away_after_seconds)
        self._busy = asyncio.Lock()
        self.source = NOTHING_KNOWN.source

    @property
    def names(self) -> tuple[str, ...]:
        """Every source that may be asked, in order."""
        return tuple(retried.name for retried in self._all())

    def watch(self, on_news: Callable[[], None]) -> None:
        """Have `on_news` called when a sample is worth taking now; few sources can tell."""
        for retried in self._all():
            retried.watch(on_news)

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
        self._steady.accept(self._clock())

    async def stop(self) -> None:
        """Stop every source, after a sample that is being taken."""
        async with self._busy:
            for retried in self._all():
                await retried.stop()

    async def _answers(self) -> dict[str, float]:
        """When each source that answers saw its last input."""
        answers = await self._ask(self._sources, self._limit_seconds * _FIRST_SHARE)
        newest_ago = self._clock() - max(answers.values(), default=-math.inf)
        is_replaceable = not any(retried.is_unsuited for retried in self._sources)
        wanted = [
            reserve for reserve, idle in self._reserves if newest_ago >= idle and (is_replaceable or idle < math.inf)
        ]
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
        self._steady.accept(max((at for name, at in answers.items() if name in _TYPED), default=-math.inf))
        returned_at, now = self._steady.see(newest), self._clock()
        return Sample(
            source,
            idle_seconds=max(0.0, now - self._steady.last_at),
            returned_seconds=None if returned_at is None else max(0.0, now - returned_at),
            again_in_seconds=LOOK_AGAIN_SECONDS if self._steady.is_unsure(now) else None,
        )
