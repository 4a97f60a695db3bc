"""What several witnesses say of the screen lock, made into one yes or no. No I/O; a change is told once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SETTLING_SECONDS = 5.0
"""Input this soon after a lock belongs to the hand that locked."""


class Locks:
    """Locked while the session's hint says so, a screen saver is active, or a lock was asked for and not yet undone.

    A request to lock (logind's signal) need not be followed by a lock, nor by a request to unlock when a locker
    without a hint, such as i3lock or swaylock, lets the person in: so input ends what only a request has begun.
    """

    def __init__(self, on_change: Callable[[bool], None], clock: Callable[[], float]) -> None:
        """`on_change`: called with the new state. `clock`: any seconds that never step."""
        self._on_change = on_change
        self._clock = clock
        self._hinted = False
        self._asked_at = math.nan
        self._savers: set[str] = set()
        self.locked = False

    def ask(self, locked: bool) -> None:  # noqa: FBT001 - a state, as D-Bus gives it
        """Note a request to lock or unlock."""
        self._asked_at = self._clock() if locked else math.nan
        self._settle()

    def hint(self, locked: bool) -> None:  # noqa: FBT001
        """Note what the session's locker says; from its first word on a request no longer counts."""
        if locked or self._hinted:
            self._asked_at = math.nan
        self._hinted = locked
        self._settle()

    def saver(self, name: str, active: bool) -> None:  # noqa: FBT001
        """Note that a screen saver covers the screen or no longer does."""
        if active:
            self._savers.add(name)
            self._asked_at = math.nan
        else:
            self._savers.discard(name)
        self._settle()

    def note_input(self, idle_seconds: float) -> None:
        """Note that the last input was so long ago."""
        if self._clock() - idle_seconds > self._asked_at + SETTLING_SECONDS:
            self._asked_at = math.nan
            self._settle()

    def _settle(self) -> None:
        locked = self._hinted or bool(self._savers) or not math.isnan(self._asked_at)
        if locked != self.locked:
            self.locked = locked
            self._on_change(locked)
