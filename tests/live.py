"""Real daemons for live tests, as plain context managers: each is ready when entered and gone when left.

A missing tool skips the test, or fails it where the environment variable CI is set.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import shutil
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from deskbreak import dbus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

READY_SECONDS = 10.0

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def need(*tools: str) -> None:
    """Skip the test when a tool is missing; in CI that is a failure."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if not missing:
        return
    text = f"not installed: {', '.join(missing)}"
    if os.environ.get("CI"):
        pytest.fail(text)
    pytest.skip(text)


def tied(*command: str) -> list[str]:
    """The command made to die with this process, where the system can."""
    return ["setpriv", "--pdeathsig", "KILL", "--", *command] if shutil.which("setpriv") else [*command]


@dataclass
class Daemon:
    """One running process and how to treat it badly."""

    process: subprocess.Popen[bytes]

    @property
    def pid(self) -> int:
        return self.process.pid

    def hang(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it the hard way and wait until it is gone."""
        self.process.kill()
        self.process.wait(READY_SECONDS)


@dataclass
class PrivateBus(Daemon):
    """A message bus of its own, with no service to activate."""

    address: str
    environ: dict[str, str]


@dataclass
class Display(Daemon):
    """An X server with no monitor; `environ` has DISPLAY."""

    name: str
    environ: dict[str, str]


@contextlib.contextmanager
def private_bus(folder: Path) -> Iterator[PrivateBus]:
    """A dbus-daemon whose socket is `folder`/bus, so `folder` also serves as $XDG_RUNTIME_DIR."""
    need("dbus-daemon")
    config, socket = folder / "bus.conf", folder / "bus"
    config.write_text(BUS_CONFIG.format(socket=socket))
    command = tied("dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1")
    with _running(command, os.environ, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        address = _first_line(process.stdout.fileno(), "dbus-daemon")
        environ = {"DBUS_SESSION_BUS_ADDRESS": address, "XDG_RUNTIME_DIR": str(folder)}
        yield PrivateBus(process, address, environ)


@contextlib.contextmanager
def xvfb(size: str = "1280x800x24") -> Iterator[Display]:
    """An X server on the first free display."""
    need("Xvfb")
    reading, writing = os.pipe()
    command = tied("Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-noreset")
    try:
        with _running(command, os.environ, pass_fds=(writing,)) as process:
            os.close(writing)
            name = f":{_first_line(reading, 'Xvfb')}"
            yield Display(process, name, {"DISPLAY": name})
    finally:
        os.close(reading)


@contextlib.contextmanager
def dunst(bus: PrivateBus, display: Display, folder: Path, settings: str = "") -> Iterator[Daemon]:
    """A real dunst on that bus and display; `settings` is appended to its configuration."""
    need("dunst")
    rc = folder / "dunstrc"
    rc.write_text(f"[global]\n    font = Sans 11\n    markup = full\n    {settings}\n")
    environ = {**os.environ, **bus.environ, **display.environ}
    environ.pop("WAYLAND_DISPLAY", None)
    with _running(tied("dunst", "-conf", str(rc)), environ) as process:
        wait_for_name(bus.address, "org.freedesktop.Notifications")
        yield Daemon(process)


def wait_for_name(address: str, name: str) -> None:
    """Return when somebody owns `name` on the bus; usable with or without a running loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, _name_owned(address, name)).result()


async def _name_owned(address: str, name: str) -> None:
    bus = await dbus.connect(address)
    owned = asyncio.Event()
    try:
        async with asyncio.timeout(READY_SECONDS):
            await bus.watch_name(name, lambda owner: owned.set() if owner else None)
            if not bus.owner(name):
                await owned.wait()
    finally:
        await bus.close()


@contextlib.contextmanager
def _running(
    command: list[str],
    environ: Mapping[str, str],
    stdout: int = subprocess.DEVNULL,
    pass_fds: tuple[int, ...] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        env=dict(environ),
        pass_fds=pass_fds,
    ) as process:
        try:
            yield process
        finally:
            process.kill()  # also ends a stopped process


def _first_line(descriptor: int, tool: str) -> str:
    """What a daemon prints when it is ready."""
    text = b""
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], READY_SECONDS)
        chunk = os.read(descriptor, 4096) if ready else b""
        if not chunk:
            pytest.fail(f"{tool} did not become ready")
        text += chunk
    return text.decode().strip()
