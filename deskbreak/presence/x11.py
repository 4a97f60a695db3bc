"""Idle time from an X server (MIT-SCREEN-SAVER QueryInfo), which sees the input of every X client.

Speaks the protocol itself, without blocking: libX11 ends the process when the server dies, and python-xlib waits for
a hung server without end and prints to the terminal. Nothing is read between two questions, so nothing wakes the loop.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from deskbreak.errors import SourceFailed
from deskbreak.presence import xwire

if TYPE_CHECKING:
    from collections.abc import Mapping

SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers listen
_MOST_EXTRA_BYTES = 1024 * 1024


class X11:
    """The X server that $DISPLAY names. Deadlines are the caller's: cancelling a call leaves nothing but to `stop`."""

    name = "x11"

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._socket: socket.socket | None = None
        self._serial = 0
        self._question = b""

    async def start(self) -> None:
        """Connect; raises `SourceFailed` without a display, its permission or its extension."""
        await self.stop()
        display = xwire.parse_display(self._environ.get("DISPLAY", ""))
        try:
            await self._open(display)
        except (OSError, struct.error, IndexError) as error:
            raise SourceFailed(f"the X server cannot be used: {error}") from error
        finally:
            if not self._question:
                await self.stop()

    async def idle_seconds(self) -> float:
        """Seconds since the last input the X server saw, as its clock counts: without suspends."""
        try:
            return xwire.parse_info(await self._ask(self._question))
        except (OSError, struct.error, IndexError) as error:
            raise SourceFailed(f"the X server has gone: {error}") from error

    async def stop(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._question = b""

    async def _open(self, display: xwire.DisplayName) -> None:
        self._socket = await _connect(display)
        root = await self._set_up(self._find_cookie(display))
        opcode = xwire.parse_extension(await self._ask(xwire.query_extension(xwire.SCREEN_SAVER)))
        self._question = xwire.query_info(opcode, root)

    def _find_cookie(self, display: xwire.DisplayName) -> bytes:
        named = self._environ.get("XAUTHORITY") or str(Path(self._environ.get("HOME", "/"), ".Xauthority"))
        try:
            return xwire.find_cookie(Path(named).read_bytes(), display, socket.gethostname())
        except OSError:
            return b""  # a server may let this user in without one

    async def _set_up(self, cookie: bytes) -> int:
        self._serial = 0
        await self._send(xwire.setup_request(cookie))
        head = await self._receive(xwire.SETUP_HEAD_BYTES)
        return xwire.parse_setup(head, await self._receive(xwire.setup_rest_bytes(head)))

    async def _ask(self, request: bytes) -> bytes:
        """Send a request, give its reply, pass over everything else the server has sent."""
        self._serial += 1
        await self._send(request)
        while True:
            packet = await self._receive(xwire.REPLY_BYTES)
            packet += await self._receive(xwire.extra_bytes(packet))
            if xwire.is_reply(packet, self._serial):
                return packet

    async def _send(self, request: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self._connected(), request)

    async def _receive(self, length: int) -> bytes:
        if length > _MOST_EXTRA_BYTES:
            raise SourceFailed("the X server answers with nonsense")
        received = bytearray()
        while len(received) < length:
            chunk = await asyncio.get_running_loop().sock_recv(self._connected(), length - len(received))
            if not chunk:
                raise SourceFailed("the X server closed the connection")
            received += chunk
        return bytes(received)

    def _connected(self) -> socket.socket:
        if self._socket is None:
            raise SourceFailed("not connected to an X server")
        return self._socket


async def _connect(display: xwire.DisplayName) -> socket.socket:
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
