"""What can be wrong in a stretch file, as values. No file is read here; who reads one adds its path and the line."""

from __future__ import annotations

from dataclasses import dataclass

Where = tuple[str | int, ...]
"""The way to a value from the top of its file, such as ("stretch", 2, "left", "ready")."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `path` and `line` are filled in by who read the file; line 0 means the whole file."""

    where: Where
    message: str
    path: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """The value's name as a person would say it: `stretch 3: left.ready`."""
        names = [str(part + 1) if isinstance(part, int) else part for part in self.where]
        head = " ".join(names[:2])
        return f"{head}: {'.'.join(names[2:])}" if len(names) > 2 else head

    def __str__(self) -> str:
        path = self.path if self.path.isprintable() else ascii(self.path)
        place = f"{path}:{self.line}" if self.line else path
        return ": ".join(part for part in (place, self.key, self.message) if part)


def shown(value: object) -> str:
    """A found value, safe to print: quoted, on one line, without control characters, not too long."""
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
