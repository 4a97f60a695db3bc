"""A routine's progress: one segment a step, as long as the step takes, thick where it is done."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from deskbreak.tui.draw.ink import Ink, Row

if TYPE_CHECKING:
    from collections.abc import Sequence


def draw(seconds: Sequence[float], elapsed: float, width: int) -> Row:
    """The segments over the whole width; `elapsed` counts from the first step's start."""
    total = sum(seconds)
    if total <= 0 or width <= 0:
        return ()
    gaps = len(seconds) - 1 if width >= 3 * len(seconds) else 0
    cells = width - gaps
    ends = [0, *(round(cells * end / total) for end in accumulate(seconds))]
    filled = round(cells * min(1.0, max(0.0, elapsed / total)))
    row: list[Ink] = []
    for start, end in pairwise(ends):
        done = min(max(filled, start), end)
        row += [Ink("━" * (done - start), "accent"), Ink("─" * (end - done), "track")]
        row.append(Ink(" " if gaps else ""))
    return tuple(ink for ink in row[:-1] if ink.text)
