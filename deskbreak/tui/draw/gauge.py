"""The dashboard's one large thing: a ring that empties with large digits or a sign in it.

Where there is no room for a ring it is a bar with the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from deskbreak.tui.draw import digits, ring
from deskbreak.tui.draw.ink import Canvas, Ink, Picture, Row, fitted, width_of

SMALLEST_RING: Final = 8
LARGEST_RING: Final = 40
_AIRY: Final = 11
"""Rows of a ring above which a row is kept free over the caption."""
_SIGNS: Final = {"up": "now", "bars": "held", "moon": "off", "dash": "-", "tick": "done"}


@dataclass(frozen=True)
class Dial:
    """What a gauge shows: the fraction left, digits ("23", "1:05") or the name of a sign, and a caption."""

    fraction: float
    glyphs: str
    caption: str = ""
    ring_role: str = "accent"
    glyph_role: str = "strong"
    is_loose: bool = False
    gone_role: str = "faint"

    @property
    def is_sign(self) -> bool:
        """Whether the middle is a sign and not digits."""
        return self.glyphs in _SIGNS


def draw(dial: Dial, width: int, height: int) -> Picture:
    """The gauge in a box of cells, as a ring or, in a low or narrow one, as a bar."""
    rows = min(height, width // 2, LARGEST_RING)
    if rows < SMALLEST_RING:
        return _bar(dial, width, height)
    canvas = Canvas(width, rows)
    ring.draw(canvas, dial.fraction, (dial.ring_role, dial.gone_role), is_loose=dial.is_loose)
    middle = inside(dial, rows)
    parting = 1 if rows > _AIRY else 0
    under = 1 + parting if dial.caption else 0
    top = (rows - len(middle) - under + 1) // 2
    canvas.stamp(middle, top, dial.glyph_role)
    below = top + len(middle) + parting
    caption = fitted(dial.caption, ring.inner_width(rows, below))
    canvas.write((width - len(caption)) // 2, below, caption, "quiet")
    above = (height - rows) // 2
    return (((),) * above) + canvas.picture()


def inside(dial: Dial, rows: int) -> list[str]:
    """The digits or the sign as large as a ring of this many rows allows; bare text where none is small enough."""
    glyphs = (dial.glyphs,) if dial.is_sign else tuple(dial.glyphs)
    return digits.fit(glyphs, ring.inner_radius(rows), 2 if dial.caption else 0) or [
        _SIGNS.get(dial.glyphs, dial.glyphs)
    ]


def _bar(dial: Dial, width: int, height: int) -> Picture:
    """One row of words and one of a bar, centred; the words alone in a single row."""
    words = _SIGNS.get(dial.glyphs, dial.glyphs)
    text: Row = (Ink(words, dial.glyph_role), Ink("" if dial.is_sign else f" {dial.caption}", "quiet"))
    text = (Ink(" " * ((width - width_of(text)) // 2)), *text)
    if height < 2 or dial.is_sign:
        return (((),) * ((height - 1) // 2)) + (text,)
    length = min(width - 4, 48)
    full = round(min(1.0, max(0.0, dial.fraction)) * length)
    margin = Ink(" " * ((width - length) // 2))
    row: Row = (margin, Ink("━" * full, dial.ring_role), Ink("─" * (length - full), dial.gone_role))
    return (((),) * ((height - 2) // 2)) + (text, row)
