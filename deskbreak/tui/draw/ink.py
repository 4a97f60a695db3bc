"""Ink: text with a role instead of a colour, and the canvas the pictures are put together on.

Roles become styles in `deskbreak.tcss` only, so a picture is the same in every theme and in none.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROLES: Final = ("strong", "accent", "quiet", "faint", "track", "alert", "key")
"""Every role a picture may use beside "" (plain text)."""


class Ink(NamedTuple):
    """A piece of text on one row, and what it means."""

    text: str
    role: str = ""


Row = tuple[Ink, ...]
Picture = tuple[Row, ...]


def plain(text: object, limit: int = 400) -> str:
    """Text from outside made safe to draw: one line, nothing a terminal would act upon, one width everywhere."""
    words = " ".join(str(text).split())
    if words.isascii() and words.isprintable():
        return words[:limit]
    words = unicodedata.normalize("NFC", words).translate(_OF_ONE_WIDTH)
    return "".join(sign for sign in words if not unicodedata.category(sign).startswith("C"))[:limit]


_OF_ONE_WIDTH: Final[dict[int, str | None]] = {
    **dict.fromkeys((0xFE0E, 0xFE0F, 0x20E3)),  # emoji or text, keycap
    **dict.fromkeys(range(0x1F3FB, 0x1F400)),  # skin
    **dict.fromkeys((0x115F, 0x1160, 0x3164, 0xFFA0)),  # fillers of Hangul
    **{0x1F1E6 + letter: chr(ord("A") + letter) for letter in range(26)},  # pairs of these are flags
}
"""Signs that some terminals draw with the one before, some beside it: left out, and letters in place of flags."""


def width_of(row: Iterable[Ink]) -> int:
    """Cells a row takes."""
    return sum(cell_len(ink.text) for ink in row)


def fitted(text: str, width: int) -> str:
    """Text cut to `width` cells, with an ellipsis where something was lost."""
    if width <= 0:
        return ""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def padded(text: str, width: int) -> str:
    """Text that takes exactly `width` cells: cut, or with blanks behind it."""
    shown = fitted(text, width)
    return shown + " " * (width - cell_len(shown))


def spread(left: Row, right: Row, width: int) -> Row:
    """Two ends of one row pushed apart; the right one goes when both do not fit."""
    gap = width - width_of(left) - width_of(right)
    return (*left, Ink(" " * gap), *right) if gap > 0 else left


def is_written_in_colour(ink: Ink) -> bool:
    """Whether these are words, or a key, told from plain text by their colour; a drawing is not."""
    return ink.role == "key" or (ink.role in {"accent", "alert"} and any(sign.isalnum() for sign in ink.text))


def plain_text(picture: Picture) -> str:
    """The picture as bare lines, for tests and logs."""
    return "\n".join("".join(ink.text for ink in row).rstrip() for row in picture)


class Canvas:
    """A grid of cells, each with one sign and one role."""

    def __init__(self, width: int, height: int) -> None:
        self.width = max(0, width)
        self.height = max(0, height)
        self._cells = [[Ink(" ")] * self.width for _ in range(self.height)]

    def put(self, x: int, y: int, sign: str, role: str) -> None:
        """Set one cell; outside the canvas nothing happens."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self._cells[y][x] = Ink(sign, role)

    def write(self, x: int, y: int, text: str, role: str) -> None:
        """Write from left to right, as far as whole signs fit."""
        for sign in text:
            width = cell_len(sign)
            if x + width > self.width:
                return
            if width:
                self.put(x, y, sign, role)
            elif x > 0 and 0 <= y < self.height:  # a mark on the sign before
                self._cells[y][x - 1] = Ink(self._cells[y][x - 1].text + sign, role)
            if width > 1:
                self.put(x + 1, y, "", role)
            x += width

    def stamp(self, lines: Sequence[str], top: int, role: str) -> None:
        """Write lines centred across the canvas, leaving what is under their blanks."""
        for offset, line in enumerate(lines):
            left = (self.width - len(line)) // 2
            for column, sign in enumerate(line):
                if sign != " ":
                    self.put(left + column, top + offset, sign, role)

    def picture(self) -> Picture:
        """All rows, neighbours of one role joined."""
        return tuple(
            tuple(Ink("".join(c.text for c in run), role) for role, run in groupby(row, lambda c: c.role))
            for row in self._cells
        )
