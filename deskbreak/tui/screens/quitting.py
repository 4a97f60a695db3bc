"""Asks before the screen is left with a break owed, or when reminders would end with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import Dialog
from deskbreak.tui.widgets.chip import Chip, Choice
from deskbreak.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.widgets.prose import Lines


class QuitDialog(Dialog):
    """Dismissed with True to leave, with None to stay."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,q,ctrl+c", "leave", "Quit", id="quit.leave", tooltip="Leave the screen", priority=True),
        Binding("n", "cancel", "Stay", id="quit.stay", tooltip="Go back to the screen"),
    ]

    def __init__(self, told: Lines) -> None:
        super().__init__()
        self._reasons = told

    def compose(self) -> ComposeResult:
        """Why it asks, and the two answers."""
        with Vertical(id="panel"):
            yield Prose(self._reasons)
            with Horizontal(id="choices"):
                yield Chip(Choice("Stay", "n", "cancel"))
                yield Chip(Choice("Quit", "y", "leave"))

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(True)  # noqa: FBT003 - Textual's result of a dialog


SINGLE: Final = (Ink("Leave the routine?", "strong"), Ink(""), Ink("It is not over yet."))
"""What is said where a break is all there is."""


def reasons(*, is_owing: bool, is_resting: bool, owns_service: bool) -> Lines:
    """What would happen."""
    lines = [Ink("Leave deskbreak?", "strong"), Ink("")]
    if is_resting:
        lines.append(Ink("A break is running."))
    elif is_owing:
        lines.append(Ink("A break is owed: a good moment to take it."))
    if owns_service:
        lines.append(Ink("Reminders stop: this screen runs them."))
        lines.append(Ink("To run them apart: deskbreak service run", "quiet"))
    else:
        lines.append(Ink("Reminders go on without this screen.", "quiet"))
    return tuple(lines)
