"""What went together on the days of a period: breaks taken and the longest bout. An association, never a cause."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskbreak.tui.records.reading import DayMark

FEWEST_DAYS: Final = 8
"""Fewer days on either side say nothing."""


class Together(NamedTuple):
    """Days with `many` breaks taken or more, and the others: how many, and the median of their longest bouts."""

    many: int
    days_with: int
    longest_with: float
    days_without: int
    longest_without: float


def together(days: Iterable[DayMark]) -> Together | None:
    """The days at a desk in two halves, None when there are too few on either side."""
    seated = [day for day in days if day.longest > 0]
    if len(seated) < 2 * FEWEST_DAYS:
        return None
    many = max(1, round(median(day.taken for day in seated)))
    with_many = [day.longest for day in seated if day.taken >= many]
    without = [day.longest for day in seated if day.taken < many]
    if min(len(with_many), len(without)) < FEWEST_DAYS:
        return None
    return Together(many, len(with_many), median(with_many), len(without), median(without))
