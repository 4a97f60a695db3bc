"""Fits what is left of a running routine to what is left of its break. Pure; knows nothing of who asked why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from deskbreak.routine.catalogue import Stretch
from deskbreak.routine.choice import Choice
from deskbreak.routine.layout import Layout, Unit, place_rank
from deskbreak.routine.plan import CHANGE, MOVING, WARM_UP, Plan, Step
from deskbreak.routine.planner import MOST_SECONDS, Filler, find_kit, find_warm_up, narrowed
from deskbreak.routine.walks import spread

WORTH_WALKING_SECONDS = 5
"""Less time than this left at the end is not made a step of its own."""


@dataclass(frozen=True, slots=True)
class Refit:
    """The rules of one session: its plan, the break's length, and what must not come again."""

    plan: Plan
    length_seconds: float
    skipped: frozenset[str]
    hurt: frozenset[str]

    def room_after(self, steps: Sequence[Step]) -> float:
        """The seconds left after these steps."""
        return min(self.length_seconds, MOST_SECONDS) - seconds_of(steps)

    def steps(self, fixed: Sequence[Step], units: Sequence[Unit], *, with_walking: bool = True) -> tuple[Step, ...]:
        """The fixed steps, as many of the units as fit, and whatever else does; easy walking fills the end."""
        start = fixed[-1].stretch if fixed else None
        budget = self.room_after(fixed)
        filler = Filler(self._choice(fixed, start), Layout(self.plan.request.hold_seconds), start)
        kept = filler.trim(self._harmless(units), budget)
        extended, _ = filler.extend(_units_of(fixed), kept, budget)
        ahead = filler.lay_out(extended, budget)
        if with_walking:
            ahead = spread(ahead, self.warm_up(), budget - seconds_of(ahead))
        return (*fixed, *ahead, *self._walking(self.room_after((*fixed, *ahead)), wanted=with_walking))

    def warm_up(self) -> Stretch | None:
        """The way of moving that does not hurt."""
        return find_warm_up(self.plan.catalogue, narrowed(self.plan.request, self.hurt))

    def _choice(self, fixed: Sequence[Step], start: Stretch | None) -> Choice:
        """From what neither hurts nor was skipped, and for which nobody has to get up again."""
        kit = find_kit(self.plan.catalogue, narrowed(self.plan.request, self.skipped | self.hurt))
        held = [step.stretch for step in fixed if step.kind != CHANGE and not step.stretch.is_warm_up]
        lowest = max(map(place_rank, held), default=0)
        warm = any(step.kind == WARM_UP for step in fixed)
        fitting = [each for each in kit if place_rank(each) >= lowest and (warm or not each.is_static)]
        harmless = [stretch for stretch in fitting if self._is_harmless(stretch)]
        return Choice(self.plan.catalogue, self.plan.request, harmless, start)

    def _harmless(self, units: Sequence[Unit]) -> list[Unit]:
        return [unit for unit in units if self._is_harmless(unit.stretch)]

    def _is_harmless(self, stretch: Stretch) -> bool:
        hurting = [each.region for id_ in self.hurt if (each := self.plan.catalogue.get(id_))]
        return not set(hurting) & set(stretch.regions)

    def _walking(self, seconds: float, *, wanted: bool) -> tuple[Step, ...]:
        walking, whole = self.warm_up(), int(seconds)
        if walking is None or not wanted or whole < WORTH_WALKING_SECONDS:
            return ()
        return (Step(walking, "", MOVING, whole, whole),)


def seconds_of(steps: Sequence[Step]) -> float:
    """How long steps take together."""
    return sum(step.seconds for step in steps)


def runs(steps: Sequence[Step]) -> Iterator[tuple[Step, ...]]:
    """The steps grouped by round: what follows one another for the same round of the same stretch."""
    for _, group in groupby(steps, key=lambda step: (step.stretch.id, step.round, step.kind == WARM_UP)):
        yield tuple(group)


def units_in(steps: Sequence[Step]) -> list[Unit]:
    """The rounds these steps hold, without moving that only fills time."""
    units = []
    for run in runs(steps):
        held = [step for step in run if step.kind != CHANGE]
        if held and not held[0].stretch.is_warm_up:
            units.append(Unit(held[0].stretch, held[0].round, tuple(step.side for step in held)))
    return units


def _units_of(fixed: Sequence[Step]) -> list[Unit]:
    """The rounds already fixed, each once, so that they are not chosen a second time."""
    rounds = dict.fromkeys((unit.stretch, unit.round) for unit in units_in(fixed))
    return [Unit.of(stretch, round_) for stretch, round_ in rounds]
