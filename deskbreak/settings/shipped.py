"""The files that come with deskbreak: `deskbreak/_shipped` in an installed wheel, `config` in a checkout."""

from __future__ import annotations

from pathlib import Path


def shipped_folder() -> Path:
    """The folder of deskbreak.toml, its schema, profiles/ and the snippets."""
    package = Path(__file__).parent.parent
    installed = package / "_shipped"
    return installed if installed.is_dir() else package.parent / "config"


def shipped_file(*parts: str) -> Path:
    """One file of it: `shipped_file("profiles", "gentle.toml")`."""
    return shipped_folder().joinpath(*parts)
