"""What the terminal can show, as far as its environment tells. Asks the terminal nothing and writes nothing to it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from deskbreak.doctor.report import Check, absent, trouble, works
from deskbreak.notify.terminal import usable_mode

GROUP = "terminal"
SMALLEST = (40, 12)
_BRAILLE = "\N{BRAILLE PATTERN DOTS-123456}"


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal a command runs in: whether it is one, its size, and the encoding of what is printed."""

    is_terminal: bool
    columns: int
    lines: int
    encoding: str


def terminal_checks(terminal: Terminal, environ: Mapping[str, str], mode: str) -> list[Check]:
    """Size, colour, letters, popups by escape sequence, and what is around it. `mode`: notify.terminal."""
    if not terminal.is_terminal:
        return [absent(GROUP, "terminal", "this command does not run in one")]
    return [
        _size(terminal),
        _colour(environ),
        _letters(terminal, environ),
        _popups(environ, mode),
        *_around(environ),
    ]


def _size(terminal: Terminal) -> Check:
    found = f"{terminal.columns} by {terminal.lines}"
    if terminal.columns < SMALLEST[0] or terminal.lines < SMALLEST[1]:
        return trouble(GROUP, "size", found, f"make it at least {SMALLEST[0]} by {SMALLEST[1]} for the screen")
    return works(GROUP, "size", found)


def _colour(environ: Mapping[str, str]) -> Check:
    term, kind = environ.get("TERM", ""), environ.get("COLORTERM", "").lower()
    if environ.get("NO_COLOR"):
        return works(GROUP, "colour", "turned off by NO_COLOR")
    if term in ("", "dumb"):
        mend = "set TERM to what your terminal is, such as xterm-256color"
        return trouble(GROUP, "colour", f"TERM is {term or 'not set'}: no colours and no screen", mend)
    if kind in ("truecolor", "24bit") or term.endswith("-direct"):
        return works(GROUP, "colour", "16 million colours")
    if "256color" in term:
        return works(GROUP, "colour", "256 colours")
    return works(GROUP, "colour", f"few colours ({term})")


def _letters(terminal: Terminal, environ: Mapping[str, str]) -> Check:
    if terminal.encoding.lower().replace("-", "") != "utf8":
        mend = "use a UTF-8 locale, such as LANG=C.UTF-8"
        return trouble(GROUP, "letters", f"{terminal.encoding}: pictures are drawn in plain letters", mend)
    if environ.get("TERM") == "linux":
        mend = "use a terminal window, or load a console font with braille dots"
        return trouble(GROUP, "letters", "UTF-8, but the console's font has no braille dots", mend)
    width = 2 if unicodedata.east_asian_width(_BRAILLE) in "WF" else 1
    return works(GROUP, "letters", f"UTF-8; a braille sign takes {width} column, by Unicode")


def _popups(environ: Mapping[str, str], mode: str) -> Check:
    used = usable_mode(mode, environ)
    if used == "bell":
        return works(GROUP, "popups", "no escape sequence for popups is known of it; the bell rings")
    return works(GROUP, "popups", f"by escape sequence ({used})")


def _around(environ: Mapping[str, str]) -> list[Check]:
    found = []
    if environ.get("TMUX"):
        found.append(works(GROUP, "tmux", "inside tmux: the bell marks the window, popups do not pass"))
    elif environ.get("STY"):
        found.append(works(GROUP, "screen", "inside GNU screen: the bell passes, popups do not"))
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        found.append(works(GROUP, "ssh", "over ssh: presence is read from this machine's terminals"))
    return found
