"""The last seven days in numbers."""

from __future__ import annotations

from deskbreak.body.week import week
from deskbreak.routine.files import load_catalogue
from deskbreak.routine.plan import PastBreak

CATALOGUE = load_catalogue().catalogue
NOTHING = {"front": 0, "back": 0, "outer": 0, "inner": 0, "low-back": 0}


def test_a_week_without_stretching_has_no_days() -> None:
    assert week((), CATALOGUE).as_dict() == {"days": 0, "goal": [3, 5], "regions": NOTHING}


def test_several_breaks_of_one_day_are_one_day() -> None:
    breaks = [PastBreak(0, ("standing-quad",)), PastBreak(0, ("side-lunge",)), PastBreak(3, ("side-lunge",))]
    found = week(breaks, CATALOGUE)
    assert found.days == 2
    assert dict(found.regions) == {**NOTHING, "front": 1, "inner": 2}


def test_a_stretch_for_two_regions_counts_for_both() -> None:
    regions = week([PastBreak(1, ("lunge-twist",))], CATALOGUE).regions
    assert (regions["front"], regions["low-back"]) == (1, 1)


def test_walking_about_is_no_day_of_stretching() -> None:
    assert week([PastBreak(0, ("march",))], CATALOGUE).days == 0


def test_what_lies_longer_back_and_what_is_not_known_do_not_count() -> None:
    assert week([PastBreak(7, ("side-lunge",)), PastBreak(0, ("gone",))], CATALOGUE).days == 0
