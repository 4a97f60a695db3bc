"""The file that is there exactly while a prompt waits for a pause: a shell can test for it at no cost.

Without it a shell's hook would have to start a program after every command only to learn that nothing waits.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)


class WaitingFile:
    """Brings the file into line with what is so. What a killed service left is removed by the next one."""

    def __init__(self, path: Path | None) -> None:
        """Without a `path` there is no file."""
        self._path = path
        self._is_there: bool | None = None

    def show(self, is_waiting: bool) -> None:  # noqa: FBT001 - the one thing there is to say
        """Let the file be there, or not; a folder that cannot be written to is told once for each change."""
        if self._path is None or is_waiting == self._is_there:
            return
        self._is_there = is_waiting
        try:
            if is_waiting:
                self._path.touch(mode=0o600)
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("%s: %s", self._path, error.strerror)

    def remove(self) -> None:
        """Take it away for good, quietly."""
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
            self._is_there = False
