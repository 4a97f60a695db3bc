"""Speech through the system's own voice: speech-dispatcher, espeak-ng, macOS `say`, Windows SAPI.

The words travel on a program's standard input, or behind `--`: no shell, option or markup is ever made of them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from deskbreak.cues.port import Cue, Player
from deskbreak.cues.programs import Call, ProgramPlayer, Way
from deskbreak.cues.words import plainly

NO_VOICE = "nothing can be said: none of spd-say, espeak-ng and say works here"

USUAL_WORDS_A_MINUTE = 175


@dataclass(frozen=True, slots=True)
class Voice:
    """How to speak: `volume` 1 to 100, `rate` in percent of the usual pace, `name` "" for the program's own choice."""

    volume: int = 60
    rate: int = 100
    name: str = ""

    @property
    def words_a_minute(self) -> int:
        """The pace as most programs take it."""
        return USUAL_WORDS_A_MINUTE * self.rate // 100


def spd_say(text: str, voice: Voice) -> Call:
    """speech-dispatcher's client; it waits, so that its end is the speech's end. 100 is its loudest and fastest."""
    volume = voice.volume * 2 - 100
    rate = min(100, voice.rate - 100 if voice.rate <= 100 else (voice.rate - 100) // 2)
    named = ("-y", voice.name) if voice.name else ()
    return Call(("spd-say", "-w", "-N", "deskbreak", "-i", str(volume), "-r", str(rate), *named, "--", text))


def espeak_ng(text: str, voice: Voice) -> Call:
    """espeak-ng, whose loudest is 200."""
    named = ("-v", voice.name) if voice.name else ()
    return Call(("espeak-ng", "-a", str(voice.volume * 2), "-s", str(voice.words_a_minute), *named, "--stdin"), text)


def say(text: str, voice: Voice) -> Call:
    """MacOS `say`; the volume is an embedded command, the only one there can be in the text."""
    named = ("-v", voice.name) if voice.name else ()
    return Call(
        ("say", "-r", str(voice.words_a_minute), *named, "-f", "-"), f"[[volm {voice.volume / 100:.2f}]] {text}"
    )


_PROGRAMS = {"spd-say": spd_say, "espeak-ng": espeak_ng, "say": say}
"""The programs that are known, in the order they are tried."""


def program_speech(voice: Voice, environ: Mapping[str, str], names: Iterable[str] = _PROGRAMS) -> ProgramPlayer:
    """A `Player` that speaks through the first of the programs that works."""
    found = [name for name in names if shutil.which(name, path=environ.get("PATH"))]
    return ProgramPlayer(NO_VOICE, [_way(name, voice) for name in found], environ)


def _way(name: str, voice: Voice) -> Way:
    def call(cue: Cue) -> Call | None:
        text = plainly(cue.text)
        return _PROGRAMS[name](text, voice) if text else None

    return call


SAPI = """\
Add-Type -AssemblyName System.Speech
[Console]::InputEncoding = [Text.Encoding]::UTF8
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$voice.Volume = [int]$env:DESKBREAK_VOICE_VOLUME
$voice.Rate = [int]$env:DESKBREAK_VOICE_RATE
if ($env:DESKBREAK_VOICE_NAME) { try { $voice.SelectVoice($env:DESKBREAK_VOICE_NAME) } catch { } }
while ($null -ne ($line = [Console]::In.ReadLine())) {
  $voice.SpeakAsyncCancelAll()
  if ($line) { [void]$voice.SpeakAsync($line) }
}
"""
"""Says each line it reads as plain text, the newest at the cost of the one before."""

POWERSHELL = ("powershell", "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", SAPI)


class SapiPlayer:
    """A `Player` through one PowerShell for a whole break: starting one for every cue would come too late."""

    message = ""

    def __init__(self, voice: Voice, environ: Mapping[str, str], argv: Sequence[str] = POWERSHELL) -> None:
        self._argv = tuple(argv)
        self._environ = {
            **environ,
            "DESKBREAK_VOICE_VOLUME": str(voice.volume),
            "DESKBREAK_VOICE_RATE": str(max(-10, min(10, (voice.rate - 100) // 10))),
            "DESKBREAK_VOICE_NAME": voice.name,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def play(self, cue: Cue) -> None:
        """See `Player`."""
        self.tidy()
        try:
            self._process = self._process or self._start()
            assert self._process.stdin is not None  # noqa: S101 - it was started with one
            self._process.stdin.write(plainly(cue.text).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            self.message = f"nothing can be said: {error.strerror or error}"

    def tidy(self) -> None:
        """See `Player`."""
        if self._process is not None and self._process.poll() is not None:
            self.message = "nothing can be said: PowerShell ended"
            self._let_go(self._process)

    def close(self) -> None:
        """See `Player`."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._let_go(self._process)

    def _let_go(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is not None:
            with suppress(OSError):  # nobody reads any more what was still on its way
                process.stdin.close()
        self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._environ,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def speech_player(voice: Voice, environ: Mapping[str, str]) -> Player:
    """The player for this platform."""
    if sys.platform == "win32":
        return SapiPlayer(voice, environ)
    return program_speech(voice, environ)
