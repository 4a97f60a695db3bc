"""The whole routine's progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskbreak.tui.draw import steps
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from deskbreak.tui.draw.ink import Picture


class Progress(NamedTuple):
    """How long each step takes and how much is behind."""

    seconds: tuple[float, ...]
    elapsed: float


class Track(Painted[Progress]):
    """One segment a step."""

    def draw(self, scene: Progress, width: int, height: int) -> Picture:  # noqa: ARG002 - one row
        """One row of segments."""
        return (steps.draw(scene.seconds, scene.elapsed, width),)
