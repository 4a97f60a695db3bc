"""JSON-RPC 2.0, one line per message: bytes to messages and back. Pure: no socket, no clock.

Client commands load this on every start, so it needs `json` and nothing else.
"""

from __future__ import annotations

import json
from math import isfinite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

REQUEST_BYTES = 64 * 1024
"""The longest line a client may send."""
REPLY_BYTES = 16 * 1024 * 1024
"""The longest line the service may send; years of history fit."""
ID_LENGTH = 64

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
REFUSED = 1001


class ProtocolError(Exception):
    """A line that is no message; `code` and `id` are what an answer to it carries."""

    def __init__(self, code: int, message: str, identity: int | str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.id = identity


class LineTooLong(ProtocolError):
    """A line passed the limit; nothing after it can be read."""

    def __init__(self, limit: int) -> None:
        super().__init__(INVALID_REQUEST, f"a message may have at most {limit} bytes")


class Lines:
    """Cuts a stream of bytes into lines, holding at most `limit` bytes of an unfinished one."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that `data` completes, without their ends and without empty ones."""
        self._rest += data
        if b"\n" not in data:
            return self._unfinished()
        *whole, rest = self._rest.split(b"\n")
        if len(rest) > self._limit or any(len(line) > self._limit for line in whole):
            raise LineTooLong(self._limit)
        self._rest = rest
        return [bytes(line) for line in whole if line.strip()]

    def _unfinished(self) -> list[bytes]:
        if len(self._rest) > self._limit:
            raise LineTooLong(self._limit)
        return []


class Request:
    """One call from a client; `id` is None for a notification, which gets no answer."""

    __slots__ = ("id", "method", "params")

    def __init__(self, identity: int | str | None, method: str, params: dict[str, Any]) -> None:
        self.id = identity
        self.method = method
        self.params = params


class Failure:
    """The `error` object of an answer."""

    __slots__ = ("code", "data", "message")

    def __init__(self, code: int, message: str, data: dict[str, Any] | None = None) -> None:
        self.code = code
        self.message = message
        self.data = data or {}


class Reply:
    """The answer to the request `id`: a result, or a failure."""

    __slots__ = ("failure", "id", "result")

    def __init__(self, identity: int | str | None, result: Any, failure: Failure | None = None) -> None:
        self.id = identity
        self.result = result
        self.failure = failure


class Push:
    """What the service says unasked: `snapshot` or `event`."""

    __slots__ = ("method", "params")

    def __init__(self, method: str, params: dict[str, Any]) -> None:
        self.method = method
        self.params = params


def decode_request(line: bytes) -> Request:
    """One line from a client; raises `ProtocolError`."""
    message = _object(line)
    identity = _request_id(message)
    method, params = message.get("method"), message.get("params", {})
    if message.get("jsonrpc") != "2.0" or not isinstance(method, str):
        raise ProtocolError(INVALID_REQUEST, 'a request has "jsonrpc": "2.0" and a "method"', identity)
    if not isinstance(params, dict):
        raise ProtocolError(INVALID_PARAMS, '"params" must be an object', identity)
    return Request(identity, method, params)


def decode_message(line: bytes) -> Reply | Push:
    """One line from the service; raises `ProtocolError`."""
    message = _object(line)
    if message.get("jsonrpc") != "2.0":
        raise ProtocolError(INVALID_REQUEST, 'a message has "jsonrpc": "2.0"')
    if "method" in message:
        return _push(message)
    identity = _checked_id(message.get("id"))
    if "error" in message:
        return Reply(identity, None, _failure(message["error"]))
    if "result" not in message:
        raise ProtocolError(INVALID_REQUEST, "an answer has a result or an error")
    return Reply(identity, message["result"])


def encode_request(identity: int | str | None, method: str, params: dict[str, Any] | None = None) -> bytes:
    """A call as one line; without an identity it is a notification."""
    message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params or {}}
    return _line(message if identity is None else {**message, "id": identity})


def encode_result(identity: int | str, result: Any) -> bytes:
    """An answer as one line."""
    return _line({"jsonrpc": "2.0", "id": identity, "result": result})


def encode_failure(identity: int | str | None, failure: Failure) -> bytes:
    """An answer that says what went wrong, as one line."""
    error: dict[str, Any] = {"code": failure.code, "message": failure.message}
    if failure.data:
        error["data"] = failure.data
    return _line({"jsonrpc": "2.0", "id": identity, "error": error})


def encode_push(method: str, params: dict[str, Any]) -> bytes:
    """Something said unasked, as one line."""
    return _line({"jsonrpc": "2.0", "method": method, "params": params})


def _line(message: dict[str, Any]) -> bytes:
    # ASCII on purpose: an unpaired surrogate from outside survives it, and no line separator hides in it.
    return json.dumps(message, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"


def _object(line: bytes) -> dict[str, Any]:
    try:
        message = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(PARSE_ERROR, "not JSON") from error
    if isinstance(message, list):
        raise ProtocolError(INVALID_REQUEST, "batches are not supported: send one message per line")
    if not isinstance(message, dict):
        raise ProtocolError(INVALID_REQUEST, "a message is an object")
    return message


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError("a number out of range")
    return number


def _request_id(message: dict[str, Any]) -> int | str | None:
    if "id" not in message:
        return None
    identity = _checked_id(message["id"])
    if identity is None:
        raise ProtocolError(INVALID_REQUEST, "the id of a request may not be null")
    return identity


def _checked_id(identity: object) -> int | str | None:
    if identity is None or (isinstance(identity, int) and not isinstance(identity, bool)):
        return identity
    if isinstance(identity, str) and len(identity) <= ID_LENGTH:
        return identity
    raise ProtocolError(INVALID_REQUEST, f"an id is a whole number or a text of at most {ID_LENGTH} characters")


def _push(message: dict[str, Any]) -> Push:
    method, params = message["method"], message.get("params", {})
    if not isinstance(method, str) or not isinstance(params, dict):
        raise ProtocolError(INVALID_REQUEST, "a push has a method and an object of params")
    return Push(method, params)


def _failure(error: object) -> Failure:
    if not isinstance(error, dict):
        raise ProtocolError(INVALID_REQUEST, "an error is an object")
    code, message, data = error.get("code"), error.get("message"), error.get("data", {})
    if not isinstance(code, int) or not isinstance(message, str) or not isinstance(data, dict):
        raise ProtocolError(INVALID_REQUEST, "an error has a code and a message")
    return Failure(code, message, data)
