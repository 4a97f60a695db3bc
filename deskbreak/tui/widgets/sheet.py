"""A period's page, as long as it gets; drawn once for a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.records.page import page
from deskbreak.tui.records.reading import Report
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual.geometry import Size

    from deskbreak.tui.draw.ink import Picture


class Sheet(Painted[Report]):
    """Meant to stand in something that scrolls."""

    _drawn: tuple[Report, int, Picture] | None = None

    def draw(self, scene: Report, width: int, height: int) -> Picture:  # noqa: ARG002 - as long as it gets
        """The page; the one drawn last is kept, for a year's page takes a while."""
        if self._drawn is None or self._drawn[0] is not scene or self._drawn[1] != width:
            self._drawn = scene, width, page(scene, width)
        return self._drawn[2]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as there are."""
        return len(self.draw(self.scene, width, 0)) if self.scene else 0
