"""The history file on disk: opening, checking, setting aside what cannot be used. Never deletes one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from deskbreak.history import queries, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from deskbreak.history.rows import Row

T = TypeVar("T")

BUSY_SECONDS = 0.1  # the event loop waits meanwhile; what could not be written is tried again later
COMPANIONS = ("", "-wal", "-shm", "-journal")
_MAGIC = b"SQLite format 3\0"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class NewFile(Exception):
    """The file in use was lost or set aside and a new one stands in its place: write again what it should hold."""


class HistoryFile:
    """One path, the connection to the file there, and `message`: in words, what was set aside and where it is now.

    Methods raise `sqlite3.Error` or `OSError` when the disk or another program is in the way.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self.path = path
        self.message = ""
        self._now = now
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._lost = False  # what the file held is gone from its path, and nobody was told yet

    def write(self, rows: Iterable[Row]) -> None:
        """Put the rows on the disk, all or none; they are durable when this returns."""
        with self._checked() as connection:
            queries.put(connection, rows)

    def read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """What `query` answers."""
        with self._checked() as connection:
            return query(connection)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _checked(self) -> Iterator[sqlite3.Connection]:
        connection = self._in_place()
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            self._set_aside(str(error))
            self._lost = False  # told with this
            raise NewFile from error

    def _in_place(self) -> sqlite3.Connection:
        if self._connection is not None:
            if self._identity == self._identify():
                return self._connection
            self._lost = True
            self.message = f"the history {self.path} was removed while in use; a new one was begun with the last day"
            self.close()
        connection = self._open()
        if self._lost:
            self._lost = False
            raise NewFile
        return connection

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            self._connection = _connect(self.path)
        except schema.WrongFile as error:
            self._set_aside(str(error))
            self._connection = _connect(self.path)
        self._identity = self._identify()
        return self._connection

    def _identify(self) -> tuple[int, int] | None:
        with suppress(FileNotFoundError):
            found = self.path.stat()
            return found.st_dev, found.st_ino
        return None

    def _set_aside(self, reason: str) -> None:
        self.close()
        target = set_aside(self.path, self._now())
        self._lost = True
        self.message = (
            f"the history {self.path} could not be used: {reason}; it was set aside as {target} and a new one begun"
        )


def set_aside(path: Path, at: datetime) -> Path:
    """Rename a database and its companions out of the way, to names nothing has yet; the new path of the first."""
    target = _free_name(path.with_name(f"{path.name}.set-aside-{at:%Y%m%d-%H%M%S}"))
    for companion in COMPANIONS:
        with suppress(FileNotFoundError):
            _beside(path, companion).replace(_beside(target, companion))
    return target


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite found the file itself to be malformed, rather than the disk or a lock in the way."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def in_words(error: sqlite3.Error | OSError) -> str:
    """The cause, as a person would say it."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return {
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_READONLY: "it may not be written to",
        sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
        sqlite3.SQLITE_BUSY: "another program has it locked",
        sqlite3.SQLITE_IOERR: "the disk reports an error",
    }.get(code, str(error))


def check_header(path: Path) -> None:
    """Raise `schema.WrongFile` unless the file is absent, empty, or begins as a whole database does."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        head = file.read(512)
        if head and (len(head) < 512 or not head.startswith(_MAGIC)):
            raise schema.WrongFile("it is no SQLite database")


def in_memory() -> sqlite3.Connection:
    """A new history that lives in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(connection)
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    # Closing any descriptor of a database drops this process's locks on it: only before it is open here.
    check_header(path)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # the companions take their mode from it
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        _prepare(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        if is_damage(error):
            raise schema.WrongFile(str(error)) from error
        raise
    except schema.WrongFile:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    schema.check_ours(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise schema.WrongFile(f"it is damaged ({found.strip().splitlines()[0]})")
    schema.migrate(connection)


def _free_name(wanted: Path) -> Path:
    number, name = 1, wanted
    while any(_beside(name, companion).exists() for companion in COMPANIONS):
        number += 1
        name = wanted.with_name(f"{wanted.name}-{number}")
    return name


def _beside(path: Path, companion: str) -> Path:
    return path.with_name(path.name + companion)
