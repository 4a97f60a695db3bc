"""Idle time from tmux: the newest activity of its attached clients. One short-lived process a question."""

from __future__ import annotations

import asyncio
import math
import os
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path
from typing import TYPE_CHECKING

from deskbreak.errors import SourceFailed
from deskbreak.presence.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


QUIET_AFTER_SECONDS = 600.0
QUIET_PAUSE_SECONDS = 58.0
_LIST_CLIENTS = ("list-clients", "-F", "#{client_name} #{client_activity}")
_TMUX_FOLDER = "/tmp"  # noqa: S108 - where tmux itself looks; it does not heed $TMPDIR


class Tmux:
    """Asks the tmux server named by $TMUX, else the person's default one; never starts a server."""

    name = "tmux"

    def __init__(self, environ: Mapping[str, str], clock: Callable[[], float], wall: Callable[[], float]) -> None:
        """`clock`: boot-clock seconds; `wall`: epoch seconds."""
        self._environ = dict(environ)
        self._clock = clock
        self._wall = wall
        self._stamps = Stamps(clock, wall)
        self._asked_at = -math.inf

    async def start(self) -> None:
        """Raise `SourceFailed` when no server can be running."""
        if socket_path(self._environ) is None:
            raise SourceFailed("no tmux server of yours is running")
        self._stamps = Stamps(self._clock, self._wall)
        self._asked_at = -math.inf

    async def idle_seconds(self) -> float:
        """Seconds since a client was last active; raises `SourceFailed` when none is attached.

        Once nobody was there for long, tmux is asked once a minute only, to leave the machine asleep.
        """
        now = self._clock()
        if now - self._asked_at < QUIET_PAUSE_SECONDS and self._stamps.known_idle_seconds() > QUIET_AFTER_SECONDS:
            return self._stamps.known_idle_seconds()
        idle = self._stamps.idle_seconds(parse_clients(await self._list_clients()))
        self._asked_at = now
        return idle

    async def stop(self) -> None:
        """Nothing is left running between two questions."""

    async def _list_clients(self) -> bytes:
        socket = socket_path(self._environ)
        if socket is None:
            raise SourceFailed("the tmux server is gone")
        try:
            process = await asyncio.create_subprocess_exec(
                "tmux", "-S", str(socket), *_LIST_CLIENTS, env=self._environ, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL
            )
        except OSError as error:
            raise SourceFailed(f"tmux cannot be run: {error}") from error
        return await _output(process)


async def _output(process: asyncio.subprocess.Process) -> bytes:
    """What the process prints; it is killed when nobody waits for it any longer."""
    try:
        printed, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise SourceFailed("tmux does not list its clients")
    return printed


def socket_path(environ: Mapping[str, str]) -> Path | None:
    """Where the tmux server listens: as $TMUX says, else the default socket under $TMUX_TMPDIR; `None` if nowhere."""
    named = environ.get("TMUX", "").split(",", 1)[0]
    default = Path(environ.get("TMUX_TMPDIR") or _TMUX_FOLDER, f"tmux-{os.getuid()}", "default")
    for path in (Path(named) if named else default, default):
        if path.is_socket():
            return path
    return None


def parse_clients(printed: bytes) -> dict[str, float]:
    """Each client with the epoch second of its last activity; raises `SourceFailed` when there is none."""
    clients: dict[str, float] = {}
    for line in printed.decode("utf-8", "replace").splitlines():
        client, _, activity = line.rpartition(" ")
        if activity.isascii() and activity.isdigit():
            clients[client] = float(activity)
    if not clients:
        raise SourceFailed("nobody is attached to tmux")
    return clients
