"""A real desk for the whole program: a bus, an X server, dunst and tmux of its own, and a person with hands."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deskbreak.control.client import Client, connect
from deskbreak.errors import NotRunning
from tests.live import Daemon, Display, PrivateBus, dunst, need, private_bus, tied, xvfb

EVENTUALLY_SECONDS = 15.0
DESKBREAK = [sys.executable, "-m", "deskbreak"]

CHOOSER = """#!/bin/sh
# dunst's context menu: picks the entry of the key written in the file beside this script.
grep -m 1 ",$(cat "$(dirname "$0")/wanted")\\]$"
"""

SETTINGS = """
[[breaks]]
name = "move"
every = "2s"
length = "6s"

[prompt]
warn_before = "0s"
remind_every = "0s"

[snooze]
default = "1s"

[presence]
away_after = "1h"
"""


@dataclass
class Desk:
    """Everything one person's session has. `environ` is what programs started there see."""

    folder: Path
    bus: PrivateBus
    display: Display
    daemon: Daemon
    environ: dict[str, str]

    @property
    def config(self) -> Path:
        return self.folder / "config" / "deskbreak.toml"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command of deskbreak, as typed in a shell there."""
        return subprocess.run(
            [*DESKBREAK, *arguments], env=self.environ, capture_output=True, text=True, timeout=30, check=False
        )

    def status(self) -> dict[str, Any]:
        ran = self.run("status", "--json")
        assert ran.returncode == 0, ran.stderr
        answer: dict[str, Any] = json.loads(ran.stdout)
        return answer

    def first_status(self) -> dict[str, Any]:
        """The status as soon as a service answers."""
        with self.client() as client:
            answer: dict[str, Any] = client.call("status")
            return answer

    @contextlib.contextmanager
    def service(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """`deskbreak service run`, up and answering; killed at the end if it is still there."""
        command = tied(*DESKBREAK, *arguments, "service", "run")
        with subprocess.Popen(command, env=self.environ, stdin=subprocess.DEVNULL) as process:
            try:
                with self.client() as client:
                    client.call("status")
                yield process
            finally:
                process.kill()

    def client(self) -> Client:
        """A connection to the service as soon as one answers."""
        until = time.monotonic() + EVENTUALLY_SECONDS
        while True:
            try:
                return connect(self.environ)
            except NotRunning:
                if time.monotonic() > until:
                    raise

    @contextlib.contextmanager
    def events(self) -> Iterator[Events]:
        """Everything the service tells from here on."""
        with self.client() as client:
            client.call("subscribe")
            yield Events(client)

    def press(self, key: str) -> None:
        """A person chooses a button of the one popup: a click on it, or dunst's menu for the others."""
        self.until_popups(1)
        (self.folder / "wanted").write_text(key)
        self._dunstctl("action", "0") if key == "default" else self._dunstctl("context")

    def dismiss(self) -> None:
        """A person closes the popup and chooses nothing."""
        self._dunstctl("close-all")

    def until_popups(self, count: int) -> None:
        """Wait until that many popups are shown."""
        self.until(lambda: self.popups() == count)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so; each question is a process of its own, so this does not spin."""
        until = time.monotonic() + EVENTUALLY_SECONDS
        while not condition():
            assert time.monotonic() < until, "it never came true"

    def screen(self) -> None:
        """Open `deskbreak` in a terminal of 80x24."""
        self.tmux("new-session", "-d", "-x", "80", "-y", "24", f"exec {' '.join(DESKBREAK)}")

    def popups(self) -> int:
        return int(self._dunstctl("count", "displayed")) + int(self._dunstctl("count", "waiting"))

    def touch_key(self) -> None:
        """A key on the keyboard of the X server."""
        subprocess.run(["xdotool", "key", "shift"], env=self.environ, check=True, timeout=10)

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self.folder / "tmux"), *arguments]
        return subprocess.run(command, env=self.environ, capture_output=True, text=True, timeout=10, check=True).stdout

    def _dunstctl(self, *arguments: str) -> str:
        environ = {**os.environ, **self.bus.environ}
        return subprocess.run(
            ["dunstctl", *arguments], env=environ, capture_output=True, text=True, timeout=10, check=True
        ).stdout


class Events:
    """What the service tells, waited for one after the other."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.seen: list[str] = []

    def until(self, name: str) -> dict[str, Any]:
        """Wait for an event; everything before it is passed over."""
        return self._next(lambda method, params: method == "event" and params["event"] == name, name)

    def until_state(self, state: str) -> dict[str, Any]:
        """Wait for a snapshot in that state."""
        return self._next(lambda method, params: method == "snapshot" and params["state"] == state, state)

    def _next(self, wanted: Any, name: str) -> dict[str, Any]:
        until = time.monotonic() + EVENTUALLY_SECONDS
        while (left := until - time.monotonic()) > 0:
            push = self._client.next_push(left)
            if push is None:
                break
            self.seen.append(str(push[1].get("event") or push[1].get("state")))
            if wanted(*push):
                return push[1]
        raise AssertionError(f"{name} never came; what came: {self.seen}")


@contextlib.contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """A desk whose files are all below `folder`."""
    need("dunst", "dunstctl", "Xvfb", "xdotool", "tmux", "dbus-daemon")
    chooser = folder / "choose"
    chooser.write_text(CHOOSER)
    chooser.chmod(0o700)
    (folder / "config").mkdir()
    (folder / "config" / "deskbreak.toml").write_text(SETTINGS)
    with private_bus(folder) as bus, xvfb() as display, dunst(bus, display, folder, f"dmenu = {chooser}") as daemon:
        environ = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DESKBREAK_", "XDG_", "SSH_", "TMUX", "DBUS_", "WAYLAND"))
        }
        environ |= {**bus.environ, **display.environ, "HOME": str(folder), "TERM": "xterm-256color"}
        environ |= {"DESKBREAK_CONFIG_DIR": str(folder / "config"), "DESKBREAK_STATE_DIR": str(folder / "state")}
        environ |= {"DESKBREAK_RUNTIME_DIR": str(folder / "run"), "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}
        environ |= {"PYTHONPATH": str(Path(__file__).parents[2])}
        found = Desk(folder, bus, display, daemon, environ)
        try:
            yield found
        finally:
            with contextlib.suppress(subprocess.SubprocessError):
                found.tmux("kill-server")
