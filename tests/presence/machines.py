"""Real terminals, tmux and X servers for the tests, and the hands that use them."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import subprocess
import time as system_time
from typing import TYPE_CHECKING

from tests import live

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.presence.fakes import FakeTime


@contextlib.contextmanager
def x_server(*arguments: str) -> Iterator[live.Display]:
    """Like `live.xvfb`, with a display number or options of one's own choice."""
    live.need("Xvfb")
    reading, writing = os.pipe()
    command = live.tied("Xvfb", *arguments, "-displayfd", str(writing), "-nolisten", "tcp", "-noreset")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, pass_fds=(writing,), **quiet) as process:  # type: ignore[call-overload]
        os.close(writing)
        try:
            assert select.select([reading], [], [], 10)[0], "Xvfb did not become ready"
            name = f":{os.read(reading, 16).decode().strip()}"
            yield live.Display(process, name, {"DISPLAY": name})
        finally:
            os.close(reading)
            process.kill()


def press(display: live.Display) -> None:
    live.need("xdotool")
    subprocess.run(["xdotool", "key", "a"], env={**os.environ, **display.environ}, check=True, timeout=10)


def move(display: live.Display) -> None:
    live.need("xdotool")
    move_by = ["xdotool", "mousemove_relative", "5", "5"]
    subprocess.run(move_by, env={**os.environ, **display.environ}, check=True, timeout=10)


class Terminal:
    """A pseudo-terminal: `keyboard` is the person's end, `program` the other."""

    def __init__(self) -> None:
        self.keyboard, self.program = pty.openpty()
        self.path = os.ttyname(self.program)

    def age(self, seconds: float) -> None:
        """Make the last read look that long ago."""
        then = system_time.time() - seconds
        os.utime(self.path, (then, then))

    def type(self, text: bytes) -> None:
        os.write(self.keyboard, text)
        os.read(self.program, 100)

    def show(self, text: bytes) -> None:
        os.write(self.program, text)
        os.read(self.keyboard, 100)

    def close(self) -> None:
        os.close(self.keyboard)
        os.close(self.program)


class TmuxServer:
    """A tmux server of its own with one session, and a terminal to attach to it."""

    def __init__(self, folder: Path) -> None:
        live.need("tmux")
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TERM": "xterm",
            "TMUX_TMPDIR": str(folder),
            "LC_ALL": "C.UTF-8",
        }
        self._run("new-session", "-d", "-s", "work", "cat")
        self.socket = folder / f"tmux-{os.getuid()}" / "private"
        self.environ["TMUX"] = f"{self.socket},1,0"
        self._keyboard = -1

    def _run(self, *arguments: str) -> bytes:
        command = ["tmux", "-L", "private", "-f", "/dev/null", *arguments]
        return subprocess.run(command, env=self.environ, check=True, timeout=10, capture_output=True).stdout

    @contextlib.contextmanager
    def attached(self) -> Iterator[None]:
        self._keyboard, screen = pty.openpty()
        environ = {name: value for name, value in self.environ.items() if name != "TMUX"}
        command = ["tmux", "-L", "private", "attach"]
        with subprocess.Popen(command, env=environ, stdin=screen, stdout=screen, stderr=screen) as client:
            os.close(screen)
            try:
                yield
            finally:
                client.kill()
                os.close(self._keyboard)

    def clients(self) -> bytes:
        """Every attached client with its last activity."""
        return self._run("list-clients", "-F", "#{client_name} #{client_activity}")

    def type(self, text: bytes) -> None:
        os.write(self._keyboard, text)

    def end(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("kill-server")


class Wall:
    """The real wall clock, moved ahead by what a test lets go by."""

    def __init__(self, time: FakeTime) -> None:
        self._began = time()
        self._time = time

    def __call__(self) -> float:
        return system_time.time() + self._time() - self._began
