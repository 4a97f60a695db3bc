"""The pictures are right at every size, and readable without colour."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbreak.tui.draw import dayline, digits, gauge, steps
from deskbreak.tui.draw.dayline import Day, Part
from deskbreak.tui.draw.gauge import Dial
from deskbreak.tui.draw.ink import Canvas, Ink, Picture, fitted, plain, plain_text, spread, width_of
from deskbreak.tui.draw.strokes import SMALL, STROKES

HOUR = 3600.0


def ink(rows: Picture) -> int:
    """How much of a ring is there, in dots: a quarter of a cell is two."""
    signs = "".join(each.text for row in rows for each in row if each.role in ("accent", "faint"))
    quarters = sum(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".find(sign).bit_count() for sign in signs if sign in "▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")
    return 2 * quarters + sum((ord(sign) - 0x2800).bit_count() for sign in signs if 0x2800 <= ord(sign) < 0x2900)


@pytest.mark.parametrize("rows", [8, 14, 25, 40])
def test_a_fuller_ring_has_more_ink(rows: int) -> None:
    counts = [ink(gauge.draw(Dial(fraction, "5"), 2 * rows, rows)) for fraction in (0, 0.25, 0.5, 0.75, 1)]
    assert counts == sorted(set(counts))


def test_the_ring_empties_clockwise_from_the_top() -> None:
    rows = plain_text(gauge.draw(Dial(0.5, "up", glyph_role=""), 28, 14)).split("\n")
    left, right = ("".join(row.ljust(28)[half] for row in rows) for half in (slice(6), slice(22, 28)))
    assert set(left) & set("▟█▙")
    assert not set(right) & set("▟█▙")


def test_a_waiting_ring_is_lighter_than_a_running_one_and_fuller_than_an_empty_one() -> None:
    full, loose, empty = (
        ink(gauge.draw(dial, 40, 14)) for dial in (Dial(1, "5"), Dial(1, "5", is_loose=True), Dial(0, "5"))
    )
    assert full > loose > empty


@pytest.mark.parametrize("rows", [8, 12, 13, 16, 25, 40])
@pytest.mark.parametrize("glyphs", ["9", "23", "1:28", "10:00", "up", "bars", "moon", "tick"])
def test_what_is_in_the_ring_does_not_touch_it(rows: int, glyphs: str) -> None:
    bare = gauge.draw(Dial(1.0, "", glyph_role="x", caption=""), 2 * rows, rows)
    with_glyphs = gauge.draw(Dial(1.0, glyphs, "minutes", glyph_role="strong"), 2 * rows, rows)
    assert ink(bare) == ink(with_glyphs)


@settings(max_examples=40)
@given(
    width=st.integers(1, 220),
    height=st.integers(1, 60),
    fraction=st.floats(-1, 2),
    glyphs=st.sampled_from(["7", "23", "118", "1:47", "10:59", "up", "bars", "moon", "tick"]),
    caption=st.sampled_from(["", "minutes"]),
)
def test_a_gauge_never_leaves_its_box(width: int, height: int, fraction: float, glyphs: str, caption: str) -> None:
    picture = gauge.draw(Dial(fraction, glyphs, caption), width, height)
    assert len(picture) <= height
    if width >= 20:
        assert all(width_of(row) <= width for row in picture)


def test_where_no_ring_fits_the_gauge_is_a_bar_with_the_same_words() -> None:
    text = plain_text(gauge.draw(Dial(0.5, "9", "minutes"), 30, 2))
    assert "9 minutes" in text
    assert text.count("━") == text.count("─") == 13


@pytest.mark.parametrize("rows", [3, 4, 5, 6, 9, 14, 18])
@pytest.mark.parametrize("glyph", sorted(STROKES))
def test_every_glyph_fills_its_box_at_every_height(glyph: str, rows: int) -> None:
    lines = digits.lines((glyph,), rows)
    assert len(lines) == rows
    assert {len(line) for line in lines} == {digits.span((glyph,), rows)}
    assert any(sign != " " for line in lines for sign in line)


@pytest.mark.parametrize("rows", [4, 5, 6, 9, 14])
def test_no_two_digits_look_alike(rows: int) -> None:
    assert len({tuple(digits.lines((digit,), rows)) for digit in "0123456789"}) == 10


def test_the_small_digits_know_every_glyph_the_large_ones_know() -> None:
    assert set(SMALL) == set(STROKES)


@pytest.mark.parametrize("rows", [5, 6, 9])
def test_no_two_slim_digits_look_alike_and_each_has_its_holes(rows: int) -> None:
    drawn = {digit: tuple(digits.lines((digit,), rows, 0.72)) for digit in "0123456789"}
    assert len(set(drawn.values())) == 10
    assert all("█" * len(lines[0]) not in lines[1:-1] for digit, lines in drawn.items() if digit in "0689")


@pytest.mark.parametrize("sign", ["up", "bars", "moon", "tick"])
def test_a_sign_stands_in_the_very_middle_of_a_ring(sign: str) -> None:
    assert all(digits.span((sign,), rows) % 2 == 0 for rows in range(4, 23))


def test_digits_that_do_not_fit_are_left_out() -> None:
    assert digits.fit("10:59", radius=2.0) == []


def test_the_days_line_has_a_sign_of_its_own_for_everything() -> None:
    parts = (
        Part("bout", 8 * HOUR, 10 * HOUR),
        Part("hold", 9 * HOUR, 9.5 * HOUR, "call"),
        Part("break", 10 * HOUR, 10.1 * HOUR, "taken"),
        Part("break", 11 * HOUR, 11.1 * HOUR, "skipped"),
        Part("break", 12 * HOUR, 12.1 * HOUR, "partial"),
        Part("absence", 12.2 * HOUR, 13 * HOUR),
    )
    line, hours = plain_text(dayline.draw(Day(parts, 13 * HOUR), 90)).split("\n")
    assert line[0:20].replace("╍", "━") == "━" * 20
    assert "╍╍╍" in line
    assert [line[round((hour - 8) * 10)] for hour in (10, 11, 12)] == ["●", "○", "◐"]
    assert line[50] == "╸"
    assert hours.split() == ["8", "9", "10", "11", "12", "13", "14", "15", "16"]


def test_an_empty_day_begins_at_the_present_hour() -> None:
    assert dayline.window(Day((), 9.5 * HOUR)) == (9 * HOUR, 18 * HOUR)


def test_a_long_day_is_drawn_to_the_hour_after_now() -> None:
    assert dayline.window(Day((Part("bout", 6 * HOUR, 7 * HOUR),), 23.5 * HOUR)) == (6 * HOUR, 24 * HOUR)


@given(
    width=st.integers(0, 200),
    spans=st.lists(
        st.tuples(st.sampled_from(["bout", "hold", "break", "off", "x"]), st.floats(0, 2e5), st.floats(0, 2e5))
    ),
    now=st.floats(0, 2e5),
)
def test_the_days_line_keeps_to_its_width(width: int, spans: list[tuple[str, float, float]], now: float) -> None:
    day = Day(tuple(Part(what, min(a, b), max(a, b)) for what, a, b in spans), now)
    assert all(width_of(row) <= width for row in dayline.draw(day, width))


def test_a_routines_segments_fill_the_width_and_thicken_as_it_goes_on() -> None:
    row = steps.draw((30, 60, 30), 60, 42)
    text = "".join(ink.text for ink in row)
    assert len(text) == 42
    assert text.count("━") == 20
    assert text.count(" ") == 2


def test_more_steps_than_cells_still_keep_to_the_width() -> None:
    assert width_of(steps.draw([1.0] * 50, 10, 20)) == 20


def test_text_from_outside_loses_everything_a_terminal_acts_upon() -> None:
    assert plain("a\x1b[31mb\x07\nc\u202ed\u200be") == "a[31mb cde"


def test_text_is_cut_with_an_ellipsis_by_cells() -> None:
    assert fitted("stretching", 6) == "stret…"
    assert fitted("日本語", 4) == "日…"
    assert fitted("same", 4) == "same"


def test_the_right_end_of_a_row_goes_when_both_do_not_fit() -> None:
    left, right = (Ink("left"),), (Ink("right"),)
    assert width_of(spread(left, right, 12)) == 12
    assert spread(left, right, 9) == left


def test_nothing_is_drawn_outside_a_canvas() -> None:
    canvas = Canvas(4, 2)
    canvas.write(2, 0, "long", "")
    canvas.stamp(["wider than it"], 1, "")
    assert all(width_of(row) == 4 for row in canvas.picture())
