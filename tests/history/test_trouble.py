"""Full disks, read-only folders, damaged and foreign files, and processes that die: nothing is lost or deleted."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import LedgerError
from deskbreak.history import schema
from deskbreak.history.ledger import Ledger
from deskbreak.history.rows import Day
from tests.history_files import STAMP, damage, set_aside_files

if TYPE_CHECKING:
    from pathlib import Path

HOUR = timedelta(hours=1)


def fill_the_disk(ledger: Ledger, *, pages_left: int = 0) -> None:
    def limit(db: sqlite3.Connection) -> None:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + pages_left}")

    ledger._file.read(limit)


def empty_the_disk(ledger: Ledger) -> None:
    ledger._file.read(lambda db: db.execute("PRAGMA max_page_count = 1000000").fetchone())


def write_until_full(ledger: Ledger, noon: datetime) -> int:
    written = 0
    while not ledger.waiting:
        ledger.add_span("absence", noon, noon + written * HOUR, "x" * 500)
        written += 1
    return written


def test_on_a_full_disk_the_day_goes_on_in_memory_and_is_written_later(
    ledger: Ledger, path: Path, noon: datetime
) -> None:
    before = ledger.open_break("move", noon, noon)
    fill_the_disk(ledger)
    written = write_until_full(ledger, noon)
    during = ledger.open_break("stretch", noon, noon)
    ledger.close_break(before, "taken", noon + HOUR, 60.0)
    ledger.note_snooze(during)
    assert f"{path} cannot be written: the disk is full" in ledger.message
    assert ledger.waiting == 3
    assert len(list(ledger.spans())) == written
    assert [row.id for row in ledger.open_breaks()] == [during]
    assert ledger.day(noon, noon + 2 * HOUR).taken == 1
    with pytest.raises(LedgerError, match="the disk is full"):
        ledger.flush()

    empty_the_disk(ledger)
    ledger.flush()
    assert (ledger.message, ledger.waiting) == ("", 0)
    with closing(Ledger.open_readonly(path)) as reader:
        assert {row.id: (row.outcome, row.snoozes) for row in reader.breaks()} == {
            before: ("taken", 0),
            during: (None, 1),
        }
        assert len(list(reader.spans())) == written


def test_the_next_row_takes_the_waiting_ones_with_it(ledger: Ledger, path: Path, noon: datetime) -> None:
    fill_the_disk(ledger)
    written = write_until_full(ledger, noon)
    empty_the_disk(ledger)
    ledger.add_span("bout", noon, noon + HOUR)
    assert (ledger.message, ledger.waiting) == ("", 0)
    with closing(Ledger.open_readonly(path)) as reader:
        assert len(list(reader.spans())) == written + 1


def test_closing_with_rows_that_cannot_be_written_says_so(path: Path, noon: datetime) -> None:
    ledger = Ledger.open(path)
    fill_the_disk(ledger)
    write_until_full(ledger, noon)
    with pytest.raises(LedgerError, match="the disk is full"):
        ledger.close()


def test_without_a_folder_the_day_is_kept_in_memory_until_there_is_one(tmp_path: Path, noon: datetime) -> None:
    in_the_way = tmp_path / "state"
    in_the_way.write_text("a file where the folder should be")
    ledger = Ledger.open(in_the_way / "history.db")
    assert "cannot be written" in ledger.message
    break_id = ledger.open_break("move", noon, noon)
    ledger.close_break(break_id, "taken", noon + HOUR, 60.0)
    assert ledger.day(noon, noon + 2 * HOUR).taken == 1

    in_the_way.unlink()
    ledger.add_span("bout", noon, noon + HOUR)
    assert ledger.message == ""
    ledger.close()
    with closing(Ledger.open_readonly(in_the_way / "history.db")) as reader:
        assert [row.id for row in reader.breaks()] == [break_id]
        assert len(list(reader.spans())) == 1


def test_a_history_that_may_not_be_written_is_read_and_added_to_in_memory(ledger: Ledger, noon: datetime) -> None:
    ledger.add_break("move", "taken", noon, 60.0)
    ledger._file.read(lambda db: db.execute("PRAGMA query_only = 1"))
    ledger.add_break("move", "taken", noon, 60.0)
    assert "it may not be written to" in ledger.message
    assert ledger.day(noon, noon + HOUR).taken == 2
    ledger._file.read(lambda db: db.execute("PRAGMA query_only = 0"))


def test_a_history_that_cannot_be_opened_for_writing_is_still_read(
    path: Path, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Ledger.open(path)) as earlier:
        earlier.add_break("move", "taken", noon, 60.0)
        left = earlier.open_break("stretch", noon, noon)

    def refuse(path: Path, flags: int, mode: int = 0) -> int:
        raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patch:
        # A read-only file system; permission bits do not stop the superuser, who may run this.
        patch.setattr("deskbreak.history.file.os.open", refuse)
        ledger = Ledger.open(path)
        assert "Read-only file system" in ledger.message
        assert [row.id for row in ledger.open_breaks()] == [left]
        ledger.close_break(left, "missed", noon + HOUR, 0.0)
        assert ledger.day(noon, noon + 2 * HOUR) == Day(taken=1, missed=1)
    ledger.close()
    with closing(Ledger.open_readonly(path)) as reader:
        assert [row.outcome for row in reader.breaks()] == ["taken", "missed"]


def test_a_program_that_locks_the_file_delays_rows_and_loses_none(ledger: Ledger, path: Path, noon: datetime) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ledger.add_break("move", "taken", noon, 60.0)
        assert "another program has it locked" in ledger.message
        assert len(list(ledger.breaks())) == 1
        other.execute("ROLLBACK")
        ledger.flush()
        assert other.execute("SELECT count(*) FROM breaks").fetchone() == (1,)


def test_a_program_that_reads_the_file_is_no_trouble(ledger: Ledger, path: Path, noon: datetime) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM breaks").fetchall()
        ledger.add_break("move", "taken", noon, 60.0)
    assert (ledger.message, ledger.waiting) == ("", 0)


@pytest.mark.parametrize(
    "content",
    [b"not a database, just text\n", b"SQLite format 3\0 and then nothing", b"\0" * 5000, os.urandom(5000)],
    ids=["text", "short", "zeros", "noise"],
)
def test_a_file_that_is_no_database_is_set_aside_whole(path: Path, noon: datetime, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with closing(Ledger.open(path, now=lambda: STAMP)) as ledger:
        aside = path.with_name("history.db.set-aside-20261120-110000")
        assert str(path) in ledger.message
        assert str(aside) in ledger.message
        assert aside.read_bytes() == content
        ledger.add_break("move", "taken", noon, 60.0)
    with closing(Ledger.open(path)) as ledger:
        assert ledger.message == ""
        assert len(list(ledger.breaks())) == 1


def test_a_newer_file_is_set_aside_whole(path: Path, noon: datetime) -> None:
    with closing(Ledger.open(path)) as ledger:
        ledger.add_break("move", "taken", noon, 60.0)
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {schema.LATEST + 1}")
    before = path.read_bytes()
    with closing(Ledger.open(path, now=lambda: STAMP)) as ledger:
        assert "newer deskbreak" in ledger.message
        assert list(ledger.breaks()) == []
    (aside,) = set_aside_files(path)
    assert aside.read_bytes() == before


def test_a_database_of_another_program_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name)")
    with closing(Ledger.open(path)) as ledger:
        assert "another program" in ledger.message


def test_a_history_with_a_table_missing_is_set_aside(path: Path) -> None:
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TABLE spans")
    with closing(Ledger.open(path)) as ledger:
        assert "lacks the table spans" in ledger.message


def test_damage_inside_the_file_is_found_on_opening(path: Path, noon: datetime) -> None:
    with closing(Ledger.open(path)) as ledger:
        for number in range(200):
            ledger.add_break("move", "taken", noon + number * HOUR, 60.0, stretches=["march"])
    damage(path)
    with closing(Ledger.open(path)) as ledger:
        assert "was set aside as" in ledger.message
        assert list(ledger.breaks()) == []


def test_what_is_set_aside_never_takes_the_place_of_another(path: Path) -> None:
    path.parent.mkdir()
    for number in range(3):
        path.write_bytes(b"bad file %d" % number)
        Ledger.open(path, now=lambda: STAMP).close()
    name = "history.db.set-aside-20261120-110000"
    assert {file.name: file.read_bytes() for file in set_aside_files(path)} == {
        name: b"bad file 0",
        f"{name}-2": b"bad file 1",
        f"{name}-3": b"bad file 2",
    }


def test_companions_are_set_aside_with_their_file(path: Path) -> None:
    path.parent.mkdir()
    for companion in ("", "-wal", "-shm"):
        path.with_name(path.name + companion).write_bytes(b"bad" + companion.encode())
    with closing(Ledger.open(path, now=lambda: STAMP)):
        assert [file.read_bytes() for file in set_aside_files(path)] == [b"bad", b"bad-shm", b"bad-wal"]


def test_damage_in_use_sets_the_file_aside_and_the_day_goes_on_in_a_new_one(path: Path, noon: datetime) -> None:
    with closing(Ledger.open(path)) as earlier:
        for number in range(200):
            earlier.add_break("move", "taken", noon - number * HOUR, 60.0, stretches=["march"])
        left = earlier.open_break("stretch", noon, noon)
    with closing(Ledger.open(path)) as ledger:
        ledger._file.read(lambda db: db.execute("PRAGMA cache_size = 0"))
        damage(path)
        ledger.close_break(left, "taken", noon + HOUR, 240.0)
        ledger.add_span("bout", noon, noon + HOUR)
        found = list(ledger.breaks(noon - 5 * HOUR))
        assert "was set aside as" in ledger.message
        assert ledger.waiting == 0
        assert [row.outcome for row in found] == ["taken"] * 7
        assert found[-1].id == left
    assert set_aside_files(path)
    with closing(Ledger.open_readonly(path)) as reader:
        assert list(reader.breaks(noon - 5 * HOUR)) == found


def test_a_file_deleted_in_use_is_begun_again_with_the_day(path: Path, noon: datetime) -> None:
    with closing(Ledger.open(path)) as ledger:
        first = ledger.add_break("move", "taken", noon, 60.0)
        path.unlink()
        second = ledger.add_break("move", "taken", noon + HOUR, 60.0)
        assert "was removed while in use" in ledger.message
        assert [row.id for row in ledger.breaks()] == [first, second]
    with closing(Ledger.open_readonly(path)) as reader:
        assert [row.id for row in reader.breaks()] == [first, second]


WRITER = """
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from deskbreak.history.ledger import Ledger

ledger = Ledger.open(Path(sys.argv[1]))
at = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=1)))
while True:
    at += timedelta(minutes=1)
    row_id = ledger.open_break("move", at, at)
    ledger.close_break(row_id, "taken", at, 60.0, stretches=["march", "lunge-twist"])
    print(row_id, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 40])
def test_after_a_kill_every_acknowledged_row_is_there(path: Path, acknowledged: int) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(acknowledged)]
        writer.send_signal(signal.SIGKILL)
        said += writer.stdout.readlines()
    with closing(Ledger.open_readonly(path)) as reader:
        before = list(reader.breaks())
    with closing(Ledger.open(path)) as ledger:
        assert ledger.message == ""
        kept = {row.id: row for row in ledger.breaks()}
        assert list(kept.values()) == before
    for line in said:
        if line.endswith("\n"):
            row = kept[int(line)]
            assert (row.outcome, row.stretches) == ("taken", ("march", "lunge-twist"))
