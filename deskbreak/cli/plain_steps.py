"""The steps of the service's break as lines, each once and when it is due. Pure: of a moment, what to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.cues.plan import NEARLY, Beat, Part, beats, due, next_in
from deskbreak.cues.words import written

if TYPE_CHECKING:
    from deskbreak.cli.guides import Look

SHORTEST_WAIT_SECONDS = 0.02


class Steps:
    """Follows one break from wherever it is when it is first looked at."""

    def __init__(self) -> None:
        self._routine: tuple[Part, ...] = ()
        self._beats: tuple[Beat, ...] = ()
        self._heard_seconds = -1.0

    def lines(self, look: Look) -> list[str]:
        """What is due by now and was not said yet; nothing while the break is paused."""
        if look.routine != self._routine:
            if self._routine:  # another routine from here on: what lies behind was said
                self._heard_seconds = self._begun_at(look) - NEARLY
            self._routine, self._beats = look.routine, beats(look.routine, look.length_seconds)
        if look.is_paused:
            return []
        now_due = due(self._beats, self._heard_seconds, look.elapsed_seconds)
        self._heard_seconds = max(self._heard_seconds, look.elapsed_seconds + NEARLY)
        return [line for beat in now_due for line in written(beat, self._routine) if line]

    def wait_seconds(self, look: Look) -> float | None:
        """How long until there is something to say; None when only the service can bring something."""
        coming = None if look.is_paused else next_in(self._beats, look.elapsed_seconds)
        return None if coming is None else max(SHORTEST_WAIT_SECONDS, coming)

    @staticmethod
    def _begun_at(look: Look) -> float:
        """When the step of this moment began."""
        begun = 0.0
        for part in look.routine:
            if begun + part.seconds > look.elapsed_seconds:
                break
            begun += part.seconds
        return begun
