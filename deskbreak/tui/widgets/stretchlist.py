"""A list of stretches under their regions, with a cursor. Says where the cursor is with a message; changes nothing."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from deskbreak.tui.draw.ink import Ink, Picture, Row, fitted, padded
from deskbreak.tui.shelf import OUT
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual import events

    from deskbreak.tui.shelf import Entry

_BESIDE_FROM = 55
"""Cells from which a row has room for the place, or for why it is left out."""
_BESIDE = 13


class Listed(NamedTuple):
    """The stretches, the words for regions and places, the region asked for ("" for all), and where the cursor is."""

    entries: tuple[Entry, ...] = ()
    regions: Mapping[str, str] = {}
    places: Mapping[str, str] = {}
    region: str = ""
    cursor: int = 0

    @property
    def entry(self) -> Entry | None:
        """The one under the cursor."""
        return self.entries[self.cursor] if self.entries else None


class StretchList(Painted[Listed]):
    """Shows as many rows as it has, those around the cursor."""

    class Moved(Message):
        """The cursor is somewhere else."""

    _top = 0

    def move_to(self, cursor: int) -> None:
        """Put the cursor on a stretch."""
        if self.scene is not None and self.scene.entries:
            cursor = min(max(cursor, 0), len(self.scene.entries) - 1)
            if cursor != self.scene.cursor:
                self.show(self.scene._replace(cursor=cursor))
                self.post_message(self.Moved())

    def move(self, steps: int) -> None:
        """Move the cursor down, or up."""
        if self.scene is not None:
            self.move_to(self.scene.cursor + steps)

    def draw(self, scene: Listed, width: int, height: int) -> Picture:
        """The rows in sight."""
        rows = list(_lines(scene))
        here = next((row for row, (_, index) in enumerate(rows) if index == scene.cursor), 0)
        around = 2 if height > 5 else 0
        self._top = max(0, min(max(self._top, here + around - height + 1), max(0, here - around)))
        return tuple(_row(scene, *line, width) for line in rows[self._top : self._top + height])

    def on_click(self, event: events.Click) -> None:
        """Go to the stretch under the mouse."""
        rows = list(_lines(self.scene)) if self.scene else []
        place = self._top + event.y
        if place < len(rows) and (index := rows[place][1]) is not None:
            self.move_to(index)

    def on_mouse_scroll_down(self) -> None:
        """A stretch further."""
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        """A stretch back."""
        self.move(-1)


def _lines(scene: Listed) -> Iterator[tuple[str, int | None]]:
    """Headings, with None, and the places of stretches."""
    numbered = enumerate(scene.entries)
    for number, (region, group) in enumerate(groupby(numbered, lambda pair: scene.region or pair[1].regions[0])):
        if number:
            yield "", None
        yield scene.regions.get(region, region), None
        for index, _ in group:
            yield "", index


def _row(scene: Listed, title: str, index: int | None, width: int) -> Row:
    if index is None:
        return (Ink(fitted(title, width), "accent"),)
    entry, is_here = scene.entries[index], index == scene.cursor
    beside = _BESIDE if width >= _BESIDE_FROM else 0
    mark = " " if entry.is_offered else OUT
    text = padded(f"{'▸' if is_here else ' '} {mark} {entry.name}", width - beside)
    role = "strong" if is_here else "" if entry.is_offered else "faint"
    said = scene.places.get(entry.place, entry.place) if entry.is_offered else entry.reason
    return Ink(text, role), Ink(f" {padded(said, beside - 1)}" if beside else "", "faint")
