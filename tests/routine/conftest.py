"""The shipped catalogue, and plans written short enough to compare at a glance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from deskbreak.routine.catalogue import Catalogue
from deskbreak.routine.files import load_catalogue
from deskbreak.routine.plan import Plan, PlanRequest, Step
from deskbreak.routine.planner import plan

Brief = Callable[[Sequence[Step]], list[str]]
Planned = Callable[..., Plan]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue().catalogue


@pytest.fixture
def planned(catalogue: Catalogue) -> Planned:
    def make(length_seconds: float, **rest: Any) -> Plan:
        return plan(catalogue, PlanRequest(length_seconds, **rest))

    return make


@pytest.fixture(scope="session")
def brief() -> Brief:
    """Steps as "kind stretch side seconds"; change-overs as "change seconds"."""

    def write(steps: Sequence[Step]) -> list[str]:
        return [
            f"change {step.seconds:g}"
            if step.kind == "change"
            else " ".join(filter(None, (step.kind, step.stretch.id, step.side, f"{step.seconds:g}")))
            for step in steps
        ]

    return write
