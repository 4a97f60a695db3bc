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
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def connections(self) -> int:
        """How many clients are connected now."""
        return len(self._tasks)

    async def start(self) -> None:
        """Listen; raises `AlreadyRunning`, or `UnsafeFolder` when the folder is not this user's alone."""
        self._server = await self._endpoint.listen(self._accept)

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
        if len(self._tasks) >= self._limits.connections:
            writer.write(encode_failure(None, Failure(INTERNAL_ERROR, "too many connections")))
            writer.close()
            return
        # `stop` cancels what is left; the streams of Python 3.11 report a cancelled connection as an error of theirs.
        with suppress(asyncio.CancelledError):
            await self._serve(reader, writer)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio runs each connection as a task
        self._tasks.add(task)
        connection = Connection(self._handler, writer, self._limits, self._endpoint.token)
        try:
            await connection.serve(reader)
        finally:
            await connection.wait_closed()
            self._tasks.discard(task)


def make_server(handler: Handler, environ: Mapping[str, str]) -> Server:
    """The server on this platform's endpoint, not yet listening."""
    return Server(handler, make_endpoint(environ))
