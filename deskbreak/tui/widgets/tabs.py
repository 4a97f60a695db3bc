"""A few words of which one is chosen; each can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskbreak.tui.draw.ink import Ink, Picture, Row, width_of
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size


_GAP = 3


class Tab(NamedTuple):
    """A word and the screen's action it stands for; with a key, it is no choice among others but something to press."""

    word: str
    action: str
    is_chosen: bool = False
    key: str = ""


class Tabs(Painted[tuple[Tab, ...]]):
    """One row; the chosen word stands in brackets, so that it is known without colour."""

    def draw(self, scene: tuple[Tab, ...], width: int, height: int) -> Picture:  # noqa: ARG002 - one row
        """The words."""
        return (tuple(ink for tab in scene for ink in _drawn(tab)),)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as its words."""
        return sum(width_of(_drawn(tab)) for tab in self.scene or ())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row."""
        return 1

    async def on_click(self, event: events.Click) -> None:
        """Choose the word under the mouse."""
        left = 0
        for tab in self.scene or ():
            left += width_of(_drawn(tab))
            if event.x < left:
                await self.app.run_action(tab.action, default_namespace=self.screen)
                return


class Options(Tabs):
    """The words one after the other in as many rows as they take, the chosen one with a dot."""

    def draw(self, scene: tuple[Tab, ...], width: int, height: int) -> Picture:  # noqa: ARG002 - as high as it gets
        """The words."""
        return tuple(tuple(ink for tab in row for ink in _dotted(tab)) for row in _rows(scene, width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as they take."""
        return len(_rows(self.scene or (), width))

    async def on_click(self, event: events.Click) -> None:
        """Choose the word under the mouse."""
        event.prevent_default()
        right = 0
        for row in _rows(self.scene or (), self.size.width)[event.y : event.y + 1]:
            for tab in row:
                right += width_of(_dotted(tab))
                if event.x < right:
                    await self.app.run_action(tab.action, default_namespace=self.screen)
                    return


def _rows(tabs: tuple[Tab, ...], width: int) -> list[list[Tab]]:
    rows: list[list[Tab]] = []
    left = width
    for tab in tabs:
        wide = width_of(_dotted(tab))
        if left + wide - _GAP > width:
            rows.append([])
            left = 0
        rows[-1].append(tab)
        left += wide
    return rows


def _dotted(tab: Tab) -> Row:
    role = "strong" if tab.is_chosen else "quiet"
    return Ink("● " if tab.is_chosen else "○ ", "accent"), Ink(tab.word + " " * _GAP, role)


def _drawn(tab: Tab) -> Row:
    if tab.key:
        return Ink(f"  {tab.key}", "key"), Ink(f" {tab.word}", "quiet")
    return (Ink(f"[{tab.word}]", "strong"),) if tab.is_chosen else (Ink(f" {tab.word} ", "faint"),)
