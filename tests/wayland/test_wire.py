from __future__ import annotations

import contextlib
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.wayland import WaylandError, wire

_WORDS = st.integers(0, 2**32 - 1)
_ARGUMENTS = {
    "i": st.integers(-(2**31), 2**31 - 1),
    "u": _WORDS,
    "o": _WORDS,
    "n": _WORDS,
    "f": st.integers(-(2**31), 2**31 - 1).map(lambda number: number / 256),
    "s": st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60),
    "a": st.binary(max_size=60),
}


@st.composite
def signed(draw: st.DrawFn) -> tuple[str, tuple[Any, ...]]:
    signature = draw(st.text(st.sampled_from("".join(_ARGUMENTS)), max_size=6))
    return signature, tuple(draw(_ARGUMENTS[kind]) for kind in signature)


@given(sender=_WORDS, opcode=st.integers(0, 65535), what=signed())
def test_what_was_packed_is_unpacked_again(sender: int, opcode: int, what: tuple[str, tuple[Any, ...]]) -> None:
    signature, arguments = what
    received = bytearray(wire.message(sender, opcode, signature, arguments))
    assert len(received) % 4 == 0
    [(from_whom, which, body)] = wire.messages(received)
    assert (from_whom, which, wire.arguments(signature, body)) == (sender, opcode, arguments)
    assert not received


@pytest.mark.skipif(sys.byteorder != "little", reason="words are in the order of the machine")
def test_a_message_is_laid_out_as_the_protocol_says() -> None:
    bound = wire.message(2, 0, "usun", (7, "wl_seat", 1, 3))
    expected = "02000000 00002000 07000000 08000000 776c5f73 65617400 01000000 03000000"
    assert bound.hex(" ", 4) == expected


@given(cut=st.integers(0, 31))
def test_half_a_message_waits_for_the_rest(cut: int) -> None:
    whole = wire.message(1, 2, "us", (9, "half a message"))
    received = bytearray(whole[: min(cut, len(whole) - 1)])
    assert list(wire.messages(received)) == []
    received += whole[len(received) :]
    assert len(list(wire.messages(received))) == 1


@pytest.mark.parametrize("size", [0, 4, 7, 10])
def test_a_size_that_cannot_be_is_refused(size: int) -> None:
    head = (1).to_bytes(4, sys.byteorder) + (size << 16).to_bytes(4, sys.byteorder)
    with pytest.raises(WaylandError, match="nonsense"):
        list(wire.messages(bytearray(head + bytes(16))))


@given(signature=st.text(st.sampled_from("iufsona"), min_size=1, max_size=6), body=st.binary(max_size=40))
def test_any_bytes_are_arguments_or_an_error(signature: str, body: bytes) -> None:
    with contextlib.suppress(WaylandError):
        assert len(wire.arguments(signature, body)) == len(signature)


def test_a_file_descriptor_is_left_out() -> None:
    assert wire.arguments("uhu", wire.message(1, 0, "uu", (1, 2))[8:]) == (1, 2)
    with pytest.raises(ValueError, match="'h'"):
        wire.message(1, 0, "h", (3,))
