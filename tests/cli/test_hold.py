"""`deskbreak hold -- CMD`: breaks wait while a command runs, which behaves as if it had been started directly."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from deskbreak.cli.hold import Hold
from tests import live
from tests.cli.conftest import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from deskbreak.control.server import Server
    from tests.control_fakes import FakeHandler

    Program = Callable[..., Awaitable[asyncio.subprocess.Process]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")

LISTENER = """
import signal, sys
def told(number, frame):
    print(signal.Signals(number).name, flush=True)
for name in sys.argv[1:]:
    signal.signal(getattr(signal, name), told)
print("ready", flush=True)
for line in sys.stdin:
    break
print("done", flush=True)
sys.exit(9)
"""


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(tmp_path / "gate")


class Gate:
    """What a command waits for until the test opens it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(path)
        self._keeper = os.open(path, os.O_RDWR)

    def waiting(self, status: int = 0) -> tuple[str, ...]:
        return ("sh", "-c", f"read line < {self.path}; exit {status}")

    def open(self) -> None:
        os.write(self._keeper, b"go\n")


async def soon(event: asyncio.Event) -> None:
    async with asyncio.timeout(10):
        await event.wait()


async def test_it_holds_while_the_command_runs_and_returns_its_status(
    handler: FakeHandler, server: Server, program: Program, gate: Gate
) -> None:
    process = await program("hold", "--", *gate.waiting(status=7))
    await soon(handler.held)
    assert handler.holding == ["sh"]
    gate.open()
    await process.communicate()
    assert process.returncode == 7
    await soon(handler.released)
    assert handler.holding == []


async def test_the_reason_is_the_one_that_was_given(handler: FakeHandler, server: Server, program: Program) -> None:
    process = await program("hold", "--reason", "nightly backup", "--", "true")
    await process.communicate()
    assert (process.returncode, handler.held.is_set()) == (0, True)
    await soon(handler.released)


async def test_several_at_once_each_hold(
    handler: FakeHandler, server: Server, program: Program, tmp_path: Path
) -> None:
    gates = [Gate(tmp_path / name) for name in ("one", "two")]
    processes = []
    for gate in gates:
        handler.held.clear()
        processes.append(await program("hold", "--reason", gate.path.name, "--", *gate.waiting()))
        await soon(handler.held)
    assert handler.holding == ["one", "two"]
    gates[1].open()
    await processes[1].communicate()
    await soon(handler.released)
    assert handler.holding == ["one"]
    gates[0].open()
    await processes[0].communicate()


async def test_a_client_that_is_killed_holds_no_more(
    handler: FakeHandler, server: Server, program: Program, gate: Gate
) -> None:
    process = await program("hold", "--", *gate.waiting())
    await soon(handler.held)
    process.kill()
    await soon(handler.released)
    gate.open()
    await process.communicate()


async def test_it_holds_again_at_a_service_started_anew(handler: FakeHandler, server: Server) -> None:
    hold = Hold("backup", os.environ)
    await asyncio.to_thread(hold.__enter__)
    await asyncio.to_thread(hold.keep)
    assert handler.holding == ["backup"]
    await server.stop()
    assert handler.holding == []
    await asyncio.to_thread(hold.keep)
    await server.start()
    await asyncio.to_thread(hold.keep)
    assert handler.holding == ["backup"]
    hold.__exit__()


async def test_a_command_ended_by_a_signal_gives_128_and_its_number(server: Server, program: Program) -> None:
    process = await program("hold", "--", "sh", "-c", "kill -KILL $$")
    await process.communicate()
    assert process.returncode == 128 + signal.SIGKILL


async def test_without_a_service_the_command_runs_all_the_same(program: Program) -> None:
    process = await program("hold", "--", "sh", "-c", "echo out; exit 3")
    out, complaint = await process.communicate()
    assert (process.returncode, out) == (3, b"out\n")
    assert complaint == b"deskbreak: not running; nothing is held back\n"


async def test_a_command_that_cannot_be_started_says_so_as_shells_do(
    handler: FakeHandler, server: Server, program: Program, tmp_path: Path
) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text("no program")
    for name, status in (("no-such-command", 127), (str(plain), 126)):
        process = await program("hold", "--", name)
        _, complaint = await process.communicate()
        assert (process.returncode, complaint.count(b"\n")) == (status, 1)
    await soon(handler.released)
    assert handler.holding == []


@pytest.mark.parametrize("arguments", [(), ("--",), ("--reason", "x")])
async def test_without_a_command_it_is_wrong_use(program: Program, arguments: tuple[str, ...]) -> None:
    process = await program("hold", *arguments)
    _, complaint = await process.communicate()
    assert (process.returncode, b"there is no command" in complaint) == (2, True)


async def test_arguments_of_the_command_are_its_own(program: Program) -> None:
    process = await program("hold", "--", "echo", "--reason", "--", "-x")
    out, _ = await process.communicate()
    assert out == b"--reason -- -x\n"


@contextlib.contextmanager
def listening(*names: str, **options: int | bool) -> Iterator[subprocess.Popen[bytes]]:
    """A held command that says which signals reach it, until it reads a line."""
    command = [sys.executable, "-c", PROGRAM, "hold", "--", sys.executable, "-c", LISTENER, *names]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, **options}
    with subprocess.Popen(command, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


def line_of(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], 10)[0], "nothing was said"
    return process.stdout.readline().decode().strip()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGQUIT"])
def test_a_signal_sent_to_it_reaches_the_command(name: str) -> None:
    with listening(name) as process:
        assert line_of(process) == "ready"
        process.send_signal(getattr(signal, name))
        assert line_of(process) == name
        process.communicate(b"\n", timeout=10)
        assert process.returncode == 9


def test_stopping_it_stops_the_command_and_going_on_goes_on_with_both() -> None:
    # In a process group of its own: in one without a shell above it the kernel ignores a stop from the keyboard.
    with listening("SIGCONT", process_group=0) as process:
        assert line_of(process) == "ready"
        process.send_signal(signal.SIGTSTP)
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        process.send_signal(signal.SIGCONT)
        assert line_of(process) == "SIGCONT"
        out, _ = process.communicate(b"\n", timeout=10)
        assert (out.endswith(b"done\n"), process.returncode) == (True, 9)


def test_ctrl_c_reaches_the_command_once_and_the_terminal_is_its_own() -> None:
    terminal, inner = pty.openpty()

    live.need("setsid")
    command = [
        "setsid",
        "--ctty",
        sys.executable,
        "-c",
        PROGRAM,
        "hold",
        "--",
        sys.executable,
        "-c",
        LISTENER,
        "SIGINT",
    ]
    with subprocess.Popen(command, stdin=inner, stdout=inner, stderr=inner) as process:
        os.close(inner)
        try:
            said = _said(terminal, b"ready")
            os.write(terminal, b"\x03")
            said += _said(terminal, b"SIGINT")
            os.write(terminal, b"\n")
            said += _said(terminal, b"done")
            assert said.count(b"SIGINT") == 1
            assert process.wait(10) == 9
        finally:
            process.kill()
            os.close(terminal)


def _said(terminal: int, wanted: bytes) -> bytes:
    """What comes out of the terminal until it has said `wanted`."""
    said = b""
    while wanted not in said:
        assert select.select([terminal], [], [], 10)[0], said
        said += os.read(terminal, 4096)
    return said
