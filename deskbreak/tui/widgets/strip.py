"""The dashboard in one row, for a pane of a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.draw import strip
from deskbreak.tui.draw.strip import Glance
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual.geometry import Size

    from deskbreak.tui.draw.ink import Picture


class Strip(Painted[Glance]):
    """A glance over the whole width."""

    def draw(self, scene: Glance, width: int, height: int) -> Picture:  # noqa: ARG002 - one row
        """One row."""
        return (strip.draw(scene, width),)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row."""
        return 1
