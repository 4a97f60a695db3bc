"""Fills a break with stretches: `plan` for a whole one, `Filler` for what is left of one. Same request, same plan.

Moving comes first and takes every second the holds leave over, so that a plan lasts exactly as long as the break.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from deskbreak.routine.catalogue import LEAST_HOLD_SECONDS, Catalogue, Stretch
from deskbreak.routine.choice import ALL, ANCHORS, NONE, SOME, Choice, Pick, Proposal
from deskbreak.routine.lacks import lacks
from deskbreak.routine.layout import Layout, Unit, arrange, place_rank
from deskbreak.routine.plan import MOVING, WARM_UP, Plan, PlanRequest, Step
from deskbreak.routine.walks import spread

MOST_SECONDS = 20 * 60
"""A routine is never longer; the rest of a longer break is walking about."""

LEAST_WARM_UP_SECONDS = 10


def plan(catalogue: Catalogue, request: PlanRequest) -> Plan:
    """The routine for one break; its steps take exactly the break's whole seconds, up to `MOST_SECONDS`.

    Without any way to warm up nothing is held still; without anything that fits, the break is for moving.
    """
    length = max(0, min(int(request.length_seconds), MOST_SECONDS))
    warm_up = find_warm_up(catalogue, request)
    kit = find_kit(catalogue, request)
    if warm_up is None:
        kit = [stretch for stretch in kit if not stretch.is_static]
    choice = Choice(catalogue, request, kit)
    filler = Filler(choice, Layout(request.hold_seconds), warm_up)
    budget = length - (warm_up_seconds(length) if warm_up else 0)
    units, picks = filler.extend((), (), budget)
    if _is_too_short(choice, units):
        units, picks = [], ()
    steps = filler.lay_out(units, budget)
    if warm_up is not None and length:
        steps = spread(steps, warm_up, budget - _planned(steps))
        rest = length - _planned(steps)
        steps = (Step(warm_up, "", WARM_UP, rest, rest), *steps)
    why = (*reasons(steps, picks), *lacks(choice, {unit.stretch for unit in units}))
    return Plan(request, steps, why, catalogue)


def _is_too_short(choice: Choice, units: Sequence[Unit]) -> bool:
    """Whether nothing fits that a break after sitting is for: then nobody sits or lies down for anything else."""
    wanted = [stretch for region in ANCHORS for stretch in choice.anchors(region)]
    found = any(unit.stretch in wanted for unit in units)
    return choice.request.is_after_sitting and bool(wanted) and not found


def _planned(steps: Sequence[Step]) -> int:
    return sum(step.planned_seconds for step in steps)


def warm_up_seconds(length: float) -> int:
    """How long to move first, at least: an eighth of a short break, rising to five minutes for a full session."""
    return max(LEAST_WARM_UP_SECONDS, int(length / 8 + max(0.0, length - 300) / 6))


def find_kit(catalogue: Catalogue, request: PlanRequest) -> list[Stretch]:
    """Every stretch the request allows, without those that only warm up."""
    allowed = catalogue.allowed(frozenset(request.places), request.leave_out)
    return [each for each in allowed if not each.is_warm_up and (request.advanced or not each.advanced)]


def find_warm_up(catalogue: Catalogue, request: PlanRequest) -> Stretch | None:
    """How to warm up: on the feet where that is not left out."""
    allowed = catalogue.allowed(frozenset(), request.leave_out)
    return min((stretch for stretch in allowed if stretch.is_warm_up), key=place_rank, default=None)


class Filler:
    """Puts units into a span of time that begins after `start`."""

    def __init__(self, choice: Choice, layout: Layout, start: Stretch | None) -> None:
        self.choice = choice
        self.layout = layout
        self.start = start

    def extend(self, done: Sequence[Unit], ahead: Sequence[Unit], budget: float) -> tuple[list[Unit], tuple[Pick, ...]]:
        """The units `ahead` and every proposal that fits on top, in their order; and what was picked."""
        units, taken = list(ahead), list[Pick]()
        while proposal := self._next(done, units, budget):
            units = arrange([*units, *proposal.units])
            taken += proposal.picks
        return units, tuple(taken)

    def lay_out(self, units: Sequence[Unit], budget: float) -> tuple[Step, ...]:
        """The units as steps, every hold as long as the budget lets it be."""
        return self.layout.steps(units, self.layout.roomiest(units, budget, self.start), self.start)

    def trim(self, units: Sequence[Unit], budget: float) -> list[Unit]:
        """As many of the units, from the first on, as fit with the shortest holds."""
        kept = list(units)
        while kept and not self.fits(kept, LEAST_HOLD_SECONDS, budget):
            kept.pop()
        return kept

    def fits(self, units: Sequence[Unit], cap: int, budget: float) -> bool:
        """Whether the units fit with holds of `cap` seconds."""
        return self.layout.seconds(units, cap, self.start) <= budget

    def _next(self, done: Sequence[Unit], units: Sequence[Unit], budget: float) -> Proposal | None:
        proposals = self.choice.proposals((*done, *units), units)
        first = self._first(proposals, units, budget)
        return first and (self._first(first.instead, units, budget) or first)

    def _first(self, proposals: Iterable[Proposal], units: Sequence[Unit], budget: float) -> Proposal | None:
        """The first proposal that fits on top of the units."""
        caps = {ALL: LEAST_HOLD_SECONDS, SOME: self.layout.worth_seconds, NONE: self.layout.longest_seconds}
        for proposal in proposals:
            if self.fits(arrange([*units, *proposal.units]), caps[proposal.shortening], budget):
                return proposal
        return None


def reasons(steps: Sequence[Step], picks: Sequence[Pick]) -> tuple[str, ...]:
    """Why a plan looks as it does, one sentence for each thing in it."""
    said = [f"{step.stretch.name} first: no muscle is stretched cold." for step in steps if step.kind == WARM_UP]
    said += [f"{pick.unit.stretch.name}: {pick.reason}." for pick in picks if pick.unit.round == 1]
    rounds = max((pick.unit.round for pick in picks), default=0)
    if rounds > 1:
        said.append(f"Up to {rounds} rounds, for there is time.")
    if any(step.stretch.is_warm_up and step.kind == MOVING for step in steps):
        said.append("Walking between the rounds, for nothing else is left that fits.")
    if not picks:
        said.append("Nothing else fits: moving is the break." if steps else "Everything that would fit is left out.")
    return tuple(said)


def narrowed(request: PlanRequest, left_out: frozenset[str]) -> PlanRequest:
    """The same request with more ids left out."""
    return replace(request, leave_out=request.leave_out | left_out)
