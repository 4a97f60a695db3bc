"""The row of keys gives up what matters least; answers show their edge and the focus without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskbreak.tui.widgets.keyrow import Key, fitting, stacked
from tests.tui_fakes import STATES, due, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

KEYS = [
    Key("s", "start", "app.do('start')"),
    Key("f", "finish", "app.do('finish')"),
    Key("w", "why", "app.open('why')"),
    Key("?", "help", "app.help"),
    Key("^p", "commands", "app.command_palette"),
    Key("q", "quit", "app.leave"),
]


def shown(keys: list[Key]) -> str:
    return "".join(key.display[-1] for key in keys)


@pytest.mark.parametrize(
    ("width", "kept"), [(80, "sfw?pq"), (40, "sfw?q"), (35, "sf?q"), (25, "f?q"), (18, "f?"), (9, "f"), (1, "f")]
)
def test_the_ways_out_and_to_help_are_given_up_last(width: int, kept: str) -> None:
    assert shown(fitting(KEYS, width)[0]) == kept


@pytest.mark.parametrize(("height", "kept"), [(9, "sfw?pq"), (4, "sf?q"), (2, "f?"), (0, "f")])
def test_in_a_column_too(height: int, kept: str) -> None:
    assert shown(stacked(KEYS, height)) == kept


@pytest.mark.parametrize("size", [(60, 20), (80, 3), (24, 16)])
async def test_every_state_names_help_and_the_way_out(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        for state in STATES:
            await s.push(STATES[state])
            if s.screen in ("Dashboard", "RestScreen"):
                assert "? help" in s.text, state
                assert "f finish" in s.text or s.screen == "Dashboard", state


async def test_where_colours_are_the_terminals_answers_have_brackets(stage: Staging) -> None:
    async with stage(due(screen=snapshot()["screen"] | {"theme": "terminal"})) as s:
        assert "[Snooze 5 min  z]" in s.text
        assert "[Skip  k]" in s.text
    async with stage(due()) as s:
        assert "[" not in s.text


@pytest.mark.parametrize("theme", ["deskbreak", "terminal"])
async def test_the_answer_with_the_focus_has_arrows_at_its_ends(stage: Staging, theme: str) -> None:
    async with stage(due(screen=snapshot()["screen"] | {"theme": theme})) as s:
        assert "▸" not in s.text
        await s.press("tab")
        assert "▸Start  enter◂" in s.text
        await s.press("tab")
        assert "▸Snooze 5 min  z◂" in s.text
        assert "▸Start" not in s.text
