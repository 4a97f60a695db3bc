"""A history opened for reading only. Writes nothing and creates no file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from deskbreak.errors import LedgerError
from deskbreak.history import schema
from deskbreak.history.file import check_header, in_memory, in_words
from deskbreak.history.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
BUSY_SECONDS = 2.0


class Reader(Questions):
    """Reads one open history; close it after use."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def _read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        with _told_as_ledger_error():
            return query(self.connection)


def open_readonly(path: Path) -> Reader:
    """A reader of the file at `path`, whether or not a service has it open; of nothing when there is no file."""
    with _told_as_ledger_error(path):
        connection = _connect(path)
        try:
            schema.check_ours(connection)
            return Reader(_up_to_date(connection))
        except BaseException:
            connection.close()
            raise


def load_into_memory(path: Path) -> sqlite3.Connection:
    """The history at `path` in memory, read without writing anything; `LedgerError` when it cannot be read."""
    with _told_as_ledger_error(path), closing(open_readonly(path)) as reader:
        return copy_into_memory(reader.connection)


def copy_into_memory(source: sqlite3.Connection) -> sqlite3.Connection:
    """The same history in memory."""
    target = sqlite3.connect(":memory:", isolation_level=None)
    source.execute("BEGIN")
    try:
        # Takes the read lock or fails: `backup` itself would wait for it for ever.
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(target)
    except BaseException:
        target.close()
        raise
    finally:
        source.rollback()
    return target


def _up_to_date(connection: sqlite3.Connection) -> sqlite3.Connection:
    if schema.version(connection) == schema.LATEST:
        return connection
    # An older file is brought up to date in memory: migrating it belongs to the service.
    copy = copy_into_memory(connection)
    connection.close()
    schema.migrate(copy)
    return copy


def _connect(path: Path) -> sqlite3.Connection:
    if not path.exists():
        return in_memory()
    log, index = (path.with_name(path.name + companion) for companion in ("-wal", "-shm"))
    if not log.exists() or (not index.exists() and not log.stat().st_size):
        # Nobody is writing. Without `immutable`, SQLite would create both companions to read.
        check_header(path)
        return _open_uri(path, "mode=ro&immutable=1")
    if index.exists():
        return _open_uri(path, "mode=ro")
    return _from_a_copy(path, log)


def _from_a_copy(path: Path, log: Path) -> sqlite3.Connection:
    # A log without its index: SQLite would have to create one beside it.
    with TemporaryDirectory(prefix="deskbreak-") as folder:
        copy = Path(shutil.copy(path, folder))
        shutil.copy(log, folder)
        connection = _open_uri(copy, "mode=rw")
        try:
            return copy_into_memory(connection)
        finally:
            connection.close()


def _open_uri(path: Path, options: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )


@contextmanager
def _told_as_ledger_error(path: Path | None = None) -> Iterator[None]:
    where = f"the history {path}" if path else "the history"
    try:
        yield
    except schema.WrongFile as error:
        raise LedgerError(f"{where} cannot be read: {error}") from error
    except (sqlite3.Error, OSError) as error:
        raise LedgerError(f"{where} cannot be read: {in_words(error)}") from error
