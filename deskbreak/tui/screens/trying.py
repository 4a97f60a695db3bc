"""What can be tried out: the notification, its sound, and what a routine says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.binding import Binding
from textual.containers import Vertical

from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import Dialog
from deskbreak.tui.widgets.answer import Answer
from deskbreak.tui.widgets.chip import Choice
from deskbreak.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.outbox import Desk

    Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]

MOST = 6
WORDS: Final = {
    "notification": "A notification",
    "sound": "A notification with the desktop's sound",
    "tones": "The routine's tones",
    "speech": "The routine's speech",
    "bell": "The terminal's bell",
}
PLAYED: Final = {"tones": "The tones are being played", "speech": "Something is being said"}


class TryDialog(Dialog):
    """Dismissed with the word for what to try, or None."""

    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            str(number), f"choose({number})", f"Choice {number}", show=False, id=f"try.{number}", tooltip="Try this"
        )
        for number in range(1, MOST + 1)
    ]

    def __init__(self, tests: tuple[str, ...]) -> None:
        super().__init__()
        self._tests = tests[:MOST]

    def compose(self) -> ComposeResult:
        """One answer a test."""
        with Vertical(id="panel"):
            yield Prose((Ink("Try out", "strong"),))
            with Vertical(id="choices"):
                for number, test in enumerate(self._tests, 1):
                    yield Answer(Choice(WORDS.get(test, test.capitalize()), str(number), f"choose({number})"))

    def action_choose(self, number: int) -> None:
        """Take the test with this number."""
        if number <= len(self._tests):
            self.dismiss(self._tests[number - 1])


async def try_out(what: str, desk: Desk, ask: Ask) -> None:
    """Have the service do it, and say what should have been noticed."""
    if what in ("notification", "sound"):
        answer = await ask("notify_test", {"sound": what == "sound"})
        if isinstance(answer, dict):
            desk.say(f"A notification was sent, by way of {answer.get('backend')}")
    elif await ask("cues_test", {"what": what}) is not None:
        desk.say(f"{PLAYED.get(what, what.capitalize())}: can you hear it?")
