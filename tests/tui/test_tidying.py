"""Screens that were left are gone from memory, however often they are opened."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from deskbreak.tui.tidying import Tidying
from tests.tui_fakes import resting

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]


ROOT = Path(__file__).parents[2]


@pytest.fixture
def _nothing_stays_frozen() -> object:
    yield
    gc.unfreeze()


def test_nothing_of_a_break_or_a_dialog_is_kept_once_it_is_left() -> None:
    command = (sys.executable, "-m", "tests.tui.leaving")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "Dashboard True\n"), done.stderr


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
