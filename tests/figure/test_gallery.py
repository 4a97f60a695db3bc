"""The player: what it plays in which order, that it waits no longer than it must, and leaves the terminal as it was."""

from __future__ import annotations

import argparse
import io
import os
import pty
import termios
from typing import TYPE_CHECKING

import pytest

from deskbreak.cli import stretches
from deskbreak.figure import gallery
from deskbreak.figure.files import load_sequence
from deskbreak.figure.gallery import Player, acts, animate, coloured, play, still
from deskbreak.figure.render import frame

if TYPE_CHECKING:
    from pathlib import Path

    from deskbreak.figure.sequence import Sequence


class Person:
    """Waits by moving the clock, and presses a key after so many waits."""

    def __init__(self, patience: int) -> None:
        self.now = 0.0
        self.waits: list[float | None] = []
        self.patience = patience

    def wait(self, seconds: float | None) -> bool:
        assert seconds is not None
        self.waits.append(seconds)
        self.now += seconds
        return len(self.waits) >= self.patience

    def player(self, title: str = "") -> Player:
        return Player(self.wait, lambda: self.now, lambda: (60, 20), title)


def test_both_sides_take_turns(pigeon: Sequence) -> None:
    assert [(act.phase, act.side) for act in acts(pigeon, "both")] == [
        ("switch", "left"),
        ("hold", "left"),
        ("switch", "right"),
        ("hold", "right"),
    ]


def test_one_side_is_entered_and_held(pigeon: Sequence) -> None:
    assert [(act.phase, act.side) for act in acts(pigeon, "left")] == [("enter", "left"), ("hold", "left")]


def test_a_stretch_that_moves_just_moves() -> None:
    assert [(act.phase, act.side) for act in acts(load_sequence("cat-cow"), "both")] == [("moving", "")]


def test_it_plays_until_a_key_and_never_faster_than_twelve_frames_a_second(pigeon: Sequence) -> None:
    person, stream = Person(patience=200), io.StringIO()
    play(pigeon, "both", stream, person.player("Pigeon"))
    assert len(person.waits) == 200
    assert stream.getvalue().count("\x1b[H") == 200
    assert person.now >= 190 / 12
    assert "Pigeon, left" in stream.getvalue()


def test_every_page_fits_the_terminal(pigeon: Sequence) -> None:
    person, stream = Person(patience=1), io.StringIO()
    play(pigeon, "left", stream, person.player("A very long title " * 20))
    lines = stream.getvalue().split("\r\n")
    assert len(lines) == 20
    assert len(lines[-1].removesuffix("\x1b[K")) < 60


def test_a_title_cannot_steer_the_terminal(pigeon: Sequence) -> None:
    person, stream = Person(patience=1), io.StringIO()
    play(pigeon, "left", stream, person.player("Mine\x1b[2J\n\x9b31m"))
    assert "Mine[2J31m, left" in stream.getvalue()


@pytest.mark.parametrize(("options", "begins"), [([], "left\n"), (["--side", "right"], " ")])
def test_the_command_plays_a_stretch(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    begins: str,
) -> None:
    monkeypatch.setenv("DESKBREAK_CONFIG_DIR", str(tmp_path))
    parser = argparse.ArgumentParser()
    parser.set_defaults(command="stretches", config=None, set=None)
    stretches.configure("stretches", parser)
    assert stretches.run(parser.parse_args(["show", "pigeon", "--animate", *options])) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(begins)
    assert "█" in printed


def test_the_command_heeds_the_settings_of_the_screen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESKBREAK_CONFIG_DIR", str(tmp_path))
    monkeypatch.setattr(gallery, "is_playable", lambda _: True)
    parser = argparse.ArgumentParser()
    parser.set_defaults(command="stretches", config=None, set=["screen.figure=block", "screen.reduced_motion=true"])
    stretches.configure("stretches", parser)
    assert stretches.run(parser.parse_args(["show", "pigeon", "--animate"])) == 0
    printed = capsys.readouterr().out
    assert printed == still(load_sequence("pigeon"), "both", gallery.STILL_SIZE, "block") + "\n"


def test_without_a_terminal_one_still_picture_is_printed(pigeon: Sequence) -> None:
    stream = io.StringIO()
    animate(pigeon, "left", stream)
    assert stream.getvalue() == still(pigeon, "left", gallery.STILL_SIZE) + "\n"
    assert "\x1b" not in stream.getvalue()


def test_still_pictures_of_both_sides_are_named(pigeon: Sequence) -> None:
    text = still(pigeon, "both", (24, 12))
    assert text.startswith("left\n")
    assert "\n\nright\n" in text


def test_colour_is_the_terminals_own_and_can_be_left_out(pigeon: Sequence) -> None:
    picture = frame(pigeon, 0, "still", "left", (24, 12))
    assert "\x1b[32m" in coloured(picture)
    bare = coloured(picture, has_colour=False)
    assert bare.replace("\x1b[K", "").replace("\r\n", "\n") == "\n".join(
        "".join(cell.char for cell in row) for row in picture.rows
    )


def test_in_blocks_no_cell_needs_a_background(pigeon: Sequence) -> None:
    text = coloured(frame(pigeon, 0, "still", "left", (48, 24), "half"))
    assert "\x1b[4" not in text
    assert "█" in text


@pytest.mark.parametrize("ending", ["key", "interrupt"])
def test_the_terminal_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch, pigeon: Sequence, ending: str) -> None:
    controller, terminal = pty.openpty()
    before = termios.tcgetattr(terminal)
    with os.fdopen(os.dup(terminal), "r") as keyboard, os.fdopen(os.dup(terminal), "w") as screen:
        monkeypatch.setattr("sys.stdin", keyboard)
        monkeypatch.setenv("TERM", "xterm-256color")
        seen: list[int] = []

        def once(*_: object) -> None:
            seen.append(termios.tcgetattr(terminal)[3] & termios.ICANON)
            if ending == "interrupt":
                raise KeyboardInterrupt

        monkeypatch.setattr(gallery, "play", once)
        animate(pigeon, "left", screen)
    after = termios.tcgetattr(terminal)
    output = os.read(controller, 4096).decode()
    os.close(controller)
    os.close(terminal)
    assert seen == [0]
    assert after == before
    assert output == gallery.ENTER_SCREEN + gallery.LEAVE_SCREEN


def test_a_dumb_terminal_is_not_played_in(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Screen())
    monkeypatch.setenv("TERM", "dumb")
    assert not gallery.is_playable(Screen())
    monkeypatch.setenv("TERM", "xterm")
    assert gallery.is_playable(Screen())
