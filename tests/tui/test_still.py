"""Reduced motion, from the settings or from TEXTUAL_ANIMATIONS: nothing slides, the figure stands in its position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from deskbreak.tui.widgets.figure import Figure
from tests.tui_fakes import resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

INTO_A_HOLD: Final = 40.0
INTO_A_MOVEMENT: Final = 3.0


def figures(s: Stage) -> str:
    shown = s.app.screen.query_one(Figure)
    shown._advance()  # as its own timer does
    return "\n".join(shown.render_line(y).text for y in range(shown.size.height))


async def pictures(s: Stage, steps: int) -> set[str]:
    """What the figure looks like in so many thirds of a second."""
    seen = set()
    for _ in range(steps):
        await s.advance(1 / 3)
        seen.add(figures(s))
    return seen


@pytest.mark.parametrize("asked_by", ["settings", "environment"])
@pytest.mark.parametrize("elapsed", [INTO_A_HOLD, INTO_A_MOVEMENT])
async def test_the_figure_stands_still(
    stage: Staging, monkeypatch: pytest.MonkeyPatch, asked_by: str, elapsed: float
) -> None:
    if asked_by == "environment":
        monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    screen = {**snapshot()["screen"], "reduced_motion": asked_by == "settings"}
    async with stage(resting(elapsed, screen=screen)) as s:
        assert len(await pictures(s, 9)) == 1
        assert s.app.animation_level == "none"


async def test_otherwise_it_moves(stage: Staging) -> None:
    async with stage(resting(INTO_A_MOVEMENT)) as s:
        assert len(await pictures(s, 9)) > 1
        assert s.app.animation_level == "none"
