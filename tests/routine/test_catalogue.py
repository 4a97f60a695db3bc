"""The shipped stretches: all there, both sides said right, short enough, cited."""

from __future__ import annotations

import re

import pytest

from deskbreak.routine.catalogue import HAMSTRINGS, HIP_FLEXORS, REGIONS, Catalogue, Stretch
from deskbreak.routine.files import load_advice, load_catalogue

FROM_THE_DOCUMENTS = {
    "kneeling-hip-flexor": ("front", "floor", "each", {"hart", "hip-flexor-guide"}),
    "lunge-twist": ("front low-back", "floor", "each", {"lunge-twist"}),
    "standing-quad": ("front", "standing", "each", {"asher"}),
    "side-lying-quad": ("front", "floor", "each", {"asher"}),
    "prone-quad": ("front", "floor", "each", {"asher"}),
    "pigeon": ("outer", "floor", "each", {"hip-flexor-guide"}),
    "pigeon-quad": ("outer front", "floor", "each", {"hip-flexor-guide"}),
    "butterfly": ("inner", "floor", "both", {"hip-flexor-guide"}),
    "seated-hip-lean": ("inner outer", "floor", "both", {"hip-flexor-guide"}),
    "bridge": ("front back", "floor", "both", {"hip-flexor-guide"}),
    "figure-four": ("outer", "floor", "each", {"hart"}),
    "cat-cow": ("low-back", "floor", "both", {"hart"}),
    "knee-to-chest": ("low-back back", "floor", "each", {"hart"}),
    "seated-twist": ("outer low-back", "floor", "each", {"hart"}),
    "supine-hamstring": ("back", "floor", "each", {"hart"}),
    "outer-hip-cross": ("outer", "standing", "each", {"asher"}),
    "side-lunge": ("inner", "standing", "each", {"asher"}),
    "march": ("warm-up", "standing", "both", {"hart", "duran-2023"}),
}
OWN = {
    "split-stance-hip-flexor": ("front", "standing", "each"),
    "standing-hamstring": ("back", "standing", "each"),
    "hip-hinge-hamstring": ("back", "standing", "each"),
    "seated-hamstring": ("back", "desk", "each"),
    "seated-figure-four": ("outer", "desk", "each"),
    "chair-twist": ("low-back", "desk", "each"),
    "standing-back-extension": ("low-back", "standing", "both"),
    "seated-hip-flexor": ("front", "desk", "each"),
    "seated-inner-thigh": ("inner", "desk", "both"),
    "seated-march": ("warm-up", "desk", "both"),
}
MOVING = {"march", "seated-march", "cat-cow"}
STRETCHES = load_catalogue().catalogue.stretches
each_stretch = pytest.mark.parametrize("stretch", STRETCHES, ids=lambda stretch: stretch.id)


def outline(stretch: Stretch) -> tuple[str, str, str]:
    return " ".join(stretch.regions), stretch.place, "each" if len(stretch.sides) == 2 else "both"


def lines(stretch: Stretch, side: str) -> str:
    return "\n".join((*stretch.sides[side].ready, *stretch.sides[side].during))


def mirrored(text: str) -> str:
    other = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
    return re.sub(r"\b(?:left|right)\b", lambda word: other[word[0]], text, flags=re.IGNORECASE)


def test_every_stretch_of_both_lists_is_there_and_no_other(catalogue: Catalogue) -> None:
    assert {stretch.id for stretch in catalogue.stretches} == FROM_THE_DOCUMENTS.keys() | OWN.keys()


@each_stretch
def test_region_place_and_sides_are_those_of_the_lists(stretch: Stretch) -> None:
    listed = FROM_THE_DOCUMENTS.get(stretch.id, (*OWN.get(stretch.id, ()),))
    assert outline(stretch) == listed[:3]
    assert stretch.is_static == (stretch.id not in MOVING)


@each_stretch
def test_what_comes_from_a_document_cites_it_and_what_is_our_own_does_not(stretch: Stretch) -> None:
    if stretch.id in OWN:
        assert stretch.sources == ("deskbreak",)
        assert stretch.follows in FROM_THE_DOCUMENTS
    else:
        assert set(stretch.sources) == FROM_THE_DOCUMENTS[stretch.id][3]
        assert stretch.follows == ""


@each_stretch
def test_the_right_side_is_the_left_side_mirrored_and_both_name_their_sides(stretch: Stretch) -> None:
    if list(stretch.sides) == [""]:
        assert not re.search(r"\b(left|right)\b", lines(stretch, ""), re.IGNORECASE)
    else:
        assert list(stretch.sides) == ["left", "right"]
        assert lines(stretch, "right") == mirrored(lines(stretch, "left"))
        assert re.search(r"\bleft\b", lines(stretch, "left"), re.IGNORECASE)


@each_stretch
def test_a_stretch_on_the_floor_says_how_one_is_there(stretch: Stretch) -> None:
    assert bool(stretch.posture) == (stretch.place == "floor")


@pytest.mark.parametrize("place", ["standing", "desk", "floor"])
@pytest.mark.parametrize("region", REGIONS[1:])
def test_every_place_has_something_for_every_region(catalogue: Catalogue, place: str, region: str) -> None:
    assert any(stretch.region == region for stretch in catalogue.find(region, place))


BENT_FORWARD = {
    *("standing-hamstring", "hip-hinge-hamstring", "seated-hamstring", "seated-figure-four", "seated-hip-lean"),
    *("cat-cow", "knee-to-chest"),
}
LEG_RAISED_STRAIGHT = {"standing-hamstring", "hip-hinge-hamstring", "seated-hamstring", "supine-hamstring"}
LYING_ON_BACK_OR_FRONT = {"prone-quad", "bridge", "figure-four", "knee-to-chest", "supine-hamstring"}


@pytest.mark.parametrize(
    ("tag", "ids"),
    [
        ("disc", BENT_FORWARD | {"lunge-twist", "chair-twist", "seated-twist"}),
        ("sciatica", LEG_RAISED_STRAIGHT),
        ("pregnancy", LYING_ON_BACK_OR_FRONT),
        ("wrist", {"cat-cow", "pigeon", "pigeon-quad"}),
        ("shoulder", {"standing-quad", "side-lying-quad", "prone-quad", "lunge-twist", "pigeon-quad"}),
    ],
)
def test_a_condition_rules_out_what_is_alike(catalogue: Catalogue, tag: str, ids: set[str]) -> None:
    assert ids <= {stretch.id for stretch in catalogue.stretches if tag in stretch.leave_out}


@each_stretch
def test_what_is_shown_during_a_hold_is_two_or_three_short_lines(stretch: Stretch) -> None:
    for steps in stretch.sides.values():
        assert len(steps.during) in (2, 3)
        assert len(steps.ready) in (1, 2)
        assert all(len(line) <= 60 and line.endswith(".") for line in (*steps.ready, *steps.during))


@each_stretch
def test_nothing_is_left_to_be_repeated_on_the_other_side(stretch: Stretch) -> None:
    text = " ".join([stretch.avoid, stretch.why, stretch.watch_for, *stretch.form])
    text += " ".join(lines(stretch, side) for side in stretch.sides)
    assert "repeat" not in text.lower()
    assert "other side" not in text.lower()


@each_stretch
def test_a_static_hold_is_from_20_to_60_seconds_and_30_by_default(stretch: Stretch) -> None:
    if stretch.is_static:
        assert (stretch.hold.least, stretch.hold.usual) == (20, 30)
        assert stretch.hold.most in (30, 60)


def test_the_lunge_twist_turns_away_from_the_leg_in_front(catalogue: Catalogue) -> None:
    stretch = catalogue.get("lunge-twist")
    assert stretch is not None
    for word in ("right foot forward, left knee", "Right elbow against the inside of the right knee", "trunk left"):
        assert word in lines(stretch, "left")


def test_each_source_is_cited_and_the_catalogue_uses_or_the_advice_needs_it(catalogue: Catalogue) -> None:
    used = {key for stretch in catalogue.stretches for key in stretch.sources}
    used |= {key for chapter in load_advice() for fact in chapter.facts for key in fact.sources}
    assert used == {source.key for source in catalogue.sources}
    assert all(source.citation for source in catalogue.sources)


def test_each_condition_rules_something_out_but_never_the_march(catalogue: Catalogue) -> None:
    tags = {condition.tag for condition in catalogue.conditions}
    assert {tag for stretch in catalogue.stretches for tag in stretch.leave_out} == tags
    march = catalogue.get("march")
    assert march is not None
    assert march.leave_out == ()


@pytest.mark.parametrize("place", ["standing", "desk", "floor"])
def test_every_place_has_a_hip_flexor_and_a_hamstring_stretch(catalogue: Catalogue, place: str) -> None:
    for region, muscles in (("front", HIP_FLEXORS), ("back", HAMSTRINGS)):
        assert any(muscles & set(each.targets) and each.region == region for each in catalogue.find(region, place))


def test_find_looks_at_every_region_a_stretch_has(catalogue: Catalogue) -> None:
    assert "knee-to-chest" in {stretch.id for stretch in catalogue.find("back", "floor")}
    assert catalogue.find("back", "desk") == (catalogue.get("seated-hamstring"),)


def test_a_condition_and_an_id_both_leave_out(catalogue: Catalogue) -> None:
    ids = {each.id for each in catalogue.allowed(frozenset({"floor"}), frozenset({"knee", "butterfly"}))}
    assert "kneeling-hip-flexor" not in ids
    assert "butterfly" not in ids
    assert {"march", "supine-hamstring"} <= ids
