"""Validation of parsed tables: everything wrong is said at once, nothing wrong gets in."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from deskbreak.routine.catalogue import Catalogue, Source
from deskbreak.routine.entry import join, read_part
from deskbreak.routine.problems import Problem

GOOD = """
[[stretch]]
id = "my-stretch"
name = "Mine"
regions = ["front"]
targets = ["rectus femoris"]
place = "standing"
motion = "static"
hold = "40s"
form = ["Tall"]
avoid = "Bouncing."
why = "It answers sitting."
watch_for = "Pain: stop."
source = "deskbreak"
follows = "my-stretch"
[stretch.left]
ready = ["Left foot back."]
during = ["Feel the left hip."]
[stretch.right]
ready = ["Right foot back."]
during = ["Feel the right hip."]
"""
BASE = Catalogue((), (Source("deskbreak", "our own"),))


def problems(text: str) -> list[str]:
    part, found = read_part(tomllib.loads(text))
    return [str(problem) for problem in (*found, *join(BASE, [part])[1])]


def changed(line: str, instead: str) -> str:
    assert line in GOOD
    return GOOD.replace(line, instead)


def test_a_good_entry_is_read_with_all_it_says() -> None:
    part, found = read_part(tomllib.loads(GOOD), "mine.toml")
    assert found == ()
    (stretch,) = part.stretches
    assert (stretch.id, stretch.hold.usual, stretch.hold.least, stretch.hold.most) == ("my-stretch", 40, 20, 60)
    assert stretch.sides["right"].during == ("Feel the right hip.",)
    assert stretch.origin == "mine.toml"


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ('id = "my-stretch"', 'id = "My Stretch"', "stretch 1: id: found 'My Stretch', allowed: at most 40"),
        ('id = "my-stretch"', "", "stretch 1: id: is missing"),
        ('name = "Mine"', 'name = ""', "stretch 1: name: found '', allowed: a text"),
        ('name = "Mine"', "name = 7", "stretch 1: name: found 7, allowed: a text"),
        ('name = "Mine"', 'nome = "Mine"', "stretch 1: nome: unknown key; did you mean 'name'?"),
        ('["front"]', '["frunt"]', "regions: found 'frunt', allowed: warm-up, front, back, outer, inner, low-back"),
        ('["front"]', "[]", "regions: found [], allowed: a list of 1 to 6 texts"),
        ('["front"]', '"front"', "regions: found 'front', allowed: a list"),
        ('["front"]', '["warm-up"]', "regions: a warm-up has no other region, is moving"),
        ('"standing"', '"pool"', "place: found 'pool', allowed: standing, desk, floor"),
        ('"standing"', '"standing"\nposture = "sitting"', "posture: is for stretches on the floor"),
        ('"standing"', '"floor"\nposture = "prone"', "posture: found 'prone', allowed: kneeling, on-the-side"),
        ('"static"', "true", "motion: found True, allowed: static, moving"),
        ('"40s"', "40", 'hold: found 40, allowed: a duration such as "30s"'),
        ('"40s"', '"soon"', "hold: found 'soon', allowed: a duration"),
        ('"40s"', '"15s"', "hold: found '15s', allowed: 20s to 60s"),
        ('"40s"', '"2m"', "hold: found '2m', allowed: 20s to 60s"),
        ('"40s"', '"40s"\nhold_at_most = "30s"', "hold: is 40s, allowed: between hold_at_least (20s) and"),
        ('["Tall"]', '["' + "x" * 61 + '"]', "form: is 61 characters long, allowed: at most 60"),
        ('"Bouncing."', '"a\\u001b[31mred"', "avoid: found 'a\\x1b[31mred', allowed: one line without control"),
        ('"Bouncing."', '"two\\nlines"', "avoid: found 'two\\nlines', allowed: one line"),
        ('"Bouncing."', '"turned \\u202e about"', "avoid: found 'turned \\u202e about', allowed: one line"),
        ('"deskbreak"', '"nobody"', "source: found 'nobody', allowed: deskbreak"),
        ('follows = "my-stretch"', "", "stretch 1: follows: is missing"),
        ('follows = "my-stretch"', 'follows = "unheard-of"', "follows: found 'unheard-of', allowed: the id of a"),
        ('name = "Mine"', 'name = "Mine"\nleave_out = ["gout"]', "leave_out: found 'gout', allowed:"),
        ('name = "Mine"', 'name = "Mine"\nadvanced = "no"', "advanced: found 'no', allowed: true or false"),
        ("[stretch.right]", "[stretch.both]", "has steps for left and both, allowed: left and right, or both alone"),
        ('ready = ["Left foot back."]', 'redy = ["Left"]', "stretch 1: left.redy: unknown key; did you mean 'ready'?"),
        ('during = ["Feel the left hip."]', "during = [1]", "stretch 1: left.during: found 1, allowed: a text"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(line: str, instead: str, said: str) -> None:
    assert any(said in problem for problem in problems(changed(line, instead))), problems(changed(line, instead))


def test_all_problems_are_told_at_once() -> None:
    text = changed('"standing"', '"pool"').replace('"40s"', "40").replace('["Tall"]', "[]")
    assert len(problems(text)) == 3


@pytest.mark.parametrize("value", ["1", '"x"', "[1, 2]", '{a = "b"}'])
def test_a_stretch_that_is_no_table_is_a_problem(value: str) -> None:
    assert problems(f"stretch = {value}")


@pytest.mark.parametrize(
    "text", ['sources = "x"', "[sources]\nx = 1", "[sources.x]", '[sources."a\\u0007"]\ncitation = "c"', "what = 1"]
)
def test_odd_tables_are_problems_and_end_nothing(text: str) -> None:
    assert problems(f"{text}\n{GOOD}" if "[" not in text else f"{GOOD}\n{text}")


def test_one_bad_stretch_leaves_the_others() -> None:
    part, found = read_part(tomllib.loads(GOOD + changed('"standing"', '"pool"').replace("my-stretch", "other")))
    assert [stretch.id for stretch in part.stretches] == ["my-stretch"]
    assert len(found) == 1


def test_an_id_given_twice_is_a_problem_and_the_first_stays() -> None:
    part, _ = read_part(tomllib.loads(GOOD + changed('"Mine"', '"Again"')))
    catalogue, found = join(BASE, [part])
    assert [stretch.name for stretch in catalogue.stretches] == ["Mine"]
    assert [str(problem) for problem in found] == ["stretch 2: id: found 'my-stretch' a second time"]


def test_a_known_id_is_taken_over() -> None:
    first, _ = read_part(tomllib.loads(GOOD))
    second, _ = read_part(tomllib.loads(changed('"Mine"', '"Better"')))
    catalogue, found = join(join(BASE, [first])[0], [second])
    assert found == ()
    assert [stretch.name for stretch in catalogue.stretches] == ["Better"]


def test_a_problem_prints_nothing_a_terminal_would_obey() -> None:
    found: dict[str, Any] = {"stretch": [{"\x1b]0;title\x07": 1}]}
    _, told = read_part(found, "a\x1bb.toml")
    assert all(str(problem).isprintable() for problem in told)
    assert str(Problem((), "x", "file.toml", 3)) == "file.toml:3: x"
