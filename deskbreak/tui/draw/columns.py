"""A plot of upright bars over a labelled baseline, exact to an eighth of a row; and bars that lie, of shares."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from deskbreak.tui.draw.ink import Canvas, Ink, Picture, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
LYING: Final = " ▏▎▍▌▋▊▉█"
WIDEST: Final = 5
NICE: Final = (1, 2, 3, 4, 5, 6, 8)
NICE_TENS: Final = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)


class Plot(NamedTuple):
    """Bars with their labels; `words` writes a height; `top` is the scale's end, 0 for a round one above the bars."""

    values: tuple[float, ...]
    labels: tuple[str, ...]
    words: Callable[[float], str]
    unit: float = 1.0
    top: float = 0.0
    mark: float = 0.0
    """A height to draw a line at, such as a goal; 0 for none."""


def draw(plot: Plot, width: int, height: int) -> Picture:
    """The bars in a box; the last two rows are the baseline and the labels."""
    top = plot.top or ceiling(max(plot.values, default=0.0), plot.unit)
    names = {0: plot.words(top), height - 2: "0"}
    if plot.mark:
        names[_row_of(plot.mark, top, height)] = plot.words(plot.mark)
    gutter = max(cell_len(name) for name in names.values()) + 1
    canvas = Canvas(width, height)
    for row, name in names.items():
        canvas.write(gutter - 1 - len(name), row, name, "faint")
    canvas.write(gutter, height - 2, "─" * (width - gutter), "track")
    if plot.mark:
        canvas.write(gutter, _row_of(plot.mark, top, height), "╌" * (width - gutter), "track")
    step = max(1, (width - gutter) // max(1, len(plot.values)))
    bar = max(1, min(WIDEST, step - (step > 1), 1 + step // 2))
    for index, value in enumerate(plot.values):
        _bar(canvas, gutter + index * step, bar, value / top * (height - 2))
    _labels(canvas, plot.labels, gutter, step, bar)
    return canvas.picture()


def ceiling(highest: float, unit: float) -> float:
    """A round number of units at or above the highest value."""
    wanted = max(1.0, highest / unit) - 1e-9
    nice: tuple[int, ...] = NICE
    while nice[-1] < wanted:
        nice = NICE_TENS if nice is NICE else tuple(10 * each for each in nice)
    return unit * next(each for each in nice if each >= wanted)


def share(part: float, width: int) -> str:
    """A lying bar that fills this part of the width, exact to an eighth of a cell; never nothing for something."""
    eighths = min(8 * width, ceil(8 * width * part - 1e-9))
    return (LYING[8] * (eighths // 8) + LYING[eighths % 8]).rstrip()


def stacked(parts: Sequence[tuple[float, str, str]], width: int) -> Row:
    """One bar of parts (size, sign, role), each at least one cell when it is anything."""
    there = [part for part in parts if part[0] > 0]
    total = sum(size for size, _, _ in there)
    cells = [max(1, round(size / total * width)) for size, _, _ in there]
    while sum(cells) != width and cells:
        largest = cells.index(max(cells))
        cells[largest] += 1 if sum(cells) < width else -1
        if cells[largest] < 1:
            return ()
    return tuple(Ink(sign * count, role) for count, (_, sign, role) in zip(cells, there, strict=True))


def _row_of(value: float, top: float, height: int) -> int:
    return max(0, height - 2 - max(1, ceil(value / top * (height - 2))))


def _bar(canvas: Canvas, left: int, width: int, rows: float) -> None:
    eighths = ceil(8 * rows - 1e-9)
    bottom = canvas.height - 3
    for row in range(bottom + 1):
        filled = min(8, eighths - 8 * row)
        if filled > 0:
            canvas.write(left, bottom - row, EIGHTHS[filled] * width, "accent")


def _labels(canvas: Canvas, labels: Sequence[str], gutter: int, step: int, bar: int) -> None:
    """Labels under the middle of their bars, every one or every so many, as they fit."""
    if not labels:
        return
    longest = max(map(cell_len, labels))
    every = ceil((longest + 1) / step)
    for index in range(0, len(labels), every):
        left = max(gutter, gutter + index * step + (bar - cell_len(labels[index])) // 2)
        if left + cell_len(labels[index]) <= canvas.width:
            canvas.write(left, canvas.height - 1, labels[index], "faint")
