"""A correction for sources whose clock stands still in suspend (X, Mutter, macOS): who slept was not there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from deskbreak.presence.clocks import SECOND_NS
from deskbreak.presence.port import Watchful

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.presence.clocks import Clocks
    from deskbreak.presence.port import Source

_SAME_INPUT_SECONDS = 1.0


class ThroughSuspend:
    """A source made to count the time the machine slept.

    Without this, eight hours of sleep with no input leave the idle time where it was, which reads as an input eight
    hours later than the true one. In the one span that holds the suspend, input is taken to be from before it: a
    hand that is really there is seen again by the next sample.
    """

    def __init__(self, source: Source, clocks: Clocks) -> None:
        self._source = source
        self._clocks = clocks
        self._input_at = -math.inf  # on the clock that stops in suspend
        self._slept_at_input = math.nan
        self._slept_at_look = math.nan

    @property
    def name(self) -> str:
        """The source's own name."""
        return self._source.name

    def watch(self, on_news: Callable[[], None]) -> None:
        """See `Watchful`; nothing comes from a source that is none."""
        if isinstance(self._source, Watchful):
            self._source.watch(on_news)

    async def start(self) -> None:
        """Start the source; what is known of the last input stays true."""
        await self._source.start()

    async def idle_seconds(self) -> float:
        """Seconds since the last input, those asleep included."""
        idle = await self._source.idle_seconds()
        reading = self._clocks.read()
        awake, slept = reading.monotonic_ns / SECOND_NS, reading.suspended_seconds
        if math.isnan(self._slept_at_look):
            self._slept_at_look = slept
        if awake - idle > self._input_at + _SAME_INPUT_SECONDS:
            self._slept_at_input = self._slept_at_look
        self._input_at = awake - idle
        self._slept_at_look = slept
        return idle + slept - self._slept_at_input

    async def stop(self) -> None:
        """Stop the source."""
        await self._source.stop()
