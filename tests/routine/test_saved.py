"""A running routine as it is kept over a restart: the same again, and nothing else is taken for one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deskbreak.routine.catalogue import Catalogue
from deskbreak.routine.saved import restored, saved
from deskbreak.routine.session import Session
from tests.routine.conftest import Planned


@pytest.fixture
def session(planned: Planned) -> Session:
    """Some of it skipped, some of it hurt."""
    return Session(planned(240), 240.0).hurts(46.0).skip(80.5).back(81.25)


def test_it_is_the_same_again_after_a_file(session: Session, catalogue: Catalogue) -> None:
    again = restored(json.loads(json.dumps(saved(session))), catalogue, session.plan.request)
    assert again.snapshot(81.25) == session.snapshot(81.25)
    assert (again.skipped, again.hurt) == (session.skipped, session.hurt)
    assert again.skip(100.0).steps == session.skip(100.0).steps


STEP = ["standing-quad", "left", "hold", 30, 30, 1]


@pytest.mark.parametrize(
    "step",
    [
        ["gone", *STEP[1:]],
        [STEP[0], "both", *STEP[2:]],
        [*STEP[:2], "dance", *STEP[3:]],
        [*STEP[:3], -1, *STEP[4:]],
        [*STEP[:3], float("nan"), *STEP[4:]],
        [*STEP[:3], True, *STEP[4:]],
        [*STEP[:3], "30", *STEP[4:]],
        [*STEP[:5], "1"],
        STEP[:5],
        "hold",
    ],
)
def test_a_step_that_cannot_be_is_refused(step: object, session: Session, catalogue: Catalogue) -> None:
    found: dict[str, Any] = {"length_seconds": 240, "steps": [STEP]}
    assert restored(found, catalogue, session.plan.request).total_seconds == 30
    with pytest.raises(ValueError, match="no "):
        restored(found | {"steps": [STEP, step]}, catalogue, session.plan.request)


@pytest.mark.parametrize("found", [None, [], {}, {"steps": []}, {"steps": [STEP]}, {"steps": [STEP] * 1001}])
def test_what_is_no_routine_is_refused(found: object, session: Session, catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match=r"no |without"):
        restored(found, catalogue, session.plan.request)
