"""`deskbreak history` as a person runs it."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deskbreak.cli import history
from deskbreak.errors import DONE, LedgerError, UsageError
from deskbreak.history.ledger import Ledger
from deskbreak.history.rows import SpanRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    Run = Callable[..., str]

MAIN = """
import argparse, sys
from deskbreak.cli import history
parser = argparse.ArgumentParser()
history.configure(parser)
sys.exit(history.run(parser.parse_args()))
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("DESKBREAK_STATE_DIR", str(tmp_path / "state"))
        patch.setenv("TZ", "Europe/Berlin")
        patch.setenv("COLUMNS", "100")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> str:
        parser = argparse.ArgumentParser()
        history.configure(parser)
        assert history.run(parser.parse_args(arguments)) == DONE
        return capsys.readouterr().out

    return run


def fill(ledger: Ledger, noon: datetime) -> None:
    first = ledger.open_break("move", noon, noon)
    ledger.note_snooze(first)
    ledger.close_break(
        first, "taken", noon + timedelta(minutes=6), 60.0, started_at=noon + timedelta(minutes=5), stretches=["march"]
    )
    ledger.open_break("stretch", noon + timedelta(days=1), noon + timedelta(days=1))
    ledger.add_span("bout", noon - timedelta(minutes=65), noon)
    ledger.add_span("hold", noon, noon + timedelta(seconds=5), "call")


def test_an_empty_history_says_so_and_makes_no_file(run: Run, tmp_path: Path) -> None:
    assert run() == "No breaks in the history for this time.\n"
    assert run("--json") == ""
    assert list(tmp_path.iterdir()) == []


def test_breaks_as_a_table(run: Run, ledger: Ledger, noon: datetime) -> None:
    fill(ledger, noon)
    assert run().splitlines() == [
        "When                  Break    Outcome  Rested  Answered  Snoozes  Stretches",
        "Fri 2026-11-20 12:06  move     taken    1m 00s    5m 00s        1  march",
        "Sat 2026-11-21 12:00  stretch  open",
    ]


def test_a_narrow_terminal_gets_a_narrow_table(
    run: Run, ledger: Ledger, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ledger, noon)
    monkeypatch.setenv("COLUMNS", "40")
    lines = run().splitlines()
    assert lines[1] == "Fri 2026-11-20 12:06  move     taken"
    assert max(map(len, lines)) <= 40


def test_spans_as_a_table(run: Run, ledger: Ledger, noon: datetime) -> None:
    fill(ledger, noon)
    assert run("--spans").splitlines() == [
        "From                  To                    What  Length  Detail",
        "Fri 2026-11-20 10:55  Fri 2026-11-20 12:00  bout  1h 05m",
        "Fri 2026-11-20 12:00  Fri 2026-11-20 12:00  hold      5s  call",
    ]


def test_breaks_and_spans_as_sentences_for_a_screen_reader(run: Run, ledger: Ledger, noon: datetime) -> None:
    assert run("--plain") == "No breaks in the history for this time.\n"
    fill(ledger, noon)
    assert run("--plain").splitlines() == [
        (
            "Friday 20 November 2026, 12:06: move, taken, rested 1 minute, answered after 5 minutes, snoozed once. "
            "Stretches: march."
        ),
        "Saturday 21 November 2026, 12:00: stretch, still open.",
    ]
    assert run("--plain", "--spans").splitlines() == [
        "Friday 20 November 2026, 10:55: bout, 1 hour and 5 minutes.",
        "Friday 20 November 2026, 12:00: hold, call, 5 seconds.",
    ]


def test_breaks_and_spans_as_json_lines_and_csv(run: Run, ledger: Ledger, noon: datetime) -> None:
    fill(ledger, noon)
    assert [json.loads(line)["outcome"] for line in run("--json").splitlines()] == ["taken", None]
    assert [json.loads(line)["what"] for line in run("--json", "--spans").splitlines()] == ["bout", "hold"]
    assert [row["kind"] for row in csv.DictReader(io.StringIO(run("--csv")))] == ["move", "stretch"]
    assert [row["seconds"] for row in csv.DictReader(io.StringIO(run("--csv", "--spans")))] == ["3900.0", "5.0"]


def test_since_and_until_leave_out_what_is_outside(run: Run, ledger: Ledger, noon: datetime) -> None:
    fill(ledger, noon)
    assert len(run("--json", "--since", "2026-11-21").splitlines()) == 1
    assert len(run("--json", "--until", "2026-11-20").splitlines()) == 1
    assert run("--json", "--since", "2026-11-20T12:07", "--until", "2026-11-20") == ""


def test_the_history_is_shown_after_the_service_has_gone(run: Run, path: Path, noon: datetime) -> None:
    with closing(Ledger.open(path)) as ledger:
        fill(ledger, noon)
    assert len(run("--json").splitlines()) == 2
    assert [file.name for file in path.parent.iterdir()] == ["history.db"]


def test_control_characters_never_reach_the_terminal(run: Run, ledger: Ledger, noon: datetime) -> None:
    ledger.add_break("\x1b[31mred", "taken", noon, 60.0, stretches=["\x07bell"])
    for arguments in ((), ("--csv",), ("--json",)):
        assert not {"\x1b", "\x07"} & set(run(*arguments))


@pytest.mark.parametrize("said", ["soon", ""])
@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_time_nobody_can_read_is_wrong_use(run: Run, option: str, said: str) -> None:
    with pytest.raises(UsageError, match=f"'{said}'"):
        run(option, said)


def test_a_file_that_cannot_be_read_is_an_error_that_names_it(run: Run, path: Path) -> None:
    path.parent.mkdir()
    path.write_text("no database")
    with pytest.raises(LedgerError, match=str(path)):
        run()


@pytest.mark.parametrize("form", [(), ("--csv",), ("--json",)])
def test_a_reader_that_leaves_early_ends_it_quietly(ledger: Ledger, noon: datetime, form: tuple[str, ...]) -> None:
    ledger._file.write([SpanRow(number, "hold", noon, noon, 1.0, "x" * 60) for number in range(2000)])
    with subprocess.Popen(
        [sys.executable, "-c", MAIN, "--spans", *form],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == DONE


def test_a_terminal_without_utf_8_gets_question_marks(ledger: Ledger, noon: datetime) -> None:
    ledger.add_break("hüfte-伸", "taken", noon, 60.0)
    found = subprocess.run(
        [sys.executable, "-c", MAIN], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=True
    )
    assert b"h?fte-?" in found.stdout


def test_offering_the_command_loads_nothing_heavy() -> None:
    code = (
        "import sys; from deskbreak.cli import history;"
        "print(sorted({'sqlite3', 'dataclasses', 'typing', 'pathlib', 'datetime', 'csv'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
