"""`deskbreak setup`: questions on the terminal, answers in the settings file."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from deskbreak.cli.main import main
from deskbreak.settings import load
from deskbreak.settings.model import Routine
from tests.control_fakes import FakeHandler

FILE = '# mine\n[routine]\nhold = "40s"  # long ones\n'


@pytest.fixture
def config(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESKBREAK_CONFIG_DIR", str(home))
    path = home / "deskbreak.toml"
    path.write_text(FILE)
    return path


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    def run(*lines: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return main(["setup"])

    return run


def routine(config: Path) -> Routine:
    return load(config, {}).settings.routine


def test_answers_go_to_the_settings_and_comments_survive(config: Path, type_in: Callable[..., int]) -> None:
    assert type_in("1 3", "front, low-back", "knee") == 0
    found = routine(config)
    assert (found.places, found.focus, found.leave_out) == (("standing", "floor"), ("front", "low-back"), ("knee",))
    assert config.read_text().startswith(FILE)


def test_every_question_can_be_skipped_and_nothing_is_written(config: Path, type_in: Callable[..., int]) -> None:
    assert type_in("", "", "") == 0
    assert config.read_text() == FILE


def test_a_second_run_shows_what_is_set_and_changes_only_what_is_answered(
    config: Path, type_in: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    type_in("3", "1", "1 2")
    capsys.readouterr()
    assert type_in("", "don't know", "") == 0
    assert "  *  3  floor" in capsys.readouterr().out
    found = routine(config)
    assert (found.places, found.focus) == (("floor",), ())
    assert len(found.leave_out) == 2


def test_what_is_not_offered_is_asked_again(
    config: Path, type_in: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert type_in("9", "$(reboot)\x1b[2J", "none", "2", "", "") == 0
    said = capsys.readouterr().out
    assert said.count("Where can you stretch?") == 1
    assert "choose at least one" in said
    assert "\x1b" not in said
    assert routine(config).places == ("desk",)


def test_the_end_of_input_leaves_the_rest_as_it_is(
    config: Path, type_in: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert type_in("2") == 0
    assert "The rest stays as it is." in capsys.readouterr().out
    assert routine(config).places == ("desk",)


def test_limits_and_when_to_see_someone_are_said_first(
    config: Path, type_in: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    type_in()
    before = capsys.readouterr().out.partition("Where can you stretch?")[0]
    assert "no medical care" in before
    assert "physical therapist" in before


async def test_a_running_service_knows_that_it_need_not_ask(
    config: Path,
    command: Callable[..., Awaitable[int]],
    handler: FakeHandler,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n\n"))
    assert await command("setup") == 0
    assert handler.calls == [("asked", {})]


def test_it_ends_with_what_the_answers_leave_and_what_they_take_away(
    config: Path, type_in: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert type_in("1", "0", "disc") == 0
    said = capsys.readouterr().out
    assert "5 of 26 stretches are left to choose from.\n" in said
    assert "\nNo stretch for the back of the thighs: what there is standing is left out for a herniated disc." in said
    assert type_in("3", "0", "0") == 0
    assert "No stretch for" not in capsys.readouterr().out
