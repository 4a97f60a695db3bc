"""How long to put the break off: the settings' choices, one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical

from deskbreak.tui import words
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import Dialog
from deskbreak.tui.widgets.answer import Answer
from deskbreak.tui.widgets.chip import Choice
from deskbreak.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

MOST = 9


class SnoozeDialog(Dialog):
    """Dismissed with the seconds chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            str(number), f"choose({number})", f"Choice {number}", show=False, id=f"snooze.{number}",
            tooltip="Put the break off that long",
        )
        for number in range(1, MOST + 1)
    ]  # fmt: skip

    def __init__(self, choices: tuple[float, ...], snoozes_left: int | None) -> None:
        super().__init__()
        self._choices = choices[:MOST]
        self._left = snoozes_left

    def compose(self) -> ComposeResult:
        """One answer a choice."""
        with Vertical(id="panel"):
            yield Prose((Ink("Put the break off for", "strong"),))
            with Vertical(id="choices"):
                for number, seconds in enumerate(self._choices, 1):
                    yield Answer(Choice(words.length(seconds), str(number), f"choose({number})"))
            if self._left is not None:
                yield Prose((Ink(f"{words.count(self._left, 'snooze')} left for this break", "quiet"),))

    def action_choose(self, number: int) -> None:
        """Take the choice with this number."""
        if number <= len(self._choices):
            self.dismiss(self._choices[number - 1])
