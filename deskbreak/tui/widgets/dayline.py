"""Today's line of sitting, absences and breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.draw import dayline
from deskbreak.tui.draw.dayline import Day
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from deskbreak.tui.draw.ink import Picture


class DayLine(Painted[Day]):
    """The line and, in its second row, the hours."""

    def draw(self, scene: Day, width: int, height: int) -> Picture:
        """The line over the whole width."""
        return dayline.draw(scene, width)[:height]
