"""Wall-clock stamps of input (of a tty, of a tmux client) made into idle seconds that no clock step bends."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Stamps:
    """Keeps the stamp of each place of input; a stamp that moved means input since the last look.

    The wall clock is asked only how long ago a stamp moved, at most as long ago as the last look; from there on the
    boot clock counts. So a stepped wall clock changes no idle time, and a suspend counts.
    """

    def __init__(self, clock: Callable[[], float], wall: Callable[[], float]) -> None:
        """`clock`: boot-clock seconds; `wall`: epoch seconds, the clock the stamps are from."""
        self._clock = clock
        self._wall = wall
        self._known: dict[str, float] = {}
        self._looked_at = -math.inf
        self._last_input_at = -math.inf

    def idle_seconds(self, stamps: Mapping[str, float]) -> float:
        """Seconds since the newest input, given every place's stamp as it is now (at least one)."""
        now, wall = self._clock(), self._wall()
        for place, stamp in stamps.items():
            if self._known.get(place) != stamp:
                ago = max(0.0, wall - stamp)
                since = min(ago, now - self._looked_at) if place in self._known else ago
                self._last_input_at = max(self._last_input_at, now - since)
        self._known = dict(stamps)
        self._looked_at = now
        return self.known_idle_seconds()

    def known_idle_seconds(self) -> float:
        """Seconds since the newest input that was seen, without a new look; infinite before the first."""
        return self._clock() - self._last_input_at
