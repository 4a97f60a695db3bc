"""The terminal notifier on a real pseudo-terminal: what is written for whom, and what never is."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import termios
import tty
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import pytest

from deskbreak.errors import NotifyFailed
from deskbreak.notify.port import Notice
from deskbreak.notify.terminal import TerminalNotifier, sequence, usable_mode
from tests.live import need
from tests.notify.conftest import BREAK, Ears

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
HOSTILE = Notice("a;b\x07\x1b\\\x9c", "one\x1b[2J\ntwo;\x1b]52;c;cm0=\x07\u202e")


class Pty:
    """A terminal whose far end the test reads."""

    def __init__(self) -> None:
        self._far, near = pty.openpty()
        tty.setraw(near)
        self.stream: TextIO = os.fdopen(near, "w", encoding="utf-8")

    def written(self) -> str:
        return os.read(self._far, 65536).decode()

    def stop_output(self) -> None:
        """What Ctrl+S does."""
        termios.tcflow(self.stream.fileno(), termios.TCOOFF)

    def go_on(self) -> None:
        termios.tcflow(self.stream.fileno(), termios.TCOON)

    def close(self) -> None:
        self.stream.close()
        os.close(self._far)


@pytest.fixture
def terminal() -> Iterator[Pty]:
    made = Pty()
    yield made
    made.close()


async def test_the_notice_reaches_the_terminal_in_one_piece(terminal: Pty, ears: Ears) -> None:
    notifier = TerminalNotifier(terminal.stream, "osc777", {})
    await notifier.start(ears)
    handle = await notifier.show(BREAK)
    text = terminal.written()
    assert text.startswith("\x1b]777;notify;Time to stretch;You have been sitting for 1 hour.")
    assert text.endswith("\x1b\\")
    assert "Snooze 5m: deskbreak snooze" in text
    await notifier.close(handle)
    await notifier.stop()
    assert not terminal.stream.closed


async def test_without_a_terminal_it_does_not_start(ears: Ears, tmp_path: Path) -> None:
    with pytest.raises(NotifyFailed, match="no terminal"):
        await TerminalNotifier(None, "bell", {}).start(ears)
    with (tmp_path / "log").open("w") as file, pytest.raises(NotifyFailed, match="no terminal"):
        await TerminalNotifier(file, "bell", {}).start(ears)


async def test_a_terminal_that_is_gone_is_a_failure(terminal: Pty, ears: Ears) -> None:
    notifier = TerminalNotifier(terminal.stream, "bell", {})
    await notifier.start(ears)
    terminal.stream.close()
    with pytest.raises(NotifyFailed):
        await notifier.show(BREAK)


async def test_a_terminal_whose_other_end_hung_up_is_a_failure(terminal: Pty) -> None:
    os.close(terminal._far)
    with pytest.raises(NotifyFailed):
        await TerminalNotifier(terminal.stream, "bell", {}).show(BREAK)
    terminal._far = os.open(os.devnull, os.O_RDONLY)


async def test_a_stopped_terminal_fails_and_does_not_block(terminal: Pty) -> None:
    notifier = TerminalNotifier(terminal.stream, "bell", {})
    terminal.stop_output()
    with pytest.raises(NotifyFailed, match="stopped"):
        await notifier.show(BREAK)
    terminal.go_on()
    await notifier.show(BREAK)
    assert terminal.written() == "\a"


OPENING = (
    "from deskbreak.notify.terminal import own_terminal as own; t = own(); print(t and t.write('here') and t.flush())"
)


@pytest.mark.live
def test_a_program_finds_its_terminal_even_when_its_streams_are_elsewhere(terminal: Pty) -> None:
    need("setsid")
    command = ["setsid", "--ctty", "--wait", sys.executable, "-c", OPENING]
    ended = subprocess.run(command, stdin=terminal.stream, capture_output=True, check=True, cwd=ROOT)
    assert (ended.stdout.strip(), terminal.written()) == (b"None", "here")


@pytest.mark.live
def test_a_program_without_a_terminal_finds_none() -> None:
    need("setsid")
    command = ["setsid", "--wait", sys.executable, "-c", OPENING]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True, cwd=ROOT)
    assert ended.stdout.strip() == b"None"


@pytest.mark.parametrize("mode", ["bell", "osc9", "osc777", "bell+osc777"])
def test_hostile_text_can_neither_end_nor_begin_a_sequence(mode: str) -> None:
    written = sequence(HOSTILE, mode).removeprefix("\a")
    inside = written.removeprefix("\x1b]").removesuffix("\x1b\\")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", inside)
    assert mode.startswith("osc9") or inside.count(";") in {0, 3}


@pytest.mark.parametrize("mode", ["bell", "osc9", "osc777", "bell+osc777"])
def test_nothing_that_is_written_asks_the_terminal_for_a_reply(mode: str) -> None:
    written = sequence(BREAK, mode)
    assert "?" not in written
    assert "\x1b[" not in written
    assert "]99;" not in written


@pytest.mark.parametrize(
    ("environ", "mode"),
    [
        ({}, "bell"),
        ({"TERM": "xterm-256color"}, "bell"),
        ({"TERM_PROGRAM": "iTerm.app"}, "osc9"),
        ({"TERM_PROGRAM": "WezTerm"}, "osc9"),
        ({"TERM": "xterm-kitty"}, "osc9"),
        ({"TERM": "foot-extra"}, "osc777"),
        ({"TERM_PROGRAM": "ghostty"}, "osc777"),
        ({"TERM": "rxvt-unicode-256color"}, "osc777"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, "bell+osc777"),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}, "bell"),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"}, "bell"),
        ({"TERM": "screen.xterm-256color", "STY": "1.pts-0"}, "bell"),
    ],
)
def test_the_terminal_is_told_by_the_environment(environ: dict[str, str], mode: str) -> None:
    assert usable_mode("auto", environ) == mode


def test_a_mode_that_is_set_wins_except_inside_a_multiplexer() -> None:
    assert usable_mode("osc777", {"TERM": "xterm-kitty"}) == "osc777"
    assert usable_mode("osc777", {"TMUX": "yes"}) == "bell"
