"""A connection to an X server that never blocks the loop. Nothing is read between two questions: nothing wakes it."""

from __future__ import annotations

import asyncio
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from deskbreak.x11 import wire
from deskbreak.x11.wire import XFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers listen
_MOST_EXTRA_BYTES = 1024 * 1024


class Connection:
    """The X server that $DISPLAY names. Deadlines are the caller's: after a cancelled call it can only be closed."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._socket: socket.socket | None = None
        self._serial = 0
        self.root = 0

    async def open(self) -> None:
        """Connect; raises `XFailed` without a display or its permission."""
        self.close()
        display = wire.parse_display(self._environ.get("DISPLAY", ""))
        try:
            self._socket = await _connect(display)
            self.root = await self._set_up(self._find_cookie(display))
        except (OSError, struct.error, IndexError) as error:
            raise XFailed(f"the X server cannot be used: {error}") from error
        finally:
            if not self.root:
                self.close()

    async def ask(self, request: bytes) -> bytes:
        """Send a request, give its reply, pass over everything else the server has sent; raises `XFailed`."""
        self._serial += 1
        try:
            await asyncio.get_running_loop().sock_sendall(self._connected(), request)
            while True:
                packet = await self._receive(wire.REPLY_BYTES)
                packet += await self._receive(wire.extra_bytes(packet))
                if wire.is_reply(packet, self._serial):
                    return packet
        except (OSError, struct.error, IndexError) as error:
            raise XFailed(f"the X server has gone: {error}") from error

    def close(self) -> None:
        """Hang up; it may be opened again."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._serial = self.root = 0

    def _find_cookie(self, display: wire.DisplayName) -> bytes:
        named = self._environ.get("XAUTHORITY") or str(Path(self._environ.get("HOME", "/"), ".Xauthority"))
        try:
            return wire.find_cookie(Path(named).read_bytes(), display, socket.gethostname())
        except OSError:
            return b""  # a server may let this user in without one

    async def _set_up(self, cookie: bytes) -> int:
        await asyncio.get_running_loop().sock_sendall(self._connected(), wire.setup_request(cookie))
        head = await self._receive(wire.SETUP_HEAD_BYTES)
        return wire.parse_setup(head, await self._receive(wire.setup_rest_bytes(head)))

    async def _receive(self, length: int) -> bytes:
        if length > _MOST_EXTRA_BYTES:
            raise XFailed("the X server answers with nonsense")
        received = bytearray()
        while len(received) < length:
            chunk = await asyncio.get_running_loop().sock_recv(self._connected(), length - len(received))
            if not chunk:
                raise XFailed("the X server closed the connection")
            received += chunk
        return bytes(received)

    def _connected(self) -> socket.socket:
        if self._socket is None:
            raise XFailed("not connected to an X server")
        return self._socket


async def _connect(display: wire.DisplayName) -> socket.socket:
    """A connected socket; raises OSError. A forwarded display (ssh -X) is on the loopback interface."""
    if not display.host:
        return await _connect_to(socket.AF_UNIX, str(SOCKETS / f"X{display.number}"))
    host = "127.0.0.1" if display.host == "localhost" else display.host
    return await _connect_to(socket.AF_INET6 if ":" in host else socket.AF_INET, (host, 6000 + display.number))


async def _connect_to(family: socket.AddressFamily, address: str | tuple[str, int]) -> socket.socket:
    connecting = socket.socket(family, socket.SOCK_STREAM)
    connecting.setblocking(False)  # noqa: FBT003 - its only way to be called
    try:
        await asyncio.get_running_loop().sock_connect(connecting, address)
    except BaseException:
        connecting.close()
        raise
    return connecting
