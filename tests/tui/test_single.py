"""One break and nothing else: no dashboard before or after it, no key without something behind it, and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskbreak.tui.palette import commands
from deskbreak.tui.stack import CLOSING_SECONDS
from tests.tui_fakes import resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]


def over() -> dict[str, object]:
    return snapshot(state="off", week=None)


def offered(s: Stage) -> set[str]:
    """What the palette offers now."""
    return {title for title, _, action, given in commands(s.app.moment) if s.app.check_action(action, given)}


async def test_a_break_comes_at_once_and_the_app_ends_after_its_end_was_seen(stage: Staging) -> None:
    async with stage(resting(178.9), is_single=True) as s:
        assert s.screen == "RestScreen"
        assert [type(screen).__name__ for screen in s.app.screen_stack] == ["Curtain", "RestScreen"]
        await s.push(over())
        assert s.screen == "ClosingScreen"
        assert "enter leave" in s.text
        assert "dashboard" not in s.text
        await s.press("x")
        assert not s.app.is_running
        assert s.app.return_code == 0


async def test_the_end_of_it_goes_by_itself(stage: Staging) -> None:
    async with stage(resting(178.9), is_single=True) as s:
        await s.push(over())
        await s.advance(CLOSING_SECONDS + 1)
        assert not s.app.is_running


async def test_one_that_was_hardly_begun_has_no_end_to_show(stage: Staging) -> None:
    async with stage(resting(2.0), is_single=True) as s:
        await s.push(over())
        assert not s.app.is_running


@pytest.mark.parametrize("keys", [("q", "y"), ("ctrl+c", "ctrl+c"), ("q", "q")])
async def test_leaving_is_two_keys(stage: Staging, keys: tuple[str, str]) -> None:
    async with stage(resting(), is_single=True, owns_service=True) as s:
        await s.press(keys[0])
        assert s.screen == "QuitDialog"
        assert "Leave the routine?" in s.text
        assert "eminders" not in s.text
        await s.press(keys[1])
        assert not s.app.is_running


async def test_nothing_is_asked_once_it_is_over(stage: Staging) -> None:
    async with stage(resting(178.9), is_single=True, owns_service=True) as s:
        await s.push(over())
        await s.press("q")
        assert not s.app.is_running


async def test_only_what_has_something_behind_it_is_offered(stage: Staging) -> None:
    async with stage(resting(), is_single=True) as s:
        titles = offered(s)
        assert {"This hurts", "Pause the break", "Finish the break", "Help", "Quit"} <= titles
        assert not {"Not now", "Reload the settings"} & titles
        await s.press("question_mark")
        assert "In a break" in s.text
        assert "Dashboard" not in s.text
        await s.press("escape")
        await s.push(over())
        titles = offered(s)
        assert not {"Start the break", "Pause reminders", "History", "Library", "Why", "Setup", "Settings"} & titles
        assert not any("tart a break" in title for title in titles)


async def test_the_palette_has_only_that_too(stage: Staging) -> None:
    async with stage(resting(), is_single=True) as s:
        await s.press("ctrl+p", *"not now")
        assert "End the break without credit" not in s.text


async def test_what_hurt_is_let_back_in_by_a_command(stage: Staging) -> None:
    async with stage(resting(), is_single=True, size=(160, 50)) as s:
        await s.press("h")
        assert "deskbreak stretches let-in split-stance-hip-flexor" in s.text
        assert "library" not in s.text
