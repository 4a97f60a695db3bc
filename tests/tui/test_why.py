"""The account of why is the service's, shown as it is and asked for again when something changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.tui_fakes import STATES, due, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

TOLD: dict[str, Any] = {
    "state": "sitting",
    "facts": [],
    "text": ["No prompt is shown: nothing is owed.", "[red]move[/] is due at 13:53.\x1b[31m", 7],
}


async def opened(s: Stage) -> None:
    s.control.answers["why"] = TOLD
    await s.press("w")
    assert s.screen == "WhyScreen"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60), (24, 10)])
async def test_the_sentences_are_shown_as_they_are(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        await opened(s)
        text = " ".join(s.text.split())
        assert "No prompt is shown" in text
        assert "· [red]move[/] is due at" in text
        assert "\x1b" not in text
        await s.press("down", "up", "pagedown", "pageup", "space")


async def test_each_snapshot_and_each_minute_asks_anew(stage: Staging) -> None:
    async with stage() as s:
        await opened(s)
        s.control.calls.clear()
        await s.push(snapshot())
        assert s.control.asked() == [("why", {})]
        s.control.answers["why"] = {**TOLD, "text": ["Another."]}
        await s.advance(60)
        assert "Another." in s.text


async def test_while_nobody_looks_nothing_is_asked_and_then_once(stage: Staging) -> None:
    async with stage() as s:
        await opened(s)
        s.app.app_focus = False
        await s.settle()
        s.control.calls.clear()
        await s.push(snapshot())
        await s.advance(60)
        assert s.control.asked() == []
        s.app.app_focus = True
        await s.settle()
        assert s.control.asked() == [("why", {})]


async def test_nothing_known_is_said(stage: Staging) -> None:
    async with stage() as s:
        await s.press("w")
        s.control.answers["why"] = {"text": []}
        await s.push(snapshot())
        assert "Nothing is known just now." in s.text


@pytest.mark.parametrize("key", ["escape", "w"])
async def test_it_goes_back_and_tells_of_a_prompt_meanwhile(stage: Staging, key: str) -> None:
    async with stage() as s:
        await opened(s)
        await s.push(due())
        assert "A break is due" in s.text
        await s.press(key)
        assert s.screen == "Dashboard"
        await s.push(STATES["break"])
        await s.press("w")
        assert s.screen == "RestScreen"
