"""Lines of words, wrapped to the place they have, each with its role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from deskbreak.tui.draw.ink import Ink, Picture, Row
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual.geometry import Size

ITEM = "· "
INSET = "  "
"""How an item begins, and what belongs to the paragraph before it."""
Lines = tuple[Ink, ...]
"""One paragraph an ink; an empty one is a blank row."""


class Prose(Painted[Lines]):
    """Paragraphs of plain text."""

    def draw(self, scene: Lines, width: int, height: int) -> Picture:  # noqa: ARG002 - as high as it gets
        """Every paragraph wrapped at words."""
        rows: list[Row] = []
        for ink in scene:
            rows += [(Ink(line, ink.role),) for line in wrapped(ink.text, width)]
        return tuple(rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the words take."""
        return len(self.draw(self.scene or (), width, 0))


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most `width` cells, an item's (`· `) set in, as is what is inset; a blank text is one row."""
    if not text or width < 4:
        return [""]
    for start in (ITEM, INSET):
        if text.startswith(start):
            lines = wrapped(text.removeprefix(start), width - len(start))
            return [start + lines[0], *(INSET + line for line in lines[1:])]
    return [line.plain.rstrip() for line in Content(text).wrap(width)]
