"""The terminal lent to an editor and given back, in a pseudo-terminal, while the screen's own loop goes on."""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING

import pytest

from deskbreak.tui.app import DeskbreakApp
from deskbreak.tui.lending import edited
from tests.tui_fakes import FakeControl

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DEADLINE = 30.0
EDITOR = """#!/bin/sh
echo "editing $1"
read -r line
printf '%s\\n' "$line" >> "$1"
echo "edited as told"
"""


class Watched:
    """A program in a pseudo-terminal: what it draws, and keys for it."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.tui.demo"], cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, env=environ,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.drawn = b""

    def type(self, keys: str) -> None:
        self.drawn = b""
        os.write(self.master, keys.encode())

    def wait_for(self, words: str) -> None:
        """Until these words were drawn since the last keys."""
        end = time.monotonic() + DEADLINE
        with DefaultSelector() as selector:
            selector.register(self.master, EVENT_READ)
            while words.encode() not in self.drawn:
                assert selector.select(end - time.monotonic()), f"no {words!r} in {self.drawn[-2000:]!r}"
                self.drawn += os.read(self.master, 65536)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DESKBREAK_")}
    program = Watched(environ | {"VISUAL": str(editor), "TERM": "xterm-256color", "TMPDIR": str(tmp_path)})
    yield program
    program.process.kill()
    program.process.wait()
    os.close(program.master)


def test_the_editor_has_the_terminal_and_the_screen_comes_back(watched: Watched, tmp_path: Path) -> None:
    watched.wait_for("settings")
    watched.type(",")
    watched.wait_for("profile")
    watched.type("e")
    watched.wait_for("editing ")
    (config,) = tmp_path.glob("deskbreak-demo-*/deskbreak.toml")
    watched.type("# from the editor\n")
    watched.wait_for("edited as told")
    watched.wait_for("no problems")
    assert config.read_text().endswith("# from the editor\n")
    watched.type("\x1b")
    watched.wait_for("minutes")
    watched.type("q")
    assert watched.process.wait(DEADLINE) == 0


async def test_a_terminal_that_is_lent_is_not_lent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = DeskbreakApp(FakeControl())
    app.is_lent = True
    monkeypatch.setattr(asyncio, "create_subprocess_exec", None)
    assert await edited(app, "deskbreak.toml") == ""
    assert app.is_lent
