"""Making text fit for where it is shown: no control characters, markup escaped, commands named where buttons are not.

Text is never trusted: names of breaks and stretches come from files people edit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskbreak.notify.port import Notice

COMMANDS = {
    "start": "deskbreak start",
    "snooze": "deskbreak snooze",
    "skip": "deskbreak skip",
}
"""The command that does what a button would."""


def one_line(text: str) -> str:
    """The printable characters of `text` on one line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def plain(text: str) -> str:
    """The printable characters of `text`, its lines kept."""
    return "\n".join(line for line in map(one_line, text.splitlines()) if line)


def escaped(text: str) -> str:
    """`text` for a place that reads markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def named_in_words(notice: Notice) -> Notice:
    """The notice for a place without buttons: its text says which command does what."""
    offered = [f"{action.label}: {COMMANDS[action.key]}" for action in notice.actions if action.key in COMMANDS]
    if not offered:
        return replace(notice, actions=())
    body = f"{notice.body}\nIn deskbreak's own screen, or by command:\n{chr(10).join(offered)}"
    return replace(notice, body=body, actions=())
