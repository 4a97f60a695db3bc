"""What a plan promises, over the whole space of requests; and what some plans look like."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbreak.routine.catalogue import PLACES, POSTURES, REGION_WORDS, REGIONS, Catalogue, Stretch
from deskbreak.routine.choice import ANCHORS, Choice, is_direct
from deskbreak.routine.files import load_catalogue
from deskbreak.routine.layout import Layout, Unit, arrange
from deskbreak.routine.plan import PastBreak, Plan, PlanRequest
from deskbreak.routine.planner import MOST_SECONDS, find_kit, find_warm_up, plan, warm_up_seconds
from tests.routine.conftest import Brief, Planned

CATALOGUE = load_catalogue().catalogue
IDS = [stretch.id for stretch in CATALOGUE.stretches]
TAGS = [condition.tag for condition in CATALOGUE.conditions]
PLACE_SETS = [places for size in range(4) for places in itertools.combinations(PLACES, size)]
WARM_UPS = {"march", "seated-march"}
LONGEST_UNIT_SECONDS = 12 + 60 + 6 + 60

past_breaks = st.lists(st.builds(PastBreak, st.integers(0, 8), st.lists(st.sampled_from(IDS), max_size=5).map(tuple)))
requests = st.builds(
    PlanRequest,
    length_seconds=st.integers(45, 1200) | st.floats(45, 1200),
    sitting_seconds=st.sampled_from([0.0, 60.0, 3600.0]),
    places=st.sampled_from(PLACE_SETS),
    focus=st.lists(st.sampled_from(REGIONS[1:]), unique=True, max_size=2).map(tuple),
    leave_out=st.frozensets(st.sampled_from(TAGS), max_size=1) | st.frozensets(st.sampled_from(IDS + TAGS), max_size=8),
    history=past_breaks.map(lambda breaks: tuple(sorted(breaks, key=lambda past: -past.days_ago))),
    hold_seconds=st.none() | st.integers(20, 60),
    seed=st.integers(0, 1000),
    advanced=st.booleans(),
)
over_all_requests = settings(max_examples=40, deadline=None)


def make(request: PlanRequest) -> Plan:
    return plan(CATALOGUE, request)


def holds(made: Plan) -> list[Stretch]:
    """The stretches in a plan, each once, in order."""
    return list(dict.fromkeys(step.stretch for step in made.steps if not step.stretch.is_warm_up))


def choice_of(request: PlanRequest) -> Choice:
    return Choice(CATALOGUE, request, find_kit(CATALOGUE, request))


def fit(request: PlanRequest, stretches: list[Stretch]) -> bool:
    """Whether these, once each with the shortest holds, fit behind a warm-up."""
    units = arrange([Unit.of(stretch) for stretch in stretches])
    length = int(request.length_seconds)
    needed = Layout(request.hold_seconds).seconds(units, 20, find_warm_up(CATALOGUE, request))
    return needed + warm_up_seconds(length) <= length


def last_of_today(request: PlanRequest) -> set[str]:
    """The stretches of the newest break, if it was today."""
    real = [past for past in request.history if set(past.stretches) - WARM_UPS]
    return set(real[-1].stretches) - WARM_UPS if real and real[-1].days_ago == 0 else set()


@given(requests)
@over_all_requests
def test_it_takes_exactly_the_whole_seconds_of_the_break(request: PlanRequest) -> None:
    made = make(request)
    if find_warm_up(CATALOGUE, request):
        assert made.total_seconds == int(request.length_seconds)
    assert made.total_seconds <= request.length_seconds
    assert all(step.seconds > 0 for step in made.steps)


@given(requests)
@over_all_requests
def test_the_warm_up_comes_first_and_no_muscle_is_held_cold(request: PlanRequest) -> None:
    made = make(request)
    kinds = [step.kind for step in made.steps]
    assert kinds.count("warm-up") == (1 if find_warm_up(CATALOGUE, request) else 0)
    if "warm-up" in kinds:
        assert made.steps[0].kind == "warm-up"
        assert made.steps[0].seconds >= warm_up_seconds(int(request.length_seconds))
    else:
        assert "hold" not in kinds


@given(requests)
@over_all_requests
def test_both_sides_get_the_same_time(request: PlanRequest) -> None:
    times: dict[Stretch, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for step in make(request).steps:
        if step.kind in ("hold", "moving"):
            times[step.stretch][step.side].append(step.seconds)
    for stretch, sides in times.items():
        assert sides.keys() == stretch.sides.keys()
        assert len({tuple(seconds) for seconds in sides.values()}) == 1


@given(requests)
@over_all_requests
def test_a_hold_lasts_from_20_seconds_to_what_was_asked_for(request: PlanRequest) -> None:
    for step in make(request).steps:
        if step.kind == "hold":
            wanted = step.stretch.hold.usual if request.hold_seconds is None else request.hold_seconds
            assert 20 <= step.seconds <= min(60, wanted, step.stretch.hold.most)


@pytest.mark.parametrize(("asked", "quad", "others"), [(None, 45, 30), (30, 45, 30), (24, 39, 24), (50, 60, 50)])
def test_a_stretch_that_is_usually_held_longer_is_so_whatever_was_asked_for(
    catalogue: Catalogue, asked: float | None, quad: int, others: int
) -> None:
    layout, usual = Layout(asked), catalogue.get("standing-quad")
    assert usual is not None
    longer = replace(usual, hold=replace(usual.hold, usual=45))
    assert [layout.hold(each, layout.longest_seconds) for each in (longer, usual)] == [quad, others]


@given(requests)
@over_all_requests
def test_standing_comes_before_the_chair_and_the_chair_before_the_floor(request: PlanRequest) -> None:
    ranks = [PLACES.index(step.stretch.place) for step in make(request).steps if not step.stretch.is_warm_up]
    assert ranks == sorted(ranks)


@given(requests)
@over_all_requests
def test_within_a_round_nobody_gets_up_from_lying_to_lie_down_again(request: PlanRequest) -> None:
    for _, steps in itertools.groupby(make(request).steps, key=lambda step: (step.stretch.place, step.round)):
        ranks = [POSTURES.index(step.stretch.posture) for step in steps if step.stretch.posture]
        assert ranks == sorted(ranks)


@given(requests)
@over_all_requests
def test_between_two_rounds_one_walks_only_where_nobody_has_to_get_up_and_time_is_left_over(
    request: PlanRequest,
) -> None:
    steps = make(request).steps
    walks = [index for index, step in enumerate(steps) if step.stretch.is_warm_up and step.kind == "moving"]
    assert len({steps[index].seconds for index in walks}) <= 1
    for index in walks:
        before, after = steps[index - 2], steps[index + 1]
        assert before.stretch.place == after.stretch.place != "floor"
        assert (before.round + 1, after.kind) == (after.round, "change")
        assert 30 <= steps[index].seconds <= 300
    if walks and steps[walks[0]].seconds < 300:
        assert steps[0].seconds - warm_up_seconds(int(request.length_seconds)) < 60


@given(requests)
@over_all_requests
def test_every_side_has_time_to_get_ready(request: PlanRequest) -> None:
    steps = make(request).steps
    for before, step in itertools.pairwise(steps):
        if step.kind in ("hold", "moving"):
            assert (before.kind, before.stretch, before.side) == ("change", step.stretch, step.side)
            assert before.seconds >= 4
    assert not steps or steps[-1].kind != "change"


@given(requests)
@over_all_requests
def test_nothing_is_chosen_that_is_left_out_or_for_which_there_is_no_place(request: PlanRequest) -> None:
    for step in make(request).steps:
        assert step.stretch.id not in request.leave_out
        assert request.leave_out.isdisjoint(step.stretch.leave_out)
        assert step.stretch.is_warm_up or step.stretch.place in request.places
        assert request.advanced or not step.stretch.advanced


def check_front_and_back(request: PlanRequest) -> None:
    choice, made = choice_of(request), holds(make(request))
    candidates = {region: choice.anchors(region) for region in ANCHORS}
    there = {region: any(stretch in found for stretch in made) for region, found in candidates.items()}
    if any(fit(request, [front, back]) for front, back in itertools.product(*candidates.values()) if front != back):
        assert all(there.values())
    for region, found in candidates.items():
        if any(fit(request, [stretch]) for stretch in found):
            assert there[region] or any(there.values())


@given(requests.filter(lambda request: request.sitting_seconds > 0))
@over_all_requests
def test_after_sitting_there_is_a_front_and_a_back_stretch_if_they_fit(request: PlanRequest) -> None:
    if find_warm_up(CATALOGUE, request):
        check_front_and_back(request)


@pytest.mark.parametrize("tag", [*TAGS, ""])
def test_each_condition_alone_still_gets_front_and_back_wherever_there_is_one(tag: str) -> None:
    for places, length in itertools.product(PLACE_SETS, (45, 60, 90, 120, 240, 600, 900, 1200)):
        check_front_and_back(PlanRequest(length, places=places, leave_out=frozenset({tag} - {""})))


@given(requests)
@over_all_requests
def test_nothing_of_todays_last_break_comes_again_while_another_fits(request: PlanRequest) -> None:
    if not find_warm_up(CATALOGUE, request):
        return
    last, steps, choice = last_of_today(request), make(request).steps, choice_of(request)
    made = holds(make(request))
    rounds = dict.fromkeys((step.stretch, step.round) for step in steps if not step.stretch.is_warm_up)
    planned_units = [Unit.of(stretch, round_) for stretch, round_ in rounds]
    anchors = {stretch for region in ANCHORS for stretch in choice.anchors(region) if request.sitting_seconds > 0}
    unused = [each for each in choice.kit if each not in made and each.id not in last]
    for again in (stretch for stretch in made if stretch.id in last):
        others = unused
        if again in anchors:
            others = [
                each for each in unused if any({again, each} <= set(choice.anchors(region)) for region in ANCHORS)
            ]
        kept = [unit for unit in planned_units if unit.stretch is not again]
        if again in anchors:  # the rest of the plan was chosen around the two anchors
            kept = [Unit.of(stretch) for stretch in made if stretch in anchors and stretch is not again][:1]
        assert not any(fit_as_worth(request, [*kept, Unit.of(other)], again in anchors) for other in others)


def fit_as_worth(request: PlanRequest, units: list[Unit], is_anchor: bool) -> bool:
    """Whether these fit, with holds as short as the planner would make them for it."""
    layout = Layout(request.hold_seconds)
    cap = 20 if is_anchor else layout.longest_seconds
    length = int(request.length_seconds)
    needed = layout.seconds(arrange(units), cap, find_warm_up(CATALOGUE, request))
    return needed + warm_up_seconds(length) <= length


@given(requests)
@over_all_requests
def test_no_stretch_follows_upon_itself_while_another_fits(request: PlanRequest) -> None:
    if find_warm_up(CATALOGUE, request):
        check_nothing_doubles(request)


def check_nothing_doubles(request: PlanRequest) -> None:
    made = make(request)
    rounds = [key for key, _ in itertools.groupby((step.stretch, step.round) for step in made.steps)]
    unused = set(find_kit(CATALOGUE, request)) - set(holds(made))
    for before, after in itertools.pairwise(rounds):
        if before[0] == after[0]:
            kept = [stretch for stretch, round_ in rounds if not stretch.is_warm_up and (stretch, round_) != after]
            assert not any(fit(request, [*kept, other]) for other in unused)


def test_holds_get_shorter_rather_than_one_stretch_follows_upon_itself() -> None:
    for seed, places in itertools.product(range(60), [("standing",), ("desk",)]):
        check_nothing_doubles(PlanRequest(330, places=places, leave_out=frozenset({"hip"}), seed=seed))


def test_with_no_hamstring_stretch_left_what_reaches_the_hamstrings_second_stands_in() -> None:
    for seed in range(20):
        made = make(PlanRequest(135, places=("standing", "floor"), leave_out=frozenset({"sciatica"}), seed=seed))
        assert "knee-to-chest" in {stretch.id for stretch in holds(made)}


@given(requests)
@over_all_requests
def test_moving_takes_no_time_that_another_stretch_could_have(request: PlanRequest) -> None:
    made = make(request)
    if not find_warm_up(CATALOGUE, request):
        return
    moving = sum(step.seconds for step in made.steps if step.stretch.is_warm_up)
    spare = moving - warm_up_seconds(int(request.length_seconds))
    done = [step for step in made.steps if step.kind != "change" and not step.stretch.is_warm_up]
    rounds = Counter((step.stretch, step.side) for step in done)
    if spare >= LONGEST_UNIT_SECONDS:
        assert {stretch for stretch, _ in rounds} == set(find_kit(CATALOGUE, request))
        assert set(rounds.values()) <= {3}


@given(requests)
@over_all_requests
def test_no_stretch_has_more_than_three_rounds(request: PlanRequest) -> None:
    rounds = Counter((step.stretch.id, step.side) for step in make(request).steps if step.kind == "hold")
    assert all(count <= 3 for count in rounds.values())


@given(requests)
@over_all_requests
def test_the_same_request_makes_the_same_plan(request: PlanRequest) -> None:
    shuffled = Catalogue(CATALOGUE.stretches[::-1], CATALOGUE.sources, CATALOGUE.conditions)
    if WARM_UPS.isdisjoint(request.leave_out):
        assert [step.as_dict() for step in plan(shuffled, request).steps[1:]] == [
            step.as_dict() for step in make(request).steps[1:]
        ]
    assert make(request) == make(request)


def test_four_minutes_standing_after_an_hour(planned: Planned, brief: Brief) -> None:
    for seed in range(20):
        made = planned(240, seed=seed)
        assert made.total_seconds == 240
        assert made.steps[0].kind == "warm-up"
        regions = [(step.stretch.region, step.side) for step in made.steps if step.kind == "hold"]
        assert regions[:4] == [("front", "left"), ("front", "right"), ("back", "left"), ("back", "right")]
        assert len(regions) > 4
    assert brief(planned(240).steps) == [
        "warm-up march 30",
        "change 6",
        "hold split-stance-hip-flexor left 30",
        "change 4",
        "hold split-stance-hip-flexor right 30",
        "change 6",
        "hold standing-hamstring left 30",
        "change 4",
        "hold standing-hamstring right 30",
        "change 6",
        "hold side-lunge left 30",
        "change 4",
        "hold side-lunge right 30",
    ]


def test_four_minutes_on_the_floor(planned: Planned) -> None:
    for seed in range(20):
        made = planned(240, places=("floor",), seed=seed)
        regions = [(step.stretch.region, step.side) for step in made.steps if step.kind == "hold"]
        assert regions[:4] == [("front", "left"), ("front", "right"), ("back", "left"), ("back", "right")]
        assert made.total_seconds == 240


def test_a_minute_is_marching_and_one_hip_flexor_hold_a_side(planned: Planned) -> None:
    for seed in range(20):
        made = planned(60, seed=seed)
        assert [(step.kind, step.seconds) for step in made.steps] == [
            ("warm-up", 10),
            ("change", 6),
            ("hold", 20),
            ("change", 4),
            ("hold", 20),
        ]
        assert {step.stretch.region for step in made.steps[1:]} == {"front"}


@pytest.mark.parametrize("place", ["desk", "floor"])
def test_nobody_sits_or_lies_down_again_for_less_than_a_hip_flexor_or_hamstring_stretch(
    planned: Planned, brief: Brief, place: str
) -> None:
    assert brief(planned(60, places=(place,)).steps) == ["warm-up march 60"]
    assert len(holds(planned(60, places=(place,), sitting_seconds=0))) == 1
    assert len(holds(planned(75, places=(place,)))) == 1


def test_when_nothing_fits_the_break_is_marching(planned: Planned, brief: Brief) -> None:
    assert brief(planned(30).steps) == ["warm-up march 30"]
    assert brief(planned(240, places=()).steps) == ["warm-up march 240"]
    assert planned(0.5).steps == ()


def test_with_marching_left_out_one_marches_seated_and_without_that_nothing_is_held(planned: Planned) -> None:
    left_out = frozenset({"march"})
    assert planned(240, leave_out=left_out).steps[0].stretch.id == "seated-march"
    made = planned(240, leave_out=left_out | {"seated-march"}, places=("standing", "floor"))
    assert {step.kind for step in made.steps} <= {"change", "moving"}


def test_a_quarter_of_an_hour_covers_every_region_in_two_or_three_rounds(planned: Planned) -> None:
    for seed in range(10):
        made = planned(900, places=("floor",), seed=seed)
        assert {stretch.region for stretch in holds(made)} == set(REGIONS) - {"warm-up"}
        rounds = Counter((step.stretch.id, step.side) for step in made.steps if step.kind in ("hold", "moving"))
        assert set(rounds.values()) <= {2, 3}
        assert made.steps[0].seconds >= 180


def test_a_routine_ends_after_twenty_minutes_however_long_the_break(planned: Planned) -> None:
    assert planned(7200).total_seconds == MOST_SECONDS


@pytest.mark.parametrize("region", REGIONS[1:])
def test_the_time_beyond_front_and_back_goes_to_the_focus(planned: Planned, region: str) -> None:
    made = planned(240, places=("standing", "floor"), focus=(region,))
    assert [stretch.region for stretch in holds(made)].count(region) == (2 if region in ANCHORS else 1)


def test_without_a_focus_the_region_stretched_least_this_week_comes_next(planned: Planned) -> None:
    week = ("outer-hip-cross", "side-lunge")
    history = (PastBreak(8, ("standing-back-extension",) * 3), PastBreak(2, week), PastBreak(1, week))
    assert "standing-back-extension" in {stretch.id for stretch in holds(planned(240, history=history))}


def test_breaks_of_one_day_take_turns(planned: Planned) -> None:
    history: tuple[PastBreak, ...] = ()
    before: set[str] = set()
    for _ in range(6):
        now = {stretch.id for stretch in holds(planned(240, history=history))}
        assert not now & before
        history, before = (*history, PastBreak(0, tuple(now))), now


def test_another_seed_is_another_choice(planned: Planned) -> None:
    plans = {tuple(stretch.id for stretch in holds(planned(240, seed=seed))) for seed in range(30)}
    assert len(plans) >= 8


def test_a_break_that_does_not_follow_sitting_is_free_of_front_and_back(planned: Planned) -> None:
    made = planned(240, sitting_seconds=0, focus=("outer", "inner", "low-back"))
    assert not {"front", "back"} & {stretch.region for stretch in holds(made)}


def test_a_plan_says_what_it_had_to_do_without(planned: Planned) -> None:
    lacking = "No stretch for the back of the thighs: what there is standing is left out for sciatica."
    assert planned(240, leave_out=frozenset({"sciatica"})).why[-1] == lacking
    assert lacking not in planned(240, leave_out=frozenset({"sciatica"}), sitting_seconds=0.0).why


@pytest.mark.parametrize(
    ("length", "places", "left_out", "said"),
    [
        (
            *(240, ("standing",), {"disc"}),
            (
                "No stretch for the back of the thighs: what there is standing is left out for a herniated disc. "
                "On the floor there would be Hamstring stretch on the back."
            ),
        ),
        (
            *(900, ("floor",), {"sciatica"}),
            (
                "No direct stretch for the back of the thighs: what there is on the floor is left out for sciatica. "
                "Knee to chest stands in."
            ),
        ),
        (
            *(240, ("desk",), {"seated-hip-flexor", "split-stance-hip-flexor", "prone-quad", "knee"}),
            "No stretch for the front of the hips: what there is on the chair is left out by you (seated-hip-flexor).",
        ),
        (60, ("standing",), {""}, "There is no time for the back of the thighs in this break."),
        (
            *(240, ("standing",), {"march", "seated-march", "disc"}),
            "No stretch for the front of the hips: nothing is held without a way to warm up.",
        ),
    ],
)
def test_it_says_why_front_or_back_is_missing(
    planned: Planned, length: int, places: tuple[str, ...], left_out: set[str], said: str
) -> None:
    assert said in planned(length, places=places, leave_out=frozenset(left_out)).why


@pytest.mark.parametrize("tag", [*TAGS, ""])
def test_nothing_is_said_to_be_missing_that_is_there(tag: str) -> None:
    for places, length in itertools.product(PLACE_SETS[1:], (60, 120, 240, 900)):
        made = make(PlanRequest(length, places=places, leave_out=frozenset({tag} - {""})))
        regions = {region: REGION_WORDS[region] for region in ANCHORS}
        direct = {region for stretch in holds(made) for region in regions if is_direct(stretch, region)}
        silent = {region for region, words in regions.items() if not any(_misses(each, words) for each in made.why)}
        assert direct == silent or not holds(made)


def _misses(sentence: str, words: str) -> bool:
    return words in sentence and sentence.startswith(("No ", "There is no time"))


def test_a_plan_says_why(planned: Planned) -> None:
    made = planned(240)
    assert made.as_dict()["why"] == " ".join(made.why)
    assert all(any(stretch.name in sentence for sentence in made.why) for stretch in holds(made))
    assert planned(20).why[-1] == "Nothing else fits: moving is the break."
