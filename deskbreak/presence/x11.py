"""Idle time from an X server (MIT-SCREEN-SAVER QueryInfo), which sees the input of every X client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.errors import SourceFailed
from deskbreak.x11 import wire
from deskbreak.x11.connection import Connection

if TYPE_CHECKING:
    from collections.abc import Mapping


class X11:
    """The X server that $DISPLAY names. Deadlines are the caller's: cancelling a call leaves nothing but to `stop`."""

    name = "x11"

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._server = Connection(environ)
        self._question = b""

    async def start(self) -> None:
        """Connect; raises `SourceFailed` without a display, its permission or its extension."""
        self._question = b""
        try:
            await self._server.open()
            opcode = wire.parse_extension(await self._server.ask(wire.query_extension(wire.SCREEN_SAVER)))
            self._question = wire.query_info(opcode, self._server.root)
        except wire.XFailed as error:
            raise SourceFailed(str(error)) from error
        finally:
            if not self._question:
                await self.stop()

    async def idle_seconds(self) -> float:
        """Seconds since the last input the X server saw, as its clock counts: without suspends."""
        try:
            return wire.parse_info(await self._server.ask(self._question))
        except wire.XFailed as error:
            raise SourceFailed(str(error)) from error

    async def stop(self) -> None:
        """Close the connection."""
        self._server.close()
        self._question = b""
