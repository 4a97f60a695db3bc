"""A few words of which one is chosen; each can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from deskbreak.tui.draw.ink import Ink, Picture
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size


class Tab(NamedTuple):
    """A word and the screen's action it stands for."""

    word: str
    action: str
    is_chosen: bool


class Tabs(Painted[tuple[Tab, ...]]):
    """One row; the chosen word stands in brackets, so that it is known without colour."""

    def draw(self, scene: tuple[Tab, ...], width: int, height: int) -> Picture:  # noqa: ARG002 - one row
        """The words."""
        return (tuple(Ink(*_drawn(tab)) for tab in scene),)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as its words."""
        return sum(cell_len(_drawn(tab)[0]) for tab in self.scene or ())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row."""
        return 1

    async def on_click(self, event: events.Click) -> None:
        """Choose the word under the mouse."""
        left = 0
        for tab in self.scene or ():
            left += cell_len(_drawn(tab)[0])
            if event.x < left:
                await self.app.run_action(tab.action, default_namespace=self.screen)
                return


def _drawn(tab: Tab) -> tuple[str, str]:
    return (f"[{tab.word}]", "strong") if tab.is_chosen else (f" {tab.word} ", "faint")
