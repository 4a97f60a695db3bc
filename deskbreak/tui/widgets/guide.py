"""Words that are read in a glance: what is not whole in its place is left out, the least important being last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.widgets.prose import Prose, wrapped

if TYPE_CHECKING:
    from deskbreak.tui.draw.ink import Picture
    from deskbreak.tui.widgets.prose import Lines


class Guide(Prose):
    """Prose with a largest height."""

    def draw(self, scene: Lines, width: int, height: int) -> Picture:
        """As many whole paragraphs as fit; with no height given, all."""
        return super().draw(whole(scene, width, height) if height else scene, width, height)


def whole(lines: Lines, width: int, height: int) -> Lines:
    """The paragraphs that fit into this many rows: blank rows are given up first, then paragraphs, from the end."""
    kept = list(lines)
    while len(kept) > 1 and sum(len(wrapped(ink.text, width)) for ink in kept) > height:
        blanks = [place for place, ink in enumerate(kept) if not ink.text]
        del kept[blanks[-1] if blanks else -1]
    return tuple(kept)
