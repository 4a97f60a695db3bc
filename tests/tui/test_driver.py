"""The waiting driver, in a pseudo-terminal: keys, a lone Escape, replies, the end; and when it is not used."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector

import pytest
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from deskbreak.tui import driver, waiting
from deskbreak.tui.driver import choose_driver, find_difference
from deskbreak.tui.osc import OscFilter
from deskbreak.tui.run import forget_sizes
from deskbreak.tui.waiting import WaitingDriver

DEADLINE = 20.0
ROOT = Path(__file__).parents[2]


@dataclass
class Terminal:
    """A pseudo-terminal with the echo program in it."""

    process: subprocess.Popen[bytes]
    master: int
    words: int
    _heard: bytes = field(default=b"")

    def type(self, data: bytes) -> None:
        os.write(self.master, data)

    def stay_quiet(self, seconds: float) -> None:
        """Type nothing for that long, and throw away what is drawn."""
        end = time.monotonic() + seconds
        with DefaultSelector() as selector:
            selector.register(self.master, EVENT_READ)
            while (left := end - time.monotonic()) > 0:
                for key, _ in selector.select(left):
                    os.read(key.fd, 65536)

    def next_word(self, seconds: float = DEADLINE) -> str:
        """The next line the program says; what it draws is thrown away meanwhile."""
        end = time.monotonic() + seconds
        with DefaultSelector() as selector:
            selector.register(self.words, EVENT_READ)
            selector.register(self.master, EVENT_READ)
            while b"\n" not in self._heard:
                ready = selector.select(end - time.monotonic())
                assert ready, f"nothing heard but {self._heard!r}"
                for key, _ in ready:
                    data = os.read(key.fd, 65536)
                    self._heard += data if key.fd == self.words else b""
        word, _, self._heard = self._heard.partition(b"\n")
        return word.decode()


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    master, slave = os.openpty()
    termios.tcsetwinsize(slave, (24, 80))
    words, said = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.tui.echo", str(said)],
        stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, pass_fds=[said], start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "TEXTUAL": ""},
    )  # fmt: skip
    os.close(slave)
    os.close(said)
    running = Terminal(process, master, words)
    try:
        assert running.next_word() == "ready WaitingDriver"
        yield running
    finally:
        process.kill()
        process.wait(DEADLINE)
        os.close(words)
        os.close(master)


def test_keys_arrive_and_a_lone_escape_does_after_its_time_out(terminal: Terminal) -> None:
    terminal.type(b"a\x1b[A")
    assert [terminal.next_word() for _ in range(2)] == ["a", "up"]
    terminal.type(b"\x1b")
    assert terminal.next_word() == "escape"
    terminal.type("é".encode()[:1])
    terminal.type("é".encode()[1:])
    assert terminal.next_word() == "é"


def test_a_reply_of_the_terminal_presses_no_keys(terminal: Terminal) -> None:
    terminal.type(b"\x1b]11;rgb:1010/")
    terminal.type(b"1818/2020\x1b\\\x1b]99;i=1;\x07b")
    assert terminal.next_word() == "b"


def test_alt_and_a_bracket_is_still_a_key(terminal: Terminal) -> None:
    terminal.type(b"\x1b]")
    assert terminal.next_word() != ""


def test_a_paste_arrives_whole(terminal: Terminal) -> None:
    terminal.type(b"\x1b[200~hello\x1b[201~")
    assert terminal.next_word() == "pasted hello"


def test_it_waits_for_input_without_waking(terminal: Terminal) -> None:
    end = time.monotonic() + DEADLINE
    woken = 99
    while woken > 1:  # a polling driver wakes six times in this span; starting up takes a while to end
        assert time.monotonic() < end, f"woke {woken} times"
        before = wakeups(terminal.process.pid)
        terminal.stay_quiet(0.6)
        woken = wakeups(terminal.process.pid) - before


def wakeups(pid: int) -> int:
    """How often the threads of a process went to wait, ever."""
    states = [(task / "status").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int(state.partition("voluntary_ctxt_switches:")[2].split()[0]) for state in states)


def test_going_on_after_a_stop_starts_nothing_twice(terminal: Terminal) -> None:
    tasks = Path(f"/proc/{terminal.process.pid}/task")
    threads = len(list(tasks.iterdir()))
    for _ in range(3):
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.stay_quiet(0.3)
        terminal.type(b"a")
        assert terminal.next_word() == "a"
    assert len(list(tasks.iterdir())) == threads
    terminal.type(b"\x11")
    assert terminal.process.wait(DEADLINE) == 0


def test_it_ends_at_once_when_the_app_does(terminal: Terminal) -> None:
    terminal.type(b"\x11")
    assert terminal.process.wait(DEADLINE) == 0


def test_the_program_ends_when_the_terminal_goes_away(terminal: Terminal) -> None:
    os.close(terminal.master)
    os.kill(terminal.process.pid, signal.SIGCONT)  # as the kernel does
    terminal.process.wait(DEADLINE)
    terminal.master = os.open(os.devnull, os.O_RDONLY)


def test_textuals_driver_is_as_this_one_needs_it() -> None:
    assert find_difference(LinuxDriver) is None
    assert choose_driver() is WaitingDriver


def test_a_driver_that_has_changed_is_not_built_upon(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Changed(LinuxDriver):
        def disable_input(self) -> None:
            """Does without the event."""

    assert find_difference(Changed) == "disable_input of its driver has changed"
    monkeypatch.setattr(driver, "find_difference", lambda _: "it has changed")
    assert choose_driver() is None
    assert "it has changed" in caplog.text


def test_other_platforms_get_textuals_own_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "PLATFORM", "darwin")
    assert choose_driver() is None


def test_no_time_out_is_armed_while_nothing_is_typed() -> None:
    parser, osc = XTermParser(), OscFilter()
    assert waiting._patience(parser, osc) is None
    list(parser.feed("\x1b"))
    assert waiting._patience(parser, osc) == pytest.approx(0.1)


def test_a_size_in_the_environment_does_not_stop_the_screen_from_following_its_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "33")
    monkeypatch.setenv("LINES", "7")
    forget_sizes(os.environ)
    assert shutil.get_terminal_size((100, 30)) != (33, 7)
