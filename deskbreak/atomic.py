"""Replaces a file in one step: whoever reads it, also after a crash, finds the old one whole or the new one whole.

A write that fails leaves nothing behind, neither a draft nor half a file.
"""

from __future__ import annotations

import os
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = 0o600


def replace_file(path: Path, data: bytes, *, mode: int = PRIVATE, is_durable: bool = True, draft: str = "") -> None:
    """Have `path` say `data`, in a folder made for this user alone where there is none. Raises OSError.

    `draft` names the file beside it that is written first; two programs that may write at once each need one of their
    own. Without `is_durable` the file outlives this program but perhaps not the machine, and no disk is woken.
    """
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    # No `pathlib` below: it interns every new name, and the table of those grows by a megabyte in a day of saving.
    beside = os.path.join(folder, draft or f"{path.name}.new")
    try:
        _write(beside, data, mode, is_durable=is_durable)
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    if is_durable:
        _sync_folder(folder)


def _write(path: str, data: bytes, mode: int, *, is_durable: bool) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), PRIVATE)
    with os.fdopen(descriptor, "wb") as file:
        os.chmod(path, mode)  # whatever the umask is, and whatever a draft was that a crash has left
        file.write(data)
        file.flush()
        if is_durable:
            os.fsync(file.fileno())


def _sync_folder(folder: str) -> None:
    with suppress(OSError):  # a folder cannot be opened on Windows
        descriptor = os.open(folder or ".", os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
