"""The screen's one timer: armed for the next visible change, never running when nothing will change."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Handle(Protocol):
    """A timer that can be called off."""

    def cancel(self) -> None:
        """Call it off; twice is fine."""


def later(seconds: float, callback: Callable[[], object]) -> Handle:
    """Call back on the running loop."""
    return asyncio.get_running_loop().call_later(seconds, callback)


class Ticker:
    """Keeps at most one timer."""

    def __init__(
        self,
        callback: Callable[[], object],
        call_later: Callable[[float, Callable[[], object]], Handle] = later,
    ) -> None:
        self._callback = callback
        self._call_later = call_later
        self._handle: Handle | None = None

    @property
    def is_armed(self) -> bool:
        """Whether the timer runs."""
        return self._handle is not None

    def arm(self, seconds: float | None) -> None:
        """Replace the timer; None leaves none."""
        self.disarm()
        if seconds is not None:
            self._handle = self._call_later(max(0.0, seconds), self._fire)

    def _fire(self) -> None:
        fired = self._handle
        self._callback()
        if self._handle is fired:
            self.disarm()

    def disarm(self) -> None:
        """Call the timer off, if one runs."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
