"""Spreads the time left over between the rounds, as easy walking: better than all of it at one end. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from deskbreak.routine.catalogue import Stretch
from deskbreak.routine.layout import change_seconds
from deskbreak.routine.plan import CHANGE, MOVING, Step

LEAST_SECONDS = 30
"""Walking shorter than this between two rounds is only unrest."""

MOST_SECONDS = 300
"""As long as the walks that were tested (source `duran-2023`)."""


def spread(steps: Sequence[Step], walking: Stretch | None, spare_seconds: float) -> tuple[Step, ...]:
    """The steps with walking where a new round begins, in at most `spare_seconds` on top, the same time everywhere.

    Not on the floor, where nobody gets up between two rounds, nor where it would last less than `LEAST_SECONDS`.
    """
    gaps = [index for index in range(1, len(steps)) if _is_gap(steps[index - 1], steps[index])]
    if walking is None or not gaps:
        return tuple(steps)
    longer = {index: _there_and_back(steps[index], walking) for index in gaps}
    while gaps:
        seconds = int(spare_seconds - sum(longer[index] for index in gaps)) // len(gaps)
        if seconds >= LEAST_SECONDS:
            return _with_walks(steps, walking, gaps, min(seconds, MOST_SECONDS))
        gaps.pop()
    return tuple(steps)


def _is_gap(before: Step, after: Step) -> bool:
    """Whether a new round begins between two steps, off the floor."""
    both = (before.stretch, after.stretch)
    is_up = not any(stretch.place == "floor" or stretch.is_warm_up for stretch in both)
    return is_up and both[0].place == both[1].place and after.kind == CHANGE and after.round > before.round


def _there_and_back(after: Step, walking: Stretch) -> int:
    """What the change-overs take beyond the one that is there already."""
    return change_seconds(after.stretch, walking) + change_seconds(walking, after.stretch) - after.planned_seconds


def _with_walks(steps: Sequence[Step], walking: Stretch, gaps: Sequence[int], seconds: int) -> tuple[Step, ...]:
    found = list(steps[: gaps[0]])
    for begin, end in pairwise((*gaps, len(steps))):
        first, *rest = steps[begin:end]
        found += _walk(first, walking, seconds)
        back = change_seconds(walking, first.stretch)
        found += [Step(first.stretch, first.side, CHANGE, back, back, first.round), *rest]
    return tuple(found)


def _walk(after: Step, walking: Stretch, seconds: int) -> tuple[Step, Step]:
    change = change_seconds(after.stretch, walking)
    return (
        Step(walking, "", CHANGE, change, change, after.round),
        Step(walking, "", MOVING, seconds, seconds, after.round),
    )
