"""One client of the server: reads its requests in order, answers them, and pushes to it when it subscribed.

Whatever a client does, it costs the service a bounded amount of memory and time.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskbreak.control.budget import Budget
from deskbreak.control.failures import failure_of
from deskbreak.control.protocol import (
    INTERNAL_ERROR,
    INVALID_REQUEST,
    REQUEST_BYTES,
    Failure,
    Lines,
    ProtocolError,
    Request,
    decode_request,
    encode_failure,
    encode_push,
    encode_result,
)
from deskbreak.errors import DeskbreakError

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Callable

    from deskbreak.control.interface import Handler

log = logging.getLogger(__name__)
CHUNK_BYTES = 16 * 1024


@dataclass(frozen=True)
class Limits:
    """What clients may ask of the service. Bytes, and seconds."""

    connections: int = 32
    waiting: int = 256
    """How many more may wait for one of those to go, as when many commands come at once."""
    wait_seconds: float = 1.5
    requests_per_second: float = 50.0
    burst: int = 100
    bad_lines: int = 20
    request_bytes: int = REQUEST_BYTES
    backlog_bytes: int = 1024 * 1024
    write_seconds: float = 10.0


class Connection:
    """One client, from its first line to its last."""

    def __init__(self, handler: Handler, writer: StreamWriter, limits: Limits, token: str = "") -> None:
        self._handler = handler
        self._writer = writer
        self._limits = limits
        self._token = token
        self._bad_lines = 0
        self._reply_bytes = 0
        self._unsubscribe: Callable[[], None] | None = None
        self._release: Callable[[], None] | None = None

    async def serve(self, reader: StreamReader) -> None:
        """Answer until the client goes, misbehaves or is too slow to listen."""
        try:
            await self._read(reader)
        except ProtocolError as error:
            self._writer.write(encode_failure(error.id, Failure(error.code, str(error))))
        except (ConnectionError, TimeoutError):
            self._writer.transport.abort()
        finally:
            self._stop_pushing()
            self._end_hold()
            self._writer.close()

    async def wait_closed(self) -> None:
        """Wait until the last answer is written; a client that does not read it is cut off."""
        try:
            async with asyncio.timeout(1.0):
                await self._writer.wait_closed()
        except (OSError, TimeoutError):
            self._writer.transport.abort()

    async def _read(self, reader: StreamReader) -> None:
        lines = Lines(self._limits.request_bytes)
        budget = Budget(self._limits.requests_per_second, self._limits.burst)
        while data := await reader.read(CHUNK_BYTES):
            for line in lines.feed(data):
                await budget.spend()
                await self._answer(line)

    async def _answer(self, line: bytes) -> None:
        try:
            request = decode_request(line)
        except ProtocolError as error:
            await self._refuse_line(error)
            return
        self._authenticate(request)
        answer = await self._call(request)
        if request.id is not None:
            await self._send(answer)

    async def _refuse_line(self, error: ProtocolError) -> None:
        self._bad_lines += 1
        if self._token or self._bad_lines >= self._limits.bad_lines:
            raise error
        await self._send(encode_failure(error.id, Failure(error.code, str(error))))

    def _authenticate(self, request: Request) -> None:
        """Let the first message pass only with the token, where there is one."""
        if not self._token:
            return
        from hmac import compare_digest  # noqa: PLC0415 - loads OpenSSL, which systems with Unix sockets do without

        said = str(request.params.get("token", "")) if request.method == "authenticate" else ""
        if not compare_digest(said.encode("utf-8", "replace"), self._token.encode("ascii")):
            raise ProtocolError(INVALID_REQUEST, "the first message must be authenticate, with the token", request.id)
        self._token = ""

    async def _call(self, request: Request) -> bytes:
        identity = request.id if request.id is not None else 0
        try:
            return encode_result(identity, await self._dispatch(request))
        except DeskbreakError as error:
            return encode_failure(identity, failure_of(error))
        except Exception:  # the outer edge towards a client: a bug costs one answer, not the service
            log.exception("control: %s failed", request.method)
            return encode_failure(identity, Failure(INTERNAL_ERROR, "internal error; the log has the details"))

    async def _dispatch(self, request: Request) -> Any:
        if request.method == "authenticate":
            return {}
        if request.method == "subscribe":
            snapshot = await self._handler.call("status", {})
            self._start_pushing()
            return snapshot
        if request.method == "hold":
            await self._handler.call("status", {})
            self._end_hold()
            self._release = self._handler.hold(str(request.params.get("reason", "")))
            return {}
        return await self._handler.call(request.method, request.params)

    async def _send(self, line: bytes) -> None:
        self._reply_bytes = len(line)
        self._writer.write(line)
        async with asyncio.timeout(self._limits.write_seconds):
            await self._writer.drain()
        self._reply_bytes = 0

    def _start_pushing(self) -> None:
        self._stop_pushing()
        self._unsubscribe = self._handler.subscribe(self._push)

    def _stop_pushing(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def _end_hold(self) -> None:
        """Take this client's hold off: it lasts as long as its connection, however the client ends."""
        if self._release is not None:
            self._release()
            self._release = None

    def _push(self, method: str, params: dict[str, Any]) -> None:
        transport = self._writer.transport
        if transport.is_closing():
            return
        if transport.get_write_buffer_size() > self._limits.backlog_bytes + self._reply_bytes:
            log.warning("control: a subscriber does not keep up and is dropped")
            transport.abort()
            return
        self._writer.write(encode_push(method, params))
