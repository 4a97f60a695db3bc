"""Words that are read in a glance: what is not whole in its place is left out, the least important being last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.widgets.prose import Prose, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskbreak.tui.draw.ink import Ink, Picture
    from deskbreak.tui.widgets.prose import Lines


class Guide(Prose):
    """Prose with a largest height."""

    is_even = False
    """Whether blank rows are given up together: they part things of one kind, and one alone would look like a slip."""

    def draw(self, scene: Lines, width: int, height: int) -> Picture:
        """As many whole paragraphs as fit; with no height given, all."""
        return super().draw(whole(scene, width, height, is_even=self.is_even) if height else scene, width, height)


class Points(Guide):
    """Things of one kind with blank rows between them all, or none."""

    is_even = True


def whole(lines: Lines, width: int, height: int, *, is_even: bool = False) -> Lines:
    """The paragraphs that fit into this many rows: blank rows are given up first, then paragraphs, from the end."""
    if is_even and _rows(lines, width) > height:
        lines = tuple(ink for ink in lines if ink.text)
    kept = list(lines)
    while len(kept) > 1 and _rows(kept, width) > height:
        blanks = [place for place, ink in enumerate(kept) if not ink.text]
        del kept[blanks[-1] if blanks else -1]
    return tuple(kept)


def _rows(lines: Iterable[Ink], width: int) -> int:
    return sum(len(wrapped(ink.text, width)) for ink in lines)
