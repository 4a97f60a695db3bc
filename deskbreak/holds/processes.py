"""The person's own processes as /proc shows them: names, age, open files. Reads only, and only what is theirs."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from deskbreak.holds.names import plain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

_BATCH = 16
"""So many processes are looked at before the loop may do something else."""


class Processes:
    """The processes of user `uid` below `root`, the folder of a proc file system."""

    def __init__(self, root: Path, uid: int) -> None:
        self._root = str(root)
        self._uid = uid

    async def own(self) -> AsyncIterator[int]:
        """Every process of the user, letting the loop run in between."""
        for number, pid in enumerate(self._pids()):
            if number % _BATCH == _BATCH - 1:
                await asyncio.sleep(0)
            yield pid

    def names(self, pid: int) -> tuple[str, ...]:
        """What the process is called: by the kernel (cut to 15 letters), and by the path it was started with."""
        command = os.path.basename(self._read(pid, "cmdline").partition("\0")[0])  # noqa: PTH119 - a hundred at a time
        found = (plain(command), plain(self._read(pid, "comm").strip()))
        return tuple(dict.fromkeys(name for name in found if name))

    def name(self, pid: int) -> str:
        """The one name to show."""
        return next(iter(self.names(pid)), f"process {pid}")

    def leader(self, thread: int) -> int:
        """The process a thread belongs to; the thread itself when it is gone."""
        for line in self._read(thread, "status").splitlines():
            if line.startswith("Tgid:") and line[5:].strip().isdigit():
                return int(line[5:])
        return thread

    def age_seconds(self, pid: int) -> float | None:
        """How long ago the process was started, time asleep included; None when it is gone."""
        try:
            ticks = int(self._read(pid, "stat").rpartition(")")[2].split()[19])
            with open(f"{self._root}/uptime", encoding="ascii") as file:  # noqa: PTH123 - as above
                uptime = float(file.read().split()[0])
        except (OSError, ValueError, IndexError):
            return None
        return max(0.0, uptime - ticks / os.sysconf("SC_CLK_TCK"))

    def files(self, pid: int) -> Iterator[str]:
        """What the process has open; nothing when it may not be asked."""
        folder = f"{self._root}/{pid}/fd"
        try:
            descriptors = os.listdir(folder)  # noqa: PTH208 - as above
        except OSError:
            return
        for descriptor in descriptors:
            try:
                yield os.readlink(f"{folder}/{descriptor}")  # noqa: PTH115 - as above
            except OSError:
                continue  # closed since it was listed

    def _pids(self) -> Iterator[int]:
        with os.scandir(self._root) as entries:
            for entry in entries:
                if entry.name.isdigit() and self._is_own(entry):
                    yield int(entry.name)

    def _is_own(self, entry: os.DirEntry[str]) -> bool:
        try:
            return entry.stat().st_uid == self._uid
        except OSError:
            return False  # it has just ended

    def _read(self, pid: int, name: str) -> str:
        try:
            with open(f"{self._root}/{pid}/{name}", encoding="utf8", errors="replace") as file:  # noqa: PTH123
                return file.read(4096)
        except OSError:
            return ""
