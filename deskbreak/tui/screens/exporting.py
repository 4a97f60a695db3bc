"""How rows are written into a file: which, in which form, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import Dialog
from deskbreak.tui.widgets.answer import Answer
from deskbreak.tui.widgets.chip import Choice
from deskbreak.tui.widgets.inputs import calm
from deskbreak.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

CHOICES: Final = (
    ("Breaks, as CSV for a spreadsheet", "breaks", "csv"),
    ("Breaks, as JSON Lines", "breaks", "jsonl"),
    ("Sitting and absences, as CSV", "spans", "csv"),
    ("Sitting and absences, as JSON Lines", "spans", "jsonl"),
)


class ExportDialog(Dialog):
    """Dismissed with the parameters of the method `export`, or None."""

    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            str(number), f"choose({number})", f"Choice {number}", show=False, id=f"export.{number}",
            tooltip="Write these rows",
        )
        for number in range(1, len(CHOICES) + 1)
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """One answer a choice, and a place for a path."""
        with Vertical(id="panel"):
            yield Prose((Ink("Write this period into a new file", "strong"),))
            with Vertical(id="choices"):
                for number, (words, _, _) in enumerate(CHOICES, 1):
                    yield Answer(Choice(words, str(number), f"choose({number})"))
            yield Prose((Ink("Where to; empty: the folder exports beside the history", "quiet"),))
            yield calm(Input(placeholder="/home/… or ~/…", id="path"))

    @property
    def is_typed_in(self) -> bool:
        """Whether there is a path."""
        return bool(self.query_one(Input).value)

    def action_choose(self, number: int) -> None:
        """Take this choice."""
        _, rows, form = CHOICES[number - 1]
        path = self.query_one(Input).value.strip()
        self.dismiss({"rows": rows, "form": form} | ({"path": path} if path else {}))

    def on_input_submitted(self) -> None:
        """Back from the path to the choices."""
        self.app.action_focus_next()
