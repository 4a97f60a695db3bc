"""The help is written from the bindings: it tells of every key there is, first of those of the screen in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.containers import VerticalScroll

from deskbreak.keymap import USUAL
from deskbreak.tui.manual import chapters, places, words
from deskbreak.tui.screens.help import HelpDialog
from tests.tui_fakes import due, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]


def test_every_id_has_words_but_those_that_only_move_the_focus() -> None:
    assert set(words()) == {name for name in USUAL if not name.startswith("focus.")}


def test_the_help_of_some_screen_tells_every_key() -> None:
    told = {
        binding.id
        for place in places().values()
        for chapter in chapters(place.owners[0])
        for _, binding in chapter.bindings
    }
    assert told == set(words())


@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [
        ((), "Dashboard", "In a question"),
        (("H",), "History", "Everywhere"),
        (("l",), "Library", "Everywhere"),
        (("comma",), "Settings", "Everywhere"),
        (("w",), "Why", "Everywhere"),
    ],
)
async def test_it_begins_with_the_screen_in_sight(stage: Staging, keys: tuple[str, ...], first: str, last: str) -> None:
    async with stage(size=(100, 120)) as s:
        await s.press(*keys, "question_mark")
        rows = [row.strip() for row in s.text.split("\n")]
        assert rows.index(first) < rows.index(last)
        assert ("Today's line" in rows) is (first == "Dashboard")


async def test_in_a_break_it_begins_with_the_break(stage: Staging) -> None:
    async with stage(resting()) as s:
        await s.press("question_mark")
        assert "In a break" in s.text
        assert "Dashboard" not in s.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (30, 8)])
async def test_it_says_how_to_scroll_and_to_close_it(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        await s.press("question_mark")
        assert "esc close" in s.text
        before = s.text
        await s.press("down", "down")
        assert s.text != before
        assert s.app.screen.query_one("#scroll", VerticalScroll).scroll_y == 2
        await s.press("escape")
        assert not isinstance(s.app.screen, HelpDialog)


async def test_keys_of_ones_own_are_told(stage: Staging) -> None:
    async with stage(snapshot(screen=due()["screen"] | {"keys": {"history.export": ["e"]}}), size=(100, 60)) as s:
        await s.press("H", "question_mark")
        row = next(row.split() for row in s.text.split("\n") if "rows of this period" in row)
        assert row[0] == "e"
