"""How long drawing the figure takes: one frame in a small and in a large box, and loading a drawing the first time."""

from __future__ import annotations

import time
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from bench.measurement import Measurement
from deskbreak.figure import files
from deskbreak.figure.render import frame

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 6
PHASES = (("enter", 0.9), ("hold", 1.3), ("switch", 0.4))
CASES = (
    ((24, 12), "braille", 4.0),
    ((48, 24), "braille", 4.0),
    ((48, 24), "half", 4.0),
    ((48, 24), "block", 4.0),
    ((120, 60), "braille", 20.0),
)


def measure() -> list[Measurement]:
    """Medians over all stretches and several moments of each, in milliseconds of this process: it only computes."""
    found = []
    for size, style, budget in CASES:
        name = f"figure: frame {size[0]}x{size[1]} {style}"
        found.append(Measurement(name, round(median(_frames(size, style)), 2), budget, "ms"))
    found.append(Measurement("figure: load a drawing", round(median(_loads()), 2), 20.0, "ms"))
    return found


def _frames(size: tuple[int, int], style: str) -> list[float]:
    return [
        _milliseconds(partial(frame, sequence, seconds + turn / 7, phase, "left", size, style))
        for turn in range(ROUNDS)
        for sequence in map(files.load_sequence, files.drawn_ids())
        for phase, seconds in PHASES
    ]


def _loads() -> list[float]:
    def load(id_: str) -> None:
        files.load_sequence.cache_clear()
        files.load_sequence(id_)

    return [_milliseconds(partial(load, id_)) for id_ in files.drawn_ids()]


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000
