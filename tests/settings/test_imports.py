"""What is loaded when: the service reads its settings at every start, within a budget of memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LATER = {"tomlkit", "tomli_w", "watchdog", "humanize", "pytimeparse", "difflib", "deskbreak.settings.locate"}


def loaded_modules(code: str) -> set[str]:
    """The modules a fresh interpreter has after running the code."""
    program = f"import sys\n{code}\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def loading(path: Path) -> str:
    return f"from deskbreak.settings import load, engine_rules\nengine_rules(load({str(path)!r}, {{}}).settings)"


@pytest.mark.parametrize(("text", "needed"), [("", set()), ('[snooze]\ndefault = "7m"\n', {"pytimeparse"})])
def test_loading_settings_without_problems_loads_no_library_for_edits_or_words(
    tmp_path: Path, text: str, needed: set[str]
) -> None:
    path = tmp_path / "deskbreak.toml"
    path.write_text(text)
    assert loaded_modules(loading(path)) & LATER == needed


def test_the_model_needs_no_file_and_no_toml() -> None:
    assert not loaded_modules("import deskbreak.settings.model") & (LATER - {"pytimeparse"})
