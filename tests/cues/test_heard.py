"""Tones and speech through a real sound server: a recorder at its only sink hears them."""

from __future__ import annotations

import os
import select
import subprocess
import time
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskbreak.cues.port import Cue, Player
from deskbreak.cues.sound import TonePlayer
from deskbreak.cues.speech import Voice, program_speech
from tests.live import need, tied

SECONDS = 20.0
LOUD = 500


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
    "make",
    [
        pytest.param(lambda environ: TonePlayer(60, environ), id="tones"),
        pytest.param(lambda environ: program_speech(Voice(), environ, ("espeak-ng",)), id="speech"),
    ],
)
def test_a_cue_is_heard_at_the_sink(server: dict[str, str], make: Callable[[Mapping[str, str]], Player]) -> None:
    player = make(server)
    record = ["parec", "--device=ear.monitor", "--format=s16le", "--latency-msec=20"]
    with running(*record, environ=server, stdout=subprocess.PIPE) as recorder:
        heard = chunks(recorder)
        next(heard)  # it records
        player.play(Cue("end", "The break is over."))
        assert any(max(map(abs, chunk), default=0) > LOUD for chunk in heard)
    player.close()
    assert player.message == ""
