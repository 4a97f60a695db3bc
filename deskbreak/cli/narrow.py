"""What is written for a character that a terminal's encoding lacks: one sign for each cell, so that layouts hold."""

from __future__ import annotations

NAME = "deskbreak-readable"
"""The name of this way with errors, as `errors=` takes it."""

_SIGNS = dict(zip("·…\u2013\u2014\u2018\u2019“”\u00d7°→←↑↓⏎▸◂▲▼●◐○✓✗", "..--''\"\"xo><^v<><^v*%ovx", strict=True))
_BLOCKS = dict(zip("▀▔▘▝▄▂▁▖▗▌▍▎▏▐▕░▒", "\"\"''__...||||||.:", strict=True))
"""Blocks that fill less than most of their cell."""
_FEW_DOTS = 3


def register() -> None:
    """Make the name known."""
    import codecs

    codecs.register_error(NAME, _readable)


def sign(char: str) -> str:
    """A character in ASCII: its meaning where it has one, its letter without accents, its darkness, else `?`."""
    if char in _SIGNS:
        return _SIGNS[char]
    code = ord(char)
    if 0x2500 <= code < 0x2580:
        return _line(char)
    if 0x2580 <= code < 0x25A0:
        return _BLOCKS.get(char, "#")
    if 0x2800 <= code < 0x2900:
        return " " if code == 0x2800 else "." if (code & 0xFF).bit_count() <= _FEW_DOTS else "#"
    return _letter(char)


def _readable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(sign, error.object[error.start : error.end])), error.end


def _line(char: str) -> str:
    from unicodedata import name

    words = set(name(char).split())
    if words & {"HORIZONTAL"} and not words & {"VERTICAL", "UP", "DOWN"}:
        return "-"
    return "|" if words & {"VERTICAL"} and not words & {"HORIZONTAL", "LEFT", "RIGHT"} else "+"


def _letter(char: str) -> str:
    from unicodedata import combining, east_asian_width, normalize

    if combining(char):
        return ""
    plain = normalize("NFKD", char).encode("ascii", "ignore").decode("ascii")
    return plain[:1] or ("??" if east_asian_width(char) in "WF" else "?")
