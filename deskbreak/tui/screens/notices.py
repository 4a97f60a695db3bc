"""What a screen beside the dashboard has to tell of it: a break that is due, a lost service, a whisper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.draw.ink import Ink

if TYPE_CHECKING:
    from deskbreak.tui.draw.ink import Row
    from deskbreak.tui.view import View


def notice(view: View) -> Row:
    """One row, empty when there is nothing to tell."""
    if not view.is_connected:
        return (Ink("The service does not answer; trying again", "alert"),)
    if view.whisper:
        return (Ink(view.whisper, "strong"),)
    if view.moment.prompt is not None:
        return (Ink("A break is due: Escape goes back to it", "alert"),)
    return ()
