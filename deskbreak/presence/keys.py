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
        self._touched_at: float | None = None

    def touch(self) -> None:
        """Note that a key was pressed just now."""
        self._touched_at = self._clock()

    def touched_ago(self) -> float | None:
        """Seconds since the last key, `None` before the first."""
        return None if self._touched_at is None else self._clock() - self._touched_at

    async def start(self) -> None:
        """Starting deskbreak takes a hand too: it counts as the first key."""
        self._touched_at = self._clock() if self._touched_at is None else self._touched_at

    async def idle_seconds(self) -> float:
        """Seconds since the last key; raises `SourceFailed` before the first."""
        ago = self.touched_ago()
        if ago is None:
            raise SourceFailed("no key is known yet")
        return ago

    async def stop(self) -> None:
        """Nothing to let go of; the last key stays known."""
