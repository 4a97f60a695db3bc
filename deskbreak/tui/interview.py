"""Asks a person about their body, one dialog after the other, and has the service write the answers down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from deskbreak.tui.draw.ink import plain
from deskbreak.tui.screens.setup import KEYS, Asked, QuestionDialog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence

    from deskbreak.tui.screens.base import Dialog

    Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]


class Host(Protocol):
    """Where the dialogs are shown."""

    @property
    def screen_stack(self) -> Sequence[object]:
        """The screens there are, the one in sight last."""

    def push_screen(self, screen: Dialog, callback: Callable[[object], None]) -> object:
        """Show a dialog."""

    def take(self, snapshot: dict[str, Any]) -> None:
        """Show a snapshot."""

    def say(self, text: str) -> None:
        """Whisper something to the person."""

    def in_background(self, work: Coroutine[Any, Any, object]) -> None:
        """Run this beside everything else."""


class Interview:
    """Every question can be passed by; what takes a dialog's place interrupts, and the same question comes again."""

    def __init__(self, host: Host, ask: Ask) -> None:
        self._host = host
        self._ask = ask
        self._questions: tuple[Asked, ...] = ()
        self._at = 0
        self._dialog: Dialog | None = None

    @property
    def is_open(self) -> bool:
        """Whether a question waits for its answer, in sight or interrupted."""
        return self._dialog is not None

    @property
    def is_interrupted(self) -> bool:
        """Whether its dialog was taken away without an answer."""
        return self.is_open and self._dialog not in self._host.screen_stack

    def go_on(self) -> None:
        """Ask what was interrupted again."""
        self._show(self._at)

    async def begin(self) -> None:
        """Fetch the questions and show the first."""
        told = await self._ask("setup", {})
        if isinstance(told, dict):
            self._questions = asked(told)
            self._show(0)

    def _show(self, index: int) -> None:
        if index < len(self._questions):
            self._at, self._dialog = index, QuestionDialog(self._questions[index])
            self._host.push_screen(self._dialog, lambda said: self._hear(index, said))
        else:
            self._host.in_background(self._end("Thank you; setup in the palette asks again"))

    def _hear(self, index: int, said: object) -> None:
        self._dialog = None
        if not isinstance(said, tuple):
            self._host.in_background(self._end("deskbreak setup asks again whenever you like"))
            return
        if said != self._questions[index].current:
            self._host.in_background(self._write(self._questions[index].key, json.dumps(said)))
        self._show(index + 1)

    async def _write(self, key: str, value: str) -> None:
        await self._ask("set", {"key": key, "value": value})

    async def _end(self, words: str) -> None:
        snapshot = await self._ask("asked", {})
        if isinstance(snapshot, dict):
            self._host.take(snapshot)
            self._host.say(words)


def asked(told: dict[str, Any]) -> tuple[Asked, ...]:
    """The questions of the service's answer, fit to be shown; what has to be said first stands before the first."""
    preface = tuple(plain(line) for line in told.get("limits") or ())
    questions = told.get("questions") or ()
    return tuple(
        Asked(
            key=str(question["key"]),
            words=plain(question["words"]),
            options=tuple((str(each["value"]), plain(each["words"])) for each in question["options"][: len(KEYS)]),
            current=tuple(map(str, question["current"])),
            nothing=plain(question.get("nothing") or ""),
            preface=preface if index == 0 else (),
            place=f"{index + 1} of {len(questions)}",
        )
        for index, question in enumerate(questions)
    )
