"""Tables fit the terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deskbreak.history.table import Column, cells, lines

COLUMNS = [Column("When"), Column("Rested", 1, right=True), Column("Snoozes", 3, right=True), Column("Stretches", 2)]
ROWS = [("Fri 12:00", "4m 00s", "1", "march, lunge-twist, standing-quad"), ("Fri 13:00", "58s", "", "")]


def test_a_wide_terminal_shows_everything() -> None:
    assert list(lines(COLUMNS, ROWS, 80)) == [
        "When       Rested  Snoozes  Stretches",
        "Fri 12:00  4m 00s        1  march, lunge-twist, standing-quad",
        "Fri 13:00     58s",
    ]


def test_the_last_column_is_cut_before_others_go() -> None:
    assert list(lines(COLUMNS, ROWS, 44))[1] == "Fri 12:00  4m 00s        1  march, lunge-tw…"


def test_columns_go_in_their_order() -> None:
    assert next(lines(COLUMNS, ROWS, 32)) == "When       Rested  Stretches"
    assert next(lines(COLUMNS, ROWS, 20)) == "When       Rested"
    assert next(lines(COLUMNS, ROWS, 12)) == "When"


def test_wide_signs_take_two_cells() -> None:
    assert list(lines([Column("A"), Column("B")], [("伸び", "x"), ("ab", "y")], 80))[1:] == ["伸び  x", "ab    y"]


@given(st.lists(st.tuples(*[st.text(max_size=30)] * 4)), st.integers(1, 120))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, ...]], width: int) -> None:
    assert all(cells(line) <= width for line in lines(COLUMNS, rows, width))
