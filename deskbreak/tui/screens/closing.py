"""The calm end of a break: what it was, and then the dashboard again, by itself or at any key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message

from deskbreak.tui import words
from deskbreak.tui.draw.gauge import Dial
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import Face
from deskbreak.tui.widgets.gauge import Gauge
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.reading import Moment, Resting
    from deskbreak.tui.view import View

_WHOLE_WITHIN_SECONDS = 1.5
"""A break this close to its length was whole: the last snapshot is a moment older than its end."""
_WORTH_SECONDS = 5.0


@dataclass(frozen=True)
class Ending:
    """What is left to say about a break that is over."""

    is_whole: bool
    rested_seconds: float
    fraction: float
    steps: tuple[str, ...]


def ending(before: Resting, after: Moment) -> Ending | None:
    """How the break ended; None when there is nothing to say, as after one that was put off."""
    is_whole = before.left_seconds <= _WHOLE_WITHIN_SECONDS
    if not is_whole and (after.owed or before.rested_seconds < _WORTH_SECONDS):
        return None
    routine = before.routine
    if routine is not None and is_whole:
        routine = routine.after(_WHOLE_WITHIN_SECONDS)
    fraction = 1.0 if is_whole else before.rested_seconds / (before.length_seconds or 1.0)
    return Ending(is_whole, before.rested_seconds, fraction, routine.done() if routine else ())


class Closed(Message):
    """The person has seen enough of the closing view."""


class ClosingScreen(Face):
    """Shown after a break until a key, a click or the app takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space", "leave", "back to the dashboard", id="closing.leave", tooltip="Close this view"),
    ]

    def __init__(self, over: Ending) -> None:
        super().__init__()
        self._ending = over

    def compose(self) -> ComposeResult:
        """A ring as full as the break was, and what was done."""
        yield Gauge(Dial(self._ending.fraction, "tick", glyph_role="accent"), id="gauge")
        yield Prose((Ink("Well done" if self._ending.is_whole else "Ended early", "strong"),), id="headline")
        yield Prose(tuple(Ink(line, "quiet") for line in self._lines()), id="details")
        yield KeyRow(id="keys")

    def show(self, view: View) -> None:
        """The view is about what is over: nothing of the present belongs here."""

    def action_leave(self) -> None:
        """Back to the dashboard."""
        self.app.post_message(Closed())

    def on_click(self, event: events.Click) -> None:
        """As a key."""
        event.stop()
        self.action_leave()

    def _lines(self) -> tuple[str, ...]:
        rested = words.length(round(self._ending.rested_seconds))
        first = f"{rested} on your feet" if self._ending.is_whole else f"{rested} of rest count"
        return (f"{first}.", " · ".join(self._ending.steps)) if self._ending.steps else (f"{first}.",)
