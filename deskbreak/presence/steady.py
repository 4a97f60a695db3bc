"""Which inputs show that somebody has come back: a lone one, such as a bump of the mouse, does not. No I/O."""

from __future__ import annotations

import math

WINDOW_SECONDS = 10.0
"""A second input this soon after the first makes a return."""
APART_SECONDS = 2.0
"""Closer together they are one bump: the mouse rolls on, a table shakes."""
LOOK_AGAIN_SECONDS = 3.0
"""How soon to look for the second input; nobody notices a return being known so much later."""
_SAME_INPUT_SECONDS = 1.0
"""Sources name one and the same input with some jitter."""


class Steady:
    """The inputs that count, given the newest of each look.

    An input less than `away_after` after the last one counts at once. After a longer silence the first is kept back
    until there is another; then it is the return.
    """

    def __init__(self, away_after_seconds: float) -> None:
        self._away_after_seconds = away_after_seconds
        self._first_at = math.nan
        self.last_at = -math.inf

    def accept(self, at: float) -> None:
        """Note an input that nothing but a person makes."""
        if at > self.last_at:
            self.last_at = at
            self._first_at = math.nan

    def see(self, at: float) -> float | None:
        """Note the newest input of a look; gives the return, if this one makes it."""
        if at <= self.last_at + _SAME_INPUT_SECONDS or at - self.last_at < self._away_after_seconds:
            self.last_at = max(self.last_at, at)
        elif math.isinf(self.last_at):
            self.last_at = at
        elif not at <= self._first_at + WINDOW_SECONDS:
            self._first_at = at
        elif at >= self._first_at + APART_SECONDS:
            first, self._first_at = self._first_at, math.nan
            self.last_at = at
            return first
        return None

    def is_unsure(self, now: float) -> bool:
        """Whether a first input waits for a second."""
        return now <= self._first_at + WINDOW_SECONDS
