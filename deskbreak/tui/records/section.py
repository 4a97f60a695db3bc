"""What a section of a report is, and what all sections write their numbers with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from deskbreak.tui.draw import columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.tui.draw.columns import Plot
    from deskbreak.tui.draw.ink import Picture
    from deskbreak.tui.draw.table import Table

HOUR: Final = 3600.0
PLOT_ROWS: Final = 9
OUTCOMES: Final = {
    "taken": ("█", "accent", "taken"),
    "natural": ("▓", "accent", "natural, by being away"),
    "partial": ("▒", "accent", "cut short"),
    "skipped": ("░", "quiet", "skipped"),
    "missed": ("·", "quiet", "missed"),
}


class Section(NamedTuple):
    """A heading, a note under it, a picture for a width, and the table of what the picture shows.

    `caption` is a note about the picture; `spoken` is the table where nothing is drawn, if it is another one.
    """

    title: str
    note: str = ""
    plot: Callable[[int], Picture] | None = None
    table: Table | None = None
    spoken: Table | None = None
    caption: str = ""


def upright(plot: Plot, width: int) -> Picture:
    """A plot as high as all of them are."""
    return columns.draw(plot, width, PLOT_ROWS)


def in_hours(seconds: float) -> str:
    """Whole hours."""
    return f"{seconds / HOUR:.0f} h"


def in_ones(value: float) -> str:
    """A whole number."""
    return f"{value:.0f}"


def percent(share: float) -> str:
    """A share in words."""
    return f"{100 * share:.0f} %"
