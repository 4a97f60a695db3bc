"""The line of every key in a TOML text. Loaded only when a line is to be named: TOML libraries keep no positions.

Works on text `tomllib` has accepted, so it need not judge; on anything else the answer is only incomplete.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from deskbreak.settings.problems import KeyPath

_TOKEN = re.compile(
    r"""
    (?P<multi>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5})  # multi-line strings
  | (?P<quoted>"(?:\\.|[^"\\\n])*"|'[^'\n]*')             # strings and quoted keys
  | (?P<skipped>\#[^\n]*|[ \t\r]+)
  | (?P<newline>\n)
  | (?P<mark>[\[\]{}=,.])
  | (?P<word>[^\s\[\]{}=,."'\#]+)                         # bare keys, numbers, true
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KEY = ("word", "quoted")
_END = ("end", "", 0)

Token = tuple[str, str, int]
"""The name of its group, its text and its line."""


def key_lines(text: str) -> dict[KeyPath, int]:
    """Line numbers (from 1) by path; tables by their header, entries of lists by their place."""
    scan = _Scan(text)
    scan.document()
    return scan.lines


def nearest_line(lines: dict[KeyPath, int], at: KeyPath) -> int | None:
    """The line of a path, or of the nearest thing around it."""
    return next((lines[at[:length]] for length in range(len(at), 0, -1) if at[:length] in lines), None)


class _Scan:
    """One pass over the text; `lines` fills as keys go by."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._entries: dict[KeyPath, int] = {}  # how many [[entries]] a path has so far
        self._tokens = list(_tokens(text))
        self._next = 0

    def document(self) -> None:
        """Headers and the keys below them."""
        table: KeyPath = ()
        while self._peek() != _END:
            kind, text, line = self._peek()
            if text == "[" and kind == "mark":
                table = self._header(line)
            elif kind in _KEY:
                self._pair(table)
            else:
                self._take()

    def _peek(self) -> Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else _END

    def _take(self) -> Token:
        token = self._peek()
        self._next += 1
        return token

    def _at_mark(self, *marks: str) -> bool:
        kind, text, _ = self._peek()
        return kind == "mark" and text in marks

    def _header(self, line: int) -> KeyPath:
        self._take()
        is_entry = self._at_mark("[")
        if is_entry:
            self._take()
        at = self._below_entries(self._key(), is_entry=is_entry)
        for length in range(1, len(at) + 1):
            self.lines.setdefault(at[:length], line)
        while self._at_mark("]"):
            self._take()
        return at

    def _below_entries(self, key: tuple[str, ...], *, is_entry: bool) -> KeyPath:
        at: KeyPath = ()
        for place, part in enumerate(key):
            at = (*at, part)
            if is_entry and place == len(key) - 1:
                self._entries[at] = self._entries.get(at, 0) + 1
            if at in self._entries:
                at = (*at, self._entries[at] - 1)
        return at

    def _key(self) -> tuple[str, ...]:
        parts = []
        while self._peek()[0] in _KEY or self._at_mark("."):
            kind, text, _ = self._take()
            if kind != "mark":
                parts.append(_unquoted(text) if kind == "quoted" else text)
        return tuple(parts)

    def _pair(self, table: KeyPath) -> None:
        line = self._peek()[2]
        at: KeyPath = table
        for part in self._key():
            at = (*at, part)
            self.lines.setdefault(at, line)
        if self._at_mark("="):
            self._take()
            self._value(at)

    def _value(self, at: KeyPath) -> None:
        if self._at_mark("{"):
            self._inline_table(at)
        elif self._at_mark("["):
            self._list(at)
        else:
            self._scalar()

    def _scalar(self) -> None:
        self._take()
        while self._peek() != _END and self._peek()[0] != "newline" and not self._at_mark(",", "]", "}"):
            self._take()  # the rest of 1.5 or of 2026-01-01 10:00

    def _inline_table(self, at: KeyPath) -> None:
        self._take()
        while self._peek() != _END and not self._at_mark("}"):
            if self._peek()[0] in _KEY:
                self._pair(at)
            else:
                self._take()
        self._take()

    def _list(self, at: KeyPath) -> None:
        self._take()
        count = 0
        while self._peek() != _END and not self._at_mark("]"):
            if self._peek()[0] == "newline" or self._at_mark(","):
                self._take()
                continue
            self.lines[*at, count] = self._peek()[2]
            self._value((*at, count))
            count += 1
        self._take()


def _tokens(text: str) -> Iterator[Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind != "skipped":
            yield kind, match.group(), line
        line += match.group().count("\n")


def _unquoted(text: str) -> str:
    try:
        return str(tomllib.loads(f"key = {text}")["key"])
    except tomllib.TOMLDecodeError:
        return text
