"""The few X11 messages the program needs, as bytes: setup, extensions, idle time, atoms and properties. No I/O here.

From the X Window System Protocol, version 11, and the MIT-SCREEN-SAVER extension, version 1.0; little-endian.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskbreak.errors import DeskbreakError

if TYPE_CHECKING:
    from collections.abc import Iterator

SCREEN_SAVER = b"MIT-SCREEN-SAVER"
COOKIE = b"MIT-MAGIC-COOKIE-1"
REPLY_BYTES = 32
SETUP_HEAD_BYTES = 8

_INTERN_ATOM, _GET_PROPERTY, _QUERY_EXTENSION, _QUERY_INFO = 16, 20, 98, 1
_ANY_TYPE = 0
_MOST_PROPERTY_WORDS = 1024
_ERROR, _REPLY, _GENERIC_EVENT = 0, 1, 35
_SETUP_DONE = 1
_LOCAL, _WILD = 256, 65535
_DISPLAY = re.compile(r"(?:(?:unix|tcp)/)?(?P<host>[^:/]*|\[[0-9a-fA-F:]+\]):(?P<number>\d{1,5})(?:\.\d+)?")


class XFailed(DeskbreakError):
    """An X server cannot be used, or answers with an error."""


class XRefused(XFailed):
    """The server answers one request with an error; the connection is as good as before."""


@dataclass(frozen=True, slots=True)
class DisplayName:
    """$DISPLAY taken apart; `host` is "" for a server on this machine's Unix socket."""

    host: str
    number: int


def parse_display(text: str) -> DisplayName:
    """Read a display's name such as `:0` or `localhost:10.0`; raises `XFailed` when it is none."""
    match = _DISPLAY.fullmatch(text)
    if match is None:
        raise XFailed(f"DISPLAY is not the name of an X display: {text!r}")
    host = match["host"].strip("[]")
    return DisplayName("" if host == "unix" else host, int(match["number"]))


def find_cookie(authority: bytes, display: DisplayName, hostname: str) -> bytes:
    """The cookie an Xauthority file has for a display of this machine, or one forwarded to it; b"" when none fits."""
    for family, address, number, name, cookie in _authorities(authority):
        here = family == _WILD or (family == _LOCAL and address == hostname.encode())
        if here and name == COOKIE and number in (b"", str(display.number).encode()):
            return cookie
    return b""


def _authorities(raw: bytes) -> Iterator[tuple[int, bytes, bytes, bytes, bytes]]:
    """Entries of the file; one cut short ends it."""
    at = 0
    while at + 2 <= len(raw):
        (family,) = struct.unpack_from(">H", raw, at)
        at += 2
        fields = []
        for _ in range(4):
            length = int.from_bytes(raw[at : at + 2], "big")
            fields.append(raw[at + 2 : at + 2 + length])
            at += 2 + length
        if at <= len(raw):
            yield family, fields[0], fields[1], fields[2], fields[3]


def setup_request(cookie: bytes) -> bytes:
    """The first bytes a client sends."""
    name = COOKIE if cookie else b""
    return struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(cookie)) + _padded(name) + _padded(cookie)


def setup_rest_bytes(head: bytes) -> int:
    """How many bytes follow the first eight of the server's answer."""
    return 4 * int(struct.unpack_from("<H", head, 6)[0])


def parse_setup(head: bytes, rest: bytes) -> int:
    """The first screen's root window; raises `XFailed` when the server refuses."""
    if head[0] != _SETUP_DONE:
        reason = rest[: head[1]].decode("ascii", "replace").strip() if head[0] == 0 else "it wants more credentials"
        raise XFailed(f"the X server refuses: {printable(reason)}")
    vendor_length, _, screens, formats = struct.unpack_from("<HHBB", rest, 16)
    if not screens:
        raise XFailed("the X server has no screen")
    return int(struct.unpack_from("<I", rest, 32 + _round_up(vendor_length) + 8 * formats)[0])


def query_extension(name: bytes) -> bytes:
    """Ask whether the server has an extension."""
    return struct.pack("<BxHHxx", _QUERY_EXTENSION, 2 + _round_up(len(name)) // 4, len(name)) + _padded(name)


def parse_extension(reply: bytes) -> int:
    """The extension's major opcode; raises `XFailed` when the server does not have it."""
    present, opcode = reply[8], reply[9]
    if not present:
        raise XFailed("the X server has no MIT-SCREEN-SAVER extension")
    return opcode


def query_info(opcode: int, root: int) -> bytes:
    """Ask how long the devices of `root`'s display have been idle."""
    return struct.pack("<BBHI", opcode, _QUERY_INFO, 2, root)


def parse_info(reply: bytes) -> float:
    """Seconds since the last input."""
    return int(struct.unpack_from("<I", reply, 16)[0]) / 1000


def intern_atom(name: str) -> bytes:
    """Ask for the number of a name."""
    raw = name.encode("ascii")
    return struct.pack("<BBHHxx", _INTERN_ATOM, 0, 2 + _round_up(len(raw)) // 4, len(raw)) + _padded(raw)


def parse_atom(reply: bytes) -> int:
    """The number of the name."""
    return int(struct.unpack_from("<I", reply, 8)[0])


def get_property(window: int, atom: int) -> bytes:
    """Ask for the value of a window's property, whatever its type."""
    return struct.pack("<BBHIIIII", _GET_PROPERTY, 0, 6, window, atom, _ANY_TYPE, 0, _MOST_PROPERTY_WORDS)


def parse_property(reply: bytes) -> bytes:
    """The property's value; b"" when the window has none."""
    size, count = reply[1] // 8, int(struct.unpack_from("<I", reply, 16)[0])
    return reply[REPLY_BYTES : REPLY_BYTES + size * count]


def numbers(value: bytes) -> tuple[int, ...]:
    """A property of 32-bit numbers, such as atoms or windows."""
    return struct.unpack(f"<{len(value) // 4}I", value[: len(value) // 4 * 4])


def is_reply(packet: bytes, serial: int) -> bool:
    """Tell the reply to request `serial` from events and late replies; raises `XRefused` for its error."""
    (sequence,) = struct.unpack_from("<H", packet, 2)
    if sequence != serial & 0xFFFF:
        return False
    if packet[0] == _ERROR:
        raise XRefused(f"the X server answers with error {packet[1]}")
    return packet[0] == _REPLY


def extra_bytes(packet: bytes) -> int:
    """How many bytes follow a packet's first 32."""
    has_more = packet[0] in {_REPLY, _GENERIC_EVENT}
    return 4 * int(struct.unpack_from("<I", packet, 4)[0]) if has_more else 0


def printable(text: str) -> str:
    """A text from outside without control characters, cut to a line."""
    return "".join(character for character in text if character.isprintable())[:200]


def _round_up(length: int) -> int:
    return (length + 3) & ~3


def _padded(field: bytes) -> bytes:
    return field.ljust(_round_up(len(field)), b"\0")
