"""What is said in passing: one line, for a few seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deskbreak.tui.draw.ink import plain

if TYPE_CHECKING:
    from collections.abc import Callable

WHISPER_SECONDS: Final = 6.0


class Whisper:
    """The last thing said, until its time is over."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._text = ""
        self._ends_at = 0.0

    @property
    def text(self) -> str:
        """What is to be read now; mostly nothing."""
        return self._text if self.ends_in > 0 else ""

    @property
    def ends_in(self) -> float:
        """Seconds until it is gone; none left when nothing is said."""
        return self._ends_at - self._clock()

    def say(self, text: str) -> None:
        """Say this from now on."""
        self._text, self._ends_at = plain(text), self._clock() + WHISPER_SECONDS
