"""A running routine as plain values that outlive the program, and back. Pure; trusts nothing it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskbreak.routine.catalogue import Catalogue, Stretch
from deskbreak.routine.plan import CHANGE, HOLD, MOVING, WARM_UP, Plan, PlanRequest, Step
from deskbreak.routine.session import Session

KINDS = (WARM_UP, HOLD, CHANGE, MOVING)
MOST_STEPS, MOST_SECONDS = 1_000, 86_400.0


def saved(session: Session) -> dict[str, Any]:
    """What `restored` needs, but for the catalogue and the request."""
    return {
        "length_seconds": session.length_seconds,
        "steps": [
            [step.stretch.id, step.side, step.kind, step.seconds, step.planned_seconds, step.round]
            for step in session.steps
        ],
        "skipped": sorted(session.skipped),
        "hurt": sorted(session.hurt),
    }


def restored(found: object, catalogue: Catalogue, request: PlanRequest) -> Session:
    """The session that `saved` wrote. Raises `ValueError` for anything else, and for stretches there are no more."""
    if not isinstance(found, Mapping) or not isinstance(rows := found.get("steps"), list) or len(rows) > MOST_STEPS:
        raise ValueError("no saved routine")
    steps = tuple(_step(row, catalogue) for row in rows)
    if not steps:
        raise ValueError("a routine without steps")
    length = _seconds(found.get("length_seconds"))
    return Session(Plan(request, steps, (), catalogue), length, steps, _ids(found, "skipped"), _ids(found, "hurt"))


def _step(row: object, catalogue: Catalogue) -> Step:
    match row:
        case [str() as id_, str() as side, str() as kind, seconds, int() as planned, int() as round_]:
            return Step(_stretch(id_, side, catalogue), side, _kind(kind), _seconds(seconds), planned, round_)
    raise ValueError("no saved step")


def _stretch(id_: str, side: str, catalogue: Catalogue) -> Stretch:
    stretch = catalogue.get(id_)
    if stretch is None or side not in stretch.sides:
        raise ValueError("no such stretch, or side of it")
    return stretch


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError("no kind of step")
    return kind


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= MOST_SECONDS:
        raise ValueError("no length of time")
    return value


def _ids(found: Mapping[str, object], key: str) -> frozenset[str]:
    ids = found.get(key)
    return frozenset(map(str, ids)) if isinstance(ids, list) else frozenset()
