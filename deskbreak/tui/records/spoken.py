"""A report in sentences, for a screen reader: no columns, every number with its word, nothing that is only drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.records.page import CLOSING, NOTHING, is_empty, tiles, title
from deskbreak.tui.records.sections import sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskbreak.tui.draw.table import Table
    from deskbreak.tui.records.reading import Report


def sentences(report: Report) -> Iterator[str]:
    """The period, its main numbers and its sections; an empty line before each section."""
    yield f"{title(report)}."
    if is_empty(report):
        yield NOTHING
        return
    for name, value, before in tiles(report):
        yield f"{name}: {value}{f', {report.period} before {before}' if before else ''}."
    for section in sections(report):
        yield ""
        yield f"{section.title}."
        if section.note:
            yield section.note
        yield from _rows(section.spoken or section.table)
    yield ""
    yield CLOSING


def _rows(table: Table | None) -> Iterator[str]:
    """Each row as its first cell and the others, each after its heading."""
    if table is None:
        return
    headings = [column.heading for column in table.columns[1:]]
    for first, *others in table.rows:
        told = [f"{heading} {cell}".strip() for heading, cell in zip(headings, others, strict=True) if cell]
        yield _sentence(first, told)


def _sentence(first: str, told: Sequence[str]) -> str:
    return f"{first}: {', '.join(told)}." if told else f"{first}."
