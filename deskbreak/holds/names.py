"""Names of programs: matched against what a person listed, and made fit to be shown."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST = 60
_MOST_SHOWN = 3


def is_listed(names: Iterable[str], patterns: Sequence[str]) -> bool:
    """Whether one of a program's names is one of the patterns; capitals do not matter."""
    folded = [name.casefold() for name in names]
    return any(fnmatchcase(name, pattern.casefold()) for pattern in patterns for name in folded)


def plain(name: object) -> str:
    """A name from outside without control characters, cut short."""
    return "".join(character for character in str(name or "") if character.isprintable())[:_LONGEST].strip()


def listed(names: Iterable[str]) -> str:
    """Different names as one text: "firefox and zoom"."""
    distinct = list(dict.fromkeys(names))
    if len(distinct) > _MOST_SHOWN:
        distinct[_MOST_SHOWN - 1 :] = [f"{len(distinct) - _MOST_SHOWN + 1} more"]
    return " and ".join(part for part in (", ".join(distinct[:-1]), *distinct[-1:]) if part)
