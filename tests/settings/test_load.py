from __future__ import annotations

from pathlib import Path

import pytest

from deskbreak.errors import SettingsError
from deskbreak.settings import BreakKind, Settings
from deskbreak.settings.model import PROFILES

from .conftest import Home


def test_with_no_file_at_all_the_defaults_are_in_effect(home: Home) -> None:
    loaded = home.load()
    assert loaded.settings == Settings()
    assert loaded.path is None
    assert loaded.write_path == home.own
    assert loaded.watch_paths == (home.own, home.system)
    assert set(loaded.origins.values()) == {"default"}


def test_an_empty_file_changes_nothing(home: Home) -> None:
    home.write("")
    assert home.load().settings == Settings()
    assert home.load().path == home.own


def test_the_persons_file_lies_on_top_of_the_systems(home: Home) -> None:
    home.write('[snooze]\ndefault = "7m"\nmax_per_break = 1\n', home.system)
    home.write('[snooze]\ndefault = "8m"\n')
    loaded = home.load()
    assert (loaded.settings.snooze.default, loaded.settings.snooze.max_per_break) == (480, 1)
    assert loaded.origins["snooze.default"] == f"{home.own}:2"
    assert loaded.origins["snooze.max_per_break"] == f"{home.system}:3"


def test_the_first_of_several_system_folders_wins(home: Home, tmp_path: Path) -> None:
    less = home.write("skip.max_per_day = 1\nsnooze.max_per_break = 1\n", tmp_path / "less/deskbreak/deskbreak.toml")
    home.write("skip.max_per_day = 2\n", home.system)
    folders = f"{home.system.parent.parent}:not/absolute:{less.parent.parent}"
    settings = home.load(XDG_CONFIG_DIRS=folders).settings
    assert (settings.skip.max_per_day, settings.snooze.max_per_break) == (2, 1)


@pytest.mark.parametrize("by_option", [True, False])
def test_a_named_file_stands_alone(home: Home, tmp_path: Path, by_option: bool) -> None:
    home.write("snooze.max_per_break = 1\n")
    named = home.write("skip.max_per_day = 4\n", tmp_path / "named.toml")
    loaded = home.load(named) if by_option else home.load(DESKBREAK_CONFIG=str(named))
    assert (loaded.settings.snooze.max_per_break, loaded.settings.skip.max_per_day) == (3, 4)
    assert loaded.path == loaded.write_path == named
    assert loaded.watch_paths == (named,)


def test_the_option_wins_over_the_variable_that_names_a_file(home: Home, tmp_path: Path) -> None:
    option = home.write("skip.max_per_day = 1\n", tmp_path / "option.toml")
    variable = home.write("skip.max_per_day = 2\n", tmp_path / "variable.toml")
    assert home.load(option, DESKBREAK_CONFIG=str(variable)).path == option


def test_a_named_file_that_is_not_there_is_a_problem(home: Home, tmp_path: Path) -> None:
    (problem,) = home.problems(DESKBREAK_CONFIG=str(tmp_path / "gone.toml"))
    assert str(problem).startswith(f"{tmp_path}/gone.toml: found no such file")


def test_each_layer_wins_over_the_one_below(home: Home) -> None:
    key, variable = "snooze.default", "DESKBREAK_SNOOZE__DEFAULT"
    assert home.load().origins[key] == "default"
    home.write('profile = "gentle"\n')
    assert home.load().origins[key] == "profile gentle"
    home.write('profile = "gentle"\nsnooze.default = "6m"\n')
    assert home.load().origins[key] == f"{home.own}:2"
    assert home.load(None, [], **{variable: "7m"}).origins[key] == "environment"
    loaded = home.load(None, ["snooze.default=8m", "snooze.default=9m"], **{variable: "7m"})
    assert (loaded.origins[key], loaded.settings.snooze.default) == ("--set", 540)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_loads_and_changes_something(home: Home, profile: str) -> None:
    loaded = home.load(None, [f"profile={profile}"])
    assert loaded.settings.profile == profile
    assert f"profile {profile}" in loaded.origins.values()


def test_a_profile_can_be_chosen_in_any_layer_and_the_highest_choice_counts(home: Home) -> None:
    home.write('profile = "gentle"\n')
    assert home.load(DESKBREAK_PROFILE="strict").settings.skip.allowed is False
    assert home.load(None, ["profile="], DESKBREAK_PROFILE="strict").settings == Settings()


def test_the_research_profile_is_five_minutes_every_thirty(home: Home) -> None:
    (kind,) = home.load(None, ["profile=research-30-5"]).settings.breaks
    assert (kind.every, kind.length) == (1800, 300)


def test_a_list_of_breaks_replaces_the_one_below(home: Home) -> None:
    home.write('profile = "pomodoro"\n[[breaks]]\nname = "walk"\nevery = "20s"\nlength = "5s"\n')
    assert home.load().settings.breaks == (BreakKind("walk", 20, 5),)


def test_one_key_of_a_kind_can_be_set_by_its_name(home: Home) -> None:
    home.write('[[breaks]]\nname = "Eye-Rest"\nevery = "20m"\nlength = "20s"\n')
    loaded = home.load(None, ["breaks.Eye-Rest.length=40s"], DESKBREAK_BREAKS__EYE_REST__EVERY="25m")
    assert loaded.settings.breaks == (BreakKind("Eye-Rest", 1500, 40),)
    assert loaded.origins["breaks.Eye-Rest.every"] == "environment"
    assert loaded.origins["breaks.Eye-Rest.length"] == "--set"
    assert loaded.origins["breaks.Eye-Rest.name"] == f"{home.own}:2"


def test_a_renamed_kind_keeps_its_origins(home: Home) -> None:
    loaded = home.load(None, ["breaks.move.every=20m", "breaks.move.name=walk"])
    assert loaded.settings.breaks[0] == BreakKind("walk", 1200, 60)
    assert [loaded.origins[f"breaks.walk.{name}"] for name in ("name", "every", "length")] == [
        "--set",
        "--set",
        "default",
    ]


@pytest.mark.parametrize(
    ("override", "path", "value"),
    [
        ("skip.allowed=false", "skip.allowed", False),
        ("skip.allowed=TRUE", "skip.allowed", True),
        ("snooze.choices=1m, 2m", "snooze.choices", (60.0, 120.0)),
        ('snooze.choices=["1m", "2m"]', "snooze.choices", (60.0, 120.0)),
        ("presence.sources=auto", "presence.sources", "auto"),
        ("presence.sources=x11,tty", "presence.sources", ("x11", "tty")),
        ("presence.seated_holds=", "presence.seated_holds", ()),
        ("schedule.day_starts=05:30", "schedule.day_starts", 330),
        ('snooze.default="10m"', "snooze.default", 600.0),
        (" log.level = debug ", "log.level", "debug"),
        ("presence.rest_credit=whole", "presence.rest_credit", "whole"),
    ],
)
def test_a_typed_value_is_read_as_its_key_needs_it(home: Home, override: str, path: str, value: object) -> None:
    found: object = home.load(None, [override]).settings
    for part in path.split("."):
        found = getattr(found, part)
    assert found == value


def test_variables_that_set_no_key_are_left_alone(home: Home) -> None:
    environ = {"DESKBREAK_STATE_DIR": "/x", "DESKBREAK_SNOOZE__DEFAULT": "", "OTHER__THING": "1"}
    assert home.load(None, [], **environ).settings == Settings()


def test_a_byte_order_mark_and_windows_line_ends_are_read(home: Home) -> None:
    home.write('\ufeff[snooze]\r\ndefault = "7m"\r\n')
    assert home.load().origins["snooze.default"] == f"{home.own}:2"


def test_reading_never_writes(home: Home, tmp_path: Path) -> None:
    home.load()
    assert list(tmp_path.iterdir()) == []
    home.write("snoze = 1\n")
    before = home.own.stat()
    with pytest.raises(SettingsError):
        home.load()
    after = home.own.stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert list(home.own.parent.iterdir()) == [home.own]
