"""The two ways a screen reaches the service: in its own process, or over the socket. Both are a `Control`."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskbreak.control.address import HOST, NOT_RUNNING, read_loopback, uses_loopback
from deskbreak.control.client import DEADLINE_SECONDS, NoAnswer
from deskbreak.control.failures import error_of
from deskbreak.control.inbox import Inbox
from deskbreak.control.peer import peer_uid
from deskbreak.control.protocol import (
    REPLY_BYTES,
    Lines,
    ProtocolError,
    Push,
    Reply,
    decode_message,
    encode_request,
)
from deskbreak.errors import DeskbreakError, NotRunning
from deskbreak.paths import own_uid, runtime_folder, socket_path

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import AsyncIterator, Mapping

    from deskbreak.control.interface import Handler

CHUNK_BYTES = 64 * 1024


class LocalControl:
    """The service in this very process."""

    owns_service = True

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._inboxes: set[Inbox] = set()

    async def call(self, method: str, params: dict[str, Any] | None = None) -> Any:
        """See `Control`."""
        return await self._handler.call(method, params or {})

    async def messages(self) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """See `Control`; ends with `close`."""
        inbox = Inbox()
        inbox.put("snapshot", await self._handler.call("status", {}))
        unsubscribe = self._handler.subscribe(inbox.put)
        self._inboxes.add(inbox)
        try:
            while (message := await inbox.get()) is not None:
                yield message
        finally:
            self._inboxes.discard(inbox)
            unsubscribe()

    async def close(self) -> None:
        """See `Control`."""
        for inbox in self._inboxes:
            inbox.close()


class SocketControl:
    """A service in another process. `await SocketControl.open(environ)` makes one."""

    owns_service = False

    def __init__(self, reader: StreamReader, writer: StreamWriter, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        self._writer = writer
        self._deadline_seconds = deadline_seconds
        self._inbox = Inbox()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._last_id = 0
        self._subscribe_id = 0
        self._task = asyncio.create_task(self._read(reader), name="control client")

    @classmethod
    async def open(cls, environ: Mapping[str, str], deadline_seconds: float = DEADLINE_SECONDS) -> SocketControl:
        """Connect to this user's service; raises `NotRunning`, or `NoAnswer` when it does not take one on."""
        try:
            async with asyncio.timeout(deadline_seconds):
                return await cls._connect(environ, deadline_seconds)
        except (FileNotFoundError, ConnectionRefusedError) as error:
            raise NotRunning(NOT_RUNNING) from error
        except TimeoutError as error:
            raise NoAnswer("deskbreak is running but does not take a connection") from error
        except OSError as error:
            raise DeskbreakError(f"cannot connect to deskbreak: {error.strerror}") from error

    async def call(self, method: str, params: dict[str, Any] | None = None) -> Any:
        """See `Control`; raises `NoAnswer` after the deadline."""
        if self._task.done() or self._writer.is_closing():
            raise NotRunning(NOT_RUNNING)
        self._last_id += 1
        identity = self._last_id
        if method == "subscribe":
            self._subscribe_id = identity
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[identity] = answer
        try:
            async with asyncio.timeout(self._deadline_seconds):
                self._writer.write(encode_request(identity, method, params))
                await self._writer.drain()
                return await answer
        except TimeoutError as error:
            raise NoAnswer(f"deskbreak does not answer (waited {self._deadline_seconds:g} s)") from error
        except ConnectionError as error:
            raise NotRunning(NOT_RUNNING) from error
        finally:
            del self._waiting[identity]

    async def messages(self) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """See `Control`; for one reader at a time."""
        await self.call("subscribe")
        while (message := await self._inbox.get()) is not None:
            yield message

    async def close(self) -> None:
        """See `Control`."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._end()  # a task cancelled before it ran has not done so
        with suppress(OSError):
            await self._writer.wait_closed()

    @classmethod
    async def _connect(cls, environ: Mapping[str, str], deadline_seconds: float) -> SocketControl:
        if uses_loopback(environ):
            port, token = read_loopback(runtime_folder(environ))
            control = cls(*await asyncio.open_connection(HOST, port), deadline_seconds)
            try:
                await control.call("authenticate", {"token": token})
            except DeskbreakError:
                await control.close()
                raise
            return control
        reader, writer = await asyncio.open_unix_connection(Path(socket_path(environ)))
        if peer_uid(writer.get_extra_info("socket")) != own_uid():
            writer.close()
            raise DeskbreakError("the control socket belongs to a program of another user")
        return cls(reader, writer, deadline_seconds)

    async def _read(self, reader: StreamReader) -> None:
        lines = Lines(REPLY_BYTES)
        try:
            while data := await reader.read(CHUNK_BYTES):
                for line in lines.feed(data):
                    self._take(decode_message(line))
        except (OSError, ProtocolError):
            pass  # the service went, or speaks another language: for a screen it is gone either way
        finally:
            self._end()

    def _take(self, message: Reply | Push) -> None:
        if isinstance(message, Push):
            self._inbox.put(message.method, message.params)
            return
        if message.id == self._subscribe_id and message.failure is None:
            self._inbox.put("snapshot", message.result)  # here, so that no push that follows is overtaken
        answer = self._waiting.get(message.id) if isinstance(message.id, int) else None
        if answer is None or answer.done():
            return  # its caller has given up waiting
        if message.failure is None:
            answer.set_result(message.result)
        else:
            answer.set_exception(error_of(message.failure))

    def _end(self) -> None:
        self._writer.close()
        self._inbox.close()
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(NotRunning("deskbreak stopped before it answered"))
