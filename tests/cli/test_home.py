"""Where the person's folders are when the environment does not say."""

import os
import pwd
from pathlib import Path

import pytest

from deskbreak import paths


@pytest.mark.parametrize("home", ["", "relative/home"])
def test_without_a_usable_home_the_system_is_asked_for_it(home: str) -> None:
    folder = Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert paths.config_folder({"HOME": home}) == str(folder / ".config" / "deskbreak")
