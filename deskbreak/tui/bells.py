"""Rings the terminal's bell, so that cues are told apart unseen: once to get ready, twice to begin, thrice to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.cues.patterns import rings
from deskbreak.cues.plan import CHANGE, START, WALK

if TYPE_CHECKING:
    from textual.app import App

    from deskbreak.tui.routine import Step


def cue_of(step: Step | None) -> str:
    """The cue with which a step begins; None is the walking after the last."""
    if step is None:
        return WALK
    return CHANGE if step.is_change else START


def ring(app: App[int], cue: str) -> None:
    """Ring the pattern of a cue."""
    for at in rings(cue):
        if at:
            app.set_timer(at, app.bell)
        else:
            app.bell()
