"""This week's stretching and today's breaks, beside the clock where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from deskbreak.tui import words
from deskbreak.tui.draw import weekly
from deskbreak.tui.draw.ink import Ink, Picture
from deskbreak.tui.week import Week
from deskbreak.tui.widgets.painted import Painted

HIGH_ENOUGH: Final = 40
"""Rows of the terminal from which there is room for a map of the body."""

if TYPE_CHECKING:
    from textual.geometry import Size

    from deskbreak.tui.reading import Today


class Past(NamedTuple):
    """What is behind: the week, where the service tells of one, and the day."""

    week: Week | None
    today: Today


class Record(Painted[Past]):
    """Two headed parts, one below the other."""

    def draw(self, scene: Past, width: int, height: int) -> Picture:  # noqa: ARG002 - as high as it gets
        """The week with a bar for each region, then the day in words."""
        has_map = self.app.size.height >= HIGH_ENOUGH
        return (*(_week(scene.week, width, has_map=has_map) if scene.week else ()), *_day(scene.today))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as there are."""
        return len(self.draw(self.scene, width, 0)) if self.scene else 0


class Regions(Painted[Week]):
    """The week's regions alone."""

    def draw(self, scene: Week, width: int, height: int) -> Picture:  # noqa: ARG002 - as high as it gets
        """A row for each."""
        return weekly.bars(scene, width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as there are regions."""
        return len(self.scene.regions) if self.scene else 0


def _week(week: Week, width: int, *, has_map: bool) -> Picture:
    """The days, the map of the body where something was stretched, and a bar for each region."""
    body = _map(week, width) if has_map and week.covered else ()
    said = f" {week.days} of 7 days; {week.least} to {week.most} is good"
    return (
        (Ink("This week", "strong"),),
        (),
        (*weekly.dots(week), Ink(said, "quiet")),
        (),
        *((*body, ()) if body else ()),
        *weekly.bars(week, width),
        (),
        *(() if body else ((),)),
    )


def _map(week: Week, width: int) -> Picture:
    from deskbreak.tui.draw import bodymap  # noqa: PLC0415 - not for the first picture of a small terminal

    return bodymap.draw(week.covered, min(width, bodymap.WIDEST), bodymap.HIGHEST)


def _day(today: Today) -> Picture:
    """The breaks by what became of them; what did not happen is not told."""
    told = (
        (today.taken, words.count(today.taken, "break") + " taken"),
        (today.natural, words.count(today.natural, "rest") + " that counted"),
        (today.partial, f"{today.partial} cut short"),
        (today.skipped, f"{today.skipped} skipped"),
        (today.missed, f"{today.missed} missed"),
    )
    lines = [said for number, said in told if number] or ["no break yet"]
    if today.longest_bout_seconds >= 60:
        lines.append(f"longest sitting {words.span(today.longest_bout_seconds)}")
    return ((Ink("Today", "strong"),), (), *((Ink(line, "quiet"),) for line in lines))
