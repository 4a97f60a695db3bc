"""The light synchronous client of the commands: one connection, one call, a deadline. No asyncio."""

from __future__ import annotations

import _socket  # `socket` itself costs a client command a tenth of its time
import time

from deskbreak.control.address import HOST, NOT_RUNNING, read_loopback, uses_loopback
from deskbreak.control.failures import error_of
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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Self

DEADLINE_SECONDS = 2.0
CHUNK_BYTES = 64 * 1024


class NoAnswer(DeskbreakError):
    """The service is there and does not answer in time."""


class Client:
    """A connection to the running service. Close it, or use it in a `with`."""

    def __init__(self, connection: _socket.socket, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        self._connection = connection
        self._deadline_seconds = deadline_seconds
        self._lines = Lines(REPLY_BYTES)
        self._waiting: list[bytes] = []
        self._last_id = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, method: str, params: dict[str, Any] | None = None) -> Any:
        """Carry out one method in time; raises what the service raised, `NotRunning` or `NoAnswer`."""
        until = time.monotonic() + self._deadline_seconds
        self._last_id += 1
        self._send(encode_request(self._last_id, method, params))
        while True:
            message = self._receive(until)
            if isinstance(message, Reply) and message.id in (self._last_id, None):
                break
        if message.failure:
            raise error_of(message.failure)
        return message.result

    def next_push(self, wait_seconds: float | None = None) -> tuple[str, dict[str, Any]] | None:
        """The next push, None when none comes in time. Call `subscribe` first; raises `NotRunning` at the end."""
        until = None if wait_seconds is None else time.monotonic() + wait_seconds
        while True:
            try:
                message = self._receive(until)
            except NoAnswer:
                return None
            if isinstance(message, Push):
                return message.method, message.params

    @property
    def is_connected(self) -> bool:
        """Whether the service is still there; nothing it sent is taken away."""
        self._connection.settimeout(0)
        try:
            return self._connection.recv(1, _socket.MSG_PEEK) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _send(self, line: bytes) -> None:
        self._connection.settimeout(self._deadline_seconds)
        try:
            self._connection.sendall(line)
        except TimeoutError as error:
            raise self._no_answer() from error
        except OSError as error:
            raise NotRunning(NOT_RUNNING) from error

    def _receive(self, until: float | None) -> Reply | Push:
        while not self._waiting:
            self._waiting = self._feed(self._read(until))
        try:
            return decode_message(self._waiting.pop(0))
        except ProtocolError as error:
            raise DeskbreakError(f"the service sent something unreadable: {error}") from error

    def _read(self, until: float | None) -> bytes:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            raise self._no_answer()
        self._connection.settimeout(left)
        try:
            data = self._connection.recv(CHUNK_BYTES)
        except TimeoutError as error:
            raise self._no_answer() from error
        except OSError:
            data = b""
        if not data:
            raise NotRunning("deskbreak stopped before it answered")
        return data

    def _feed(self, data: bytes) -> list[bytes]:
        try:
            return self._lines.feed(data)
        except ProtocolError as error:
            raise DeskbreakError(f"the service sent something unreadable: {error}") from error

    def _no_answer(self) -> NoAnswer:
        return NoAnswer(f"deskbreak is running but does not answer (waited {self._deadline_seconds:g} s)")


def connect(environ: Mapping[str, str], deadline_seconds: float = DEADLINE_SECONDS) -> Client:
    """Connect to this user's service; raises `NotRunning`, or `NoAnswer` when it takes no one on."""
    if uses_loopback(environ):
        port, token = read_loopback(runtime_folder(environ))
        client = Client(_open(_socket.AF_INET, (HOST, port), deadline_seconds), deadline_seconds)
        client.call("authenticate", {"token": token})
        return client
    connection = _open(_socket.AF_UNIX, socket_path(environ), deadline_seconds)
    if peer_uid(connection) != own_uid():
        connection.close()
        raise DeskbreakError("the control socket belongs to a program of another user")
    return Client(connection, deadline_seconds)


def _open(family: int, address: object, deadline_seconds: float) -> _socket.socket:
    connection = _socket.socket(family, _socket.SOCK_STREAM)
    connection.settimeout(deadline_seconds)
    try:
        connection.connect(address)  # type: ignore[arg-type]  # a path or a host and port, by family
    except (FileNotFoundError, ConnectionRefusedError) as error:
        connection.close()
        raise NotRunning(NOT_RUNNING) from error
    except (TimeoutError, BlockingIOError) as error:
        connection.close()
        raise NoAnswer("deskbreak is running but does not take a connection") from error
    except OSError as error:
        connection.close()
        raise DeskbreakError(f"cannot connect to deskbreak: {error.strerror}") from error
    return connection
