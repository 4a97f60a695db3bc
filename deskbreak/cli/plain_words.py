"""What the plain screen says and understands: lines for a snapshot, and typed words as methods of the service. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from deskbreak.cli.snapshot import headline
from deskbreak.cli.text import plain, span

if TYPE_CHECKING:
    from collections.abc import Mapping

    Snapshot = Mapping[str, Any]


class Word(NamedTuple):
    """A word that can be typed: the method behind it, the parameter that may follow, and what it is for.

    `given` is a parameter the word itself stands for.
    """

    method: str
    parameter: str
    meaning: str
    given: tuple[tuple[str, str], ...] = ()


WORDS: Final[dict[str, Word]] = {
    "start": Word("start", "kind", "start the owed break, or one of the KIND that follows"),
    "snooze": Word("snooze", "for", "put the break off; a duration such as 10m may follow"),
    "skip": Word("skip", "", "give the break up"),
    "pause": Word("pause", "for", "hold all breaks back; a duration such as 1h may follow"),
    "resume": Word("resume", "", "end the pause"),
    "wait": Word("break_pause", "", "stop the clock of the break"),
    "go on": Word("break_resume", "", "let the clock of the break run again"),
    "next": Word("routine_next", "", "go to the next step of the break"),
    "back": Word("routine_back", "", "go back to the start of this step, or to the one before"),
    "hurts": Word("routine_hurts", "", "end this stretch and leave it out from now on"),
    "finish": Word("finish", "", "end the break; the rest so far counts"),
    "not now": Word("abandon", "", "end the break without credit; it comes back soon"),
    "easier": Word("feedback", "", "after a break: the next one should be easier", (("how", "easier"),)),
    "right": Word("feedback", "", "after a break: it was just right", (("how", "right"),)),
    "harder": Word("feedback", "", "after a break: the next one should be harder", (("how", "harder"),)),
}
OTHER_WORDS: Final = {
    "status": "say what is going on; so does an empty line",
    "why": "say why a break comes or does not",
    "history": "say what was today; week, month or year may follow",
    "help": "list these words",
    "quit": "leave",
}
_AT_BREAK: Final = ("next", "back", "hurts", "wait", "finish", "not now")
_OF_PROMPT: Final = frozenset({"start", "snooze", "skip"})


def asked(typed: str, snapshot: Snapshot) -> tuple[str, dict[str, Any]] | None:
    """The method and parameters of a typed line; None when it is no known word."""
    text = " ".join(typed.split())
    for word, (method, parameter, _, given) in WORDS.items():
        if text.lower() == word:
            return method, dict(given) | _prompt(word, snapshot)
        if parameter and text.lower().startswith(f"{word} "):
            return method, {parameter: text[len(word) + 1 :], **_prompt(word, snapshot)}
    return None


def _prompt(word: str, snapshot: Snapshot) -> dict[str, Any]:
    """Names the prompt that is answered, so that an answer that comes too late does no harm."""
    prompt = snapshot.get("prompt")
    return {"prompt": prompt} if word in _OF_PROMPT and prompt is not None else {}


def marks(snapshot: Snapshot) -> tuple[object, ...]:
    """What makes a snapshot worth a line: when this is the same, nothing is said."""
    now = snapshot.get("break") or {}
    owed, holds = snapshot.get("owed") or (), snapshot.get("holds") or ()
    return (
        snapshot.get("state"), tuple(owed), tuple(holds), snapshot.get("prompt"), now.get("kind"), now.get("paused"),
        snapshot.get("paused_until"),
    )  # fmt: skip


def told(snapshot: dict[str, Any]) -> list[str]:
    """The lines for a new state: what it is, and the words that answer it."""
    return [f"{headline(snapshot)}.", *_answers(snapshot)]


def _answers(snapshot: Snapshot) -> list[str]:
    now = snapshot.get("break")
    if now:
        return [f"Type {_either([*_AT_BREAK[:3], 'go on' if now.get('paused') else 'wait', *_AT_BREAK[4:]])}."]
    if snapshot.get("owed"):
        return [f"Type {_either(_to_prompt(snapshot))}.{_snoozes(snapshot)}"]
    return ["Type resume to end the pause."] if snapshot.get("state") == "paused" else []


def _to_prompt(snapshot: Snapshot) -> list[str]:
    words = ["start"]
    if snapshot.get("snoozes_left") != 0:
        words.append(f"snooze (for {span(snapshot.get('snooze_seconds'))}, or such as snooze 10m)")
    return [*words, "skip"] if snapshot.get("skip_allowed") else words


def _snoozes(snapshot: Snapshot) -> str:
    left = snapshot.get("snoozes_left")
    if left is None:
        return ""
    return f" {left or 'No'} {'snooze' if left == 1 else 'snoozes'} left."


def _either(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def problems(snapshot: Snapshot) -> tuple[str, ...]:
    """Everything that is wrong, in words."""
    return tuple(plain(text) for text in (*snapshot.get("config_problems", ()), *snapshot.get("problems", ())))


def usage() -> list[str]:
    """Every word with its meaning, a line each."""
    meanings = {word: each.meaning for word, each in WORDS.items()} | OTHER_WORDS
    return [f"{word}: {meaning}." for word, meaning in meanings.items()]
