"""A routine around one stretch somebody asked for. Pure."""

from __future__ import annotations

from dataclasses import replace

from deskbreak.routine.catalogue import Catalogue, Stretch
from deskbreak.routine.layout import Layout, Unit
from deskbreak.routine.plan import WARM_UP, Plan, PlanRequest, Step
from deskbreak.routine.planner import find_warm_up

WARM_UP_SECONDS = 30


def single(catalogue: Catalogue, request: PlanRequest, stretch: Stretch) -> Plan:
    """One round of it, as long as it takes; what is held still comes after moving, where moving is not left out."""
    if stretch.is_warm_up:
        steps: tuple[Step, ...] = (Step(stretch, "", WARM_UP, stretch.hold.usual, stretch.hold.usual),)
    else:
        layout = Layout(request.hold_seconds)
        warm_up = find_warm_up(catalogue, request) if stretch.is_static else None
        first = (Step(warm_up, "", WARM_UP, WARM_UP_SECONDS, WARM_UP_SECONDS),) if warm_up else ()
        steps = (*first, *layout.steps((Unit.of(stretch),), layout.longest_seconds, warm_up))
    plan = Plan(request, steps, (f"{stretch.name}: you asked for it.",), catalogue)
    return replace(plan, request=replace(request, length_seconds=plan.total_seconds))
