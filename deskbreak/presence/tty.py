"""Idle time from the person's own terminals: the newest access time of the ttys that belong to them.

Only reading moves an access time, so what deskbreak or anything else prints does not count; what a terminal is fed
by a program (expect, tmux send-keys) does. The kernel moves it in steps of 8 s.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from deskbreak.errors import SourceFailed
from deskbreak.presence.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Callable

DEVICES = Path("/dev")
_LOGIN_CONSOLES = range(1, 13)
_PSEUDO_TERMINAL = re.compile(r"\d+")


class Ttys:
    """Every pseudo-terminal and virtual console owned by `uid`: where a login, a terminal window or ssh puts them.

    Left out are /dev/tty, which all users share, serial lines, which machines talk on as well, and consoles not read
    since they were given to their owner (root owns those nobody uses).
    """

    name = "tty"

    def __init__(
        self, clock: Callable[[], float], wall: Callable[[], float], *, uid: int, devices: Path = DEVICES
    ) -> None:
        """`clock`: boot-clock seconds; `wall`: epoch seconds."""
        self._clock = clock
        self._wall = wall
        self._uid = uid
        self._pseudo_terminals = str(devices / "pts")
        self._consoles = tuple(str(devices / f"tty{number}") for number in _LOGIN_CONSOLES)
        self._stamps = Stamps(clock, wall)

    async def start(self) -> None:
        """Raise `SourceFailed` when the person has no terminal here."""
        self._stamps = Stamps(self._clock, self._wall)
        self._look()

    async def idle_seconds(self) -> float:
        """Seconds since the newest read, up to 8 s too many; raises `SourceFailed` when no terminal is left."""
        return self._stamps.idle_seconds(self._look())

    async def stop(self) -> None:
        """Nothing to let go of."""

    def _look(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for path in self._paths():
            try:
                status = os.stat(path)  # noqa: PTH116 - a Path made for each would cost more than the look itself
            except OSError:
                continue  # closed since it was listed, or no such console
            never_read = path in self._consoles and status.st_atime <= status.st_ctime
            if status.st_uid == self._uid and not never_read:
                found[path] = status.st_atime
        if not found:
            raise SourceFailed("no terminal of yours is open here")
        return found

    def _paths(self) -> list[str]:
        try:
            names = os.listdir(self._pseudo_terminals)  # noqa: PTH208 - as above
        except OSError:
            names = []
        own = [f"{self._pseudo_terminals}/{name}" for name in names if _PSEUDO_TERMINAL.fullmatch(name)]
        return [*own, *self._consoles]
