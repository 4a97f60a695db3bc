"""What is wrong with the settings, in words: one `Problem` for each thing, and the findings of one reading.

Text from a file is shown with every unprintable character escaped, so that a message can do nothing to a terminal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

KeyPath = tuple["str | int", ...]
"""Where a value is: ("snooze", "choices", 1) or ("breaks", 0, "every")."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: `path` is the file (or "environment", "--set"), `line` is None where there are no lines."""

    path: str
    line: int | None
    key: str
    found: str
    allowed: str
    message: str

    def __str__(self) -> str:
        place = printable(self.path) + (f":{self.line}" if self.line else "")
        return ": ".join(part for part in (place, self.key, self.message) if part)


@dataclass(frozen=True)
class Finding:
    """A problem before its file and line are known."""

    at: KeyPath
    found: str
    allowed: str
    what: str = ""
    hint: str = ""

    def message(self) -> str:
        """The sentence a person reads."""
        if self.hint:
            return f"{self.what} {self.found}: {self.hint}"
        said = f"{self.what}: found {self.found}" if self.what else f"found {self.found}"
        return f"{said}; allowed: {self.allowed}" if self.allowed else said


@dataclass
class Findings:
    """Everything found wrong in one layer, in the order it was read."""

    found: list[Finding] = field(default_factory=list)

    def add(self, at: KeyPath, found: str, allowed: str, what: str = "", hint: str = "") -> None:
        """Note one more; a `hint` is said in place of a long list of what is allowed."""
        self.found.append(Finding(at, found, allowed, what, hint))


def dotted(at: KeyPath) -> str:
    """The key as people write it: `snooze.choices[1]`."""
    text = ""
    for part in at:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + printable(part)
    return text


def printable(text: str) -> str:
    """The text with every control, invisible or undecodable character escaped."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def shown(value: Any) -> str:
    """A value of a file as a message quotes it, with its type where that is the point: `300 (an integer)`."""
    if isinstance(value, str):
        return f'"{_short(printable(value))}"'
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a table"
    if isinstance(value, bool):
        return f"{str(value).lower()} (true or false)"
    if isinstance(value, int) and abs(value) > 10**20:
        return "a huge integer"
    words = {int: "an integer", float: "a number"}.get(type(value), "a date or time")
    return f"{value} ({words})"


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
