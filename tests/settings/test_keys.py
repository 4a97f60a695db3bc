"""Keys of the screen as settings: read in both of TOML's ways, and refused where they cannot be meant."""

from __future__ import annotations

import pytest

from deskbreak.errors import SettingsError
from deskbreak.keymap import SIGNS, USUAL, canonical, clashes, replaced
from deskbreak.settings.edit import set_value
from deskbreak.settings.load import load
from deskbreak.settings.removal import unset_value
from deskbreak.settings.writing import plain_table, shown_toml

from .conftest import Home

OWN = '[keys]\n"break.skip" = ["x", "?"]\nopen.why = ["f1"]\n'


@pytest.mark.parametrize(
    "text", [OWN.replace('"?"', '"f2"'), '[keys.break]\nskip = ["x", "f2"]\n[keys.open]\nwhy = ["f1"]\n']
)
def test_an_id_may_stand_in_quotes_or_as_tables(home: Home, text: str) -> None:
    home.write(text)
    assert dict(home.load().settings.keys) == {"break.skip": ("x", "f2"), "open.why": ("f1",)}


def test_without_any_all_are_as_usual(home: Home) -> None:
    assert home.load().settings.keys == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[keys]\n"break.skip" = ["s"]\n', ':2: keys.break.skip: one key for two things: found "s", which is'),
        ("[keys]\n# mine\nbreak.skip = [\"s\"]\n", ":3: keys.break.skip: one key for two things"),
        (OWN, ':2: keys.break.skip: one key for two things: found "question_mark", which is the key of app.help too'),
        ('[keys]\n"break.skp" = ["x"]\n', ":2: keys.break.skp: unknown key of the screen `break.skp`: did you mean "),
        ('[keys]\nnonsense = 1\n', ":2: keys.nonsense: unknown key of the screen `nonsense`: "),
        ('[keys]\n"break.skip" = "x"\n', ':2: keys.break.skip: found "x"; allowed: a list of 1 to 4, each a key'),
        ('[keys]\n"break.skip" = []\n', ":2: keys.break.skip: found a list of 0; allowed: "),
        ('[keys]\n"break.skip" = ["hyper+x"]\n', ':2: keys.break.skip[0]: found "hyper+x"; allowed: a key such as'),
        ('[keys]\n"break.skip" = ["x"]\nbreak.skip = ["y"]\n', ":3: keys.break.skip: written twice"),
        ("keys = 3\n", ":1: keys: found 3 (an integer); allowed: a table: [keys]"),
        ('[keys]\n"break.skip" = ["x"]\n"break.snooze" = ["x"]\n', ": one key for two things"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said_with_its_line(home: Home, text: str, said: str) -> None:
    (problem,) = home.problems(text)
    assert said in str(problem)


def test_two_may_change_places(home: Home) -> None:
    home.write('[keys]\n"break.skip" = ["z"]\n"break.snooze" = ["k"]\n')
    assert dict(home.load().settings.keys) == {"break.skip": ("z",), "break.snooze": ("k",)}


def test_the_later_layer_decides_key_by_key(home: Home) -> None:
    home.write('[keys]\n"break.skip" = ["x"]\n"open.why" = ["f1"]\n')
    loaded = load(home.own, {"DESKBREAK_KEYS__OPEN__WHY": "f2, f3"}, ["keys.break.skip=f4"])
    assert dict(loaded.settings.keys) == {"break.skip": ("f4",), "open.why": ("f2", "f3")}
    assert loaded.origins["keys.break.skip"] == "--set"


def test_they_are_shown_with_the_other_settings(home: Home) -> None:
    home.write('[keys]\nbreak.skip = ["x"]\n')
    loaded = home.load()
    assert f'[keys]\n"break.skip" = ["x"]  # {home.own}:2' in shown_toml(loaded)
    assert plain_table(loaded)["keys"] == {"break.skip": ["x"]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[snooze]\n", '[snooze]\n\n[keys]\n"break.skip" = ["f6"]\n'),
        ('[keys]\n"break.skip" = ["x"]  # mine\n', '[keys]\n"break.skip" = ["f6"]  # mine\n'),
        ('[keys]\nbreak.skip = ["x"]  # mine\n', '[keys]\nbreak.skip = ["f6"]  # mine\n'),
        ('[keys.break]\nskip = ["x"]\n', '[keys.break]\nskip = ["f6"]\n'),
    ],
)
def test_one_is_changed_where_it_stands_and_taken_out_again(home: Home, before: str, after: str) -> None:
    home.write(before)
    set_value(home.own, "keys.break.skip", "f6")
    assert home.own.read_text() == after
    unset_value(home.own, "keys.break.skip")
    assert home.load().settings.keys == ()


def test_one_that_clashes_is_not_written(home: Home) -> None:
    home.write("")
    with pytest.raises(SettingsError, match="one key for two things"):
        set_value(home.own, "keys.break.skip", "s")
    assert home.own.read_text() == ""


def test_the_usual_keys_do_not_clash() -> None:
    assert list(clashes({})) == []
    assert list(clashes({id_: usual.keys for id_, usual in USUAL.items()})) == []


def test_those_that_share_a_key_are_bound_anew_together() -> None:
    assert replaced({"reminders.pause": ("u",)}) == {"reminders.pause": ("u",), "reminders.resume": ("p",)}
    assert replaced({}) == {}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("?", "question_mark"), ("comma", "comma"), ("S", "S"), ("ctrl+alt+x", "ctrl+alt+x"), ("ctrl++", "ctrl+plus"),
        ("ab", ""), ("ctrl+", ""),
    ],
)  # fmt: skip
def test_a_key_has_one_name(typed: str, name: str) -> None:
    assert canonical(typed) == name


def test_every_key_in_use_has_a_name_that_settings_understand() -> None:
    assert all(canonical(key) == key for usual in USUAL.values() for key in usual.keys)
    assert all(canonical(sign) == name for name, sign in SIGNS.items())
