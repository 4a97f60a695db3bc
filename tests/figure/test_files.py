"""Pose files: one for every stretch there is, a calm figure for those a person adds, and nothing that is not pure."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import deskbreak.figure
from deskbreak.figure.files import drawn_ids, load_sequence
from deskbreak.figure.reading import BadPose, read_sequence
from deskbreak.figure.scene import CARRIERS, MUSCLES
from deskbreak.routine.files import load_catalogue

PACKAGE = Path(deskbreak.figure.__file__).parent
NOT_PURE = {"files.py", "gallery.py"}
FORBIDDEN = {"time", "os", "io", "asyncio", "threading", "random", "textual", "pathlib", "tomllib", "select", "socket"}
BASES = {"stand": {"pelvis": [0, 4.2, 0], "legs": {"ankle": [0, 0.3, 0.35]}, "arms": {"palm": [0, 3.6, 0.8]}}}
POSES = {"start": {"from": "stand"}, "in": {"from": "stand"}, "out": {"from": "stand"}}


def test_every_stretch_has_a_drawing_and_every_drawing_a_stretch() -> None:
    assert set(drawn_ids()) == {stretch.id for stretch in load_catalogue().catalogue.stretches}


@pytest.mark.parametrize("stretch", load_catalogue().catalogue.stretches, ids=lambda stretch: stretch.id)
def test_a_drawing_moves_as_its_stretch_does(stretch: object) -> None:
    sequence = load_sequence(stretch.id)  # type: ignore[attr-defined]
    assert sequence.is_moving == (stretch.motion == "moving")  # type: ignore[attr-defined]
    assert sequence.targets
    assert {target.muscle for target in sequence.targets} <= MUSCLES.keys() == CARRIERS.keys()


@pytest.mark.parametrize("place", ["standing", "desk", "floor", "somewhere"])
def test_a_stretch_without_a_drawing_gets_a_calm_figure_in_its_place(place: str) -> None:
    sequence = load_sequence("my-own", place)
    assert sequence.id == "my-own"
    assert not sequence.targets
    assert sequence.breath_in != sequence.breath_out


@pytest.mark.parametrize("id_", ["../secret", "_bases", "", "/etc/passwd", "a\x00b"])
def test_a_name_never_leads_out_of_the_drawings(id_: str) -> None:
    assert not load_sequence(id_).targets


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_the_package_imports_nothing_that_is_not_pure(path: Path) -> None:
    if path.name in NOT_PURE:
        return
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    ours = {name for name in imported if name.startswith("deskbreak")}
    assert all(name.startswith("deskbreak.figure") and name.split(".")[-1] + ".py" not in NOT_PURE for name in ours)
    roots = {name.split(".")[0] for name in imported - ours}
    assert roots <= sys.stdlib_module_names - FORBIDDEN


def test_both_limbs_given_once_are_even() -> None:
    sequence = read_sequence("x", POSES, BASES, {})
    assert sequence.start.left_leg.end == (0.0, 0.3, -0.35)
    assert sequence.start.right_arm.end == (0.0, 3.6, 0.8)


def test_a_hand_can_be_tied_to_a_joint_that_is_found_later() -> None:
    tied = {"from": "stand", "right_arm": {"palm": ["left.knee", 0, 0.5, 0]}, "arms": {"palm": ["right.knee", 0, 0, 0]}}
    sequence = read_sequence("x", {**POSES, "in": tied}, BASES, {})
    assert sequence.breath_in.right_arm.end[2] < 0
    assert sequence.breath_in.left_arm.end[2] == pytest.approx(-sequence.breath_in.right_leg.end[2], abs=0.1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start": {"from": "nobody"}}, "nobody"),
        ({"start": {"pelvis": [0, 1, 0]}}, "left_leg has no ankle"),
        ({"start": {"from": "stand", "pelvis": [0, 1]}}, "three numbers"),
        ({"start": {"from": "stand", "right_arm": {"palm": ["tail", 0, 0, 0]}}}, "tail"),
        ({"props": ["throne"]}, "throne"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_words(change: dict[str, object], words: str) -> None:
    with pytest.raises(BadPose, match=words):
        read_sequence("x", {**POSES, **change}, BASES, {})
