"""A place of its own for measured processes: folders, a private bus, a pseudo-terminal; and what /proc says of them."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DESKBREAK = [sys.executable, "-m", "deskbreak"]
TICKS = os.sysconf("SC_CLK_TCK")


_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy>
</busconfig>
"""
"""A bus that starts no services by itself: what is measured must not wake for the desktop of this machine."""


@contextlib.contextmanager
def place(settings: str = "") -> Iterator[dict[str, str]]:
    """The environment of a person with nothing but these settings, on a message bus of their own."""
    with tempfile.TemporaryDirectory(prefix="db-bench-") as folder, _bus(Path(folder)) as bus, _display() as display:
        config = Path(folder, "config")
        config.mkdir()
        (config / "deskbreak.toml").write_text(settings)
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("DESKBREAK_", "XDG_", "SSH_", "TMUX", "DBUS_"))
        }
        kept.pop("DISPLAY", None)
        kept.pop("WAYLAND_DISPLAY", None)
        yield (
            kept
            | bus
            | display
            | {
                "HOME": folder,
                "TERM": "xterm-256color",
                "DESKBREAK_CONFIG_DIR": str(config),
                "DESKBREAK_STATE_DIR": f"{folder}/state",
                "DESKBREAK_RUNTIME_DIR": f"{folder}/run",
            }
        )


@contextlib.contextmanager
def _bus(folder: Path) -> Iterator[dict[str, str]]:
    if not shutil.which("dbus-daemon"):
        yield {}
        return
    config = folder / "bus.conf"
    config.write_text(_BUS_CONFIG.format(socket=folder / "bus"))
    with subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield {"DBUS_SESSION_BUS_ADDRESS": process.stdout.readline().strip(), "XDG_RUNTIME_DIR": str(folder)}
        finally:
            process.kill()


@contextlib.contextmanager
def _display() -> Iterator[dict[str, str]]:
    """An X server where there is one to be had: most people's presence is seen there."""
    if not shutil.which("Xvfb"):
        yield {}
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp", "-screen", "0", "640x480x24"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        try:
            yield {"DISPLAY": f":{os.read(reading, 16).decode().strip()}"}
        finally:
            process.terminate()
            os.close(reading)


@dataclass(frozen=True)
class Usage:
    """What a process has used so far: wake-ups of all its threads, and CPU seconds."""

    wakeups: int
    cpu_seconds: float


def usage(pid: int) -> Usage:
    """Voluntary context switches and CPU time of all threads."""
    wakeups = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                wakeups += int(line.split()[1])
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return Usage(wakeups, (int(fields[11]) + int(fields[12])) / TICKS)


def resident_mb(pid: int) -> float:
    """Resident memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"process {pid} has no memory")


def idle(pid: int, seconds: float) -> tuple[float, float]:
    """Wake-ups a second and CPU milliseconds a minute, over so many seconds."""
    before, began = usage(pid), time.monotonic()
    time.sleep(seconds)
    after, took = usage(pid), time.monotonic() - began
    return (after.wakeups - before.wakeups) / took, (after.cpu_seconds - before.cpu_seconds) / took * 60_000


class Terminal:
    """A program in a pseudo-terminal of 80x24 whose output is swallowed as fast as it comes."""

    def __init__(self, command: list[str], environ: dict[str, str]) -> None:
        self.began = time.monotonic()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, environ)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.last_output = 0.0
        self.received = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):
            while data := os.read(self._fd, 65536):
                self.received += len(data)
                self.last_output = time.monotonic()

    def first_paint_seconds(self, quiet_seconds: float = 0.12) -> float:
        """Until the first screenful was out: the last output before the first lull."""
        while self.received < 1500:
            time.sleep(0.002)
        while time.monotonic() - self.last_output < quiet_seconds:
            time.sleep(0.002)
        return self.last_output - self.began

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._fd, text.encode())

    def close(self) -> None:
        """End the program the hard way."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self._fd)


def wait_for(condition, seconds: float = 15.0) -> None:  # type: ignore[no-untyped-def]
    """Return once it is so."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError("it never came true")
        select.select([], [], [], 0.02)
