"""A countdown to be read from the floor: a ring with digits in it, or digits alone where a ring would make them small.

Digits alone stand over a bar, and begin at the left as the words under them do.
"""

from __future__ import annotations

from typing import Final

from deskbreak.tui.draw import digits, gauge
from deskbreak.tui.draw.gauge import Dial
from deskbreak.tui.draw.ink import Ink, Picture, Row, fitted

LEAST_RING: Final = 13
"""Rows from which a ring has room for digits that are read two metres away."""
LEAST_DIGITS: Final = 5
"""Rows such digits have: about an inch."""
LARGEST_RING: Final = 36
LARGEST_DIGITS: Final = 9
_ROOMY: Final = 8


def draw(dial: Dial, width: int, height: int) -> Picture:
    """The countdown in a box of cells."""
    rows = min(height, width // 2, LARGEST_RING)
    if rows >= LEAST_RING and (dial.is_sign or len(gauge.inside(dial, rows)) >= LEAST_DIGITS):
        return gauge.draw(dial, 2 * rows, rows)
    parting: Picture = ((),) if height >= _ROOMY else ()
    large = _digits(dial, width, height - len(parting) - 1)
    if height <= digits.SMALLEST or not large:
        return gauge.draw(dial, width, min(height, 2))
    return (*large, *parting, _bar(dial, width))


def _digits(dial: Dial, width: int, height: int) -> Picture:
    """As high as there is room, the caption beside their last row."""
    glyphs = (dial.glyphs,) if dial.is_sign else tuple(dial.glyphs)
    lines = digits.fit_box(glyphs, width, height, LARGEST_DIGITS)
    if not lines:
        return ()
    caption = fitted(dial.caption, width - len(lines[-1]) - 2)
    return (
        *((Ink(line, dial.glyph_role),) for line in lines[:-1]),
        (Ink(lines[-1], dial.glyph_role), Ink(f"  {caption}" if caption else "", "quiet")),
    )


def _bar(dial: Dial, width: int) -> Row:
    """What is left of the step, dashed while its time does not simply run."""
    full = round(min(1.0, max(0.0, dial.fraction)) * width)
    return Ink(("╍" if dial.is_loose else "━") * full, dial.ring_role), Ink("─" * (width - full), dial.gone_role)
