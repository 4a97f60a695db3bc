"""Where the server listens: a private Unix socket, or loopback TCP with a token where there are none.

An endpoint takes the lock, clears what a crash left, admits only this user, removes only what it made.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from deskbreak.atomic import replace_file
from deskbreak.control.address import HOST, loopback_file, uses_loopback
from deskbreak.control.lock import AlreadyRunning, Lock
from deskbreak.control.peer import peer_uid
from deskbreak.errors import DeskbreakError
from deskbreak.paths import make_private, own_uid, runtime_folder, socket_path

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Awaitable, Callable, Mapping

    from deskbreak.control.peer import AnySocket

    OnConnect = Callable[[StreamReader, StreamWriter], Awaitable[None]]

BACKLOG = 64
PROBE_SECONDS = 1.0


class Endpoint(Protocol):
    """One way of listening."""

    token: str
    """What a client must say first; empty where the system itself vouches for the peer."""

    async def listen(self, on_connect: OnConnect) -> asyncio.Server:
        """Become the one service and accept clients; raises `AlreadyRunning` or `UnsafeFolder`.

        Called again once `is_there` is no longer so, it makes anew what was taken away.
        """

    def is_there(self) -> bool:
        """Whether clients can find what `listen` made."""

    def admits(self, writer: StreamWriter) -> bool:
        """Whether the peer may speak at all."""

    def remove(self) -> None:
        """Take away what `listen` made, if it is still there and still ours, and let the lock go."""


class UnixEndpoint:
    """A socket of mode 0600 in a folder of mode 0700."""

    token = ""

    def __init__(self, path: Path, peer: Callable[[AnySocket], int | None] = peer_uid) -> None:
        self._path = path
        self._peer = peer
        self._lock = Lock(path.with_suffix(".lock"))
        self._made: tuple[int, int] | None = None

    async def listen(self, on_connect: OnConnect) -> asyncio.Server:
        """See `Endpoint`."""
        make_private(str(self._path.parent))
        self._lock.acquire()
        try:
            self._clear_stale()
            return await asyncio.start_unix_server(on_connect, sock=self._bind(), backlog=BACKLOG)
        except BaseException:
            self.remove()
            raise

    def is_there(self) -> bool:
        """See `Endpoint`."""
        return self._made is not None and self._identity() == self._made

    def admits(self, writer: StreamWriter) -> bool:
        """See `Endpoint`."""
        return self._peer(writer.get_extra_info("socket")) == own_uid()

    def remove(self) -> None:
        """See `Endpoint`."""
        if self.is_there():
            self._path.unlink(missing_ok=True)
        self._made = None
        self._lock.release()

    def _bind(self) -> socket.socket:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177)  # the socket is never, not even for a moment, open to others
        try:
            listener.bind(str(self._path))
        except OSError:
            listener.close()
            raise
        finally:
            os.umask(before)
        self._made = self._identity()
        return listener

    def _clear_stale(self) -> None:
        try:
            mode = self._path.lstat().st_mode
        except FileNotFoundError:
            return
        if not stat.S_ISSOCK(mode):
            raise DeskbreakError(f"{self._path}: is in the way and no socket; move it aside")
        if _answers(self._path):
            raise AlreadyRunning("deskbreak is already running")
        self._path.unlink(missing_ok=True)

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._path.lstat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


class LoopbackEndpoint:
    """A port on 127.0.0.1 that only who can read a private file may use."""

    def __init__(self, folder: Path) -> None:
        from secrets import token_hex  # noqa: PLC0415 - not for the systems with Unix sockets

        self.token = token_hex(32)
        self._folder = folder
        self._file = Path(loopback_file(str(folder)))
        self._lock = Lock(folder / "control.lock")

    async def listen(self, on_connect: OnConnect) -> asyncio.Server:
        """See `Endpoint`."""
        make_private(str(self._folder))
        self._lock.acquire()
        try:
            server = await asyncio.start_server(on_connect, HOST, 0, backlog=BACKLOG)
            self._publish(server.sockets[0].getsockname()[1])
        except BaseException:
            self._lock.release()
            raise
        return server

    def is_there(self) -> bool:
        """See `Endpoint`."""
        try:
            return self.token in self._file.read_text(encoding="ascii")
        except (OSError, ValueError):
            return False

    def admits(self, writer: StreamWriter) -> bool:
        """See `Endpoint`; on loopback the token decides instead."""
        return bool(writer.get_extra_info("peername")[0] == HOST)

    def remove(self) -> None:
        """See `Endpoint`."""
        if self.is_there():
            self._file.unlink(missing_ok=True)
        self._lock.release()

    def _publish(self, port: int) -> None:
        told = {"port": port, "token": self.token}
        replace_file(self._file, json.dumps(told).encode("ascii"), is_durable=False)


def make_endpoint(environ: Mapping[str, str]) -> Endpoint:
    """The endpoint this platform uses."""
    if uses_loopback(environ):
        return LoopbackEndpoint(Path(runtime_folder(environ)))
    return UnixEndpoint(Path(socket_path(environ)))


def _answers(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(PROBE_SECONDS)
        try:
            probe.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:
            return True  # alive, if too busy to take one more
    return True
