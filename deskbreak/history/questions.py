"""The questions a history answers: days, timelines, rows and facts, whatever holds the tables."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from deskbreak.history import queries, statistics

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from deskbreak.history.rows import BreakRow, Day, Row, Span, SpanRow
    from deskbreak.history.statistics import BoutFact, BreakFact, StretchFact

T = TypeVar("T")
RowT = TypeVar("RowT", bound="Row")
Place = tuple[float, int]

DAY_STARTS_SECONDS = 4 * 3600
PAGE = 500


class Questions(ABC):
    """Questions to a history; a reader raises `LedgerError` when the file cannot be read.

    All times are aware; `since` and `start` are included, `until` and `end` are not. A break or span belongs where
    it ended, an open break where it was prompted.
    """

    def day(self, start: datetime, end: datetime) -> Day:
        """What ended in `[start, end)`, in numbers."""
        bounds = (queries.stamp(start), queries.stamp(end), 0)
        return self._read(lambda db: statistics.day(queries.break_facts(db, *bounds), queries.bout_facts(db, *bounds)))

    def timeline(self, start: datetime, end: datetime) -> list[Span]:
        """What filled `[start, end)`, cut to it and in order; a break is there once it has ended."""
        bounds = (queries.stamp(start), queries.stamp(end))
        rows = self._read(lambda db: (queries.breaks_between(db, *bounds), queries.spans_between(db, *bounds)))
        return statistics.timeline(*rows, start, end)

    def breaks(self, since: datetime | None = None, until: datetime | None = None) -> Iterator[BreakRow]:
        """Breaks, oldest first, read as they are asked for."""
        return self._pages(queries.breaks_page, since, until)

    def spans(self, since: datetime | None = None, until: datetime | None = None) -> Iterator[SpanRow]:
        """Bouts, absences, holds and time off, oldest first, read as they are asked for."""
        return self._pages(queries.spans_page, since, until)

    def open_breaks(self) -> list[BreakRow]:
        """The breaks that have not ended, oldest first."""
        return self._read(queries.open_breaks)

    def facts(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        day_starts_seconds: int = DAY_STARTS_SECONDS,
    ) -> tuple[list[BreakFact], list[BoutFact]]:
        """What `statistics` summarises; local days begin `day_starts_seconds` after midnight."""
        bounds = (*_range(since, until), day_starts_seconds)
        return self._read(lambda db: (queries.break_facts(db, *bounds), queries.bout_facts(db, *bounds)))

    def stretch_counts(self, since: datetime | None = None, until: datetime | None = None) -> dict[str, int]:
        """How often each stretch was done, most often first."""
        return self._read(lambda db: queries.stretch_counts(db, *_range(since, until)))

    def stretch_facts(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        day_starts_seconds: int = DAY_STARTS_SECONDS,
    ) -> list[StretchFact]:
        """The stretches of each local day."""
        return self._read(lambda db: queries.stretch_facts(db, *_range(since, until), day_starts_seconds))

    def first_at(self) -> datetime | None:
        """When the first break or span ended, in UTC; None for an empty history."""
        found = self._read(queries.first_end)
        return None if found is None else queries.EPOCH + timedelta(seconds=found)

    def _pages(
        self,
        page: Callable[[sqlite3.Connection, Place, float, int], tuple[list[RowT], Place]],
        since: datetime | None,
        until: datetime | None,
    ) -> Iterator[RowT]:
        start, end = _range(since, until)
        place = (start, -1)  # no id is below 0, so a row exactly at `since` comes after this place
        while True:
            rows, place = self._read(lambda db, place=place: page(db, place, end, PAGE))  # type: ignore[misc]
            yield from rows
            if len(rows) < PAGE:
                return

    @abstractmethod
    def _read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """What `query` answers over the tables."""


def _range(since: datetime | None, until: datetime | None) -> tuple[float, float]:
    first, last = queries.everything()
    return queries.stamp(since, first), queries.stamp(until, last)
