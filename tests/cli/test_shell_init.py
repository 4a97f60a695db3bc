"""The hooks of `deskbreak shell-init` in real shells: interactive, on a terminal of their own."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from deskbreak.cli.main import main
from deskbreak.cli.shell_init import snippet
from tests.live import need, tied

SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
STATUS = {"bash": "$?", "zsh": "$?", "fish": "$status"}
SECONDS = 10.0
CODES = re.compile(r"\x1b(\[[0-9;?<>=]*[ -/]*[@-~]|[\]P_][^\x07\x1b]*(\x07|\x1b\\)|[()][AB0]|[=>])|[\r\x0f]")
ASKS_FOR_DEVICE = b"\x1b[0c", b"\x1b[c"


class Shell:
    """A shell on a pseudo-terminal; what it prints is kept."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.printed = ""

    def type(self, line: str) -> None:
        os.write(self._descriptor, line.encode() + b"\r")

    def until(self, text: str) -> str:
        """What is printed up to and with `text`."""
        until = time.monotonic() + SECONDS
        while text not in self.printed:
            assert select.select([self._descriptor], [], [], max(0.0, until - time.monotonic()))[0], self.printed
            chunk = os.read(self._descriptor, 4096)
            if any(question in chunk for question in ASKS_FOR_DEVICE):
                os.write(self._descriptor, b"\x1b[?62;22c")  # fish waits for its terminal to say what it is
            self.printed += CODES.sub("", chunk.decode(errors="replace"))
        before, _, self.printed = self.printed.partition(text)
        return before + text


@contextmanager
def shell(name: str, folder: Path) -> Iterator[Shell]:
    """A shell in `folder`, where `deskbreak` is a program that writes down how it was called."""
    need(name)
    programs = folder / "bin"
    programs.mkdir()
    os.mkfifo(folder / "called")
    fake = programs / "deskbreak"
    fake.write_text(f'#!/bin/sh\necho noise; echo noise >&2\necho "$*" > "{folder}/called"\n')
    fake.chmod(0o700)
    environ = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(folder), "TERM": "dumb", "LANG": "C.UTF-8"}
    ours, theirs = pty.openpty()
    command = ["setsid", "-c", *tied(*SHELLS[name])]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, cwd=folder, start_new_session=False
    ) as process:
        os.close(theirs)
        try:
            yield Shell(ours)
        finally:
            os.close(ours)
            with suppress(ProcessLookupError):
                process.kill()


@pytest.fixture(params=SHELLS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hooked(name: str, tmp_path: Path) -> Iterator[Shell]:
    """A shell with the hook, and another program's hook before and after it."""
    (tmp_path / "it's").mkdir()
    (tmp_path / "hook").write_text(snippet(name, str(tmp_path / "it's" / "waiting")))
    (tmp_path / "others").write_text(OTHERS[name])
    with shell(name, tmp_path) as found:
        found.type(f"source {tmp_path}/others; source {tmp_path}/hook; source {tmp_path}/hook")
        found.type("echo rea''dy")
        found.until("ready")
        yield found


OTHERS = {
    "bash": "PROMPT_COMMAND='echo \"other hook $?\"'\n",
    "zsh": 'precmd() { echo "other hook $?" }\n',
    "fish": 'function other --on-event fish_prompt\n    echo "other hook $status"\nend\n',
}


@pytest.mark.live
def test_the_end_of_a_command_is_marked_while_a_prompt_waits(name: str, hooked: Shell, tmp_path: Path) -> None:
    (tmp_path / "it's" / "waiting").touch()
    called = os.open(tmp_path / "called", os.O_RDONLY | os.O_NONBLOCK)
    hooked.type("(exit 3)" if name != "fish" else "sh -c 'exit 3'")
    hooked.until("other hook 3")
    assert select.select([called], [], [], SECONDS)[0]
    assert os.read(called, 100).splitlines()[0] == b"mark"
    (tmp_path / "it's" / "waiting").unlink()
    os.close(called)
    hooked.type(f"echo la''st {STATUS[name]}")
    said = hooked.until("last 3")
    assert "noise" not in said
    assert not re.search(r"\[\d+\]\s|[Dd]one|has ended|Terminated", said), said


@pytest.mark.live
def test_nothing_is_started_and_no_status_changed_while_no_prompt_waits(
    name: str, hooked: Shell, tmp_path: Path
) -> None:
    (tmp_path / "bin" / "deskbreak").write_text(f"#!/bin/sh\n: > {tmp_path}/started\n")
    hooked.type("false")
    hooked.until("other hook 1")
    hooked.type(f"echo la''st {STATUS[name]}")
    hooked.until("last 1")
    assert not (tmp_path / "started").exists()


@pytest.mark.live
def test_the_hook_is_there_once_however_often_it_is_loaded(name: str, hooked: Shell) -> None:
    count = {
        "bash": 'x=${PROMPT_COMMAND//[!_]/}; echo "co""unt ${#x}"',
        "zsh": 'echo "co""unt ${#precmd_functions}"',
        "fish": 'echo "co""unt "(functions --handlers-type generic | grep -c __deskbreak)',
    }
    hooked.type(count[name])
    hooked.until({"bash": "count 3", "zsh": "count 1", "fish": "count 1"}[name])


def test_the_hook_looks_in_the_runtime_folder(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in SHELLS:
        assert main(["shell-init", name]) == 0
        assert f"{home}/run/waiting" in capsys.readouterr().out


def test_a_mark_without_a_service_takes_a_left_over_file_away(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "run").mkdir(mode=0o700)
    (home / "run" / "waiting").touch()
    assert main(["mark"]) == 3
    assert not (home / "run" / "waiting").exists()
    assert "not running" in capsys.readouterr().err
