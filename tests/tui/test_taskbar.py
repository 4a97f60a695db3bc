"""The terminal's title and taskbar follow the screen, are told nothing twice, and are left as they were."""

from __future__ import annotations

from typing import Any

import pytest

from deskbreak.tui.draw.dayline import Day
from deskbreak.tui.outside import BRING_TITLE_BACK, KEEP_TITLE, Outside, progress
from deskbreak.tui.reading import read
from deskbreak.tui.view import View
from tests.tui_fakes import STATES, due, resting, snapshot

WISHED = {**snapshot()["screen"], "taskbar": True}


def view(told: dict[str, Any]) -> View:
    return View(read(told), Day((), 0.0))


def wishing(told: dict[str, Any]) -> View:
    return view({**told, "screen": WISHED})


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (snapshot(), (1, 70)),
        (due(), (4, 100)),
        (STATES["snoozed"], (4, 100)),
        (resting(45.0), (1, 25)),
        (STATES["paused"], (0, 0)),
        (STATES["off"], (0, 0)),
        (snapshot(next=None), (0, 0)),
    ],
)
def test_progress_is_how_near_the_break_is(told: dict[str, Any], shown: tuple[int, int]) -> None:
    assert progress(view(told)) == shown


def test_nothing_is_told_twice_and_all_is_taken_back() -> None:
    written: list[str] = []
    outside = Outside(written.append, {})
    for told in (snapshot(), snapshot(), due()):
        outside.show(wishing(told))
    outside.restore()
    outside.restore()
    assert written == [
        f"{KEEP_TITLE}\x1b]2;deskbreak: 9 min\x07",
        "\x1b]9;4;1;70\x07",
        "\x1b]2;deskbreak: time for a break\x07",
        "\x1b]9;4;4;100\x07",
        "\x1b]9;4;0;0\x07",
        BRING_TITLE_BACK,
    ]


@pytest.mark.parametrize(("environ", "make"), [({}, view), ({"TMUX": "/tmp/tmux-1/default,1,0"}, wishing)])
def test_no_progress_unless_wished_for_and_none_inside_tmux(environ: dict[str, str], make: Any) -> None:
    written: list[str] = []
    Outside(written.append, environ).show(make(snapshot()))
    assert not any("]9;4" in text for text in written)


def test_wishes_that_change_take_the_progress_away() -> None:
    written: list[str] = []
    outside = Outside(written.append, {})
    outside.show(wishing(snapshot()))
    outside.show(view(snapshot()))
    assert written[-1] == "\x1b]9;4;0;0\x07"
