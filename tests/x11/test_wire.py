from __future__ import annotations

import struct

import pytest

from deskbreak.x11 import wire
from deskbreak.x11.wire import DisplayName, XFailed


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
    assert wire.parse_display(text) == display


@pytest.mark.parametrize("text", ["", "0", ":", ":x", ":0.0.0", "wayland-0", ":0\n", "a/b:0"])
def test_what_is_no_display_name_is_refused(text: str) -> None:
    with pytest.raises(XFailed, match="DISPLAY"):
        wire.parse_display(text)


def authority(
    family: int, address: bytes, number: bytes, name: bytes = wire.COOKIE, cookie: bytes = b"c" * 16
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
    assert wire.find_cookie(entry, DisplayName("", 1), "desk") == b"c" * 16


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
    assert wire.find_cookie(entry, DisplayName("", 1), "desk") == b""


def test_a_refusal_is_told_without_its_control_characters() -> None:
    reason = b"No \x1b[31mprotocol\n"
    head = bytes([0, len(reason)]) + b"\0" * 6
    with pytest.raises(XFailed, match=r"refuses: No \[31mprotocol$"):
        wire.parse_setup(head, reason)


def test_a_reply_is_told_from_an_event_and_from_a_late_reply() -> None:
    event = struct.pack("<BBH", 34, 0, 5).ljust(32, b"\0")
    late = struct.pack("<BBH", 1, 0, 4).ljust(32, b"\0")
    reply = struct.pack("<BBH", 1, 0, 5).ljust(32, b"\0")
    assert [wire.is_reply(packet, 65536 + 5) for packet in (event, late, reply)] == [False, False, True]


def test_an_error_in_answer_to_the_question_is_a_failure() -> None:
    with pytest.raises(XFailed, match="error 9"):
        wire.is_reply(struct.pack("<BBH", 0, 9, 5).ljust(32, b"\0"), 5)


def test_a_server_without_the_extension_is_of_no_use() -> None:
    with pytest.raises(XFailed, match="MIT-SCREEN-SAVER"):
        wire.parse_extension(bytes(32))


def test_a_property_is_cut_out_of_its_reply() -> None:
    reply = struct.pack("<BBHIIII12x", 1, 32, 5, 2, 4, 0, 2) + struct.pack("<II", 7, 9)
    assert wire.numbers(wire.parse_property(reply)) == (7, 9)


def test_a_property_a_window_does_not_have_is_empty() -> None:
    assert wire.parse_property(struct.pack("<BBH28x", 1, 0, 5)) == b""


def test_an_atom_is_asked_for_by_its_name_and_read_from_the_reply() -> None:
    assert wire.intern_atom("WM_CLASS") == struct.pack("<BBHHxx8s", 16, 0, 4, 8, b"WM_CLASS")
    assert wire.parse_atom(struct.pack("<BBHII20x", 1, 0, 5, 0, 67)) == 67
