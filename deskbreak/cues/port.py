"""What the service and the commands need of whoever plays cues. A player returns at once and raises nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue to play: its kind, for tones, and its words, for speech."""

    kind: str
    text: str


class Player(Protocol):
    """Plays cues, the newest at the cost of the one before."""

    @property
    def message(self) -> str:
        """Why nothing is heard, in words; "" while all is well."""

    def play(self, cue: Cue) -> None:
        """Begin to play and return."""

    def tidy(self) -> None:
        """Let go of what has ended by itself; called now and then where no loop runs in which that is noticed."""

    def close(self) -> None:
        """Be silent at once and leave nothing behind. It may be played on afterwards."""
