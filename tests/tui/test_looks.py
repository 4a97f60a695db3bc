"""Every screen looks as it did when somebody looked at it: one picture of text for each scene and size.

`DESKBREAK_DRAW=1 pytest tests/tui/test_looks.py -k NAME` draws them anew; look at what changed before keeping it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui_scenes import opened, scenes, text

LOOKS = Path(__file__).with_name("looks")


@pytest.mark.parametrize("name", list(scenes()))
async def test_it_looks_as_it_did_in_every_size(name: str) -> None:
    changed = [size for size in scenes()[name].sizes if not await _is_as_it_was(name, size)]
    assert not changed


async def _is_as_it_was(name: str, size: tuple[int, int]) -> bool:
    path = LOOKS / f"{name}-{size[0]}x{size[1]}.txt"
    async with opened(scenes()[name], size) as pilot:
        drawn = text(pilot.app)
    if os.environ.get("DESKBREAK_DRAW"):
        path.write_text(drawn, encoding="utf-8")
    return drawn == path.read_text(encoding="utf-8")
