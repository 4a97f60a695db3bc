"""A map of the body shows each region where it is, and is somebody even in a small box."""

from __future__ import annotations

import pytest

from deskbreak.figure.bodymap import SEEN, body_map
from deskbreak.figure.files import load_map_body
from deskbreak.tui.week import REGIONS

SIZES = [(9, 11), (12, 13), (17, 18)]


def shaded(regions: set[str], size: tuple[int, int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    front, back = (
        {
            (x, y)
            for y, row in enumerate(side.rows)
            for x, cell in enumerate(row)
            if "target" in (cell.role, cell.ground)
        }
        for side in body_map(load_map_body(), regions, size)
    )
    return front, back


def test_every_region_there_is_has_its_place() -> None:
    assert {region for seen in SEEN.values() for region in seen} == set(REGIONS)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_shaded_where_nothing_was_stretched(size: tuple[int, int]) -> None:
    assert shaded(set(), size) == (set(), set())


@pytest.mark.parametrize("size", SIZES)
def test_front_and_inner_are_seen_from_the_front_back_and_low_back_from_behind_the_outer_hips_from_both(
    size: tuple[int, int],
) -> None:
    for region, sides in (("front", "f"), ("inner", "f"), ("back", "b"), ("low-back", "b"), ("outer", "fb")):
        front, back = shaded({region}, size)
        assert (bool(front), bool(back)) == ("f" in sides, "b" in sides), region


@pytest.mark.parametrize("size", SIZES)
def test_the_low_back_is_above_the_thighs_and_the_outer_hips_lie_outside_the_inner_thighs(
    size: tuple[int, int],
) -> None:
    low_back, thighs = shaded({"low-back"}, size)[1], shaded({"back"}, size)[1]
    assert max(y for _, y in low_back) <= min(y for _, y in thighs) + 1
    assert sum(y for _, y in low_back) / len(low_back) < sum(y for _, y in thighs) / len(thighs)
    outer, inner = shaded({"outer"}, size)[0], shaded({"inner"}, size)[0]
    middle = (size[0] - 1) / 2
    assert sum(abs(x - middle) for x, _ in outer) / len(outer) > sum(abs(x - middle) for x, _ in inner) / len(inner)


@pytest.mark.parametrize("size", SIZES)
def test_both_sides_of_the_body_are_shaded_alike(size: tuple[int, int]) -> None:
    for region in REGIONS:
        for side in shaded({region}, size):
            assert abs(sum(x - (size[0] - 1) / 2 for x, _ in side)) <= len(side), region


def test_what_is_no_region_changes_nothing() -> None:
    assert shaded({"elbow"}, (12, 13)) == (set(), set())
