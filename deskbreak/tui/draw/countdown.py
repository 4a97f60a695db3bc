"""A countdown to be read from the floor: a ring with digits in it, or digits alone where a ring would make them small.

Digits alone stand over a bar, and begin at the left as the words under them do.
"""

from __future__ import annotations

from typing import Final

from deskbreak.tui.draw import digits, gauge
from deskbreak.tui.draw.gauge import Dial
from deskbreak.tui.draw.ink import Ink, Picture, Row, fitted

LEAST_RING: Final = 13
"""Rows from which the digits in a ring are five rows high: about an inch, to be read two metres away."""
LARGEST_RING: Final = 24
LARGEST_DIGITS: Final = 9
_ROOMY: Final = 8


def draw(dial: Dial, width: int, height: int) -> Picture:
    """The countdown in a box of cells."""
    rows = min(height, width // 2, LARGEST_RING)
    if rows >= LEAST_RING:
        return gauge.draw(dial, 2 * rows, rows)
    parting: Picture = ((),) if height >= _ROOMY else ()
    large = _digits(dial, width, height - len(parting) - 1)
    if height <= digits.SMALLEST or not large:
        return gauge.draw(dial, width, min(height, 2))
    return (*large, *parting, _bar(dial, width))


def _digits(dial: Dial, width: int, height: int) -> Picture:
    """As high as there is room, the caption beside their last row."""
    for rows in range(min(height, LARGEST_DIGITS), digits.SMALLEST - 1, -1):
        if digits.span(tuple(dial.glyphs), rows) <= width:
            lines = digits.lines(tuple(dial.glyphs), rows)
            room = width - digits.span(tuple(dial.glyphs), rows) - 2
            caption = (Ink(f"  {fitted(dial.caption, room)}", "quiet"),) if room > 0 else ()
            return (
                *((Ink(line, dial.glyph_role),) for line in lines[:-1]),
                (Ink(lines[-1], dial.glyph_role), *caption),
            )
    return ()


def _bar(dial: Dial, width: int) -> Row:
    """What is left of the step, dashed while its time does not simply run."""
    full = round(min(1.0, max(0.0, dial.fraction)) * width)
    return Ink(("╍" if dial.is_loose else "━") * full, dial.ring_role), Ink("─" * (width - full), "track")
