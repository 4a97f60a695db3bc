"""The pictures of the documentation are made by a script, are small, and those that are named are there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.tui_scenes import drawn, scenes
from tools.pictures import FOLDER, PICTURES

ROOT = Path(__file__).parent.parent.parent


async def test_the_same_scene_gives_the_same_picture() -> None:
    scene = scenes()["dashboard-sitting"]
    picture = await drawn(scene, (60, 12))
    assert picture == await drawn(scene, (60, 12))
    assert "minutes" in picture


def test_every_picture_is_of_a_scene_there_is() -> None:
    assert {picture.scene for picture in PICTURES.values()} <= set(scenes())


def test_every_picture_the_readme_shows_is_there() -> None:
    named = re.findall(r"docs/pictures/[\w-]+\.svg", (ROOT / "README.md").read_text())
    assert named
    assert all((ROOT / name).is_file() for name in named)


def test_pictures_are_small() -> None:
    assert all(path.stat().st_size < 150_000 for path in FOLDER.glob("*.svg"))
