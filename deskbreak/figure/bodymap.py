"""A small map of the body: the regions that were stretched, shaded on somebody seen from the front and from behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from deskbreak.figure.motion import FRONT
from deskbreak.figure.render import Frame, frame
from deskbreak.figure.sequence import Target, View

if TYPE_CHECKING:
    from collections.abc import Collection

    from deskbreak.figure.sequence import Sequence

BEHIND: Final = FRONT + 180.0
SEEN: Final = {
    FRONT: {"front": "hip-flexor", "inner": "adductors", "outer": "outer-hip"},
    BEHIND: {"back": "hamstrings", "low-back": "low-back", "outer": "outer-hip"},
}
"""Which muscle stands for a region, by the turn it can be seen in."""


def body_map(body: Sequence, regions: Collection[str], size: tuple[int, int]) -> tuple[Frame, Frame]:
    """Front and back of `body`, each in a box of (columns, rows) cells; regions that are not known are not shown."""
    first, second = (_seen(body, turn, regions, size) for turn in SEEN)
    return first, second


def _seen(body: Sequence, turn: float, regions: Collection[str], size: tuple[int, int]) -> Frame:
    muscles = [muscle for region, muscle in SEEN[turn].items() if region in regions]
    targets = tuple(Target(muscle, side) for muscle in muscles for side in (-1, 1))
    return frame(replace(body, view=View(turn), targets=targets), 0.0, "still", "", size)
