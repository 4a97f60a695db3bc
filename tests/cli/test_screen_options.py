"""What the screen does with options that are for the start of a service."""

import argparse
import os
import pwd
from pathlib import Path

import pytest

from deskbreak import paths
from deskbreak.cli import screen


@pytest.mark.parametrize(
    ("config", "values", "ignored"), [(None, [], False), ("x.toml", [], True), (None, ["a=1"], True)]
)
async def test_attached_to_a_running_service_it_notes_that_they_are_ignored(
    monkeypatch: pytest.MonkeyPatch, config: str | None, values: list[str], *, ignored: bool
) -> None:
    opener = screen.Opener(argparse.Namespace(config=config, set=values, verbose=False))

    async def attach(_: screen.Opener) -> object:
        return object()

    monkeypatch.setattr(screen.Opener, "_attach", attach)
    await opener()
    assert opener.ignores_options is ignored


@pytest.mark.parametrize("home", ["", "relative/home"])
def test_without_a_usable_home_the_system_is_asked_for_it(home: str) -> None:
    folder = Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert paths.config_folder({"HOME": home}) == str(folder / ".config" / "deskbreak")
