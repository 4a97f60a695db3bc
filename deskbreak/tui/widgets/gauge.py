"""The large ring with digits in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.draw import gauge
from deskbreak.tui.draw.gauge import Dial
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from deskbreak.tui.draw.ink import Picture


class Gauge(Painted[Dial]):
    """A dial, as large as its place allows."""

    def draw(self, scene: Dial, width: int, height: int) -> Picture:
        """The ring, or the bar where there is no room."""
        return gauge.draw(scene, width, height)
