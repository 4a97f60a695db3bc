"""Tones and speech through a real sound server: a recorder at its only sink hears them."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import time
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskbreak.cues.choose import make_players
from deskbreak.cues.port import Cue
from deskbreak.settings.model import Cues
from tests.live import need, tied

SECONDS = 20.0
LOUD = 500
RATE = 22_050
WORTH_SECONDS = 0.8
"""So long is no click, and no error's beep: the shortest of what is played here lasts longer."""


@contextmanager
def running(
    *command: str, environ: Mapping[str, str], stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        tied(*command), env=environ, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a sound server whose only sink is a null one."""
    need("pulseaudio", "parec", "pactl", "paplay", "espeak-ng")
    folder = tmp_path / "pulse"
    folder.mkdir(mode=0o700)
    socket = folder / "native"
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_SERVER": f"unix:{socket}",
    }
    command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--high-priority=no"]
    modules = ["module-null-sink sink_name=ear", f"module-native-protocol-unix socket={socket} auth-anonymous=1"]
    with running(*command, *(f"--load={module}" for module in modules), environ=environ):
        _await_server(environ)
        yield environ


def _await_server(environ: Mapping[str, str]) -> None:
    """Ask until it answers: it says nowhere that it is ready."""
    deadline = time.monotonic() + SECONDS
    while subprocess.run(["pactl", "info"], env=environ, capture_output=True, timeout=SECONDS, check=False).returncode:
        assert time.monotonic() < deadline, "no sound server"


def chunks(recorder: subprocess.Popen[bytes]) -> Iterator[array[int]]:
    """What is recorded, for a limited time."""
    assert recorder.stdout is not None
    deadline = time.monotonic() + SECONDS
    while (left := deadline - time.monotonic()) > 0 and select.select([recorder.stdout], [], [], left)[0]:
        data = os.read(recorder.stdout.fileno(), 65536)
        yield array("h", data[: len(data) // 2 * 2])


@pytest.mark.live
@pytest.mark.parametrize(
    ("program", "settings"), [("paplay", Cues(tones=True)), ("espeak-ng", Cues(speech=True))], ids=["tones", "speech"]
)
def test_a_cue_is_heard_at_the_sink(server: dict[str, str], tmp_path: Path, program: str, settings: Cues) -> None:
    only = tmp_path / "bin"
    only.mkdir()
    (only / program).symlink_to(str(shutil.which(program)))
    (player,) = make_players(settings, {**server, "PATH": str(only)})
    record = ["parec", "--device=ear.monitor", "--format=s16le", "--rate=22050", "--channels=1", "--latency-msec=20"]
    with running(*record, environ=server, stdout=subprocess.PIPE) as recorder:
        heard = chunks(recorder)
        next(heard)  # it records
        player.play(Cue("end", "Hold for 30 seconds. Breathe out into the stretch."))
        loud_seconds = 0.0
        for chunk in heard:
            loud_seconds += len(chunk) / RATE * (max(map(abs, chunk), default=0) > LOUD)
            if loud_seconds >= WORTH_SECONDS:
                break
    player.close()
    assert loud_seconds >= WORTH_SECONDS
    assert player.message == ""
