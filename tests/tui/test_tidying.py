"""Screens that were left are gone from memory, however often they are opened."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from deskbreak.tui.screens.dashboard import Dashboard
from deskbreak.tui.tidying import Tidying
from tests.tui_fakes import STATES, resting

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from textual.widget import Widget

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]


def everything_on(s: Stage) -> list[weakref.ref[object]]:
    """Every widget, and the lines it has drawn."""
    widgets: list[Widget] = [s.app.screen, *s.app.screen.query("*")]
    return [weakref.ref(kept) for widget in widgets for kept in (widget, widget._styles_cache)]


@pytest.fixture
def _nothing_stays_frozen() -> object:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_nothing_stays_frozen")
async def test_nothing_of_a_break_or_a_dialog_is_kept_once_it_is_left(stage: Staging) -> None:
    async with stage(resting(90.0)) as s:
        left = everything_on(s)
        await s.push(STATES["snoozed"])
        await s.press("question_mark")
        left += everything_on(s)
        await s.press("escape")
        assert isinstance(s.app.screen, Dashboard)
        gc.unfreeze()  # on a busy machine the app itself has tidied up by now, while the test still had hold of things
        Tidying(s.app).tidy()
        assert [kept for ref in left if (kept := ref()) is not None] == []


@pytest.mark.usefixtures("_nothing_stays_frozen")
async def test_what_is_on_the_screen_goes_on_hearing_of_the_focus(stage: Staging) -> None:
    async with stage(resting(90.0)) as s:
        heard: list[bool] = []

        def hear(is_focused: bool) -> None:
            heard.append(is_focused)

        s.app.screen.watch(s.app, "app_focus", hear, init=False)
        Tidying(s.app).tidy()
        s.app.app_focus = False
        assert heard == [False]
