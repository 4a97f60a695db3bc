"""History and settings look as they did when somebody looked at them: one picture of text for each size.

`DESKBREAK_DRAW=1 pytest tests/tui/test_rooms_look.py` draws the pictures anew; look at what changed before keeping it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.service.settings_form import form
from deskbreak.settings.load import load
from deskbreak.tui.widgets.keyrow import KeyRow
from tests import habit

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

LOOKS = Path(__file__).with_name("looks")
SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]
SHOWN = ("", "snooze", "skip")
"""Sections in the picture of the settings: enough to see the layout, few enough not to change with every new key."""


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("habit") / "history.db"
    habit.fill(path)
    return path


def compare(name: str, s: Stage) -> None:
    """The screen without its row of keys, which is the same widget everywhere."""
    path = LOOKS / f"{name}-{s.app.size.width}x{s.app.size.height}.txt"
    rows = s.text.split("\n")[: s.app.screen.query_one(KeyRow).region.y]
    drawn = "\n".join(row.rstrip() for row in rows) + "\n"
    if os.environ.get("DESKBREAK_DRAW"):
        LOOKS.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["day", "week", "month", "year"])
async def test_history_looks_as_it_did(stage: Staging, history: Path, name: str, size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        s.control.answers["statistics"] = habit.told(history, name)  # type: ignore[arg-type]
        await s.press("H")
        compare(f"history-{name}", s)


@pytest.mark.parametrize("size", SIZES)
async def test_settings_look_as_they_did(stage: Staging, tmp_path: Path, size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        s.control.answers |= {"settings": told(tmp_path), "check": {"problem": "no duration", "warning": ""}}
        await s.press("comma", "down")
        compare("settings", s)
        await s.press("enter", "x")
        compare("settings-typing", s)


def told(folder: Path) -> dict[str, Any]:
    config = folder / "deskbreak.toml"
    config.write_text('[snooze]\ndefault = "7m"\n')
    found = form(load(config, {}))
    for each in found["keys"]:
        each["origin"] = each["origin"].replace(str(folder), "/srv/a")
    keys = [each for each in found["keys"] if each["section"] in SHOWN]
    return found | {"write_path": "/srv/a/deskbreak.toml", "keys": keys, "tests": ["notification"]}
