"""A routine while it runs: where it is, and what skipping, going back and pain make of it."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deskbreak.routine.catalogue import PLACES
from deskbreak.routine.files import load_catalogue
from deskbreak.routine.plan import PlanRequest, Step
from deskbreak.routine.planner import plan
from deskbreak.routine.session import Session
from tests.routine.conftest import Brief, Planned

CATALOGUE = load_catalogue().catalogue
PLACE_SETS = [places for size in range(4) for places in itertools.combinations(PLACES, size)]
TAGS = [condition.tag for condition in CATALOGUE.conditions]

MARCH = ["warm-up march 30"]
FRONT = ["change 6", "hold split-stance-hip-flexor left 30", "change 4", "hold split-stance-hip-flexor right 30"]
BACK = ["change 6", "hold standing-hamstring left 30", "change 4", "hold standing-hamstring right 30"]
INNER = ["change 6", "hold side-lunge left 30", "change 4", "hold side-lunge right 30"]


@pytest.fixture
def session(planned: Planned) -> Session:
    return Session(planned(240), 240.0)


@pytest.fixture
def whole(session: Session, brief: Brief) -> list[str]:
    found = brief(session.steps)
    assert found == [*MARCH, *FRONT, *BACK, *INNER]
    return found


def ahead(session: Session, elapsed: float) -> tuple[Step, ...]:
    return session.steps[session.at(elapsed).index :]


@pytest.mark.parametrize(
    ("elapsed", "index", "inside", "left"),
    [(0, 0, 0, 30), (29.9, 0, 29.9, 0.1), (30, 1, 0, 6), (36, 2, 0, 30), (65.5, 2, 29.5, 0.5), (239.5, 12, 29.5, 0.5)],
)
def test_a_step_has_begun_from_its_first_instant(
    session: Session, elapsed: float, index: int, inside: float, left: float
) -> None:
    now = session.at(elapsed)
    assert (now.index, now.step, now.done) == (index, session.steps[index], False)
    assert now.step_elapsed == pytest.approx(inside)
    assert now.step_left == pytest.approx(left)


def test_at_its_end_it_is_done(session: Session) -> None:
    for elapsed in (240.0, 1000.0):
        now = session.at(elapsed)
        assert (now.done, now.step, now.index) == (True, None, 13)
        assert session.skip(elapsed) is session
        assert session.hurts(elapsed) is session
        assert session.back(elapsed) is session


def test_skipping_a_change_over_begins_the_hold_now(session: Session, whole: list[str], brief: Brief) -> None:
    after = session.skip(32.0)
    assert brief(after.steps)[:3] == ["warm-up march 30", "change 2", "hold split-stance-hip-flexor left 30"]
    assert after.at(32.0).step == session.steps[2]
    assert brief(after.steps)[3 : len(whole)] == whole[3:]


def test_skipping_a_hold_leaves_out_both_sides_and_fills_the_time(session: Session, brief: Brief) -> None:
    after = session.skip(46.0)
    assert brief(after.steps)[:3] == [*MARCH, "change 6", "hold split-stance-hip-flexor left 10"]
    assert brief(after.steps)[3] == "change 6"
    assert not any(step.stretch.id == "split-stance-hip-flexor" for step in ahead(after, 46.0))
    assert any(step.stretch.id == "standing-quad" for step in ahead(after, 46.0))  # another front takes its place
    assert 235 <= after.total_seconds <= 240


def test_skipping_the_second_side_goes_on_and_does_not_count_as_done(session: Session) -> None:
    after = session.skip(80.0)
    step = after.at(80.0).step
    assert step is not None
    assert step.stretch.id == "standing-hamstring"
    assert after.done_stretches(240.0)[0] == "march"
    assert "split-stance-hip-flexor" not in after.done_stretches(240.0)


def test_skipping_the_warm_up_goes_to_the_first_stretch(session: Session, whole: list[str], brief: Brief) -> None:
    after = session.skip(12.0)
    assert brief(after.steps)[:2] == ["warm-up march 12", "change 6"]
    assert [step.stretch for step in after.steps[: len(whole)]] == [step.stretch for step in session.steps]
    assert "standing-back-extension" in brief(after.steps)[-1]  # room for one more
    assert 235 <= after.total_seconds <= 240


def test_back_in_a_hold_begins_it_again_with_time_to_get_ready(session: Session, brief: Brief) -> None:
    after = session.back(50.0)
    assert brief(after.steps)[2:7] == ["hold split-stance-hip-flexor left 14", *FRONT]
    assert after.at(50.0).step == session.steps[1]
    assert after.total_seconds <= 240


def test_back_in_a_change_over_goes_to_the_side_before(session: Session, brief: Brief) -> None:
    after = session.back(68.0)
    assert brief(after.steps)[3:8] == ["change 2", *FRONT]
    to_the_warm_up = session.back(33.0)
    assert brief(to_the_warm_up.steps)[:3] == ["warm-up march 30", "change 3", "warm-up march 30"]


def test_back_to_a_skipped_stretch_brings_both_sides_back(session: Session) -> None:
    skipped = session.skip(46.0)
    after = skipped.back(47.0)
    sides = [step.side for step in ahead(after, 47.0) if step.stretch.id == "split-stance-hip-flexor"]
    assert sides == ["left", "left", "right", "right"]
    assert after.skipped == frozenset()


def test_back_is_refused_when_it_would_not_fit(session: Session) -> None:
    assert session.back(236.0) is session
    assert session.back(240.0) is session


@pytest.fixture
def long_session(planned: Planned) -> Session:
    """Fifteen minutes with so little to stretch that one walks between the rounds: 74 s from 394 s on, and again."""
    return Session(planned(900, leave_out=frozenset({"balance"})), 900.0)


def walks(session: Session, brief: Brief) -> list[str]:
    return [line for line in brief(session.steps) if line.startswith("moving march")]


def test_skipping_a_stretch_leaves_the_walks_between_the_rounds_where_they_are(
    long_session: Session, brief: Brief
) -> None:
    assert walks(long_session, brief) == ["moving march 74", "moving march 74"]
    assert walks(long_session.skip(260.0), brief) == ["moving march 155", "moving march 155"]


def test_who_skips_a_walk_between_two_rounds_is_not_sent_walking_again(long_session: Session, brief: Brief) -> None:
    after = long_session.skip(400.0)
    assert walks(after, brief) == ["moving march 6"]
    assert after.done_stretches(900.0) == long_session.done_stretches(900.0)


def test_back_in_a_walk_between_two_rounds_walks_again(long_session: Session, brief: Brief) -> None:
    after = long_session.back(414.0)
    assert walks(after, brief)[:2] == ["moving march 20", "moving march 74"]
    assert after.total_seconds == 900


def test_pain_ends_the_stretch_and_its_region_for_this_break(session: Session) -> None:
    after = session.hurts(46.0)
    assert after.steps[2].seconds == 10
    assert after.hurt == {"split-stance-hip-flexor"}
    assert all("front" not in step.stretch.regions for step in ahead(after, 46.0))
    assert {step.stretch.region for step in ahead(after, 46.0)} >= {"back", "inner"}
    assert 235 <= after.total_seconds <= 240


def test_pain_is_not_gone_back_to(session: Session) -> None:
    after = session.hurts(46.0).back(47.0)
    assert not any(step.stretch.id == "split-stance-hip-flexor" for step in ahead(after, 47.0))


def test_pain_in_the_warm_up_moves_on_another_way(session: Session, brief: Brief) -> None:
    after = session.hurts(10.0)
    assert brief(after.steps)[:2] == ["warm-up march 10", "warm-up seated-march 20"]
    assert not any(step.stretch.id == "march" for step in ahead(after, 10.0))


def test_pain_with_nothing_else_to_do_leaves_the_break_free(planned: Planned) -> None:
    session = Session(planned(40, leave_out=frozenset({"seated-march"}), places=()), 40.0)
    after = session.hurts(0.0)
    assert after.at(0.0).done
    assert after.done_stretches(40.0) == ()


def test_freed_time_with_nothing_left_is_walking(planned: Planned, brief: Brief) -> None:
    only = frozenset(stretch.id for stretch in CATALOGUE.stretches if stretch.region not in ("front", "warm-up"))
    session = Session(planned(60, leave_out=only | {"standing-quad"}), 60.0)
    assert brief(session.skip(20.0).steps)[-1] == "moving march 40"
    assert session.skip(20.0).skip(30.0).at(30.0).done


def test_done_stretches_are_those_with_every_side_held_to_the_end(session: Session) -> None:
    assert session.done_stretches(29.0) == ()
    assert session.done_stretches(30.0) == ("march",)
    assert session.done_stretches(99.0) == ("march",)
    assert session.done_stretches(100.0) == ("march", "split-stance-hip-flexor")
    assert session.done_stretches(240.0) == ("march", "split-stance-hip-flexor", "standing-hamstring", "side-lunge")


def test_the_snapshot_says_all_a_screen_needs(session: Session) -> None:
    told = json.loads(json.dumps(session.snapshot(33.0)))
    assert (told["total_seconds"], told["index"], told["elapsed_seconds"], told["done"]) == (240.0, 1, 33.0, False)
    change, hold = told["steps"][1:3]
    assert change["kind"] == "change"
    assert change["instructions"][0] == "Step the left foot well back, the right foot forward."
    assert hold["instructions"][0] == "Squeeze the left buttock, tuck the tailbone under."
    assert {key: hold[key] for key in ("stretch", "name", "side", "kind", "seconds", "source")} == {
        "stretch": "split-stance-hip-flexor",
        "name": "Split-stance hip flexor stretch",
        "side": "left",
        "kind": "hold",
        "seconds": 30.0,
        "source": "deskbreak",
    }
    assert hold["avoid"]
    assert hold["watch_for"]
    assert session.snapshot(240.0)["index"] == 12


def test_an_empty_plan_is_done_at_once(planned: Planned) -> None:
    session = Session(planned(0.5), 0.5)
    assert session.at(0.0).done
    assert session.snapshot(0.0)["steps"] == []


def check_ahead(session: Session, elapsed: float) -> None:
    """What every session promises about the steps that have not begun."""
    now = session.at(elapsed)
    coming = session.steps[now.index + (now.step_elapsed > 0) :]
    assert session.total_seconds <= session.length_seconds + 1e-6
    assert all(20 <= step.seconds <= 60 for step in coming if step.kind == "hold")
    assert all(step.stretch.id not in session.hurt for step in coming)
    assert all(step.seconds == step.planned_seconds for step in coming)
    ranks = [PLACES.index(step.stretch.place) for step in coming if not step.stretch.is_warm_up]
    assert ranks == sorted(ranks)
    for number, run in enumerate(runs(coming)):
        held = [step for step in run if step.kind == "hold"]
        assert len({step.seconds for step in held}) <= 1
        if number and held:  # the first may have begun
            assert [step.side for step in held] == list(held[0].stretch.sides)


def runs(steps: tuple[Step, ...]) -> list[tuple[Step, ...]]:
    return [tuple(run) for _, run in itertools.groupby(steps, key=lambda step: (step.stretch.id, step.round))]


@given(
    request=st.builds(
        PlanRequest,
        length_seconds=st.integers(45, 1200),
        sitting_seconds=st.sampled_from([0.0, 3600.0]),
        places=st.sampled_from(PLACE_SETS),
        leave_out=st.frozensets(st.sampled_from(TAGS), max_size=1),
        hold_seconds=st.none() | st.integers(20, 60),
        seed=st.integers(0, 100),
    ),
    presses=st.lists(
        st.tuples(st.floats(0, 90, allow_subnormal=False), st.sampled_from(["skip", "back", "hurts"])), max_size=12
    ),
)
@example(
    PlanRequest(660, places=("standing", "desk", "floor")), [(0.0, "skip"), (77.99418110402539, "skip")]
)  # within the tolerance of the end
@settings(max_examples=80, deadline=None)
def test_whatever_is_pressed_it_fits_the_break_and_keeps_the_rules(
    request: PlanRequest, presses: list[tuple[float, str]]
) -> None:
    session, elapsed = Session(plan(CATALOGUE, request), float(request.length_seconds)), 0.0
    for later, press in presses:
        elapsed += later
        behind = session.done_stretches(elapsed)
        session = getattr(session, press)(elapsed)
        check_ahead(session, elapsed)
        assert set(session.done_stretches(elapsed)) == set(behind)
        session.snapshot(elapsed)
