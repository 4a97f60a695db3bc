"""The terminal's bell as a language: how often it rings for each cue, and with which gaps. Pure."""

from __future__ import annotations

from deskbreak.cues.plan import CHANGE, END, START, WALK

GAP_SECONDS = 0.25
"""Less than this, and terminals make one ring of two."""

RINGS = {CHANGE: 1, START: 2, WALK: 1, END: 3}


def rings(kind: str) -> tuple[float, ...]:
    """When the bell rings for a cue, in seconds after it: once to get ready, twice to begin, three times at the end."""
    return tuple(count * GAP_SECONDS for count in range(RINGS.get(kind, 0)))
