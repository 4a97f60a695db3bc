"""Where settings files are and what is in them as text. Only reads; nothing here writes or creates anything."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deskbreak.paths import config_folder, system_config_folders

NAME = "deskbreak.toml"
LARGEST = 1 << 20


class Unreadable(Exception):
    """The file cannot be used; `found` says why, `allowed` what would do."""

    def __init__(self, found: str, allowed: str) -> None:
        super().__init__(found)
        self.found = found
        self.allowed = allowed


@dataclass(frozen=True)
class Places:
    """The files settings may come from. A named file stands alone; else the person's own, on top of the system's."""

    named: Path | None
    own: Path
    system: tuple[Path, ...]  # the most important first

    @property
    def write_path(self) -> Path:
        """Where a changed setting belongs."""
        return self.named or self.own

    @property
    def all(self) -> tuple[Path, ...]:
        """Every place looked at, the most important first."""
        return (self.named,) if self.named else (self.own, *self.system)


def find_places(config_path: Path | None, environ: Mapping[str, str]) -> Places:
    """Where to look, given `--config` and the environment."""
    named = config_path or _named(environ)
    return Places(
        named.expanduser().absolute() if named else None,
        Path(config_folder(environ)) / NAME,
        tuple(Path(folder) / NAME for folder in system_config_folders(environ)),
    )


def _named(environ: Mapping[str, str]) -> Path | None:
    text = environ.get("DESKBREAK_CONFIG", "")
    return Path(text) if text else None


def read_text(path: Path) -> str | None:
    """The file's text, None if there is no such file. Raises Unreadable."""
    try:
        if path != Path(os.devnull) and not _is_regular(path):
            return None
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror or "an error", "a file you may read") from error
    if len(data) > LARGEST:
        raise Unreadable(f"{len(data)} bytes", "a settings file of at most 1 MB")
    return _decoded(data)


def _is_regular(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        if path.is_symlink():
            raise Unreadable("a link to a file that is not there", "a settings file") from error
        return False
    if stat.S_ISDIR(mode):
        raise Unreadable("a folder", f"a file, such as {NAME} in it")
    if not stat.S_ISREG(mode):
        raise Unreadable("a pipe, socket or device", "a regular file")
    return True


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")  # some Windows editors put a mark at the start
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"bytes that are not UTF-8, in line {line}", "UTF-8 text") from error
