"""What is known of sitting and stretching: chapters of facts, each with its sources. Reads no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from deskbreak.routine.catalogue import Catalogue
from deskbreak.routine.describe import source_lines


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement and the keys of the sources it rests on."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Facts that belong together."""

    title: str
    facts: tuple[Fact, ...]

    def as_dict(self) -> dict[str, object]:
        """The chapter as plain values, for JSON."""
        facts = [{"text": fact.text, "source": list(fact.sources)} for fact in self.facts]
        return {"title": self.title, "facts": facts}


def read_chapters(tables: dict[str, Any]) -> tuple[Chapter, ...]:
    """The chapters of the parsed advice file, in order."""
    return tuple(
        Chapter(chapter["title"], tuple(_fact(fact) for fact in chapter["fact"])) for chapter in tables["chapter"]
    )


def advice_lines(chapters: tuple[Chapter, ...], catalogue: Catalogue) -> Iterator[str]:
    """The chapters as plain text, the sources numbered and cited in full at the end."""
    keys = list(dict.fromkeys(key for chapter in chapters for fact in chapter.facts for key in fact.sources))
    for chapter in chapters:
        yield chapter.title
        for fact in chapter.facts:
            marks = "".join(f"[{number}]" for number in sorted(keys.index(key) + 1 for key in fact.sources))
            yield f"  {fact.text} {marks}"
        yield ""
    yield "Sources"
    yield from (f"  [{number}] {line}" for number, line in enumerate(source_lines(catalogue, keys), 1))


def _fact(table: dict[str, str | list[str]]) -> Fact:
    text, source = table["text"], table["source"]
    return Fact(str(text), (source,) if isinstance(source, str) else tuple(source))
