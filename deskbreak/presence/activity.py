"""When a seat last saw input, from a compositor's word that it fell idle and that it no longer is. No I/O."""

from __future__ import annotations

import math

_LATE_SECONDS = 0.5
"""How late a word may come."""


class Activity:
    """What one notification with a time-out tells.

    Between two words the seat is busy or idle. Busy means an input within the last time-out, and is taken to mean one
    just now, so that a moment of thought is no pause. A notification begins as busy whether or not there was input,
    and nobody tells what went on in a suspend: then it is believed only once a time-out has gone by.
    """

    def __init__(self, timeout_seconds: float, now: float, *, is_input: bool = False) -> None:
        """`now`: seconds on a clock that stops in suspend; `is_input`: whether an input has just been seen."""
        self._timeout_seconds = timeout_seconds
        self._is_busy = True
        self._last_at = self._told_at = now
        self._believed_from = -math.inf
        if not is_input:
            self.doubt(now)

    def note_idle(self, now: float) -> None:
        """The seat has been idle for the time-out."""
        self._is_busy = False
        self._last_at = max(self._last_at, now - self._timeout_seconds)

    def note_input(self, now: float) -> None:
        """The first input since it was idle."""
        self._is_busy = True
        self._last_at = now
        self._believed_from = now

    def doubt(self, now: float) -> None:
        """The machine slept until now: that no word came means nothing yet."""
        if self._is_busy:
            self._last_at = max(self._last_at, self._told_at)
        self._believed_from = now + self._timeout_seconds + _LATE_SECONDS

    def last_input(self, now: float) -> float:
        """When the last input was, as far as is known."""
        if not self._is_busy or now < self._believed_from:
            return self._last_at
        self._told_at = now
        return now
