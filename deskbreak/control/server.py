"""The service's end of the control socket: accepts this user's clients and owns their connections."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from deskbreak.control.connection import Connection, Limits
from deskbreak.control.endpoint import Endpoint, make_endpoint
from deskbreak.control.protocol import INTERNAL_ERROR, Failure, encode_failure

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Mapping

    from deskbreak.control.interface import Handler


class Server:
    """Listens on one endpoint and hands requests to the handler."""

    def __init__(self, handler: Handler, endpoint: Endpoint, limits: Limits | None = None) -> None:
        self._handler = handler
        self._endpoint = endpoint
        self._limits = limits or Limits()
        self._server: asyncio.Server | None = None
        self._room = asyncio.Semaphore(self._limits.connections)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def connections(self) -> int:
        """How many clients are connected now, those that wait for room among them."""
        return len(self._tasks)

    async def start(self) -> None:
        """Listen; raises `AlreadyRunning`, or `UnsafeFolder` when the folder is not this user's alone."""
        self._server = await self._endpoint.listen(self._accept)

    async def keep_listening(self) -> None:
        """Listen anew where somebody has taken the socket away; who is connected stays so. Raises as `start` does."""
        if self._server is not None and not self._endpoint.is_there():
            before, self._server = self._server, await self._endpoint.listen(self._accept)
            before.close()

    async def stop(self) -> None:
        """Stop listening, leave nothing behind, let answers already given go out, and drop the clients.

        Not for use inside a call of the handler: it would wait for itself.
        """
        if self._server is not None:
            self._server.close()
            self._server = None
        self._endpoint.remove()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        if not self._endpoint.admits(writer):
            writer.transport.abort()
            return
        # `stop` cancels what is left; the streams of Python 3.11 report a cancelled connection as an error of theirs.
        with suppress(asyncio.CancelledError):
            task = asyncio.current_task()
            assert task is not None  # noqa: S101 - asyncio runs each connection as a task
            self._tasks.add(task)
            try:
                await self._serve_in_turn(reader, writer)
            finally:
                writer.close()
                self._tasks.discard(task)

    async def _serve_in_turn(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Serve the client once there is room for it; one that has waited too long for that is told so."""
        if not await self._has_room():
            writer.write(encode_failure(None, Failure(INTERNAL_ERROR, "too many connections")))
            return
        try:
            await self._serve(reader, writer)
        finally:
            self._room.release()

    async def _has_room(self) -> bool:
        if len(self._tasks) > self._limits.connections + self._limits.waiting:
            return False
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.wait_seconds):
                return await self._room.acquire()
        return False

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        connection = Connection(self._handler, writer, self._limits, self._endpoint.token)
        try:
            await connection.serve(reader)
        finally:
            await connection.wait_closed()


def make_server(handler: Handler, environ: Mapping[str, str]) -> Server:
    """The server on this platform's endpoint, not yet listening."""
    return Server(handler, make_endpoint(environ))
