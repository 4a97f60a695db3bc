"""The countdown of a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.draw import countdown
from deskbreak.tui.draw.gauge import Dial
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from deskbreak.tui.draw.ink import Picture


class Countdown(Painted[Dial]):
    """As large as its place allows."""

    def draw(self, scene: Dial, width: int, height: int) -> Picture:
        """Ring and digits, or digits and bar."""
        return countdown.draw(scene, width, height)
