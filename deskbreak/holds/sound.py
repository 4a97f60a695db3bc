"""The microphone as the sound servers see it: by pactl (PulseAudio, PipeWire), or pw-dump where there is no pactl."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from deskbreak.holds.names import is_listed, listed
from deskbreak.holds.port import Found, NotHere, ProbeFailed
from deskbreak.holds.programs import is_installed, output
from deskbreak.holds.recorders import (
    Recorder,
    pipewire_recorders,
    pulse_microphones,
    pulse_recorders,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NOBODY_LISTENS = ("refused", "Host is down", "No such file")


class Microphone:
    """Streams that record from a source. A server is never started by asking."""

    name = "microphone"
    reason = "call"

    def __init__(self, environ: Mapping[str, str], ignore: Sequence[str]) -> None:
        self._environ = environ
        self._ignore = ignore

    async def look(self) -> Found | None:
        """Who records now."""
        if is_installed("pactl", self._environ) and (server := pulse_server(self._environ)):
            recorders = await self._ask_pulse({**self._environ, "PULSE_SERVER": server})
        elif has_pipewire(self._environ):
            recorders = pipewire_recorders(await ask_pipewire(self._environ))
        else:
            raise NotHere("neither PulseAudio nor PipeWire runs here")
        users = [recorder.names[0] for recorder in recorders if not is_listed(recorder.names, self._ignore)]
        return Found(f"microphone in use by {listed(users)}") if users else None

    async def close(self) -> None:
        """Nothing is left running between two looks."""

    async def _ask_pulse(self, environ: Mapping[str, str]) -> tuple[Recorder, ...]:
        try:
            recorders = pulse_recorders(await output(environ, "pactl", "-f", "json", "list", "source-outputs"))
            if not recorders:
                return ()
            sources = pulse_microphones(await output(environ, "pactl", "-f", "json", "list", "short", "sources"))
        except ProbeFailed as failure:
            raise _told(failure) from failure
        return tuple(recorder for recorder in recorders if recorder.source in sources)


async def ask_pipewire(environ: Mapping[str, str]) -> bytes:
    """The whole of PipeWire as pw-dump prints it; raises `ProbeFailed`."""
    try:
        return await output({"XDG_RUNTIME_DIR": str(_runtime(environ)), **environ}, "pw-dump")
    except ProbeFailed as failure:
        raise _told(failure) from failure


def _told(failure: ProbeFailed) -> ProbeFailed:
    """A server that does not listen is no failure of the probe."""
    text = str(failure)
    return NotHere(text) if any(words in text for words in _NOBODY_LISTENS) else failure


def pulse_server(environ: Mapping[str, str]) -> str:
    """The server to name to pactl, "" for none: unless one is named, it would start one of its own."""
    named = environ.get("PULSE_SERVER", "")
    if named:
        return named
    folder = environ.get("PULSE_RUNTIME_PATH") or str(_runtime(environ) / "pulse")
    return f"unix:{folder}/native" if Path(folder, "native").exists() else ""


def has_pipewire(environ: Mapping[str, str]) -> bool:
    """Whether PipeWire has its socket here, and pw-dump is there to ask."""
    folder = environ.get("PIPEWIRE_RUNTIME_DIR") or _runtime(environ)
    return Path(folder, environ.get("PIPEWIRE_REMOTE") or "pipewire-0").exists() and is_installed("pw-dump", environ)


def _runtime(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
