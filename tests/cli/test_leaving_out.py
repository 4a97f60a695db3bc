"""`deskbreak stretches leave-out` and `let-in`."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskbreak.cli.main import main
from deskbreak.settings import load


@pytest.fixture
def config(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESKBREAK_CONFIG_DIR", str(home))
    path = home / "deskbreak.toml"
    path.write_text('# mine\n[routine]\nhold = "40s"  # long ones\n')
    return path


def left_out(config: Path) -> tuple[str, ...]:
    return load(config, {}).settings.routine.left_out


def test_a_stretch_is_left_out_until_it_is_let_back_in(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for id_ in ("pigeon", "butterfly", "pigeon"):
        assert main(["stretches", "leave-out", id_]) == 0
    assert left_out(config) == ("pigeon", "butterfly")
    assert "deskbreak stretches let-in pigeon" in capsys.readouterr().out
    assert main(["stretches", "let-in", "pigeon"]) == 0
    assert left_out(config) == ("butterfly",)
    assert config.read_text().startswith('# mine\n[routine]\nhold = "40s"  # long ones\n')


def test_letting_in_says_when_a_condition_keeps_it_out(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config.write_text('[routine]\nleave_out = ["knee"]\n')
    assert main(["stretches", "let-in", "pigeon"]) == 0
    assert "stays out because of knee" in capsys.readouterr().out


def test_what_nobody_knows_is_refused_but_an_old_id_can_go(config: Path) -> None:
    assert main(["stretches", "leave-out", "pidgeon"]) == 2
    assert main(["stretches", "let-in", "gone"]) == 2
    config.write_text('[routine]\nleft_out = ["gone"]\n')
    assert main(["stretches", "let-in", "gone"]) == 0
    assert left_out(config) == ()


def test_the_plan_follows_the_settings_focus_and_conditions(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config.write_text('[routine]\nfocus = ["inner"]\n')
    assert main(["routine", "plan", "--minutes", "4"]) == 0
    said = capsys.readouterr().out
    assert "Side lunge: the inner thighs are your focus" in said
    config.write_text('[routine]\nfocus = ["inner"]\nleave_out = ["balance"]\n')
    assert main(["routine", "plan", "--minutes", "4"]) == 0
    assert "Side lunge" not in capsys.readouterr().out


def test_another_source_that_wins_is_named(
    config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESKBREAK_ROUTINE__LEFT_OUT", "butterfly")
    assert main(["stretches", "leave-out", "pigeon"]) == 0
    assert "DESKBREAK_ROUTINE__LEFT_OUT, which wins" in capsys.readouterr().err
