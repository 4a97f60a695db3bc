"""The last seven days of stretching: days as dots, and each region with a bar of how often it was stretched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from deskbreak.tui.draw.ink import Ink, Picture, Row, fitted, padded
from deskbreak.tui.week import REGIONS, SHORT

if TYPE_CHECKING:
    from deskbreak.tui.week import Week

LONGEST_BAR: Final = 30
LEAST_BAR: Final = 6
_LEAST_FULL: Final = 3
"""Times that fill a bar when no region was stretched oftener."""
_NEVER: Final = "not yet"


def dots(week: Week) -> Row:
    """A dot for every day that is advised, full where something was stretched."""
    done = min(week.days, week.most)
    return Ink("● " * done, "accent"), Ink("○ " * (week.most - done), "quiet")


def counts(week: Week) -> Row:
    """Every region and how often, in one row: front 3  back 2  outer 0."""
    row: list[Ink] = []
    for name, times in week.regions:
        row += [Ink(f"  {SHORT.get(name, name)} ", "quiet"), Ink(str(times), "strong") if times else Ink("0", "quiet")]
    return (row[0]._replace(text=row[0].text.lstrip()), *row[1:]) if row else ()


def bars(week: Week, width: int) -> Picture:
    """A row for every region: its name, a bar and the number of times."""
    names = {name: REGIONS.get(name, name) for name, _ in week.regions}
    widest = max((cell_len(said) for said in names.values()), default=0)
    full = max((_LEAST_FULL, *(times for _, times in week.regions)))
    length = min(LONGEST_BAR, width - widest - len(_NEVER) - 4)
    return tuple(
        (Ink(padded(names[name], widest) + "  ", "quiet"), *_bar(times / full, length), *_times(times))
        if length >= LEAST_BAR
        else (Ink(fitted(f"{names[name]}  {times or _NEVER}", width), "quiet"),)
        for name, times in week.regions
    )


def _bar(share: float, length: int) -> Row:
    done = round(share * length)
    return Ink("━" * done, "accent"), Ink("─" * (length - done), "track")


def _times(times: int) -> Row:
    return (Ink(f"  {times}", "strong"),) if times else (Ink(f"  {_NEVER}", "faint"),)
