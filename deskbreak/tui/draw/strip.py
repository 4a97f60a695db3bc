"""The dashboard in one row: the time left, how much that is as a bar, what comes, and how the day went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from deskbreak.tui.draw.ink import Ink, Row, fitted, spread, width_of

_BAR_FROM: Final = 56
_LONGEST_BAR: Final = 24


@dataclass(frozen=True)
class Glance:
    """What a strip says: `lead` is the time left or the state; `detail` goes where not all fits.

    No `fraction` is left where no time runs.
    """

    lead: str
    fraction: float | None
    headline: str
    detail: str = ""
    role: str = "strong"


def draw(glance: Glance, width: int) -> Row:
    """The row; the bar goes first where there is little room, then the details, then the headline's end."""
    row: Row = (Ink(glance.lead, glance.role), Ink("  "))
    if width >= _BAR_FROM and glance.fraction is not None:
        row = (*row, *_bar(glance.fraction, min(_LONGEST_BAR, width // 8)), Ink("  "))
    row = (*row, Ink(fitted(glance.headline, width - width_of(row))))
    return spread(row, (Ink(glance.detail, "quiet"),), width)


def _bar(fraction: float, length: int) -> Row:
    full = round(min(1.0, max(0.0, fraction)) * length)
    return Ink("━" * full, "accent"), Ink("─" * (length - full), "track")
