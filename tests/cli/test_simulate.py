"""`deskbreak simulate` from its arguments to what it prints and the status it ends with."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.cli.main import main
from deskbreak.cli.timeline import WORDS, elapsed
from deskbreak.engine.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUIET = ("--set", "prompt.warn_before=0s", "--set", "prompt.remind_every=0s")


@pytest.fixture
def trace(tmp_path: Path) -> Callable[..., str]:
    """Writes a trace and answers its path."""

    def write(*lines: dict[str, Any] | str | bytes) -> str:
        path = tmp_path / "trace.jsonl"
        path.write_bytes(b"\n".join(as_bytes(line) for line in lines))
        return str(path)

    return write


def as_bytes(line: dict[str, Any] | str | bytes) -> bytes:
    if isinstance(line, bytes):
        return line
    return (line if isinstance(line, str) else json.dumps(line)).encode()


def test_json_prints_one_event_a_line(trace: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> None:
    path = trace({"at": 1800, "do": "skip"}, {"at": 3600, "end": True})
    assert main(["simulate", path, "--json", *QUIET]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert events == [
        {
            "at": 1800.0,
            "wall": "2026-01-05T09:30:00+00:00",
            "event": "break_due",
            "kind": "move",
            "prompt": 1,
            "sitting": 1800.0,
            "snoozes_left": 3,
        },
        {"at": 1800.0, "wall": "2026-01-05T09:30:00+00:00", "event": "break_skipped", "kind": "move"},
        {
            "at": 3600.0,
            "wall": "2026-01-05T10:00:00+00:00",
            "event": "break_due",
            "kind": "stretch",
            "prompt": 2,
            "sitting": 3600.0,
            "snoozes_left": 3,
        },
    ]


def test_the_timeline_says_it_in_words_within_80_columns(
    trace: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = trace(
        {"start": "2026-03-02T23:00:00", "zone": "Europe/Berlin"},
        {"at": 1800.5, "do": "snooze", "for": "90s"},
        {"at": 1850, "do": "pause", "until": "00:00"},
        {"at": 2000, "input": False},
        {"at": 3660, "input": True},
        {"at": 3660, "do": "break_pause"},
    )
    assert main(["simulate", path, *QUIET]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Monday 2026-03-02",
        "  23:30:00      0:30:00  move is due after 30m (prompt 1, 3 snoozes left)",
        "  23:30:00    0:30:00.5  move is snoozed for 1m 30s (2 snoozes left)",
        "  23:30:50      0:30:50  paused until Tue 03 Mar 00:00:00",
        "  23:31:30    0:31:30.5  move is due and held back by paused",
        "  23:35:20      0:35:20  away since 23:33:20",
        "  23:35:20      0:35:20  move is rested off as of 23:34:26, which was owed",
        "  23:35:33  0:35:33.333  stretch is rested off as of 23:35:33",
        "Tuesday 2026-03-03",
        "  00:00:00      1:00:00  the pause is over",
        "  00:01:00      1:01:00  back after 27m 40s",
        "  00:01:00      1:01:00  break pause is refused: no break",
    ]


def test_every_event_has_words() -> None:
    assert set(WORDS) == {event.name for event in Event.__subclasses__()}


@pytest.mark.parametrize(
    ("at", "text"), [(0, "0:00:00"), (59_999_000, "0:00:59.999"), (3_661_500_000, "1:01:01.5"), (10**11, "27:46:40")]
)
def test_elapsed_time_has_a_fraction_only_where_there_is_one(at: int, text: str) -> None:
    assert elapsed(at) == text


def test_standard_input_is_read_as_utf_8(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    content = b'\xef\xbb\xbf{"at": 1700, "hold": "call"}\r\n\r\n{"at": 1800, "end": true}\r\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))
    assert main(["simulate", "-", "--json", *QUIET]) == 0
    assert '"event": "held"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (["{"], "trace.jsonl:1: not JSON"),
        (["{}", ""], 'trace.jsonl:1: a line needs "at"'),
        (['{"at": 5, "input": true}', "", '{"at": 4, "input": true}'], 'trace.jsonl:3: "at": 4 is before'),
        (['{"at": 5, "do": "dance"}'], 'trace.jsonl:1: "do": expected one of start'),
        (['{"at": 5, "do": "start", "kind": "nap"}'], 'trace.jsonl:1: "kind": expected one of move, stretch'),
        (['{"at": 5, "do": "skip", "for": "5m"}'], 'trace.jsonl:1: "for" does not go with "do": "skip"'),
        (['{"at": 5, "do": "snooze", "for": "soon"}'], 'trace.jsonl:1: "for": not a duration'),
        (['{"at": 5, "do": "snooze", "for": 1e-9}'], 'trace.jsonl:1: "for": expected a duration above 0'),
        (['{"at": 5, "lock": 1}'], 'trace.jsonl:1: "lock": expected true or false'),
        (['{"at": 5, "suspend": 10}', '{"at": 6, "input": true}'], "trace.jsonl:2: "),
        (['{"at": 5, "input": true}', b"\xff"], "trace.jsonl:2: not UTF-8 text"),
        (['{"zone": "Mars/Olympus"}'], 'trace.jsonl:1: "zone": expected a time zone'),
        (['{"start": "0001-01-01T00:00"}'], 'trace.jsonl:1: "start": expected a year'),
        (['{"at": 1' + "0" * 400 + "}"], 'trace.jsonl:1: "at": expected a number'),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_printed(
    lines: list[str | bytes], complaint: str, trace: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", trace(*lines)]) == 2
    said = capsys.readouterr()
    assert complaint in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_a_missing_file_a_folder_and_an_impossible_name_are_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (str(tmp_path / "none"), str(tmp_path), "a\0b"):
        assert main(["simulate", name]) == 2
    assert "No such file" in capsys.readouterr().err


def test_settings_come_from_config_in_either_place(
    trace: Callable[..., str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('[[breaks]]\nname = "blink"\nevery = "20s"\nlength = "5s"\n[prompt]\nwarn_before = "0s"\n')
    path = trace({"at": 20, "end": True})
    for arguments in (["--config", str(config), "simulate", path], ["simulate", "--config", str(config), path]):
        assert main(arguments) == 0
        assert "blink is due" in capsys.readouterr().out


def test_problems_in_the_settings_are_wrong_use(
    trace: Callable[..., str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "bad.toml"
    config.write_text("[snooze]\ndefault = 5\n")
    assert main(["simulate", trace({"at": 20, "end": True}), "--config", str(config)]) == 2
    assert "bad.toml:2" in capsys.readouterr().err
