"""The pictures of the documentation are made by a script, are small, and those that are named are there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.tui_fakes import STATES
from tools.pictures import FOLDER, Sitting, drawn

ROOT = Path(__file__).parent.parent.parent


async def test_the_same_sitting_gives_the_same_picture() -> None:
    sitting = Sitting(STATES["sitting"], size=(60, 12))
    picture = await drawn(sitting)
    assert picture == await drawn(sitting)
    assert "minutes" in picture


def test_every_picture_the_readme_shows_is_there() -> None:
    named = re.findall(r"docs/pictures/[\w-]+\.svg", (ROOT / "README.md").read_text())
    assert named
    assert all((ROOT / name).is_file() for name in named)


def test_pictures_are_small() -> None:
    assert all(path.stat().st_size < 150_000 for path in FOLDER.glob("*.svg"))
