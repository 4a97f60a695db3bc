"""The dashboard, its prompt, its small forms, why and the help look as they did when somebody looked at them.

`DESKBREAK_DRAW=1 pytest tests/tui/test_dashboard_look.py` draws them anew; look at what changed
before keeping it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tui_fakes import STATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

LOOKS = Path(__file__).with_name("looks")
SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]
ACCOUNT = {"text": ["No prompt is shown: nothing is owed.", "move is due at 13:53, in 9 min of sitting."]}


def compare(name: str, s: Stage) -> None:
    path = LOOKS / f"{name}-{s.app.size.width}x{s.app.size.height}.txt"
    drawn = "\n".join(row.rstrip() for row in s.text.split("\n")) + "\n"
    if os.environ.get("DESKBREAK_DRAW"):
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", ["sitting", "due", "held", "problems"])
async def test_the_dashboard_looks_as_it_did(stage: Staging, state: str, size: tuple[int, int]) -> None:
    async with stage(STATES[state], size=size) as s:
        compare(f"dashboard-{state}", s)


@pytest.mark.parametrize("size", [(80, 3), (200, 3), (24, 40), (24, 16)])
@pytest.mark.parametrize("state", ["sitting", "due", "held"])
async def test_its_small_forms_look_as_they_did(stage: Staging, state: str, size: tuple[int, int]) -> None:
    async with stage(STATES[state], size=size) as s:
        compare(f"compact-{state}", s)


async def test_a_part_of_the_day_is_explained_as_it_was(stage: Staging) -> None:
    async with stage() as s:
        await s.press("left", "left", "left", "left")
        compare("dashboard-explained", s)


@pytest.mark.parametrize("size", SIZES)
async def test_why_looks_as_it_did(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        s.control.answers["why"] = ACCOUNT
        await s.press("w")
        compare("why", s)
