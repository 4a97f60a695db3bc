"""Keys pressed in deskbreak's own screen: proof of presence, but their absence proves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.errors import SourceFailed

if TYPE_CHECKING:
    from collections.abc import Callable


class Keys:
    """A source fed by `touch`."""

    name = "keys"

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.touched_at: float | None = None

    def touch(self) -> None:
        """Note that a key was pressed just now."""
        self.touched_at = self._clock()

    async def start(self) -> None:
        """Starting deskbreak takes a hand too: it counts as the first key."""
        self.touched_at = self._clock() if self.touched_at is None else self.touched_at

    async def idle_seconds(self) -> float:
        """Seconds since the last key; raises `SourceFailed` before the first."""
        if self.touched_at is None:
            raise SourceFailed("no key is known yet")
        return self._clock() - self.touched_at

    async def stop(self) -> None:
        """Nothing to let go of; the last key stays known."""
