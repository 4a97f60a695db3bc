from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskbreak.errors import SettingsError
from deskbreak.settings.forms import AutoOr, Flag, ListOf, Whole
from deskbreak.settings.layers import Layer, text_layer
from deskbreak.settings.model import BreakKind, Key, keys
from deskbreak.settings.problems import Problem, printable

from .conftest import Home

EVERY_KEY = list(keys())
WRONG = {"string": '"no such thing"', "integer": "3_000_000", "flag": "true", "float": "1.5", "date": "2026-01-01"}


def wrong_values(key: Key) -> list[str]:
    """TOML of types a key does not take: everything but its own type is wrong, and so is its own out of range."""
    wrong = [*WRONG.values(), "{ a = 1 }", "[[1]]", "nan"]
    if isinstance(key.form, Flag):
        wrong.remove("true")
    if not isinstance(key.form, (ListOf, AutoOr)):
        wrong.append("[]") if key.at[:2] != ("schedule", "hours") else None
    if isinstance(key.form, Whole):
        wrong.append("-1")
    if key.name == "cues.voice":  # a voice may well have a name of several words
        wrong[0] = '"$(no such thing)"'
    return wrong


@pytest.mark.parametrize("key", EVERY_KEY, ids=lambda key: key.name)
def test_every_key_refuses_every_wrong_type_and_names_itself_and_its_line(home: Home, key: Key) -> None:
    for text in wrong_values(key):
        problems = home.problems(f"# a comment\n\n{key.name} = {text}\n")
        assert {problem.line for problem in problems} == {3}, text
        assert all(problem.key.startswith(key.name) for problem in problems), text
        assert all(problem.found and problem.allowed for problem in problems), text
        assert all(str(problem).startswith(f"{home.own}:3: {key.name}") for problem in problems), text


@pytest.mark.parametrize("key", list(keys(BreakKind)), ids=lambda key: key.name)
@pytest.mark.parametrize("wrong", [*WRONG.values(), "[]", "{}"])
def test_every_key_of_a_kind_refuses_every_wrong_type(home: Home, key: Key, wrong: str) -> None:
    entry = {"name": '"move"', "every": '"30m"', "length": '"1m"', key.name: wrong}
    text = "[[breaks]]\n" + "".join(f"{name} = {value}\n" for name, value in entry.items())
    (problem,) = home.problems(text)
    assert (problem.key, problem.line) == (f"breaks[0].{key.name}", 2 + list(entry).index(key.name))


def said(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.line}: {problem.key}: {problem.message}" for problem in problems]


def test_all_problems_of_a_file_are_listed_at_once_in_the_order_of_its_lines(home: Home) -> None:
    text = """\
profil = "gentle"
[snooze]
default = 300
choices = [
  "5m",
  "5m",
  "never",
]
[[breaks]]
name = "a"
every = "30m"
length = "0s"
[[breaks]]
name = "A"
evry = "45m"
length = "-1m"
[presence]
sources = ["x11", "xl1"]
"""
    span = 'allowed: a duration such as "45m", "1h 30m" or "90s", from 1s to 7d'
    bare = 'a number without its unit; write it as "300m" or "300s", in quotes'
    same, own = "two kinds of one name", "a name of its own for each kind"
    assert said(home.problems(text)) == [
        "1: profil: unknown key `profil`: did you mean `profile`?",
        f"3: snooze.default: {bare}: found 300 (an integer); {span}",
        '6: snooze.choices[1]: a duplicate: found "5m"; allowed: each only once',
        f'7: snooze.choices[2]: not a duration: found "never"; {span}',
        f'12: breaks[0].length: out of range: found "0s"; {span}',
        "13: breaks[1]: missing: found no every; allowed: name, every and length in every [[breaks]] entry",
        f'14: breaks[1].name: {same}: found "A", already the name of breaks[0]; allowed: {own}',
        "15: breaks[1].evry: unknown key `evry`: did you mean `breaks[1].every`?",
        f'16: breaks[1].length: a negative duration: found "-1m"; {span}',
        (
            '18: presence.sources[1]: found "xl1"; allowed: one of "mutter", "wayland", "x11", "tmux", "tty", "keys", '
            '"quartz", "windows"'
        ),
    ]


def test_problems_of_all_layers_come_together(home: Home) -> None:
    home.write("[skip]\nallowed = 1\n", home.system)
    variables = {"DESKBREAK_SNOOZE__DEFALT": "1m", "DESKBREAK_BREAKS__WALK__EVERY": "1m"}
    problems = home.problems("log.level = 'loud'\n", ["screen.theme=\x1b[31m", "profile"], **variables)
    assert [(problem.path, problem.key) for problem in problems] == [
        (str(home.system), "skip.allowed"),
        (str(home.own), "log.level"),
        ("DESKBREAK_SNOOZE__DEFALT", "snooze.defalt"),
        ("--set", "screen.theme"),
        ("--set", "profile"),
        ("DESKBREAK_BREAKS__WALK__EVERY", "breaks.walk.every"),
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("snoze = {}", "did you mean `snooze`?"),
        ("[snooze]\nmax_per_brake = 1", "did you mean `snooze.max_per_break`?"),
        ("[snooze]\naway_after = '1m'", "did you mean `presence.away_after`?"),
        ("max_per_break = 3", "did you mean `snooze.max_per_break`?"),
        ("[schedule.hours]\nmonday = []", "did you mean `schedule.hours.mon`?"),
        ("[[break]]\nname = 'a'", "did you mean `breaks`?"),
        ("[skip]\nzzz = 1", "allowed: one of allowed, max_per_day"),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(home: Home, text: str, hint: str) -> None:
    (problem,) = home.problems(text)
    assert hint in problem.message


@pytest.mark.parametrize(
    ("hours", "part", "said"),
    [
        ('mon = ["09:00-12:00", "11:00-13:00"]', "mon[1]", "overlaps"),
        ('mon = ["22:00-06:00", "23:00-23:30"]', "mon[1]", "overlaps"),
        ('mon = ["09:00-09:00"]', "mon[0]", "empty range"),
        ('mon = ["9-17"]', "mon[0]", "09:00-17:30"),
        ('mon = ["25:00-26:00"]', "mon[0]", "00:00 to 24:00"),
        ('mon = ["09:60-10:00"]', "mon[0]", "00:00 to 24:00"),
        ('mon = ["24:00-06:00"]', "mon[0]", "00:00 to 24:00"),
        ('mon = "09:00-17:00"', "mon", "a list of ranges"),
        ("mon = [9]", "mon[0]", "an integer"),
        ('daily = ["22:00-06:00", "05:00-07:00"]', "daily", "runs into"),
        ('sun = ["20:00-04:00"]\nweekdays = ["03:00-05:00"]', "sun", "runs into mon"),
        ("", "", "at least one of daily"),
    ],
)
def test_contradictory_or_malformed_hours_are_refused(home: Home, hours: str, part: str, said: str) -> None:
    (problem,) = home.problems(f"[schedule.hours]\n{hours}\n")
    assert problem.key == f"schedule.hours.{part}".rstrip(".")
    assert problem.line == (2 if hours else 1)
    assert said in problem.message


@pytest.mark.parametrize(
    "hours",
    ['daily = ["00:00-24:00"]', 'fri = ["22:00-02:00"]\nsat = ["02:00-03:00"]', 'mon = ["12:00-13:00", "9:00-12:00"]'],
)
def test_ranges_may_touch_and_run_over_midnight(home: Home, hours: str) -> None:
    home.write(f"[schedule.hours]\n{hours}\n")
    assert home.load().settings.schedule.hours


@pytest.mark.parametrize("text", ["breaks = []", "breaks = 5", "breaks = [1]", "[breaks]\nname = 'a'", "snooze = 5"])
def test_a_section_of_the_wrong_shape_is_refused(home: Home, text: str) -> None:
    (problem,) = home.problems(text)
    assert problem.line == 1


def test_nine_kinds_are_too_many(home: Home) -> None:
    text = "".join(f'[[breaks]]\nname = "k{n}"\nevery = "{n}m"\nlength = "1m"\n' for n in range(1, 10))
    (problem,) = home.problems(text)
    assert (problem.found, problem.line) == ("9 kinds", 1)


def test_a_kind_renamed_to_another_ones_name_is_refused(home: Home) -> None:
    (problem,) = home.problems(None, ["breaks.move.name=stretch"])
    assert problem.message.startswith("two kinds of one name")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a = 1\nb = ", 2, "invalid value"),
        ("[snooze", 1, "and the file ends"),
        ("x = 1\nx = 2\n", 2, "a second time"),
        ("[snooze]\n\n[snooze]\n", 3, ""),
        ("a = 'x\n", 1, ""),
    ],
)
def test_bad_toml_names_its_own_line(home: Home, text: str, line: int, said: str) -> None:
    (problem,) = home.problems(text)
    assert (problem.path, problem.line, problem.key) == (str(home.own), line, "")
    assert problem.message.startswith("not TOML")
    assert said in problem.message


def test_lists_nested_beyond_reason_are_refused(home: Home) -> None:
    (problem,) = home.problems("a = " + "[" * 5000 + "]" * 5000)
    assert problem.message.startswith("not TOML")


def test_a_folder_in_place_of_the_file_is_refused(home: Home) -> None:
    home.own.mkdir(parents=True)
    (problem,) = home.problems()
    assert (problem.path, problem.found) == (str(home.own), "a folder")


def test_a_pipe_in_place_of_the_file_is_refused_and_not_waited_for(home: Home) -> None:
    home.own.parent.mkdir()
    os.mkfifo(home.own)
    (problem,) = home.problems()
    assert problem.found == "a pipe, socket or device"


def test_a_link_to_nothing_is_refused(home: Home) -> None:
    home.own.parent.mkdir()
    home.own.symlink_to("gone.toml")
    (problem,) = home.problems()
    assert problem.found == "a link to a file that is not there"


def test_a_link_to_itself_is_refused(home: Home) -> None:
    home.own.parent.mkdir()
    home.own.symlink_to(home.own)
    assert len(home.problems()) == 1


def test_a_file_that_is_not_utf8_is_refused_with_its_line(home: Home) -> None:
    home.own.parent.mkdir()
    home.own.write_bytes(b"# fine\n# caf\xe9\n")
    (problem,) = home.problems()
    assert problem.found == "bytes that are not UTF-8, in line 2"


def test_a_file_beyond_reason_is_refused(home: Home) -> None:
    (problem,) = home.problems("#" * 1_100_000)
    assert "at most 1 MB" in problem.message


def test_an_unreadable_file_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.write("")

    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", denied)
    (problem,) = home.problems()
    assert str(problem) == f"{home.own}: found Permission denied; allowed: a file you may read"


def test_the_empty_device_is_an_empty_file(home: Home) -> None:
    assert home.load(Path(os.devnull)).path == Path(os.devnull)


@pytest.mark.parametrize("bad", ["\\u001b[31m", "\\u009b", "\\u202e", "\\u0000", "a\\nb", "\\u200b"])
def test_control_and_invisible_characters_are_refused_and_never_printed(home: Home, bad: str) -> None:
    for text in (f'screen.theme = "{bad}"', f'snooze.default = "{bad}"', f'"{bad}" = 1', f'snooze."{bad}" = 1'):
        for problem in home.problems(text):
            assert str(problem).isprintable()


def test_unprintable_text_is_escaped() -> None:
    assert printable("a\x1b\u202eb\U000e0001") == "a\\x1b\\u202eb\\U000e0001"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from("[]{}=\"'\n.,# aé5m\\"), max_size=40).map("".join)))
def test_any_text_is_settings_or_printable_problems(text: str) -> None:
    layer = text_layer(Layer("x", path=Path("x")), text)
    assert all(str(problem).isprintable() for problem in layer.problems)


def test_the_error_prints_every_problem_on_a_line_of_its_own(home: Home) -> None:
    home.write("a = 1\nb = 2\n")
    with pytest.raises(SettingsError) as raised:
        home.load()
    assert len(str(raised.value).splitlines()) == 2
    assert raised.value.exit_status == 2
