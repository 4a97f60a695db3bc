"""One question about the body: what applies is ticked, and nothing has to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll

from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import Dialog
from deskbreak.tui.widgets.answer import Answer
from deskbreak.tui.widgets.chip import Chip, Choice
from deskbreak.tui.widgets.line import Ends, Line
from deskbreak.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

KEYS = "123456789abcdefghijkl"
"""One key an option."""

TICKED, EMPTY = "●", "○"
ROOMY: Final = 22
"""Rows from which any question has space around its words."""
MOST_IN_A_LOW_ONE: Final = 8
"""Options with which it has that in fewer rows too."""


@dataclass(frozen=True)
class Asked:
    """A question as the service tells it; `options` are values with their words, `current` what is set now."""

    key: str
    words: str
    options: tuple[tuple[str, str], ...]
    current: tuple[str, ...]
    nothing: str = ""
    preface: tuple[str, ...] = ()
    place: str = ""
    """Which of the questions it is, in words."""


class Asking(VerticalScroll, inherit_bindings=False):
    """Scrolls to the answer with the focus, and with the wheel; the keys are the dialog's."""


class QuestionDialog(Dialog):
    """Dismissed with the values ticked, or None by Escape, which ends the questions."""

    CSS_PATH = "setup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                key, f"tick({number})", f"Option {number + 1}", show=False, id=f"setup.{key}",
                tooltip="Tick this, or take the tick away",
            )
            for number, key in enumerate(KEYS)
        ),
        Binding("0", "clear", "None", show=False, id="setup.none", tooltip="Nothing of it"),
        Binding("n,right", "go_on", "Next", show=False, id="setup.next", tooltip="Take this answer and go on"),
    ]  # fmt: skip

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self._asked = asked
        self._ticked = {value for value, _ in asked.options} & set(asked.current)

    def compose(self) -> ComposeResult:
        """What is asked, one answer an option, and the way on, which stays in sight."""
        with Vertical(id="panel"):
            with Asking(id="asked", can_focus=False):
                if self._asked.preface:
                    yield Prose((*(Ink(line, "quiet") for line in self._asked.preface), Ink("")))
                yield Prose((Ink(self._asked.words, "strong"), Ink("")))
                for number in range(len(self._asked.options)):
                    yield Answer(self._choice(number), id=f"option-{number}")
                if self._asked.nothing:
                    yield Answer(self._nothing(), id="nothing")
            with Horizontal(id="choices"):
                yield Chip(Choice("Next", "n", "go_on"))
                yield Chip(Choice("Not now", "esc", "cancel"))
                yield Line(Ends((), (Ink(self._asked.place, "faint"),)))

    def on_resize(self, event: events.Resize) -> None:
        """The question scrolls where it is longer than the room above the way on."""
        is_long = bool(self._asked.preface) or len(self._asked.options) > MOST_IN_A_LOW_ONE
        is_tight = event.size.height < ROOMY and is_long
        self.set_class(is_tight, "-tight")
        self.query_one("#asked").styles.max_height = max(1, event.size.height - (2 if is_tight else 4))

    def action_tick(self, number: int) -> None:
        """Tick an option, or take its tick away."""
        if number < len(self._asked.options):
            self._ticked ^= {self._asked.options[number][0]}
            self._show()

    def action_clear(self) -> None:
        """Nothing applies."""
        if self._asked.nothing:
            self._ticked.clear()
            self._show()

    def action_go_on(self) -> None:
        """Take what is ticked; where something must be, no tick leaves it as it was."""
        values = tuple(value for value, _ in self._asked.options if value in self._ticked)
        self.dismiss(values if values or self._asked.nothing else self._asked.current)

    def _show(self) -> None:
        for number in range(len(self._asked.options)):
            self.query_one(f"#option-{number}", Answer).show(self._choice(number))
        for chip in self.query("#nothing").results(Answer):
            chip.show(self._nothing())

    def _choice(self, number: int) -> Choice:
        value, said = self._asked.options[number]
        mark = TICKED if value in self._ticked else EMPTY
        return Choice(f"{mark} {said}", KEYS[number], f"tick({number})")

    def _nothing(self) -> Choice:
        return Choice(f"{EMPTY if self._ticked else TICKED} {self._asked.nothing}", "0", "clear")
