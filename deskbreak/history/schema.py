"""The tables of the history file, and the steps that bring an older file up to date. Knows no paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables came with this version."""

APPLICATION_ID = 0x6465736B
"""Marks a file as ours ("desk"), so that another program's database is never taken for a history."""

Migration = tuple[str, ...]

MIGRATIONS: tuple[Migration, ...] = (
    # 1: breaks with their stretches, and spans.
    # Times are seconds since 1970 (UTC), each with the zone offset in seconds that was in force.
    (
        f"PRAGMA application_id = {APPLICATION_ID}",
        """CREATE TABLE breaks (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            due_at REAL, due_offset INTEGER,
            prompted_at REAL, prompted_offset INTEGER,
            started_at REAL, started_offset INTEGER,
            ended_at REAL, ended_offset INTEGER,
            outcome TEXT CHECK (outcome IN ('taken', 'partial', 'skipped', 'natural', 'missed')),
            rested_seconds REAL NOT NULL CHECK (rested_seconds >= 0),
            prompts INTEGER NOT NULL CHECK (prompts >= 0),
            snoozes INTEGER NOT NULL CHECK (snoozes >= 0),
            CHECK ((outcome IS NULL) = (ended_at IS NULL)),
            CHECK (ended_at IS NOT NULL OR prompted_at IS NOT NULL),
            CHECK ((due_at IS NULL) = (due_offset IS NULL)),
            CHECK ((prompted_at IS NULL) = (prompted_offset IS NULL)),
            CHECK ((started_at IS NULL) = (started_offset IS NULL)),
            CHECK ((ended_at IS NULL) = (ended_offset IS NULL))
        ) STRICT""",
        "CREATE INDEX breaks_by_time ON breaks (coalesce(ended_at, prompted_at), id)",
        # Holds all that days, timelines and statistics ask for, so that they do not touch the table.
        """CREATE INDEX breaks_ended ON breaks (ended_at, started_at, due_at, ended_offset, outcome, snoozes,
            rested_seconds) WHERE outcome IS NOT NULL""",
        "CREATE INDEX breaks_open ON breaks (prompted_at) WHERE outcome IS NULL",
        """CREATE TABLE stretches (
            break_id INTEGER NOT NULL REFERENCES breaks (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            stretch TEXT NOT NULL,
            PRIMARY KEY (break_id, position)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE spans (
            id INTEGER PRIMARY KEY,
            what TEXT NOT NULL CHECK (what IN ('bout', 'absence', 'hold', 'off')),
            started_at REAL NOT NULL, started_offset INTEGER NOT NULL,
            ended_at REAL NOT NULL, ended_offset INTEGER NOT NULL,
            seconds REAL NOT NULL CHECK (seconds >= 0),
            detail TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX spans_by_time ON spans (ended_at, id, started_at)",
        "CREATE INDEX spans_by_what ON spans (what, ended_at, ended_offset, seconds)",
    ),
)

LATEST = len(MIGRATIONS)


class WrongFile(Exception):
    """The file is a database, but no history this program can use; the message says why."""


def version(connection: sqlite3.Connection) -> int:
    """The schema version of an open file, 0 for a new one."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def check_ours(connection: sqlite3.Connection) -> None:
    """Raise `WrongFile` for another program's database and for one written by a newer deskbreak."""
    found = version(connection)
    if found > LATEST:
        raise WrongFile(f"it was written by a newer deskbreak (file version {found}, this one knows {LATEST})")
    marked = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if marked and found:
        missing = {"breaks", "stretches", "spans"} - tables
        if missing:
            raise WrongFile(f"it lacks the table {min(missing)}")
    elif marked or found or tables:
        raise WrongFile("it is a database of another program")


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] | None = None) -> None:
    """Bring the file to the latest version, in one transaction: afterwards it is all new or untouched."""
    migrations = MIGRATIONS if migrations is None else migrations
    if version(connection) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have migrated in between.
        for number in range(version(connection), len(migrations)):
            for statement in migrations[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
