"""The settings form as the service tells it, made into values; which fields a search finds; what is said of one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len

from deskbreak.tui import words
from deskbreak.tui.draw.ink import Ink, plain, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deskbreak.tui.draw.ink import Row
    from deskbreak.tui.widgets.prose import Lines

BESIDE: Final = 76
"""Cells from which the list and what is known of one setting stand side by side."""


@dataclass(frozen=True)
class Field:
    """One setting: its value and default as they are typed, its origin, and what it may be."""

    key: str
    section: str
    section_words: str
    value: str
    default: str
    is_default: bool
    has_default: bool
    origin: str
    is_own: bool
    doc: str
    allowed: str
    options: tuple[str, ...]

    @property
    def name(self) -> str:
        """The key without its section."""
        return self.key.removeprefix(f"{self.section}.") if self.section else self.key

    @property
    def can_be_reset(self) -> bool:
        """Whether setting it back would change the file."""
        return self.is_own and self.has_default and not (self.key.startswith("breaks.") and self.is_default)

    def after(self) -> str:
        """The option after the present one."""
        at = self.options.index(self.value) if self.value in self.options else -1
        return self.options[(at + 1) % len(self.options)]


@dataclass(frozen=True)
class Form:
    """All fields, the file that is written, and what can be tried out."""

    write_path: str
    is_there: bool
    fields: tuple[Field, ...]
    tests: tuple[str, ...]

    @property
    def short_path(self) -> str:
        """The file as people write it, the home folder as ~."""
        home = os.path.expanduser("~")  # noqa: PTH111 - only a text is wanted
        below = self.write_path.removeprefix(home)
        return f"~{below}" if below != self.write_path and below.startswith(os.sep) else self.write_path

    def found(self, query: str) -> tuple[Field, ...]:
        """The fields in whose key, words or value every word of the query is."""
        asked = query.lower().split()
        return tuple(field for field in self.fields if all(word in _haystack(field) for word in asked))


def read(told: Mapping[str, Any], said: Mapping[str, str] = {}) -> Form:
    """The form of what the method `settings` answers; `said` has what keys of the screen do, by their ids."""
    return Form(
        write_path=plain(told["write_path"]),
        is_there=bool(told["is_there"]),
        fields=tuple(_field(each, told["sections"], said) for each in told["keys"]),
        tests=tuple(plain(each, 30) for each in told.get("tests", ())),
    )


def heading(form: Form, width: int) -> tuple[Row, Row]:
    """The title, and the file that is written in as many words as fit beside it; its end matters most."""
    left = [Ink("Settings", "strong")]
    if width >= BESIDE:
        left.append(Ink(f"  {words.count(len(form.fields), 'setting')}", "faint"))
    room = width - width_of(left) - 2
    path = form.short_path
    verb = "Changes go to" if form.is_there else "The first change makes"
    said = f"{verb} {path}"
    if cell_len(said) > room:
        said = path if cell_len(path) <= room else f"…{path[len(path) - room + 1 :]}"
    return tuple(left), (Ink(said, "faint"),)


def about(field: Field) -> Lines:
    """What it is."""
    return Ink(field.key, "strong"), Ink(field.doc)


def more(field: Field) -> Lines:
    """What it may be, and where its value comes from."""
    default = f"Default: {shown(field.default)}" if field.has_default else "A kind of your own has no default"
    allowed = () if field.options else (Ink(f"{field.allowed[:1].upper()}{field.allowed[1:]}.", "quiet"),)
    return *allowed, Ink(f"{default}. {_origin(field)}.", "faint")


def verdict(said: Mapping[str, Any]) -> tuple[str, str]:
    """What is said of a value that is being typed, and in which role."""
    if problem := said.get("problem"):
        return f"✗ {problem}", "alert"
    if warning := said.get("warning"):
        return f"! {warning}", "alert"
    return "✓ Enter writes it", "quiet"


def outcome(field: Field, method: str, wanted: str) -> tuple[str, str]:
    """What is said once it is set or reset, and in which role."""
    if method == "reset":
        return "✓ Set back", "quiet"
    if field.is_own:
        return "✓ Written; it counts from now on", "quiet"
    return f"! {wanted} is written, but {field.origin} wins", "alert"


def shown(value: str) -> str:
    """A value in a list; an empty one has to be seen too."""
    return value or "(none)"


def _origin(field: Field) -> str:
    if field.is_own:
        return f"Set in {field.origin}"
    if field.origin == "default":
        return "Not set in any file"
    if field.origin in ("environment", "--set"):
        return f"Set by {field.origin}: what is written in the file has no effect beside it"
    return f"From {field.origin}"


def _haystack(field: Field) -> str:
    return f"{field.key} {field.doc} {field.value}".lower()


def _field(told: Mapping[str, Any], sections: Mapping[str, Any], said: Mapping[str, str]) -> Field:
    does = said.get(told["key"].removeprefix("keys."), "") if told["section"] == "keys" else ""
    return Field(
        key=plain(told["key"], 80),
        section=plain(told["section"], 60),
        section_words=plain(sections.get(told["section"], ""), 120).partition(".")[0],
        value=plain(told["value"]),
        default=plain(told["default"]),
        is_default=bool(told["is_default"]),
        has_default=bool(told["has_default"]),
        origin=plain(told["origin"]),
        is_own=bool(told["is_own"]),
        doc=plain(f"{does}. {told['doc']}" if does else told["doc"]),
        allowed=plain(told["allowed"], 600),
        options=tuple(_options(told["options"])),
    )


def _options(told: list[Any]) -> Iterator[str]:
    return (plain(option, 60) for option in told)
