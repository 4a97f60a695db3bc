from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from deskbreak.cli.commands import COMMANDS
from deskbreak.cli.main import main
from deskbreak.cli.refusals import LIMITS, SENTENCES, refusal
from deskbreak.errors import DeskbreakError, Refused, SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.control_fakes import FakeHandler

    Run = Callable[..., Awaitable[int]]

TALKING = ["status", "start", "finish", "snooze", "skip", "pause", "resume"]


@pytest.mark.parametrize("name", TALKING)
async def test_a_command_that_was_carried_out_is_0(command: Run, handler: FakeHandler, name: str) -> None:
    assert await command(name) == 0
    assert handler.calls == [(name, {})]


@pytest.mark.parametrize("name", TALKING)
@pytest.mark.parametrize(
    ("error", "status"),
    [(DeskbreakError("broken"), 1), (UsageError("what?"), 2), (Refused("nothing_owed"), 4), (ValueError("a bug"), 1)],
)
async def test_what_the_service_raises_is_the_exit_status(
    command: Run, handler: FakeHandler, name: str, error: Exception, status: int
) -> None:
    handler.errors[name] = error
    assert await command(name) == status


@pytest.mark.parametrize("argv", [*([name] for name in TALKING), ["service", "stop"], ["service", "status"]])
def test_without_a_service_it_is_3(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("deskbreak: not running; start it with")


async def test_a_service_that_hangs_is_1(
    command: Run, handler: FakeHandler, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("deskbreak.control.client.Client.__init__.__defaults__", (0.05,))
    monkeypatch.setattr("deskbreak.control.client.connect.__defaults__", (0.05,))
    handler.hanging.add("status")
    assert await command("status") == 1
    assert "does not answer" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [
        ["statuss"],
        ["--nonsense"],
        ["status", "--nonsense"],
        ["status", "--js"],
        ["status", "--json", "--format", "x"],
        ["status", "--format", "{nonsense}"],
        ["start", "move", "stretch"],
        ["snooze", "soon"],
        ["snooze", "10"],
        ["snooze", "-5m"],
        ["pause", "5m", "--until", "17:00"],
        ["pause", "--until", "25:00"],
        ["service"],
        ["service", "dance"],
        ["completion", "csh"],
        ["simulate", "no-such-file"],
        ["--set", "nonsense=1", "config", "show"],
        ["config", "show", "--set", "nonsense=1"],
        ["notify-test", "--wait", "soon"],
        ["notify-test", "--wait", ""],
    ],
)
def test_wrong_use_is_2_with_or_without_a_service(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: deskbreak {name}")


def test_help_lists_every_command_and_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in COMMANDS)
    assert all(f"\n  {status}  " in out for status in (0, 1, 2, 3, 4, 130))


def test_help_of_one_command_can_be_asked_for_both_ways(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "snooze"]) == 0
    first = capsys.readouterr().out
    assert main(["snooze", "--help"]) == 0
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(("typed", "meant"), [("staus", "status"), ("snoze", "snooze"), ("conifg", "config")])
def test_a_typo_is_answered_with_the_nearest_command(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([typed]) == 2
    assert f"did you mean {meant}?" in capsys.readouterr().err


def test_an_unheard_of_command_is_answered_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["\x1b[31mqqqq"]) == 2
    err = capsys.readouterr().err
    assert "the commands are screen, status" in err
    assert "\x1b" not in err


@pytest.mark.parametrize("argv", [[], ["screen"], ["--verbose"]])
def test_the_screen_needs_a_terminal(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_ctrl_c_is_130_and_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("deskbreak.cli.status.run", interrupt)
    assert main(["status"]) == 130
    assert capsys.readouterr() == ("", "")


def test_every_problem_of_the_settings_is_on_its_own_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> int:
        raise SettingsError(("a.toml:1: x: no", "a.toml:2: y: \x1b[2Jno"))

    monkeypatch.setattr("deskbreak.cli.status.run", fail)
    assert main(["status"]) == 2
    assert capsys.readouterr().err == "deskbreak: a.toml:1: x: no\na.toml:2: y:  [2Jno\n"


@pytest.mark.parametrize("reason", SENTENCES)
def test_a_refusal_says_why_and_keeps_the_word(reason: str) -> None:
    assert refusal(Refused(reason, "start")) == f"refused: {SENTENCES[reason]} ({reason})"


@pytest.mark.parametrize("command_name", LIMITS)
def test_a_limit_is_named_after_what_it_limits(command_name: str) -> None:
    assert LIMITS[command_name] in refusal(Refused("limit_reached", command_name))


def test_a_reason_nobody_knows_is_shown_as_it_is() -> None:
    assert refusal(Refused("moon\x07phase")) == "refused: moon phase"


async def test_a_refusal_is_4_with_the_reason_on_stderr(
    command: Run, handler: FakeHandler, capsys: pytest.CaptureFixture[str]
) -> None:
    handler.errors["snooze"] = Refused("limit_reached", "snooze")
    assert await command("snooze", "10m") == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "cannot be snoozed any more" in err
    assert "(limit_reached)" in err


def test_a_program_without_stdout_does_not_trip_over_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["config", "path"]) == 0
