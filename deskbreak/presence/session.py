"""The session's watch where there is none: no daemon tells of locks or suspends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class NoSessionWatch:
    """Never locked, never asleep; a suspend still shows in the clocks."""

    locked = False

    async def start(self, on_lock: Callable[[bool], None], on_sleep: Callable[[bool], None]) -> None:
        """Nothing will ever be told."""

    def note_input(self, idle_seconds: float) -> None:
        """No lock to end."""

    async def stop(self) -> None:
        """Nothing to let go of."""
