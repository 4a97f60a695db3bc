"""Reads one parsed TOML table key by key and collects every problem instead of stopping at the first."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence

from deskbreak.routine.problems import Problem, Where, shown

_SPAN = re.compile(r"(?:(\d{1,3})\s*m)?\s*(?:(\d{1,4})\s*s)?")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_NAME = 40
NAME_WORDS = f"at most {LONGEST_NAME} lower-case letters, digits and single hyphens"


def is_name(text: str) -> bool:
    """Whether a text can be a stretch's id."""
    return len(text) <= LONGEST_NAME and _NAME.fullmatch(text) is not None


class Table:
    """A table at `where` in its file; each reader returns a usable value and notes what was wrong with it."""

    def __init__(self, values: Mapping[str, object], where: Where, problems: list[Problem]) -> None:
        self.values = values
        self.where = where
        self.problems = problems

    def note(self, key: str, message: str) -> None:
        """Something is wrong with `key`."""
        self.problems.append(Problem((*self.where, key) if key else self.where, message))

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Every key must be a known one."""
        for key in self.values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                self.note(key if key.isprintable() else ascii(key), f"unknown key{hint}")

    def allows(self, key: str) -> bool:
        """Whether a key that a person chose can be a name; noted if not."""
        if not is_name(key):
            self.note("", f"found the key {shown(key)}, allowed: {NAME_WORDS}")
        return is_name(key)

    def text(self, key: str, *, longest: int, default: str | None = None) -> str:
        """One line of plain text."""
        value = self._value(key, default)
        if value is None or value == default:
            return default or ""
        return str(value) if self._is_line(key, value, longest) else ""

    def name(self, key: str) -> str:
        """A short name for machines: lower-case letters, digits and single hyphens."""
        value = self._value(key, None)
        if isinstance(value, str) and is_name(value):
            return value
        if value is not None:
            self.note(key, f"found {shown(value)}, allowed: {NAME_WORDS}")
        return ""

    def lines(self, key: str, *, count: tuple[int, int], longest: int) -> tuple[str, ...]:
        """A list of between count[0] and count[1] lines of plain text."""
        value = self._value(key, () if count[0] == 0 else None)
        if value is None or value == ():
            return ()
        if not isinstance(value, Sequence) or isinstance(value, str) or not count[0] <= len(value) <= count[1]:
            self.note(key, f"found {shown(value)}, allowed: a list of {count[0]} to {count[1]} texts")
            return ()
        return tuple(line for line in value if self._is_line(key, line, longest))

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of the allowed words."""
        value = self._value(key, default)
        if isinstance(value, str) and value in allowed:
            return value
        if value is not None:
            self.note(key, f"found {shown(value)}, allowed: {', '.join(allowed)}")
        return allowed[0]

    def choices(self, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """A list of one or more of the allowed words."""
        words = self.lines(key, count=(1, len(allowed)), longest=LONGEST_NAME)
        for word in words:
            if word not in allowed:
                self.note(key, f"found {shown(word)}, allowed: {', '.join(allowed)}")
        return tuple(dict.fromkeys(words))

    def flag(self, key: str) -> bool:
        """True or false; false when absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.note(key, f"found {shown(value)}, allowed: true or false")
        return value is True

    def span(self, key: str, default: int, allowed: tuple[int, int]) -> int:
        """A duration in whole seconds, written like "30s" or "1m 30s"."""
        value = self.values.get(key)
        if value is None:
            return default
        found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None or not found.group():
            self.note(key, f'found {shown(value)}, allowed: a duration such as "30s"')
            return default
        seconds = 60 * int(found[1] or 0) + int(found[2] or 0)
        if not allowed[0] <= seconds <= allowed[1]:
            self.note(key, f"found {shown(value)}, allowed: {allowed[0]}s to {allowed[1]}s")
            return default
        return seconds

    def inner(self, key: str) -> Table | None:
        """The table below `key`, or None when it is absent or no table."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.note(key, f"found {shown(value)}, allowed: a table")
            return None
        return Table(value, (*self.where, key), self.problems)

    def _value(self, key: str, default: object) -> object:
        if key in self.values:
            return self.values[key]
        if default is None:
            self.note(key, "is missing")
        return default

    def _is_line(self, key: str, value: object, longest: int) -> bool:
        if not isinstance(value, str) or not value.strip():
            self.note(key, f"found {shown(value)}, allowed: a text")
        elif not value.isprintable():
            self.note(key, f"found {shown(value)}, allowed: one line without control characters")
        elif len(value) > longest:
            self.note(key, f"is {len(value)} characters long, allowed: at most {longest}")
        else:
            return True
        return False
