from __future__ import annotations

import math
from dataclasses import dataclass

import pytest

from deskbreak.presence.choose import (
    ASK_TMUX_WHEN_IDLE_SECONDS,
    automatic,
    listed,
    make_presence,
    make_session,
    make_source,
)
from deskbreak.presence.logind import LogindWatch
from deskbreak.presence.session import NoSessionWatch
from deskbreak.settings.model import SOURCES
from tests.presence.fakes import FakeTime

TMUX = {"tmux": ASK_TMUX_WHEN_IDLE_SECONDS}
TTY = {"tty": math.inf}


@dataclass
class Settings:
    sources: str | tuple[str, ...]
    away_after: float = 120.0


@pytest.mark.parametrize(
    ("environ", "names", "reserves"),
    [
        (
            {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "ubuntu:GNOME"},
            ("mutter", "wayland"),
            TTY,
        ),
        ({"WAYLAND_DISPLAY": "wayland-1", "DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "sway"}, ("wayland", "mutter"), TTY),
        ({"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "KDE"}, ("wayland", "mutter"), TTY),
        ({"DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "GNOME"}, ("mutter", "x11"), TTY),
        ({"DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "XFCE"}, ("x11",), TTY),
        ({"DISPLAY": ":0"}, ("x11",), TTY),
        ({"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, ("tty",), TMUX),
        ({"SSH_TTY": "/dev/pts/1", "DISPLAY": "localhost:10.0"}, ("tty", "x11"), TMUX),
        ({"XDG_SESSION_TYPE": "tty", "TERM": "linux"}, ("tty",), TMUX),
        ({}, ("mutter", "wayland", "tty"), TMUX),
    ],
)
def test_the_session_decides_on_linux(
    environ: dict[str, str], names: tuple[str, ...], reserves: dict[str, float]
) -> None:
    assert automatic(environ, "linux") == (names, reserves)


@pytest.mark.parametrize(("platform", "name"), [("darwin", "quartz"), ("win32", "windows")])
def test_other_systems_have_one_source_each(platform: str, name: str) -> None:
    assert automatic({"DISPLAY": ":0"}, platform) == ((name,), {})


@pytest.mark.parametrize(
    ("chosen", "names", "reserves"),
    [
        (("x11",), ("x11",), {}),
        (("tty", "x11"), ("tty", "x11"), {}),
        (("tmux",), ("tmux",), {}),
        (("tmux", "tty"), ("tty",), TMUX),
        (("keys",), ("keys",), {}),
        (("keys", "mutter"), ("mutter",), {}),
        (("keys", "tmux"), ("tmux",), {}),
    ],
)
def test_a_list_is_taken_in_its_order(
    chosen: tuple[str, ...], names: tuple[str, ...], reserves: dict[str, float]
) -> None:
    assert listed(chosen) == (names, reserves)


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_goes_by_its_own_name(time: FakeTime, name: str) -> None:
    assert make_source(name, {}, time, time.clocks).name == name


def test_an_unknown_source_is_refused(time: FakeTime) -> None:
    with pytest.raises(ValueError, match="telepathy"):
        make_source("telepathy", {}, time, time.clocks)


def test_presence_is_made_as_the_settings_say(time: FakeTime) -> None:
    assert make_presence(Settings(("tty", "tmux")), {}, time).names == ("tty", "tmux")
    assert make_presence(Settings("auto"), {"DISPLAY": ":0"}, time).names == ("x11", "tty")


async def test_the_session_watch_of_linux_is_logind_and_elsewhere_an_empty_one() -> None:
    assert isinstance(make_session({}, "linux"), LogindWatch)
    watch = make_session({}, "darwin")
    assert isinstance(watch, NoSessionWatch)
    told: list[bool] = []
    await watch.start(told.append, told.append)
    watch.note_input(0.0)
    await watch.stop()
    assert not watch.locked
    assert told == []
