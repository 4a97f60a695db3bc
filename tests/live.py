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
import socket
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from deskbreak import dbus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    config, listening = folder / "bus.conf", folder / "bus"
    config.write_text(BUS_CONFIG.format(socket=listening))
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


@dataclass
class Compositor(Daemon):
    """A Wayland compositor with no monitor; `environ` names its socket."""

    environ: dict[str, str]

    def type(self, text: str = "a") -> None:
        """Press keys on a virtual keyboard."""
        need("wtype")
        subprocess.run(["wtype", text], env={**os.environ, **self.environ}, check=True, timeout=READY_SECONDS)


@contextlib.contextmanager
def sway(folder: Path | None = None) -> Iterator[Compositor]:
    """A sway of its own; `folder`, when given, is the runtime folder of one that was killed there before."""
    need("sway", "setpriv")
    with contextlib.ExitStack() as stack:
        runtime = folder or stack.enter_context(runtime_folder())
        environ = {**_bare(), "XDG_RUNTIME_DIR": str(runtime), **_NO_SCREEN}
        command = [*_unprivileged(), *tied("sway", "--config", "/dev/null")]
        with _running(command, environ) as process:
            found = _wait_for_socket(runtime, "wayland-[0-9]*")
            yield Compositor(process, {"XDG_RUNTIME_DIR": str(runtime), "WAYLAND_DISPLAY": found.name})


@contextlib.contextmanager
def kwin(bus: PrivateBus) -> Iterator[Compositor]:
    """A KWin on that bus."""
    need("kwin_wayland")
    folder = Path(bus.environ["XDG_RUNTIME_DIR"])
    # The installed program carries a file capability, which some containers refuse to run; a copy does not.
    program = shutil.copy(shutil.which("kwin_wayland") or "", folder)
    environ = {**_bare(), **bus.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    environ |= {"KWIN_COMPOSE": "Q", "LIBGL_ALWAYS_SOFTWARE": "1"}
    command = tied(str(program), "--virtual", "--no-lockscreen", "--no-global-shortcuts", "--socket", "wayland-0")
    with _running(command, environ) as process:
        found = _wait_for_socket(folder, "wayland-0")
        yield Compositor(process, {**bus.environ, "WAYLAND_DISPLAY": found.name})


@contextlib.contextmanager
def mutter(bus: PrivateBus) -> Iterator[Compositor]:
    """GNOME's compositor without its shell, on that bus."""
    need("mutter")
    folder = Path(bus.environ["XDG_RUNTIME_DIR"])
    environ = {**_bare(), **bus.environ, "HOME": str(folder)}
    command = tied("mutter", "--headless", "--wayland", "--no-x11", "--virtual-monitor", "800x600")
    with _running([*command, "--wayland-display", "wayland-0"], environ) as process:
        wait_for_name(bus.address, "org.gnome.Mutter.IdleMonitor")
        wait_for_name(bus.address, "org.gnome.Mutter.RemoteDesktop")
        yield Compositor(process, {**bus.environ, "WAYLAND_DISPLAY": "wayland-0"})


_NO_SCREEN = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}


def _bare() -> dict[str, str]:
    """The environment without a screen of ours."""
    return {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", "SWAYSOCK"}}


def _unprivileged() -> list[str]:
    """As nobody where we are root: sway refuses to run as root."""
    return ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", "--"] if os.geteuid() == 0 else []


_NOBODY = 65534


@contextlib.contextmanager
def runtime_folder() -> Iterator[Path]:
    """A runtime folder with a short name, as sockets need, that a compositor run as nobody may use."""
    with tempfile.TemporaryDirectory(prefix="deskbreak-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
        yield folder


def _wait_for_socket(folder: Path, pattern: str) -> Path:
    """A socket in the folder that takes connections."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        for path in folder.glob(pattern):
            with socket.socket(socket.AF_UNIX) as client, contextlib.suppress(OSError):
                client.connect(str(path))
                return path
        time.sleep(0.02)
    pytest.fail(f"no compositor became ready in {folder}")


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
