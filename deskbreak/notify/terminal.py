"""The terminal notifier: a bell, or the escape sequence (OSC 9, OSC 777) this terminal makes a popup of.

It only ever writes: a terminal's reply would reach whatever reads the keyboard, so none is asked for.
"""

from __future__ import annotations

import itertools
import select
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from deskbreak.errors import NotifyFailed
from deskbreak.notify.text import named_in_words, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskbreak.notify.port import Notice, OnNews

BELL = "\a"
OSC, END = "\x1b]", "\x1b\\"

OSC9_PROGRAMS = frozenset({"iTerm.app", "WezTerm"})
OSC777_PROGRAMS = frozenset({"ghostty"})
OSC9_TERMS = ("xterm-kitty",)
OSC777_TERMS = ("foot", "rxvt-unicode", "xterm-ghostty")
MULTIPLEXERS = ("tmux", "screen")


class TerminalNotifier:
    """Rings, or shows a notice by escape sequence, on `stream`; `mode` is auto, bell, osc9 or osc777."""

    name = "terminal"

    def __init__(self, stream: TextIO | None, mode: str, environ: Mapping[str, str]) -> None:
        self._stream = stream
        self._mode = usable_mode(mode, environ)
        self._handles = itertools.count(1)

    async def start(self, on_news: OnNews) -> None:  # noqa: ARG002 (it has no buttons)
        """See that there is a terminal; no answer will ever come."""
        self._terminal()

    async def show(self, notice: Notice, replaces: str | None = None) -> str:  # noqa: ARG002 (nothing is replaced)
        """Write the notice in one piece."""
        stream = self._terminal()
        try:
            if not _takes_writing(stream):
                raise NotifyFailed("the terminal is stopped")
            stream.write(sequence(notice, self._mode))
            stream.flush()
        except (OSError, ValueError) as error:
            raise NotifyFailed(f"the terminal cannot be written to: {error}") from error
        return str(next(self._handles))

    async def close(self, handle: str) -> None:
        """Nothing: what is written stays written."""

    async def stop(self) -> None:
        """Nothing: the stream is not ours."""

    def _terminal(self) -> TextIO:
        if self._stream is None or self._stream.closed or not self._stream.isatty():
            raise NotifyFailed("no terminal is attached")
        return self._stream


def own_terminal() -> TextIO | None:
    """Open the terminal this program was started from, whatever its streams are; None for a program without one."""
    try:
        return Path("CONOUT$" if sys.platform == "win32" else "/dev/tty").open("w", encoding="utf-8")
    except OSError:
        return None


def usable_mode(wanted: str, environ: Mapping[str, str]) -> str:
    """The sequence to send: inside a multiplexer always the bell, which it passes on and marks the window with."""
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if environ.get("TMUX") or environ.get("STY") or term.startswith(MULTIPLEXERS):
        return "bell"
    if wanted != "auto":
        return wanted
    if program in OSC9_PROGRAMS or term.startswith(OSC9_TERMS):
        return "osc9"
    if program in OSC777_PROGRAMS or term.startswith(OSC777_TERMS):
        return "osc777"
    # Not every VTE has the patch for OSC 777, and those without it drop it: so it comes with the bell.
    return "bell+osc777" if environ.get("VTE_VERSION") else "bell"


def sequence(notice: Notice, mode: str) -> str:
    """What is written for `notice`; its text can neither end the sequence nor begin another."""
    told = named_in_words(notice)
    title, body = one_line(told.title), one_line(told.body)
    match mode:
        case "osc9":
            return f"{OSC}9;{title}: {body}{END}"
        case "osc777":
            return f"{OSC}777;notify;{title.replace(';', ',')};{body.replace(';', ',')}{END}"
        case "bell+osc777":
            return BELL + sequence(notice, "osc777")
        case _:
            return BELL


def _takes_writing(stream: TextIO) -> bool:
    """Whether a write would not block (it would after Ctrl+S)."""
    if sys.platform == "win32":
        return True
    return bool(select.select([], [stream.fileno()], [], 0)[1])
