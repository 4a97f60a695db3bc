"""A person's home for settings: nothing outside tmp_path is ever read or written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from deskbreak.errors import SettingsError
from deskbreak.settings import Loaded, Problem, load


class Home:
    """Folders and variables as a person has them."""

    def __init__(self, folder: Path) -> None:
        self.own = folder / "config" / "deskbreak.toml"
        self.system = folder / "xdg" / "deskbreak" / "deskbreak.toml"
        self.environ = {
            "HOME": str(folder),
            "DESKBREAK_CONFIG_DIR": str(folder / "config"),
            "XDG_CONFIG_DIRS": str(folder / "xdg"),
        }

    def write(self, text: str, path: Path | None = None) -> Path:
        """A settings file, the person's own unless told."""
        path = path or self.own
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def load(self, config: Path | None = None, overrides: Sequence[str] = (), **environ: str) -> Loaded:
        """The settings in effect, with more variables."""
        return load(config, {**self.environ, **environ}, overrides)

    def problems(self, text: str | None = None, overrides: Sequence[str] = (), **environ: str) -> tuple[Problem, ...]:
        """Every problem of the settings in effect, after writing the person's file."""
        if text is not None:
            self.write(text)
        with pytest.raises(SettingsError) as raised:
            self.load(None, overrides, **environ)
        assert all(isinstance(problem, Problem) for problem in raised.value.problems)
        return raised.value.problems  # type: ignore[return-value]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def write(home: Home) -> Callable[[str], Path]:
    return home.write
