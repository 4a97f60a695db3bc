"""Reading a history leaves the folder exactly as it was, whatever state the file is in."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import LedgerError
from deskbreak.history import schema
from deskbreak.history.ledger import Ledger

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    # The index is shared memory of those who have the file open; only its presence counts.
    return {file.name: b"" if file.name.endswith("-shm") else file.read_bytes() for file in folder.iterdir()}


def kinds_read(path: Path) -> list[str]:
    with closing(Ledger.open_readonly(path)) as reader:
        return [row.kind for row in reader.breaks()]


def test_no_file_reads_as_no_history_and_none_is_made(path: Path, tmp_path: Path) -> None:
    assert kinds_read(path) == []
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_reads_as_no_history(tmp_path: Path) -> None:
    (tmp_path / "history.db").touch()
    assert kinds_read(tmp_path / "history.db") == []
    assert contents(tmp_path) == {"history.db": b""}


def test_a_history_nobody_has_open_is_read_in_place(path: Path, noon: datetime) -> None:
    with closing(Ledger.open(path)) as ledger:
        ledger.add_break("move", "taken", noon, 60.0)
    before = contents(path.parent)
    assert list(before) == ["history.db"]
    assert kinds_read(path) == ["move"]
    assert contents(path.parent) == before


def test_a_history_a_service_has_open_is_read_up_to_its_last_row(ledger: Ledger, path: Path, noon: datetime) -> None:
    ledger.add_break("move", "taken", noon, 60.0)
    before = contents(path.parent)
    assert kinds_read(path) == ["move"]
    assert contents(path.parent) == before
    ledger.add_break("stretch", "taken", noon + timedelta(hours=1), 60.0)
    assert kinds_read(path) == ["move", "stretch"]
    assert ledger.message == ""


@pytest.mark.parametrize("companions", [("-wal", "-shm"), ("-wal",)])
def test_what_a_killed_service_left_in_the_log_is_read(
    ledger: Ledger, path: Path, tmp_path: Path, noon: datetime, companions: tuple[str, ...]
) -> None:
    ledger.add_break("move", "taken", noon, 60.0)
    left = tmp_path / "left"
    left.mkdir()
    for companion in ("", *companions):
        shutil.copy(f"{path}{companion}", left)
    before = contents(left)
    assert kinds_read(left / "history.db") == ["move"]
    assert contents(left) == before


def test_an_older_file_is_brought_up_to_date_in_memory_only(
    path: Path, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Ledger.open(path)) as ledger:
        ledger.add_break("move", "taken", noon, 60.0)
    before = contents(path.parent)
    later = (*schema.MIGRATIONS, ("UPDATE breaks SET kind = 'walk'",))
    monkeypatch.setattr(schema, "LATEST", 2)
    monkeypatch.setattr(schema, "MIGRATIONS", later)
    assert kinds_read(path) == ["walk"]
    assert contents(path.parent) == before


@pytest.mark.parametrize("content", [b"text", b"\xa5" * 5000])
def test_a_file_that_is_no_history_is_reported_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "history.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"history\.db cannot be read: it is no SQLite database"):
        Ledger.open_readonly(path)
    assert contents(tmp_path) == {"history.db": content}


def test_a_newer_file_is_reported_and_left_alone(path: Path) -> None:
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
    before = contents(path.parent)
    with pytest.raises(LedgerError, match="newer deskbreak"):
        Ledger.open_readonly(path)
    assert contents(path.parent) == before
