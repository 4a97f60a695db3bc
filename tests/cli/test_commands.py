from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.cli.main import main
from deskbreak.cli.parser import parse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from deskbreak.control.server import Server
    from tests.control_fakes import FakeHandler

    Run = Callable[..., Awaitable[int]]
    Start = Callable[..., Awaitable[asyncio.subprocess.Process]]

PROGRAM = "from deskbreak.cli.main import run; raise SystemExit(run())"
HEAVY = ["asyncio", "dataclasses", "logging", "pathlib", "platformdirs", "shutil", "socket", "tomllib", "typing"]


@pytest.mark.parametrize(
    ("argv", "method", "params"),
    [
        (["start", "move"], "start", {"kind": "move"}),
        (["snooze", "10m"], "snooze", {"for": "10m"}),
        (["pause", "1h 30m"], "pause", {"for": "1h 30m"}),
        (["pause", "--until", "17:30"], "pause", {"until": "17:30"}),
    ],
)
async def test_an_answer_is_passed_on_as_typed(
    command: Run, handler: FakeHandler, argv: list[str], method: str, params: dict[str, Any]
) -> None:
    assert await command(*argv) == 0
    assert handler.calls == [(method, params)]


async def test_an_answer_prints_what_is_going_on_then(command: Run, capsys: pytest.CaptureFixture[str]) -> None:
    await command("resume")
    assert capsys.readouterr().out == "Sitting for 20m; move in 9m\n"


async def test_status_is_a_few_lines_for_people(command: Run, capsys: pytest.CaptureFixture[str]) -> None:
    await command("status")
    assert capsys.readouterr().out == (
        "Sitting for 20m; move in 9m\nToday: 2 taken, 1 skipped | presence from x11 | notifications by dbus\n"
    )


async def test_status_json_is_the_whole_snapshot(
    command: Run, handler: FakeHandler, capsys: pytest.CaptureFixture[str]
) -> None:
    await command("status", "--json")
    out = capsys.readouterr().out
    assert json.loads(out) == handler.snapshot
    assert out.count("\n") == 1


async def test_status_format_fills_in_fields(command: Run, capsys: pytest.CaptureFixture[str]) -> None:
    await command("status", "--format", "{next.kind} in {next.due_in} {{{today.taken}}}")
    assert capsys.readouterr().out == "move in 9m {2}\n"


def test_status_format_help_lists_the_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--format", "help"]) == 0
    assert "{next.due_in} " in capsys.readouterr().out


async def test_what_the_service_says_is_printed_without_control_characters(
    command: Run, handler: FakeHandler, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b]0;evil\x07\u202e\x9b"
    handler.snapshot["next"] = {"kind": evil, "due_in_seconds": 1.0}
    handler.snapshot.update(dict.fromkeys(("notifier", "pid", "version"), evil), problems=[evil])
    for line in ("status", "status --json", "status --format {next.kind}{notifier}", "service status"):
        await command(*line.split())
    handler.snapshot["state"] = evil
    await command("snooze")
    out = capsys.readouterr().out
    assert "evil" in out
    assert all(char.isprintable() or char == "\n" for char in out)


async def test_stop_waits_until_the_service_is_gone(command: Run, handler: FakeHandler, server: Server) -> None:
    stopping = asyncio.ensure_future(command("service", "stop"))
    await handler.called["stop"].wait()
    await server.stop()
    assert await stopping == 0


async def test_a_service_that_will_not_stop_is_a_failure(
    command: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("deskbreak.cli.service.STOP_SECONDS", 0.05)
    assert await command("service", "stop") == 1
    assert "told to stop" in capsys.readouterr().err


async def test_service_status_names_the_process(command: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert await command("service", "status") == 0
    assert capsys.readouterr().out == "running: process 1, version 0.1.0\n"


async def test_following_prints_a_line_a_change_and_ends_with_3(
    program: Start, handler: FakeHandler, server: Server
) -> None:
    async with asyncio.timeout(10):
        process = await program("status", "--follow", "--format", "{state}")
        assert process.stdout is not None
        assert await process.stdout.readline() == b"sitting\n"
        handler.push("snapshot", handler.snapshot)
        handler.push("event", {"event": "break_due"})
        handler.push("snapshot", {**handler.snapshot, "state": "due"})
        assert await process.stdout.readline() == b"due\n"
        await server.stop()
        assert await process.wait() == 3


async def test_following_as_json_is_one_object_a_line(program: Start, handler: FakeHandler, server: Server) -> None:
    async with asyncio.timeout(10):
        process = await program("status", "--follow", "--json")
        assert process.stdout is not None
        assert json.loads(await process.stdout.readline()) == handler.snapshot
        handler.push("snapshot", {"state": "due"})
        assert json.loads(await process.stdout.readline()) == {"state": "due"}
        process.send_signal(signal.SIGINT)
        out, err = await process.communicate()
    assert (process.returncode, out, err) == (0, b"", b"")


async def test_a_reader_that_leaves_ends_it_quietly(handler: FakeHandler, server: Server) -> None:
    ours, theirs = os.pipe()
    async with asyncio.timeout(10):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, "status", "--follow"), stdout=theirs, stderr=asyncio.subprocess.PIPE
        )
        os.close(theirs)
        await handler.subscribed.wait()
        await asyncio.to_thread(os.read, ours, 1)
        os.close(ours)
        handler.push("snapshot", {**handler.snapshot, "state": "off"})
        assert (await process.communicate())[1] == b""
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a device that is always full")
def test_an_output_that_cannot_be_written_is_1_and_said_in_one_line() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    command = [sys.executable, "-c", PROGRAM, "stretches"]
    done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=20)
    os.close(full)
    assert (done.returncode, done.stderr.splitlines()) == (1, [b"deskbreak: [Errno 28] No space left on device"])


@pytest.mark.parametrize("argv", [["status"], ["status", "--json"], ["snooze", "5m"], ["--verbose", "status"]])
async def test_a_client_command_loads_nothing_heavy(command: Run, server: Server, argv: list[str]) -> None:
    check = f"import sys; from deskbreak.cli.main import main; s = main({argv!r}); "
    check += f"print(s, [name for name in {HEAVY!r} if name in sys.modules])"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", check, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    assert out.decode().splitlines()[-1] == "0 []"


@pytest.mark.parametrize(
    "argv",
    [
        ["--config", "a.toml", "--set", "a.b=1", "--set", "c=2", "--verbose", "config", "show"],
        ["config", "--config", "a.toml", "--set", "a.b=1", "--set", "c=2", "--verbose", "show"],
        ["--config", "z.toml", "--set", "a.b=1", "config", "--set", "c=2", "--verbose", "--config", "a.toml", "show"],
    ],
)
def test_common_options_stand_before_or_behind_the_command(argv: list[str]) -> None:
    _, args = parse(argv)
    assert (args.config, args.set, args.verbose) == ("a.toml", ["a.b=1", "c=2"], True)


def test_without_a_command_it_is_the_screen() -> None:
    _, args = parse([])
    assert (args.command, args.config, args.set, args.verbose) == ("screen", None, [], False)


@pytest.mark.parametrize("argv", [["--compact"], ["--compact", "screen"], ["screen", "--compact"]])
def test_the_screen_can_be_compact(argv: list[str]) -> None:
    _, args = parse(argv)
    assert (args.command, args.compact) == ("screen", True)


def test_nothing_but_the_screen_can_be_compact(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--compact", "status"])
    assert "--compact is for the screen, not for status" in capsys.readouterr().err
    assert not parse(["screen"])[1].compact


def test_simulate_prints_one_event_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trace = tmp_path / "trace.jsonl"
    trace.write_text('{"at": 1900, "end": true}\n')
    assert main(["simulate", str(trace), "--json", "--set", "prompt.warn_before=0s"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(event["at"], event["event"], event["kind"]) for event in events] == [(1800.0, "break_due", "move")]
    assert main(["simulate", str(trace)]) == 0
    assert "move" in capsys.readouterr().out


def test_a_bad_trace_names_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trace = tmp_path / "trace.jsonl"
    trace.write_text('{"at": 1, "end": true}\nnonsense\n')
    assert main(["simulate", str(trace)]) == 2
    assert f"{trace}:2:" in capsys.readouterr().err
    trace.write_bytes(b"\xff\xfe")
    assert main(["simulate", str(trace)]) == 2


def test_notify_test_fails_when_nothing_was_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notify-test", "--set", "notify.backends=null"]) == 1
    assert "nothing was shown" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_the_shell_reads(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "deskbreak" in script
    if shell == "bash" and shutil.which("bash"):
        subprocess.run(["bash", "-n"], input=script.encode(), check=True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("deskbreak sno", {"snooze"}),
        ("deskbreak start ", {"move", "stretch"}),
        ("deskbreak status --f", {"--format", "--follow"}),
        ("deskbreak config set snooze.", {"snooze.default", "snooze.max_per_break", "snooze.choices"}),
        ("deskbreak service st", {"stop", "status"}),
        ("deskbreak preview --profile ", {"gentle", "pomodoro", "research-30-5", "strict"}),
        ("deskbreak preview --day ", {"typical", "recorded"}),
    ],
)
def test_a_shell_is_offered_commands_kinds_and_keys(tmp_path: Path, line: str, expected: set[str]) -> None:
    answers = tmp_path / "answers"
    asked = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answers),
        "_ARGCOMPLETE_IFS": "\n",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    subprocess.run([sys.executable, "-c", PROGRAM], env={**os.environ, **asked}, check=True, stderr=subprocess.DEVNULL)
    assert {offered.strip() for offered in answers.read_text().split("\n")} >= expected
