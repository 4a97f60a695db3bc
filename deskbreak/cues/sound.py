"""Tones through the system's own player: its programs on Linux and macOS, winsound on Windows.

Audio libraries were weighed: those with wheels bring 14 MB of memory, and write their complaints over the screen.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from deskbreak.cues.port import Cue, Player
from deskbreak.cues.programs import Call, ProgramPlayer, Way
from deskbreak.cues.tones import FIGURES, wav

NO_PLAYER = "tones cannot be played: none of paplay, pw-play, aplay and afplay works here"

_ARGUMENTS = {"paplay": (), "pw-play": (), "aplay": ("-q",), "afplay": ()}
"""The players that are known, in the order they are tried."""


class WaveFiles:
    """The tones as files, each written when it is first played; `remove` takes them away again."""

    def __init__(self, volume: int) -> None:
        self._volume = volume
        self._folder: Path | None = None

    def path(self, kind: str) -> Path | None:
        """The file of a cue; None for a cue without tones, and where no file can be written."""
        if kind not in FIGURES:
            return None
        with suppress(OSError):
            self._folder = self._folder or Path(tempfile.mkdtemp(prefix="deskbreak-"))
            file = self._folder / f"{kind}.wav"
            if not file.exists():
                file.write_bytes(wav(kind, self._volume))
            return file
        return None

    def remove(self) -> None:
        """Leave nothing behind."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


class TonePlayer(ProgramPlayer):
    """A `Player` of tones through a program."""

    def __init__(self, volume: int, environ: Mapping[str, str]) -> None:
        self._files = WaveFiles(volume)
        found = [name for name in _ARGUMENTS if shutil.which(name, path=environ.get("PATH"))]
        super().__init__(NO_PLAYER, [self._way(name) for name in found], environ)

    def close(self) -> None:
        """See `Player`."""
        super().close()
        self._files.remove()

    def _way(self, name: str) -> Way:
        def call(cue: Cue) -> Call | None:
            path = self._files.path(cue.kind)
            return Call((name, *_ARGUMENTS[name], str(path))) if path else None

        return call


class WindowsTonePlayer:
    """A `Player` of tones through winsound; `sound` begins a file, or ends everything with None."""

    message = ""

    def __init__(self, volume: int, sound: Callable[[str | None], None]) -> None:
        self._files = WaveFiles(volume)
        self._sound = sound

    def play(self, cue: Cue) -> None:
        """See `Player`."""
        path = self._files.path(cue.kind)
        if path is not None:
            self._attempt(str(path))

    def tidy(self) -> None:
        """See `Player`; nothing is left over."""

    def close(self) -> None:
        """See `Player`."""
        self._attempt(None)
        self._files.remove()

    def _attempt(self, path: str | None) -> None:
        try:
            self._sound(path)
        except RuntimeError as error:  # what winsound raises without a device
            self.message = f"tones cannot be played: {error}"


def tone_player(volume: int, environ: Mapping[str, str]) -> Player:
    """The player for this platform."""
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - only there

        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        return WindowsTonePlayer(volume, lambda path: winsound.PlaySound(path, flags if path else winsound.SND_PURGE))
    return TonePlayer(volume, environ)
