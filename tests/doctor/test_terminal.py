"""What is told of a terminal from its environment alone."""

from __future__ import annotations

import pytest

from deskbreak.doctor.terminal import Terminal, terminal_checks

USUAL = Terminal(is_terminal=True, columns=100, lines=30, encoding="utf-8")


def looked(terminal: Terminal = USUAL, mode: str = "auto", **environ: str) -> dict[str, tuple[str, str]]:
    return {check.name: (check.status, check.found) for check in terminal_checks(terminal, environ, mode)}


def test_without_a_terminal_there_is_nothing_to_say() -> None:
    nothing = Terminal(is_terminal=False, columns=80, lines=24, encoding="ascii")
    assert looked(nothing) == {"terminal": ("absent", "this command does not run in one")}


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, ("works", "16 million colours")),
        ({"TERM": "xterm-256color"}, ("works", "256 colours")),
        ({"TERM": "vt100"}, ("works", "few colours (vt100)")),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, ("works", "turned off by NO_COLOR")),
        ({"TERM": "dumb"}, ("trouble", "TERM is dumb: no colours and no screen")),
        ({}, ("trouble", "TERM is not set: no colours and no screen")),
    ],
)
def test_colours_are_told_by_the_environment(environ: dict[str, str], found: tuple[str, str]) -> None:
    assert looked(USUAL, "auto", **environ)["colour"] == found


def test_braille_takes_one_column_and_needs_utf8_and_a_font() -> None:
    assert looked(TERM="xterm")["letters"] == ("works", "UTF-8; a braille sign takes 1 column, by Unicode")
    assert looked(TERM="linux")["letters"][0] == "trouble"
    plain = Terminal(is_terminal=True, columns=100, lines=30, encoding="ANSI_X3.4-1968")
    assert looked(plain, TERM="xterm")["letters"][0] == "trouble"


def test_popups_are_those_the_terminal_notifier_would_send() -> None:
    assert looked(TERM="xterm-kitty")["popups"] == ("works", "by escape sequence (osc9)")
    assert looked(TERM="xterm-kitty", TMUX="/tmp/tmux-0/default,1,0")["popups"][1].endswith("the bell rings")
    assert looked(mode="osc777", TERM="xterm")["popups"] == ("works", "by escape sequence (osc777)")


def test_tmux_and_ssh_are_named() -> None:
    found = looked(TERM="tmux-256color", TMUX="/tmp/tmux-0/default,1,0", SSH_TTY="/dev/pts/3")
    assert {"tmux", "ssh"} <= set(found)


def test_a_terminal_too_small_for_the_screen_is_a_trouble() -> None:
    small = Terminal(is_terminal=True, columns=30, lines=30, encoding="utf-8")
    assert looked(small, TERM="xterm")["size"] == ("trouble", "30 by 30")
