from __future__ import annotations

import struct

import pytest

from deskbreak.errors import SourceFailed
from deskbreak.presence import xwire
from deskbreak.presence.xwire import DisplayName


@pytest.mark.parametrize(
    ("text", "display"),
    [
        (":0", DisplayName("", 0)),
        (":1.0", DisplayName("", 1)),
        ("unix:3", DisplayName("", 3)),
        ("localhost:10.0", DisplayName("localhost", 10)),
        ("tcp/192.0.2.7:2", DisplayName("192.0.2.7", 2)),
        ("[::1]:12", DisplayName("::1", 12)),
    ],
)
def test_a_display_name_is_taken_apart(text: str, display: DisplayName) -> None:
    assert xwire.parse_display(text) == display


@pytest.mark.parametrize("text", ["", "0", ":", ":x", ":0.0.0", "wayland-0", ":0\n", "a/b:0"])
def test_what_is_no_display_name_is_refused(text: str) -> None:
    with pytest.raises(SourceFailed, match="DISPLAY"):
        xwire.parse_display(text)


def authority(
    family: int, address: bytes, number: bytes, name: bytes = xwire.COOKIE, cookie: bytes = b"c" * 16
) -> bytes:
    fields = b"".join(struct.pack(">H", len(field)) + field for field in (address, number, name, cookie))
    return struct.pack(">H", family) + fields


@pytest.mark.parametrize(
    "entry",
    [
        authority(256, b"desk", b"1"),
        authority(256, b"desk", b""),
        authority(65535, b"", b"1"),
        authority(0, b"\x7f\0\0\1", b"1", cookie=b"wrong") + authority(256, b"desk", b"1"),
    ],
    ids=["this host", "any number", "any host", "after another"],
)
def test_the_cookie_of_a_display_is_found(entry: bytes) -> None:
    assert xwire.find_cookie(entry, DisplayName("", 1), "desk") == b"c" * 16


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"\x01",
        authority(256, b"other", b"1"),
        authority(256, b"desk", b"2"),
        authority(256, b"desk", b"1", name=b"XDM-AUTHORIZATION-1"),
        authority(256, b"desk", b"1")[:-4],
    ],
    ids=["empty", "cut off", "other host", "other number", "other kind", "cut short"],
)
def test_a_cookie_that_does_not_fit_is_left_alone(entry: bytes) -> None:
    assert xwire.find_cookie(entry, DisplayName("", 1), "desk") == b""


def test_a_refusal_is_told_without_its_control_characters() -> None:
    reason = b"No \x1b[31mprotocol\n"
    head = bytes([0, len(reason)]) + b"\0" * 6
    with pytest.raises(SourceFailed, match=r"refuses: No \[31mprotocol$"):
        xwire.parse_setup(head, reason)


def test_a_reply_is_told_from_an_event_and_from_a_late_reply() -> None:
    event = struct.pack("<BBH", 34, 0, 5).ljust(32, b"\0")
    late = struct.pack("<BBH", 1, 0, 4).ljust(32, b"\0")
    reply = struct.pack("<BBH", 1, 0, 5).ljust(32, b"\0")
    assert [xwire.is_reply(packet, 65536 + 5) for packet in (event, late, reply)] == [False, False, True]


def test_an_error_in_answer_to_the_question_is_a_failure() -> None:
    with pytest.raises(SourceFailed, match="error 9"):
        xwire.is_reply(struct.pack("<BBH", 0, 9, 5).ljust(32, b"\0"), 5)


def test_a_server_without_the_extension_is_of_no_use() -> None:
    with pytest.raises(SourceFailed, match="MIT-SCREEN-SAVER"):
        xwire.parse_extension(bytes(32))
