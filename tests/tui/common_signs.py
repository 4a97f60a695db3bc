"""Which signs the screens may draw with: those of every terminal's font, one cell wide, and never shown as an emoji.

Many of them (`─`, `●`, `…`) are of the kind that a terminal may be told to draw two cells wide for Chinese or Japanese.
Set so, no full screen keeps its columns; the README says what to do there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable

BLOCKS: Final = {
    "ASCII": range(0x20, 0x7F),
    "Latin-1": range(0xA0, 0x100),
    "general punctuation": range(0x2010, 0x2040),
    "arrows": range(0x2190, 0x2200),
    "box drawing": range(0x2500, 0x2580),
    "block elements": range(0x2580, 0x25A0),
    "geometric shapes": range(0x25A0, 0x2600),
    "braille": range(0x2800, 0x2900),
}
OTHERS: Final = "✓✗"
"""Each before words that say the same."""
DRAWN_IN_COLOUR: Final = "©®‼↔↕↖↗↘↙↩↪▪▫▶◀◻◼◽◾"
"""Those of these blocks that some terminals show as an emoji, two cells wide."""


def rare(signs: Iterable[str]) -> set[str]:
    """The signs some terminal does not have, or has in another width; letters of any script are words, not ours."""
    return {sign for sign in {*signs} - {*OTHERS} if not (sign.isalpha() or _is_common(sign))}


def _is_common(sign: str) -> bool:
    is_known = any(ord(sign) in block for block in BLOCKS.values())
    return is_known and sign not in DRAWN_IN_COLOUR and cell_len(sign) == 1
