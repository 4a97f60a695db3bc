"""OSC strings are taken out of the input whole, however they arrive; everything else goes through untouched."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.tui.osc import LONGEST, OscFilter


@pytest.mark.parametrize("end", ["\x07", "\x1b\\", "\x9c"])
def test_a_reply_is_taken_out_and_kept(end: str) -> None:
    osc = OscFilter()
    assert osc.feed(f"a\x1b]11;rgb:1010/1818/2020{end}b") == "ab"
    assert osc.replies == ["11;rgb:1010/1818/2020"]
    assert not osc.is_holding


@given(st.lists(st.integers(0, 30), max_size=6))
def test_a_reply_in_pieces_is_one_reply(cuts: list[int]) -> None:
    text = "xy\x1b]99;i=1:p=buttons;2\x1b\\z\x1b[A"
    edges = sorted({0, *(cut for cut in cuts if cut < len(text)), len(text)})
    pieces = [text[a:b] for a, b in pairwise(edges)]
    if "\x1b" in pieces:  # an Escape by itself is a key, not the start of a reply
        return
    osc = OscFilter()
    assert "".join(osc.feed(piece) for piece in pieces) == "xyz\x1b[A"
    assert osc.replies == ["99;i=1:p=buttons;2"]


@given(st.text(st.characters(exclude_characters="\x1b")))
def test_text_without_escapes_goes_through(text: str) -> None:
    assert OscFilter().feed(text) == text


def test_a_lone_escape_is_not_kept_back() -> None:
    osc = OscFilter()
    assert osc.feed("\x1b") == "\x1b"
    assert not osc.is_holding


def test_alt_and_a_bracket_are_keys_once_nothing_follows() -> None:
    osc = OscFilter()
    assert osc.feed("\x1b]") == ""
    assert osc.is_holding
    assert osc.release() == "\x1b]"
    assert not osc.is_holding


def test_a_reply_that_never_ends_is_dropped() -> None:
    osc = OscFilter()
    assert osc.feed("\x1b]11;rgb") == ""
    assert osc.release() == ""


def test_a_reply_without_bounds_is_not_collected() -> None:
    osc = OscFilter()
    osc.feed("\x1b]1" + "x" * LONGEST)
    assert not osc.is_holding
