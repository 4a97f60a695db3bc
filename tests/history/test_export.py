"""CSV and JSON Lines: nothing lost, and nothing a terminal or a spreadsheet would act on."""

from __future__ import annotations

import csv
import errno
import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.errors import DeskbreakError
from deskbreak.history import export
from deskbreak.history.ledger import Ledger
from deskbreak.history.rows import BreakRow, SpanRow


def as_csv(row: BreakRow) -> str:
    out = io.StringIO()
    export.write_csv([export.break_record(row)], export.BREAK_COLUMNS, out)
    return out.getvalue()


def full_row(noon: datetime, kind: str = "stretch") -> BreakRow:
    return BreakRow(
        1, kind, noon, noon, noon + timedelta(seconds=10), noon + timedelta(minutes=5), "taken", 240.0, 2, 1,
        ("march", "lunge-twist"),
    )  # fmt: skip


def test_a_break_as_csv(noon: datetime) -> None:
    at, start, end = (f"2026-11-20T12:{time}.000+01:00" for time in ("00:00", "00:10", "05:00"))
    assert as_csv(full_row(noon)).splitlines() == [
        "kind,outcome,due_at,prompted_at,started_at,ended_at,rested_seconds,prompts,snoozes,stretches",
        f"stretch,taken,{at},{at},{start},{end},240.0,2,1,march lunge-twist",
    ]


def test_a_break_and_a_span_as_json_lines(noon: datetime) -> None:
    out = io.StringIO()
    span = SpanRow(1, "hold", noon, noon + timedelta(seconds=1), 1.0, "call")
    export.write_json_lines([export.break_record(full_row(noon)), export.span_record(span)], out)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert tuple(first) == export.BREAK_COLUMNS
    assert (first["stretches"], first["rested_seconds"]) == (["march", "lunge-twist"], 240.0)
    assert second == {
        "what": "hold",
        "started_at": "2026-11-20T12:00:00.000+01:00",
        "ended_at": "2026-11-20T12:00:01.000+01:00",
        "seconds": 1.0,
        "detail": "call",
    }


def test_what_an_open_break_does_not_have_yet_is_null_and_empty(noon: datetime) -> None:
    row = BreakRow(1, "move", prompted_at=noon)
    assert export.break_record(row)["outcome"] is None
    assert as_csv(row).splitlines()[1] == "move,,,2026-11-20T12:00:00.000+01:00,,,0.0,0,0,"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "  =1+1", "\r\n=cmd|' /C calc'!A0", "\uff1d1+1"]
)
def test_a_formula_is_kept_from_running(noon: datetime, text: str) -> None:
    (cell, *_), *_ = list(csv.reader(io.StringIO(as_csv(full_row(noon, text)))))[1:]
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d"))


def test_ordinary_text_stays_as_it_is(noon: datetime) -> None:
    assert as_csv(full_row(noon, "hüfte-1")).splitlines()[1].startswith("hüfte-1,taken,")
    assert export.plain("Größe 伸") == "Größe 伸"


@given(st.text())
def test_no_text_reaches_a_terminal_with_control_characters(text: str) -> None:
    noon = datetime.fromisoformat("2026-11-20T12:00:00+01:00")
    out = io.StringIO()
    export.write_json_lines([export.break_record(full_row(noon, text))], out)
    for printed in (as_csv(full_row(noon, text)), out.getvalue(), export.plain(text) + "\n"):
        assert not set(printed) & {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160), 0x202E)}
    assert json.loads(out.getvalue())["kind"] == text


def test_an_export_that_fails_leaves_no_half_a_file(
    ledger: Ledger, noon: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(export, "write_csv", full)
    path = tmp_path / "out" / "breaks.csv"
    with pytest.raises(DeskbreakError, match="No space left"):
        export.export_to_new_file(ledger, path, "csv", "breaks", (noon, noon + timedelta(days=1)))
    assert not path.exists()
