"""Puts the text of a settings file in place: whole or not at all, through links, one writer after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deskbreak.atomic import replace_file

_MARK = b"\xef\xbb\xbf"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Two changes at once wait for each other, where the system can lock a folder."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_whole(path: Path, text: str) -> None:
    """Replace a file's text so that a reader sees the old or the new one, through links, its mode kept."""
    target = Path(os.path.realpath(path))
    mark, mode = _mark_and_mode(target)
    replace_file(target, mark + text.encode(), mode=mode, draft=f".{target.name}.{os.getpid()}")


def _mark_and_mode(target: Path) -> tuple[bytes, int]:
    try:
        mode = target.stat().st_mode & 0o7777
        with target.open("rb") as file:
            return (_MARK if file.read(3) == _MARK else b""), mode
    except FileNotFoundError:
        return b"", 0o600
