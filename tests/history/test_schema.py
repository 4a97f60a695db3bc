"""Migrations: from any earlier version forward, all of it or none of it, and by one process at a time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from deskbreak.history import file, queries, schema
from deskbreak.history.ledger import Ledger
from deskbreak.history.rows import BreakRow

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

SECOND_VERSION = (
    "ALTER TABLE breaks ADD COLUMN mood TEXT NOT NULL DEFAULT 'fine'",
    "UPDATE breaks SET mood = 'stiff' WHERE rested_seconds < 30",
)
BROKEN_VERSION = ("ALTER TABLE breaks ADD COLUMN mood TEXT", "UPDATE no_such_table SET mood = 1")


def first_version(path: Path, noon: datetime) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, schema.MIGRATIONS[:1])
    queries.put(connection, [BreakRow(1, "move", ended_at=noon, outcome="partial", rested_seconds=10.0)])
    return connection


def test_a_file_of_version_1_goes_forward_with_its_rows(tmp_path: Path, noon: datetime) -> None:
    with closing(first_version(tmp_path / "h.db", noon)) as connection:
        schema.migrate(connection, (schema.MIGRATIONS[0], SECOND_VERSION))
        assert schema.version(connection) == 2
        assert connection.execute("SELECT id, mood FROM breaks").fetchall() == [(1, "stiff")]


def test_a_new_file_goes_through_every_version(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "h.db", isolation_level=None)) as connection:
        schema.migrate(connection, (schema.MIGRATIONS[0], SECOND_VERSION))
        assert schema.version(connection) == 2
        schema.migrate(connection, (schema.MIGRATIONS[0], SECOND_VERSION))


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, noon: datetime) -> None:
    with closing(first_version(tmp_path / "h.db", noon)) as connection:
        before = connection.execute("SELECT sql FROM sqlite_schema").fetchall()
        with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
            schema.migrate(connection, (schema.MIGRATIONS[0], BROKEN_VERSION))
        assert schema.version(connection) == 1
        assert connection.execute("SELECT sql FROM sqlite_schema").fetchall() == before


def test_two_processes_migrating_at_once_do_it_once(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    with (
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as first,
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as second,
    ):
        first.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            schema.migrate(second)
        first.execute("ROLLBACK")
        schema.migrate(first)
        schema.migrate(second)
        assert schema.version(second) == schema.LATEST


def test_every_table_of_the_shipped_schema_is_strict_and_refuses_what_is_no_row() -> None:
    with closing(file.in_memory()) as connection:
        strict = dict(connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
        assert {strict[table] for table in ("breaks", "stretches", "spans")} == {1}
        connection.execute("PRAGMA foreign_keys = ON")
        for statement in (
            "INSERT INTO stretches VALUES (99, 0, 'march')",
            "INSERT INTO spans VALUES (1, 'nap', 0, 0, 1, 0, 1, '')",
            "INSERT INTO breaks (id, kind, rested_seconds, prompts, snoozes) VALUES (1, 'move', 0, 0, 0)",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)


def test_no_question_walks_a_whole_table(ledger: Ledger, noon: datetime) -> None:
    asked: list[str] = []

    def ask(db: sqlite3.Connection) -> list[str]:
        db.set_trace_callback(asked.append)
        queries.break_facts(db, 1.0, 2.0, 0)
        queries.bout_facts(db, 1.0, 2.0, 0)
        queries.breaks_between(db, 1.0, 2.0)
        queries.spans_between(db, 1.0, 2.0)
        queries.breaks_page(db, (1.0, 1), 2.0, 9)
        queries.spans_page(db, (1.0, 1), 2.0, 9)
        queries.open_breaks(db)
        queries.latest(db, 3)
        db.set_trace_callback(None)
        plans = [db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall() for statement in asked]
        return [step[3] for plan in plans for step in plan]

    steps = ledger._file.read(ask)
    assert len(asked) == 9
    assert [step for step in steps if "breaks" in step or "spans" in step]
    assert not [step for step in steps if "TEMP B-TREE" in step and "json" not in step]
    assert not [step for step in steps if step.startswith("SCAN") and "INDEX" not in step and "subquery" not in step]
