"""What was stretched this week, on a small map of the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deskbreak.tui.draw import bodymap
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from deskbreak.tui.draw.ink import Picture

CAPTION: Final = "stretched this week"
HIGHEST: Final = 18
"""Rows of the largest map: it is meant to be small."""


class BodyMap(Painted[frozenset[str]]):
    """The map in the middle of its place, with a line that says what it shows."""

    def draw(self, scene: frozenset[str], width: int, height: int) -> Picture:
        """The regions' ids on the map; nothing where there is no room."""
        picture = bodymap.draw(scene, width, min(height - 2, HIGHEST))
        if not picture:
            return ()
        above = (height - len(picture) - 2) // 2
        return (*((),) * above, *picture, (), (Ink(CAPTION.center(width), "quiet"),))
