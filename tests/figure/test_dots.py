"""The field of dots: shapes are what geometry says, and cells are what the dots say."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbreak.figure import cells
from deskbreak.figure.dots import Dots, Round, capsule, common, disc, grown, joined, pattern, polygon, without

places = st.floats(-5, 25)
radii = st.floats(0.6, 6)
rounds = st.builds(Round, places, places, radii)


def dots_of(shape: dict[int, int]) -> set[tuple[int, int]]:
    return {(x, y) for y, bits in shape.items() for x in range(bits.bit_length()) if bits >> x & 1}


def is_inside(x: float, y: float, start: Round, end: Round) -> bool:
    """Whether a point is in a disc whose middle and size go from one to the other."""
    steps = 60
    return any(
        hypot(x - start.x - (end.x - start.x) * i / steps, y - start.y - (end.y - start.y) * i / steps)
        <= start.radius + (end.radius - start.radius) * i / steps
        for i in range(steps + 1)
    )


@settings(deadline=None, max_examples=60)
@given(start=rounds, end=rounds)
def test_a_capsule_has_the_dots_between_its_discs(start: Round, end: Round) -> None:
    found = dots_of(capsule(start, end))
    inner, outer = ([each._replace(radius=each.radius + by) for each in (start, end)] for by in (-0.15, 0.05))
    for x in range(0, 25, 2):
        for y in range(0, 25, 3):
            if is_inside(x + 0.5, y + 0.5, *inner):
                assert (x, y) in found
            if (x, y) in found:
                assert is_inside(x + 0.5, y + 0.5, *outer)


@settings(deadline=None)
@given(start=rounds, end=rounds)
def test_a_capsule_is_the_same_from_either_end(start: Round, end: Round) -> None:
    assert capsule(start, end) == capsule(end, start)


def test_a_level_capsule_is_drawn() -> None:
    assert dots_of(capsule(Round(2, 2.5, 0.6), Round(8, 2.5, 0.6))) == {(x, 2) for x in range(1, 9)}


def test_shapes_combine_as_sets_do() -> None:
    one, other = disc(Round(5, 5, 3)), disc(Round(7, 5, 3))
    assert dots_of(joined(one, other)) == dots_of(one) | dots_of(other)
    assert dots_of(common(one, other)) == dots_of(one) & dots_of(other)
    assert dots_of(without(one, other)) == dots_of(one) - dots_of(other)
    assert dots_of(one) < dots_of(grown(one, 1))


def test_a_polygon_is_filled() -> None:
    assert dots_of(polygon(((1, 1), (5, 1), (5, 4), (1, 4)))) == {(x, y) for x in range(1, 5) for y in range(1, 4)}


def test_later_shapes_cover_earlier_ones_and_nothing_leaves_the_field() -> None:
    dots = Dots(8, 8)
    dots.paint(disc(Round(4, 4, 30)), "far")
    dots.paint(disc(Round(4, 4, 1.5)), "near")
    assert all(near & far == 0 for near, far in zip(dots.layers["near"], dots.layers["far"], strict=True))
    assert max(dots.layers["far"]) < 1 << 8
    dots.erase({3: 0xFF, 99: 1, -1: 1}, ("far",))
    assert dots.layers["far"][3] == 0
    assert dots.layers["near"][3] != 0


def test_thinning_keeps_a_pattern() -> None:
    dots = Dots(4, 2)
    dots.paint({0: 0b1111, 1: 0b1111}, "far")
    dots.thin("far", (pattern(4, 2, 0), pattern(4, 2, 1)))
    assert dots.layers["far"] == [0b0101, 0b1010]


def one_cell(bits: dict[str, list[int]], style: str) -> cells.Cell:
    dots = Dots(2, 4)
    for role, rows in bits.items():
        dots.layers[role][:] = rows
    return cells.draw(dots, style)[0][0]


@pytest.mark.parametrize(
    ("rows", "char"),
    [([1, 0, 0, 0], "⠁"), ([2, 0, 0, 0], "⠈"), ([0, 0, 0, 1], "⡀"), ([0, 0, 0, 2], "⢀"), ([3, 3, 3, 3], "⣿")],
)
def test_a_dot_is_a_braille_dot(rows: list[int], char: str) -> None:
    assert one_cell({"far": rows}, "braille") == cells.Cell(char, "far")


@pytest.mark.parametrize(
    ("rows", "char"), [([3, 3, 3, 3], "█"), ([1, 1, 0, 0], "▘"), ([2, 2, 3, 3], "▟"), ([3, 0, 0, 2], " ")]
)
def test_the_near_side_is_quarters_of_a_cell(rows: list[int], char: str) -> None:
    assert one_cell({"near": rows}, "braille").char == char


def test_where_too_little_is_near_the_rest_shows() -> None:
    assert one_cell({"near": [3, 0, 0, 0], "floor": [0, 0, 0, 3]}, "braille") == cells.Cell("⣀", "floor")


def test_half_a_cell_each_has_both_roles() -> None:
    assert one_cell({"near": [3, 3, 0, 0], "far": [0, 0, 3, 3]}, "half") == cells.Cell("▄", "far", "near")
    assert one_cell({"near": [3, 3, 0, 0]}, "half") == cells.Cell("▀", "near")


def test_the_target_wins_its_cell_where_there_is_as_much_of_it() -> None:
    assert one_cell({"near": [3, 3, 0, 0], "target": [0, 0, 3, 0]}, "braille") == cells.Cell("█", "near")
    bits = {"near": [3, 3, 0, 0], "target": [0, 0, 3, 3]}
    assert [one_cell(bits, style) for style in cells.STYLES] == [
        cells.Cell("▓", "target"), cells.Cell("▓", "target"), cells.Cell("▓", "target"),
    ]  # fmt: skip


@given(st.integers(0, 255))
def test_a_mirror_image_of_a_mirror_image_is_the_thing_itself(bits: int) -> None:
    char = chr(0x2800 + bits)
    assert cells.MIRRORED[cells.MIRRORED[char]] == char
    quarter = cells.QUARTERS[bits % 16]
    assert cells.MIRRORED[cells.MIRRORED[quarter]] == quarter


def test_mirroring_turns_a_row_around() -> None:
    dots = Dots(6, 4)
    dots.layers["far"][0] = 0b000001
    assert cells.draw(dots, "braille", is_mirrored=True)[0][2] == cells.Cell("⠈", "far")
