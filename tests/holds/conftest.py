from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import live

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RECORDED = Path(__file__).parent / "recorded"


class FakeProc:
    """A proc file system with the processes a test puts in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        (root / "uptime").write_text("1000.00 2000.00\n")

    def add(self, pid: int, name: str, *, command: str = "", files: tuple[str, ...] = (), started: float = 0.0) -> None:
        """A process; `started`: seconds after boot."""
        folder = self.root / str(pid)
        (folder / "fd").mkdir(parents=True)
        (folder / "comm").write_text(name[:15] + "\n")
        (folder / "cmdline").write_bytes((command or f"/usr/bin/{name}").encode() + b"\0--flag\0")
        (folder / "status").write_text(f"Name:\t{name[:15]}\nTgid:\t{pid}\nPid:\t{pid}\n")
        (folder / "stat").write_text(f"{pid} ({name[:15]}) S " + "0 " * 18 + f"{round(started * 100)} 0 0\n")
        for number, target in enumerate(files):
            (folder / "fd" / str(number)).symlink_to(target)


class Tools:
    """A folder of programs that a test writes, first on the PATH of `environ`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.environ = {
            "PATH": f"{folder}:/usr/bin:/bin",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "runtime"),
            "PULSE_SERVER": f"unix:{folder}/native",
        }

    def write(self, name: str, script: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)

    def pactl(self, outputs: Any, sources: Any) -> None:
        """A pactl that prints these two lists."""
        (self.folder / "outputs.json").write_text(json.dumps(outputs))
        (self.folder / "sources.json").write_text(json.dumps(sources))
        self.write(
            "pactl", f'case "$*" in *source-outputs*) f=outputs;; *) f=sources;; esac; cat {self.folder}/$f.json'
        )

    def pipewire(self, dump: Any) -> None:
        """A pw-dump that prints this, in a session without PulseAudio."""
        del self.environ["PULSE_SERVER"]
        runtime = self.folder / "runtime"
        runtime.mkdir()
        (runtime / "pipewire-0").touch()
        (self.folder / "dump.json").write_text(json.dumps(dump))
        self.write("pw-dump", f"cat {self.folder}/dump.json")
        self.environ["PATH"] = f"{self.folder}:/bin"
        self.write("pactl", "echo 'Connection failure: Connection refused' >&2; exit 1")


@pytest.fixture
def proc(tmp_path: Path) -> FakeProc:
    return FakeProc(tmp_path / "proc")


@pytest.fixture
def tools(tmp_path: Path) -> Tools:
    return Tools(tmp_path / "bin")


@pytest.fixture
def recorded() -> Callable[[str], Any]:
    """What a real server printed; the microphone, the loudspeakers' monitor and a loopback are being recorded."""
    return lambda name: json.loads((RECORDED / f"{name}.json").read_text())


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[live.PrivateBus]:
    with live.private_bus(tmp_path) as private:
        yield private


@pytest.fixture
def display() -> Iterator[live.Display]:
    with live.xvfb() as server:
        yield server
