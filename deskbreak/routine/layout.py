"""How chosen stretches become timed steps: the order, the change-overs, the length of holds. Decides nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from deskbreak.routine.catalogue import LEAST_HOLD_SECONDS, PLACES, POSTURES, USUAL_HOLD_SECONDS, Stretch
from deskbreak.routine.plan import CHANGE, HOLD, MOVING, Step

SETTLE_SECONDS = {"standing": 6, "desk": 6, "floor": 8}
"""From one stretch, or one round of it, to the next in the same place."""

ARRIVE_SECONDS = {"standing": 6, "desk": 8, "floor": 12}
"""To the first stretch of a place, coming from another one."""

SIDES_SECONDS = {"standing": 4, "desk": 4, "floor": 6}
"""From one side of a stretch to its other side."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One round of one stretch: all its sides, or those still to do."""

    stretch: Stretch
    round: int
    sides: tuple[str, ...]

    @classmethod
    def of(cls, stretch: Stretch, round_: int = 1) -> Unit:
        """A whole round."""
        return cls(stretch, round_, tuple(stretch.sides))


def place_rank(stretch: Stretch) -> int:
    """When a routine gets to this stretch's place: on the feet first, then on the chair, on the floor last."""
    return PLACES.index(stretch.place)


def posture_rank(stretch: Stretch) -> int:
    """When a round on the floor gets to this stretch's posture; one that names none comes between lying and sitting."""
    return POSTURES.index(stretch.posture or "on-the-back")


def arrange(units: Sequence[Unit]) -> list[Unit]:
    """In the order they are done: place by place, round by round within, and on the floor posture by posture.

    Nobody gets up and down twice, and nobody rolls from back to knees and on the back again within a round.
    """
    return sorted(units, key=lambda unit: (place_rank(unit.stretch), unit.round, posture_rank(unit.stretch)))


def has_doubles(start: Stretch | None, units: Sequence[Unit]) -> bool:
    """Whether some stretch follows right upon itself in this order."""
    stretches = [start, *(unit.stretch for unit in units)]
    return any(before == after for before, after in pairwise(stretches))


@dataclass(frozen=True, slots=True)
class Layout:
    """Lays units out in time. `wanted_seconds` is the person's hold, None for each stretch's usual one.

    A stretch that is usually held longer or shorter than others is so for everybody.
    """

    wanted_seconds: float | None
    longest_seconds: ClassVar[int] = 600
    """The cap at which no hold is shortened."""

    @property
    def worth_seconds(self) -> int:
        """No hold gets shorter than this, five sixths of the person's, only to make room for one more stretch."""
        wanted = USUAL_HOLD_SECONDS if self.wanted_seconds is None else int(self.wanted_seconds)
        return max(LEAST_HOLD_SECONDS, wanted * 5 // 6)

    def hold(self, stretch: Stretch, cap: int) -> int:
        """One side of this stretch, shortened to `cap` where the stretch allows it."""
        hold = stretch.hold
        more = 0 if self.wanted_seconds is None else int(self.wanted_seconds) - USUAL_HOLD_SECONDS
        return max(hold.least, min(hold.usual + more, hold.most, cap))

    def steps(self, units: Sequence[Unit], cap: int, start: Stretch | None) -> tuple[Step, ...]:
        """The units one after the other, each with its change-overs; `start` is what comes before them."""
        return tuple(self._steps(units, cap, start))

    def seconds(self, units: Sequence[Unit], cap: int, start: Stretch | None) -> int:
        """How long `steps` would take."""
        total = 0
        for unit in units:
            holds = len(unit.sides) * self.hold(unit.stretch, cap)
            total += change_seconds(start, unit.stretch) + holds
            total += (len(unit.sides) - 1) * SIDES_SECONDS[unit.stretch.place]
            start = unit.stretch
        return total

    def roomiest(self, units: Sequence[Unit], budget: float, start: Stretch | None) -> int:
        """The largest cap with which the units fit the budget, at least the shortest hold."""
        longest = max((self.hold(unit.stretch, self.longest_seconds) for unit in units), default=LEAST_HOLD_SECONDS)
        caps = range(longest, LEAST_HOLD_SECONDS, -1)
        return next((cap for cap in caps if self.seconds(units, cap, start) <= budget), LEAST_HOLD_SECONDS)

    def _steps(self, units: Sequence[Unit], cap: int, start: Stretch | None) -> Iterator[Step]:
        for unit in units:
            stretch = unit.stretch
            change = change_seconds(start, stretch)
            seconds = self.hold(stretch, cap)
            for side in unit.sides:
                yield Step(stretch, side, CHANGE, change, change, unit.round)
                yield Step(stretch, side, HOLD if stretch.is_static else MOVING, seconds, seconds, unit.round)
                change = SIDES_SECONDS[stretch.place]
            start = stretch


def change_seconds(before: Stretch | None, after: Stretch) -> int:
    """From the end of one stretch into the next."""
    if before is None or before.place != after.place:
        return ARRIVE_SECONDS[after.place]
    return SETTLE_SECONDS[after.place]
