"""Wayland messages as bytes and back, by their signatures. No I/O; raises `WaylandError` for what is no message."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Any

from deskbreak.wayland.terms import WaylandError

_HEAD = struct.Struct("=II")
_WORD, _INT = struct.Struct("=I"), struct.Struct("=i")
_FIXED_ONE = 256


def message(sender: int, opcode: int, signature: str, arguments: Sequence[Any]) -> bytes:
    """A request of the object `sender`; objects and new objects are given by id."""
    body = b"".join(_packed(kind, value) for kind, value in zip(signature, arguments, strict=True))
    return _HEAD.pack(sender, (_HEAD.size + len(body)) << 16 | opcode) + body


def messages(received: bytearray) -> Iterator[tuple[int, int, bytes]]:
    """Take every whole message off the front: the object, the event's opcode, the arguments' bytes."""
    while len(received) >= _HEAD.size:
        sender, size_and_opcode = _HEAD.unpack_from(received)
        size, opcode = size_and_opcode >> 16, size_and_opcode & 0xFFFF
        if size < _HEAD.size or size % 4:
            raise WaylandError("the compositor talks nonsense")
        if len(received) < size:
            return
        body = bytes(received[_HEAD.size : size])
        del received[:size]
        yield sender, opcode, body


def arguments(signature: str, body: bytes) -> tuple[Any, ...]:
    """An event's arguments; a null string is "", a file descriptor is left out."""
    try:
        return tuple(_unpacked(signature, body))
    except struct.error as error:
        raise WaylandError("the compositor sent an event cut short") from error


def _packed(kind: str, value: Any) -> bytes:
    content: bytes
    match kind:
        case "i":
            return _INT.pack(value)
        case "f":
            return _INT.pack(round(value * _FIXED_ONE))
        case "s":
            return _packed("a", str(value).encode() + b"\0")
        case "a":
            content = value
            return _WORD.pack(len(content)) + content + bytes(-len(content) % 4)
        case "u" | "o" | "n":
            return _WORD.pack(value)
    raise ValueError(f"no argument of the kind {kind!r} can be sent")


def _unpacked(signature: str, body: bytes) -> Iterator[Any]:
    at = 0
    for kind in signature:
        match kind:
            case "i":
                yield _INT.unpack_from(body, at)[0]
            case "f":
                yield _INT.unpack_from(body, at)[0] / _FIXED_ONE
            case "s" | "a":
                length = _WORD.unpack_from(body, at)[0]
                content = body[at + 4 : at + 4 + length]
                if len(content) < length:
                    raise WaylandError("the compositor sent a text cut short")
                yield content if kind == "a" else content.rstrip(b"\0").decode("utf-8", "replace")
                at += length + -length % 4
            case "h":
                continue  # it comes beside the bytes
            case _:
                yield _WORD.unpack_from(body, at)[0]
        at += 4
