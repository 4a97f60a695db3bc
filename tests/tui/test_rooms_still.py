"""The rooms beside the dashboard wake nobody while they are hidden, and hardly while they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget
from textual.widgets import Input

from deskbreak.tui.screens.base import Dialog, Face
from deskbreak.tui.widgets.preview import Preview
from tests.tui_scenes import opened, scenes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskbreak.tui.app import DeskbreakApp

ROOMS = ("history-week", "library", "settings", "settings-typing", "why", "history-export", "help", "snooze")


def restless(app: DeskbreakApp) -> Iterator[str]:
    """Everything on the screens that would wake the processor by itself."""
    for screen in app.screen_stack:
        assert isinstance(screen, Face | Dialog)
        for widget in (screen, *screen.query(Widget)):
            if widget.auto_refresh or any(timer._active.is_set() for timer in widget._timers):
                yield f"{widget} has a timer"
            if isinstance(widget, Preview) and widget.is_waiting:
                yield f"{widget} moves"
            if isinstance(widget, Input) and widget.cursor_blink:
                yield f"{widget} blinks"


@pytest.mark.parametrize("place", ROOMS)
async def test_a_room_nobody_looks_at_has_no_timer(place: str) -> None:
    async with opened(scenes()[place], (80, 24)) as pilot:
        pilot.app.app_focus = False
        await pilot.pause()
        assert list(restless(pilot.app)) == []  # type: ignore[arg-type]
