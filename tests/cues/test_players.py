"""Who plays the cues: programs, started with a person's settings and with words that stay words."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from deskbreak.cues.choose import make_players
from deskbreak.cues.plan import Part, beats
from deskbreak.cues.port import Cue, Player
from deskbreak.cues.programs import MOST_CUT_OFF, Call, ProgramPlayer
from deskbreak.cues.sound import TonePlayer, WindowsTonePlayer
from deskbreak.cues.speech import SapiPlayer, Voice, espeak_ng, program_speech, say, spd_say
from deskbreak.cues.words import plainly, spoken
from deskbreak.settings.model import Cues
from tests.live import need

HARD = "--help; $(touch pwned) `touch pwned` [[slnc 9000]] <mark/> \x1b]0;x\x07 \"'"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"PATH": str(tmp_path / "bin")}


def finish(player: ProgramPlayer) -> None:
    """Wait for everything it has started, and let it notice."""
    for process in (player._playing, *player._ending):
        if process is not None:
            process.wait(10)
    player.tidy()
    assert player._playing is None
    assert not player._ending


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("name", ["spd-say", "espeak-ng", "say"])
def test_speech_goes_to_the_program_that_is_there_and_is_never_interpreted(
    name: str, program: Callable[..., Path], environ: dict[str, str], tmp_path: Path
) -> None:
    program(name, f'printf "%s\\n" "$@" > {tmp_path}/args; /bin/cat > {tmp_path}/read')
    player = program_speech(Voice(), environ)
    player.play(Cue("start", HARD))
    finish(player)
    heard = (tmp_path / "args").read_text() + (tmp_path / "read").read_text()
    assert "help; (touch pwned) touch pwned slnc 9000" in heard
    assert not set(heard.replace("[[volm 0.60]]", "")) & set('[]<>$`\x1b\x07"')
    assert not list(tmp_path.rglob("pwned"))
    assert player.message == ""


def test_the_settings_of_the_voice_reach_each_program() -> None:
    voice = Voice(volume=50, rate=200, name="Daniel (Enhanced)")
    assert spd_say("Hold.", voice).argv == (
        "spd-say", "-w", "-N", "deskbreak", "-i", "0", "-r", "50", "-y", "Daniel (Enhanced)", "--", "Hold.",
    )  # fmt: skip
    assert espeak_ng("Hold.", voice) == Call(
        ("espeak-ng", "-a", "100", "-s", "350", "-v", "Daniel (Enhanced)", "--stdin"), "Hold."
    )
    assert say("Hold.", voice) == Call(
        ("say", "-r", "350", "-v", "Daniel (Enhanced)", "-f", "-"), "[[volm 0.50]] Hold."
    )


def test_a_program_that_fails_makes_room_for_the_next(
    program: Callable[..., Path], environ: dict[str, str], tmp_path: Path
) -> None:
    program("spd-say", "exit 1")
    program("espeak-ng", f"/bin/touch {tmp_path}/spoken")
    player = program_speech(Voice(), environ)
    player.play(Cue("start", "Hold."))
    finish(player)
    player.play(Cue("three", "Three."))
    finish(player)
    assert (tmp_path / "spoken").exists()


def test_no_program_at_all_is_a_message_and_no_error(environ: dict[str, str]) -> None:
    for player in (program_speech(Voice(), environ), TonePlayer(60, environ)):
        player.play(Cue("start", "Hold."))
        assert "none of" in player.message


def test_a_new_cue_ends_the_one_before_and_closing_ends_all(
    program: Callable[..., Path], environ: dict[str, str]
) -> None:
    program("espeak-ng", "exec /bin/sleep 60")
    player = program_speech(Voice(), environ)
    player.play(Cue("start", "A long sentence."))
    first = player._playing
    player.play(Cue("three", "Three."))
    second = player._playing
    player.close()
    assert first is not None
    assert second is not None
    assert first.wait(10) < 0
    assert second.wait(10) < 0
    finish(player)
    assert player.message == ""


async def test_in_a_loop_a_program_that_has_ended_is_let_go_of_at_once(
    program: Callable[..., Path], environ: dict[str, str]
) -> None:
    program("espeak-ng", "exit 1")
    before = open_files()
    player = program_speech(Voice(), environ)
    player.play(Cue("start", "Hold."))
    process = player._playing
    assert process is not None
    async with asyncio.timeout(10):
        while player._playing is not None:  # noqa: ASYNC110 - a program's end has no event of ours
            await asyncio.sleep(0)
    assert process.returncode == 1  # waited for: no zombie is left
    assert "none of" in player.message
    assert open_files() == before


async def test_closing_waits_no_more_for_what_it_ended(program: Callable[..., Path], environ: dict[str, str]) -> None:
    program("espeak-ng", "exec /bin/sleep 60")
    before = open_files()
    player = program_speech(Voice(), environ)
    player.play(Cue("start", "Hold."))
    player.play(Cue("three", "Three."))
    player.close()
    assert open_files() == before


def test_a_program_that_never_ends_by_itself_makes_room_for_the_next(
    program: Callable[..., Path], environ: dict[str, str], tmp_path: Path
) -> None:
    program("spd-say", "exec /bin/sleep 60")
    program("espeak-ng", f"/bin/touch {tmp_path}/spoken")
    player = program_speech(Voice(), environ)
    for _ in range(MOST_CUT_OFF + 1):
        player.play(Cue("three", "Three."))
    finish(player)
    assert (tmp_path / "spoken").exists()


def test_a_program_that_does_not_end_when_asked_is_ended_the_hard_way(
    program: Callable[..., Path], environ: dict[str, str], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "deaf")
    program("espeak-ng", f'trap "" TERM; echo > {tmp_path}/deaf; while :; do /bin/sleep 0.2; done')
    player = program_speech(Voice(), environ)
    player.play(Cue("start", "Hold."))
    process = player._playing
    assert (tmp_path / "deaf").read_text() == "\n"  # waits until it is
    player.close()
    finish(player)
    assert process is not None
    assert process.returncode < 0


def test_playing_returns_at_once(program: Callable[..., Path], environ: dict[str, str]) -> None:
    program("espeak-ng", "exec /bin/sleep 60")
    player = program_speech(Voice(), environ)
    began = time.monotonic()
    player.play(Cue("start", "Hold."))
    player.close()
    assert time.monotonic() - began < 5
    finish(player)


def test_tones_are_played_from_files_that_are_gone_afterwards(
    program: Callable[..., Path], environ: dict[str, str], tmp_path: Path
) -> None:
    program("aplay", f'printf "%s\\n" "$@" > {tmp_path}/args; /bin/cp "$2" {tmp_path}/heard.wav')
    player = TonePlayer(60, environ)
    player.play(Cue("end", ""))
    finish(player)
    option, path = (tmp_path / "args").read_text().splitlines()
    assert option == "-q"
    with wave.open(str(tmp_path / "heard.wav")) as file:
        assert file.getnframes() / file.getframerate() > 1
    player.close()
    assert not Path(path).parent.exists()


def test_winsound_plays_files_and_is_silenced_with_nothing() -> None:
    asked: list[str | None] = []
    player = WindowsTonePlayer(60, asked.append)
    player.play(Cue("start", ""))
    player.close()
    assert str(asked[0]).endswith("start.wav")
    assert asked[1] is None


def test_winsound_without_a_device_is_a_message() -> None:
    def fail(_: str | None) -> None:
        raise RuntimeError("Failed to play sound")

    player = WindowsTonePlayer(60, fail)
    player.play(Cue("start", ""))
    assert "Failed to play sound" in player.message
    player.close()


SAPI_STUB = """
import os, sys
lines = list(iter(sys.stdin.readline, "Two.\\n"))
open(sys.argv[1], "w").write(os.environ["DESKBREAK_VOICE_RATE"] + "\\n" + "".join(lines))
"""


def test_sapi_reads_one_line_a_cue_in_one_process(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    player = SapiPlayer(Voice(rate=120), os.environ, (sys.executable, "-c", SAPI_STUB, str(heard)))
    for text in ("Hold.", "a\nb; exit", "Two."):
        player.play(Cue("start", text))
    assert player._process is not None
    player._process.wait(10)
    assert heard.read_text().splitlines() == ["2", "Hold.", "a b; exit"]
    player.close()


def test_sapi_without_powershell_is_a_message() -> None:
    player: Player = SapiPlayer(Voice(), {}, ("/no/such/powershell",))
    player.play(Cue("start", "Hold."))
    assert player.message.startswith("nothing can be said")
    player.close()


def test_a_person_hears_what_they_chose_and_nothing_under_quiet(environ: dict[str, str]) -> None:
    assert make_players(Cues(), environ) == ()
    assert len(make_players(Cues(tones=True, speech=True), environ)) == 2
    assert make_players(Cues(tones=True, speech=True, quiet=True), environ) == ()


@pytest.mark.live
def test_espeak_ng_makes_real_speech_of_every_spoken_step(routine: tuple[Part, ...], tmp_path: Path) -> None:
    need("espeak-ng")
    for count, beat in enumerate(beats(routine, 240)):
        if beat.kind not in ("change", "start", "halfway"):
            continue
        file = tmp_path / f"{count}.wav"
        call = espeak_ng(plainly(spoken(beat, routine)), Voice())
        subprocess.run([*call.argv, "-w", str(file)], input=call.text.encode(), check=True, timeout=20)
        with wave.open(str(file)) as speech:
            seconds = speech.getnframes() / speech.getframerate()
            loudest = max(map(abs, memoryview(speech.readframes(speech.getnframes())).cast("h")))
        words = len(call.text.split())
        assert seconds > 0.15 * words, shlex.quote(call.text)
        assert loudest > 1000
