"""The ledger the service writes: every break and span, durable before the call returns.

Nothing is lost while the service lives. What the disk does not take is kept in memory, where it can also be read, and
written with the next row or `flush`; `message` says so meanwhile. A file that cannot be used is set aside.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from deskbreak.errors import LedgerError
from deskbreak.history import queries, reader, schema
from deskbreak.history.file import HistoryFile, NewFile, in_memory, in_words
from deskbreak.history.questions import Questions
from deskbreak.history.rows import BreakRow, Outcome, Row, SpanRow, What

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from deskbreak.history.reader import Reader

T = TypeVar("T")
Key = tuple[type[Row], int]

REMEMBERED = 300
"""Rows of each table kept in memory, more than a day's: a new file after a loss begins with them."""


class Ledger(Questions):
    """The one writer of a history file. Open it with `Ledger.open`.

    No method fails for the disk's sake except `flush` and `close`, which raise `LedgerError` while rows are waiting.
    A wrong argument is a `ValueError`, a break that is not open a `LedgerError`.
    """

    def __init__(self, file: HistoryFile) -> None:
        self._file = file
        self._recent: dict[Key, Row] = {}
        self._waiting: dict[Key, Row] = {}
        self._trouble = ""
        self._memory: sqlite3.Connection | None = None  # stands in for the file while it cannot be written

    @classmethod
    def open(cls, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone()) -> Ledger:
        """The ledger at `path`, made if there is none; `now` only names files that are set aside."""
        if sqlite3.sqlite_version_info < schema.OLDEST_SQLITE:
            raise LedgerError(f"the history needs SQLite 3.37 or newer; this Python has {sqlite3.sqlite_version}")
        ledger = cls(HistoryFile(path, now))
        ledger._remember(ledger._read(lambda db: queries.latest(db, REMEMBERED)))
        return ledger

    @staticmethod
    def open_readonly(path: Path) -> Reader:
        """A reader that neither writes nor creates anything, with or without a service running."""
        return reader.open_readonly(path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    @property
    def message(self) -> str:
        """What a person should know about the file now: set aside, or not writable; "" when all is well."""
        return "; ".join(part for part in (self._file.message, self._trouble) if part)

    @property
    def waiting(self) -> int:
        """How many rows are not on the disk yet."""
        return len(self._waiting)

    def open_break(self, kind: str, due_at: datetime, prompted_at: datetime) -> int:
        """Note that a break is prompted; returns its id."""
        row_id = self._free_id(BreakRow, prompted_at)
        self._put(BreakRow(row_id, kind, due_at=due_at, prompted_at=prompted_at, prompts=1))
        return row_id

    def note_prompt(self, break_id: int) -> None:
        """One more prompt for an open break (`open_break` counted the first)."""
        row = self._open_row(break_id)
        self._put(replace(row, prompts=row.prompts + 1))

    def note_kind(self, break_id: int, kind: str) -> None:
        """A break, open or not, turns out to be one of another kind: a longer one took its place."""
        row = self._row(break_id)
        if row.kind != kind:
            self._put(replace(row, kind=kind))

    def note_stretches(self, break_id: int, stretches: Sequence[str]) -> None:
        """The stretches of a break, be it open or not: a routine may last longer than its break."""
        row = self._row(break_id)
        if row.stretches != tuple(stretches):
            self._put(replace(row, stretches=tuple(stretches)))

    def note_snooze(self, break_id: int) -> None:
        """One more snooze of an open break."""
        row = self._open_row(break_id)
        self._put(replace(row, snoozes=row.snoozes + 1))

    def close_break(
        self,
        break_id: int,
        outcome: Outcome,
        ended_at: datetime,
        rested_seconds: float,
        started_at: datetime | None = None,
        stretches: Sequence[str] = (),
    ) -> None:
        """How an open break ended."""
        self._put(
            replace(
                self._open_row(break_id),
                outcome=outcome,
                ended_at=ended_at,
                rested_seconds=rested_seconds,
                started_at=started_at,
                stretches=tuple(stretches),
            )
        )

    def add_break(  # noqa: PLR0913  (a whole row at once)
        self,
        kind: str,
        outcome: Outcome,
        ended_at: datetime,
        rested_seconds: float,
        started_at: datetime | None = None,
        stretches: Sequence[str] = (),
        *,
        due_at: datetime | None = None,
    ) -> int:
        """A break nobody was prompted for, such as one begun by hand, opened and ended at once; returns its id."""
        row = BreakRow(
            self._free_id(BreakRow, started_at or ended_at),
            kind,
            due_at=due_at,
            started_at=started_at,
            ended_at=ended_at,
            outcome=outcome,
            rested_seconds=rested_seconds,
            stretches=tuple(stretches),
        )
        self._put(row)
        return row.id

    def add_span(
        self, what: What, started_at: datetime, ended_at: datetime, detail: str = "", seconds: float | None = None
    ) -> int:
        """A bout, absence, hold or time off; `seconds` is its true length where the wall clock stepped within it."""
        if seconds is None:
            seconds = max(0.0, queries.stamp(ended_at) - queries.stamp(started_at))
        row = SpanRow(self._free_id(SpanRow, started_at), what, started_at, ended_at, seconds, detail)
        self._put(row)
        return row.id

    def flush(self) -> None:
        """Write what is waiting, if anything is; `LedgerError` when the disk still does not take it."""
        if self._memory is not None:
            self._save()
        if self._trouble:
            raise LedgerError(self._trouble)

    def close(self) -> None:
        """Let go of the file; `LedgerError` when rows could not be written and are lost with this."""
        try:
            self.flush()
        finally:
            self._file.close()
            self._drop_memory()

    def _put(self, row: Row) -> None:
        self._remember([row])
        self._waiting[type(row), row.id] = row
        self._save()

    def _save(self) -> None:
        try:
            try:
                self._file.write(self._waiting.values())
            except NewFile:
                self._waiting = self._recent | self._waiting
                self._file.write(self._waiting.values())
        except (sqlite3.Error, OSError, NewFile, schema.WrongFile) as error:
            self._stand_in(error)
        else:
            self._waiting.clear()
            self._trouble = ""
            self._drop_memory()

    def _read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        if self._memory is None:
            try:
                return self._file.read(query)
            except NewFile:
                self._waiting = dict(self._recent)
                self._save()
                return self._read(query)
            except (sqlite3.Error, OSError, schema.WrongFile) as error:
                self._stand_in(error)
        assert self._memory is not None  # noqa: S101  (standing in makes it)
        return query(self._memory)

    def _stand_in(self, error: Exception) -> None:
        if self._memory is None:
            self._memory = self._copy()
            queries.put(self._memory, self._recent.values())
        queries.put(self._memory, self._waiting.values())
        reason = in_words(error) if isinstance(error, (sqlite3.Error, OSError)) else str(error)
        self._trouble = (
            f"the history {self._file.path} cannot be written: {reason}; what happens is kept in memory until it can"
        )

    def _copy(self) -> sqlite3.Connection:
        try:
            return self._file.read(reader.copy_into_memory)
        except NewFile:
            self._waiting = self._recent | self._waiting
            return in_memory()
        except (sqlite3.Error, OSError, schema.WrongFile):
            return self._load()

    def _load(self) -> sqlite3.Connection:
        # What may not be written can often still be read: the day so far, and breaks left open.
        try:
            return reader.load_into_memory(self._file.path)
        except LedgerError:
            return in_memory()

    def _drop_memory(self) -> None:
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    def _remember(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._recent[type(row), row.id] = row
        for row_type in (BreakRow, SpanRow):
            keys = [key for key in self._recent if key[0] is row_type]
            for key in keys[: max(0, len(keys) - REMEMBERED)]:
                del self._recent[key]

    def _open_row(self, break_id: int) -> BreakRow:
        row = self._row(break_id)
        if row.outcome is not None:
            raise LedgerError(f"break {break_id} is not open in the history")
        return row

    def _row(self, break_id: int) -> BreakRow:
        row = self._recent.get((BreakRow, break_id)) or self._read(lambda db: queries.break_by_id(db, break_id))
        if not isinstance(row, BreakRow):
            raise LedgerError(f"break {break_id} is not in the history")
        return row

    def _free_id(self, row_type: type[Row], at: datetime) -> int:
        # Ids are made from time rather than counted by the file, so that rows made while it is
        # out of reach, or moved to a new one, keep theirs.
        row_id = max(0, round(queries.stamp(at) * 1_000_000))
        if not self._has(row_type, row_id):
            return row_id
        highest = self._read(lambda db: queries.highest_id(db, row_type))
        return 1 + max(highest, *(known for known_type, known in self._recent if known_type is row_type))

    def _has(self, row_type: type[Row], row_id: int) -> bool:
        return (row_type, row_id) in self._recent or self._read(lambda db: queries.has_row(db, row_type, row_id))
