"""`deskbreak preview` from its arguments to what it prints."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskbreak.cli.main import main
from deskbreak.history.ledger import Ledger


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the person running the tests is read."""
    for name in [name for name in os.environ if name.startswith(("DESKBREAK_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "system"))
    monkeypatch.setenv("DESKBREAK_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def record_a_morning(folder: Path) -> None:
    (folder / "state").mkdir()
    ledger = Ledger.open(folder / "state" / "history.db")
    nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
    ledger.add_span("bout", nine, nine + timedelta(minutes=50))
    ledger.add_span("absence", nine + timedelta(minutes=50), nine + timedelta(minutes=70))
    ledger.add_span("bout", nine + timedelta(minutes=70), nine + timedelta(minutes=120))
    ledger.add_span("hold", nine + timedelta(minutes=20), nine + timedelta(minutes=40), "call")
    ledger.close()


def test_a_typical_day_is_a_timeline_and_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview"]) == 0
    out = capsys.readouterr().out
    assert "if it is a typical day: your settings" in out
    assert "\n09:30  * move 1m\n" in out
    assert "\n11:30  * stretch 4m, 4m late: call\n" in out
    assert "\nbreaks                    10: move 6, stretch 4\n" in out


def test_two_profiles_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "--profile", "pomodoro"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "09:25                                      * short 5m" in lines
    assert "09:30  * move 1m                           sitting 25m" in lines
    assert "longest sitting           64m                        64m" in lines


def test_settings_given_for_this_run_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "--json", "--set", "breaks.move.every=20m"]) == 0
    plan = json.loads(capsys.readouterr().out)["plans"][0]
    breaks = [entry for entry in plan["timeline"] if entry["what"] == "break"]
    assert breaks[0]["start"].endswith("T09:20:00+00:00")


def test_a_recorded_day_is_played_once_more(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record_a_morning(home)
    assert main(["preview", "--day", "recorded", "2026-03-02", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["day"] == {
        "date": "2026-03-02",
        "source": "recorded",
        "zone": "UTC",
        "start": "2026-03-02T09:00:00+00:00",
        "end": "2026-03-02T11:00:00+00:00",
    }
    (plan,) = found["plans"]
    assert [(entry["start"][11:16], entry["what"], entry["kind"]) for entry in plan["timeline"]] == [
        ("09:00", "sitting", ""),
        ("09:20", "hold", "call"),
        ("09:40", "break", "move"),
        ("09:41", "sitting", ""),
        ("09:50", "away", ""),
        ("10:10", "sitting", ""),
        ("10:40", "break", "move"),
        ("10:41", "sitting", ""),
    ]
    assert plan["summary"]["longest_bout_seconds"] == 2400.0


def test_a_day_that_was_not_recorded_is_an_error_in_words(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record_a_morning(home)
    assert main(["preview", "--day", "recorded", "2026-03-03"]) == 2
    assert "nobody at the desk on Tuesday 03 March 2026" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["sunny"], ["recorded"], ["typical", "today"], ["recorded", "soon"]])
def test_no_such_day_is_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "--day", *words]) == 2
    assert capsys.readouterr().err


def test_no_such_profile_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "--profile", "napping"]) == 2
    assert "pomodoro" in capsys.readouterr().err


def test_a_profile_that_changes_nothing_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "--profile", ""]) == 0
    assert "Both are the same" in capsys.readouterr().out


@pytest.mark.parametrize("columns", [120, 80, 69, 40, 24])
def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for more in ([], ["--profile", "pomodoro"]):
        assert main(["preview", *more]) == 0
        assert max(map(len, capsys.readouterr().out.splitlines())) <= columns


@pytest.mark.parametrize("zone", ["CET-1CEST,M3.5.0,M10.5.0/3", "No/Where"])
def test_a_time_zone_that_is_no_name_is_no_obstacle(
    zone: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TZ", zone)
    assert main(["preview"]) == 0
    assert capsys.readouterr().out


def test_nothing_is_written(home: Path) -> None:
    assert main(["preview"]) == 0
    assert not list(home.iterdir())
