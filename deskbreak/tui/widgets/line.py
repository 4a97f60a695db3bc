"""One row with two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskbreak.tui.draw.ink import Ink, Picture, Row, fitted, spread, width_of
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual.geometry import Size


class Ends(NamedTuple):
    """What is at the left and at the right of a row."""

    left: Row = ()
    right: Row = ()


class Line(Painted[Ends]):
    """The left end cut to fit, the right one only where both do."""

    def draw(self, scene: Ends, width: int, height: int) -> Picture:  # noqa: ARG002 - one row
        """One row."""
        left = scene.left
        if width_of(left) > width and left:
            left = (Ink(fitted("".join(ink.text for ink in left), width), left[0].role),)
        return (spread(left, scene.right, width),)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row."""
        return 1
