"""The forms a setting's value can have.

Each form reads a TOML value or a typed text, writes it back, names what it allows in words and as JSON schema.
No form knows a key, a file or a default.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from deskbreak.keymap import NAMED, SIGNS, canonical
from deskbreak.settings.durations import EXAMPLE, LONGEST, PATTERN, BadDuration, duration_seconds, duration_text
from deskbreak.settings.problems import Findings, KeyPath, printable, shown

REFUSED: Any = object()
"""What `read` answers for a value it has added a finding for."""


class Form(Protocol):
    """How the value of a setting is read, written and described."""

    allowed: str

    def read(self, value: Any, at: KeyPath, findings: Findings) -> Any:
        """The setting's value of a TOML value, or REFUSED after adding to `findings`."""

    def typed(self, text: str) -> Any:
        """The TOML value meant by a text from the environment or the command line; `read` judges it."""

    def plain(self, value: Any) -> Any:
        """The TOML value of a setting's value: what `read` takes."""

    def schema(self) -> dict[str, Any]:
        """The form as JSON schema."""


class Flag:
    """True or false."""

    allowed = "true or false"

    def read(self, value: Any, at: KeyPath, findings: Findings) -> Any:
        """Only a real boolean."""
        if isinstance(value, bool):
            return value
        findings.add(at, shown(value), self.allowed)
        return REFUSED

    def typed(self, text: str) -> Any:
        """As TOML writes them, in any case."""
        return {"true": True, "false": False}.get(text.strip().lower(), text)

    def plain(self, value: Any) -> Any:
        """Itself."""
        return value

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


class Whole:
    """A whole number within bounds; `zero` says what 0 means where it means something of its own."""

    def __init__(self, minimum: int, maximum: int, zero: str = "") -> None:
        self.minimum, self.maximum = minimum, maximum
        self.allowed = f"a whole number from {minimum} to {maximum}" + (f" (0 = {zero})" if zero else "")

    def read(self, value: Any, at: KeyPath, findings: Findings) -> Any:
        """Only an integer; true is none."""
        if isinstance(value, int) and not isinstance(value, bool) and self.minimum <= value <= self.maximum:
            return value
        findings.add(at, shown(value), self.allowed)
        return REFUSED

    def typed(self, text: str) -> Any:
        """Decimal digits."""
        digits = text.strip()
        return int(digits) if len(digits) < 20 and re.fullmatch(r"[+-]?[0-9]+", digits) else text

    def plain(self, value: Any) -> Any:
        """Itself."""
        return value

    def schema(self) -> dict[str, Any]:
        """A bounded integer."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


class Text:
    """A short printable text; `pattern` narrows it and `words` says so."""

    def __init__(self, pattern: str, words: str) -> None:
        self.pattern, self.allowed = pattern, words

    def read(self, value: Any, at: KeyPath, findings: Findings) -> Any:
        """Only a string, without control or invisible characters."""
        if not isinstance(value, str):
            findings.add(at, shown(value), self.allowed)
        elif not value.isprintable():
            findings.add(at, shown(value), self.allowed, "control or invisible characters")
        elif not re.fullmatch(self.pattern, value):
            findings.add(at, shown(value), self.allowed)
        else:
            return value
        return REFUSED

    def typed(self, text: str) -> Any:
        """Itself."""
        return text

    def plain(self, value: Any) -> Any:
        """Itself."""
        return value

    def schema(self) -> dict[str, Any]:
        """A string of the pattern."""
        return {"type": "string", "pattern": f"^{self.pattern}$"}


class Choice(Text):
    """One of a few words."""

    def __init__(self, *options: str) -> None:
        words = ", ".join(f'"{option}"' for option in options)
        super().__init__("|".join(re.escape(option) for option in options), f"one of {words}")
        self.options = options

    def schema(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": list(self.options)}


class Span:
    """A duration within bounds, in seconds once read; `zero` says what "0s" means, and without it 0 is refused."""

    def __init__(self, minimum: float = 1.0, maximum: float = LONGEST, zero: str = "") -> None:
        self.minimum, self.maximum, self.zero = minimum, maximum, zero
        narrowed = f" from {duration_text(minimum)} to {duration_text(maximum)}"
        self.allowed = f"a duration such as {EXAMPLE}," + narrowed + (f' ("0s" = {zero})' if zero else "")

    def read(self, value: Any, at: KeyPath, findings: Findings) -> Any:
        """Only a string with units: a bare number does not say what it counts."""
        if not isinstance(value, str):
            findings.add(at, shown(value), self.allowed, self._hint(value))
            return REFUSED
        try:
            seconds = duration_seconds(value)
        except BadDuration as error:
            findings.add(at, shown(value), self.allowed, str(error))
            return REFUSED
        if (seconds == 0 and self.zero) or (seconds > 0 and self.minimum <= seconds <= self.maximum):
            return seconds
        findings.add(at, shown(value), self.allowed, "out of range")
        return REFUSED

    def _hint(self, value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return ""
        return f'a number without its unit; write it as "{value}m" or "{value}s", in quotes'

    def typed(self, text: str) -> Any:
        """Itself."""
        return text

    def plain(self, value: Any) -> Any:
        """Its short text."""
        return duration_text(value)

    def schema(self) -> dict[str, Any]:
        """A string of the pattern; the bounds are beyond JSON schema."""
        return {"type": "string", "pattern": PATTERN}


class ListOf:
    """A list of distinct values of one form."""

    def __init__(self, item: Form, minimum: int = 0, maximum: int = 8) -> None:
        self.item, self.minimum, self.maximum = item, minimum, maximum
        count = f"at most {maximum}" if not minimum else f"{minimum} to {maximum}"
        self.allowed = f"a list of {count}, each {item.allowed}"

    def read(self, value: Any, at: KeyPath, findings: Findings) -> Any:
        """A tuple; every wrong item is a finding of its own."""
        if not isinstance(value, list):
            findings.add(at, shown(value), self.allowed)
            return REFUSED
        before = len(findings.found)
        if not self.minimum <= len(value) <= self.maximum:
            findings.add(at, f"a list of {len(value)}", self.allowed)
        read = tuple(self.item.read(item, (*at, index), findings) for index, item in enumerate(value))
        for index, item in enumerate(read):
            if item is not REFUSED and item in read[:index]:
                findings.add((*at, index), shown(value[index]), "each only once", "a duplicate")
        return read if len(findings.found) == before else REFUSED

    def typed(self, text: str) -> Any:
        """A TOML list, or words between commas."""
        if text.lstrip().startswith("["):
            return toml_value(text)
        return [self.item.typed(part.strip()) for part in text.split(",") if part.strip()]

    def plain(self, value: Any) -> Any:
        """A list of the items' TOML values."""
        return [self.item.plain(item) for item in value]

    def schema(self) -> dict[str, Any]:
        """An array of unique items."""
        bounds = {"minItems": self.minimum, "maxItems": self.maximum, "uniqueItems": True}
        return {"type": "array", "items": self.item.schema(), **bounds}


class KeyName(Text):
    """A key of the keyboard, by the name the screen has for it."""

    def __init__(self) -> None:
        names = "|".join(re.escape(name) for name in (*sorted(NAMED), *SIGNS, *SIGNS.values()))
        pattern = f"(ctrl\\+|alt\\+|shift\\+)*([A-Za-z0-9]|{names})"
        super().__init__(pattern, 'a key such as "s", "S", "?", "f5", "ctrl+g", "space" or "pagedown"')

    def read(self, value: Any, at: KeyPath, findings: Findings) -> Any:
        """The canonical name."""
        read = super().read(value, at, findings)
        return read if read is REFUSED else canonical(read)


class AutoOr:
    """The word "auto", or a list of its own."""

    def __init__(self, listed: ListOf) -> None:
        self.listed = listed
        self.allowed = f'"auto", or {listed.allowed}'

    def read(self, value: Any, at: KeyPath, findings: Findings) -> Any:
        """The word "auto" or a tuple."""
        if value == "auto":
            return value
        if isinstance(value, list):
            return self.listed.read(value, at, findings)
        findings.add(at, shown(value), self.allowed)
        return REFUSED

    def typed(self, text: str) -> Any:
        """The word, else as a list."""
        return "auto" if text.strip() == "auto" else self.listed.typed(text)

    def plain(self, value: Any) -> Any:
        """The word, else a list."""
        return value if value == "auto" else self.listed.plain(value)

    def schema(self) -> dict[str, Any]:
        """Either."""
        return {"anyOf": [{"const": "auto"}, self.listed.schema()]}


def toml_value(text: str) -> Any:
    """The value of a text in TOML's own notation; the printable text itself if it is none."""
    import tomllib  # noqa: PLC0415 - only for lists typed on a command line

    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return printable(text)
