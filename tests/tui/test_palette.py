"""Every command of the palette does what it says, found and run as a person does it: typed by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual.widgets import Input, LoadingIndicator

from deskbreak.keymap import USUAL
from deskbreak.tui.acts import ACTS
from deskbreak.tui.palette import commands
from deskbreak.tui.reading import read
from tests.tui_fakes import STATES, due, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

PAUSED = STATES["paused"]
STOPPED = STATES["break-paused"]

TELLS: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "Start the break": (due(), "start", {"prompt": 7}),
    "Snooze": (due(), "snooze", {"prompt": 7}),
    "Skip": (due(), "skip", {"prompt": 7}),
    "Pause reminders": (snapshot(), "pause", {}),
    "Pause reminders for 30 minutes": (snapshot(), "pause", {"for": "30m"}),
    "Pause reminders for 1 hour": (snapshot(), "pause", {"for": "1h"}),
    "Pause reminders for 2 hours": (snapshot(), "pause", {"for": "2h"}),
    "Resume reminders": (PAUSED, "resume", {}),
    "Start a break: move": (snapshot(), "start", {"kind": "move"}),
    "Start a break: stretch": (snapshot(), "start", {"kind": "stretch"}),
    "Reload the settings": (snapshot(), "reload", {}),
    "Pause the break": (resting(), "break_pause", {}),
    "Go on with the break": (STOPPED, "break_resume", {}),
    "Step back": (resting(), "routine_back", {}),
    "Skip this step": (resting(), "routine_next", {}),
    "This hurts": (resting(), "routine_hurts", {}),
    "Finish the break": (resting(), "finish", {}),
    "Not now": (resting(), "abandon", {}),
}
"""In which state it is offered, and what it asks of the service."""

SHOWS: dict[str, tuple[dict[str, Any], str]] = {
    "Help": (snapshot(), "HelpDialog"),
    "Snooze for…": (due(), "SnoozeDialog"),
    "History": (snapshot(), "HistoryScreen"),
    "Library": (snapshot(), "LibraryScreen"),
    "Why": (snapshot(), "WhyScreen"),
    "Settings": (snapshot(), "SettingsScreen"),
    "Quit": (due(), "QuitDialog"),
}
"""Which screen comes."""

WEARS = {
    "Dark colours": "deskbreak",
    "Light colours": "deskbreak-light",
    "The terminal's colours": "terminal",
}
ELSEWHERE = {"Setup": "test_setup.py", "Other colours": "below"}


async def run(s: Stage, title: str) -> None:
    """Find a command by its whole name, and run the first that is found."""
    await s.press("ctrl+p")
    assert s.screen == "Palette"
    await s.press(*title.rstrip("…"))
    await s.press("enter")


def test_no_command_is_without_a_test() -> None:
    offered = {title for state in STATES.values() for title, *_ in commands(read(state))}
    assert offered == {*TELLS, *SHOWS, *WEARS, *ELSEWHERE}


def test_every_act_is_a_command() -> None:
    assert {act.title for act in ACTS.values()} <= set(TELLS)


@pytest.mark.parametrize("title", TELLS)
async def test_it_tells_the_service(stage: Staging, title: str) -> None:
    first, method, params = TELLS[title]
    async with stage(first) as s:
        await run(s, title)
        assert s.control.asked() == [(method, params)]


@pytest.mark.parametrize("title", SHOWS)
async def test_it_opens_its_screen(stage: Staging, title: str) -> None:
    first, screen = SHOWS[title]
    async with stage(first) as s:
        await run(s, title)
        assert s.screen == screen


@pytest.mark.parametrize("key", ["l", "comma"])
async def test_it_works_from_a_room_too(stage: Staging, key: str) -> None:
    async with stage() as s:
        s.control.answers["start"] = resting()
        await s.press(key)
        await run(s, "Why")
        assert s.screen == "WhyScreen"
        await s.press("escape", key)
        await run(s, "Start a break: move")
        assert ("start", {"kind": "move"}) in s.control.asked()
        assert s.screen == "RestScreen"


@pytest.mark.parametrize("title", ["", "Other colours"])
async def test_it_stands_still_while_it_is_open(stage: Staging, title: str) -> None:
    async with stage() as s:
        await s.press("ctrl+p")
        if title:
            await s.press(*title, "enter")
        assert s.screen == "Palette"
        assert s.app.screen.query_one(LoadingIndicator).auto_refresh is None
        assert not s.app.screen.query_one(Input).cursor_blink
        await s.press("ctrl+p", "escape")
        assert s.screen == "Dashboard"


async def test_it_works_over_a_question_too(stage: Staging) -> None:
    async with stage(due()) as s:
        await s.press("Z")
        assert s.screen == "SnoozeDialog"
        await run(s, "History")
        assert s.screen == "HistoryScreen"
        await s.press("escape")
        assert s.screen == "Dashboard"


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_it_keeps_to_its_panel_whatever_a_kind_is_called(stage: Staging, size: tuple[int, int]) -> None:
    first = snapshot()
    kinds = [{**first["kinds"][0], "name": name} for name in ("腰を伸ばす" * 9, "[bold]" * 12, "מתיחת ירך" * 9)]
    async with stage(first | {"kinds": kinds}, size=size) as s:
        await s.press("ctrl+p")
        assert {cell_len(row) for row in s.text.split("\n")} == {size[0]}
        await s.press(*"bold")
        assert "[bold][bold]" in s.text


@pytest.mark.parametrize("title", WEARS)
async def test_it_changes_the_colours(stage: Staging, title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    async with stage() as s:
        s.app.theme = "nord"
        await run(s, title)
        assert s.app.theme == WEARS[title]


async def test_every_theme_can_be_chosen(stage: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    async with stage() as s:
        await run(s, "Other colours")
        assert s.screen == "Palette"
        await s.press(*"nord", "enter")
        assert s.app.theme == "nord"


async def test_it_is_opened_by_a_key_that_can_be_changed(stage: Staging) -> None:
    assert "app.palette" in USUAL
    first = snapshot()
    async with stage({**first, "screen": {**first["screen"], "keys": {"app.palette": ["f2"]}}}) as s:
        await s.press("ctrl+p")
        assert s.screen == "Dashboard"
        await s.press("f2")
        assert s.screen == "Palette"
