"""The lock that decides which of two starts becomes the service. It is held until the process ends."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from deskbreak.errors import DeskbreakError

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FAR = 1 << 30  # Windows locks a byte; one far behind the process id leaves that readable


class AlreadyRunning(DeskbreakError):
    """Another deskbreak service of this user is alive."""


class Lock:
    """An exclusive lock on a file, gone with the process however that ends.

    The file stays: removing it would race with another start.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def acquire(self) -> None:
        """Take the lock, anew where its file was taken away; raises `AlreadyRunning` when another process has it."""
        if self._is_held():
            return
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise AlreadyRunning(f"deskbreak is already running{self._holder()}") from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
        self.release()
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the lock go; without effect when it is not held."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _is_held(self) -> bool:
        try:
            return self._descriptor >= 0 and os.path.samestat(os.fstat(self._descriptor), self._path.stat())
        except OSError:
            return False

    def _holder(self) -> str:
        try:
            found = self._path.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return ""
        return f" (process {found})" if found.isdecimal() else ""


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
