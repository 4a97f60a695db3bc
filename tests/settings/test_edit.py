from __future__ import annotations

import os
import stat
import threading
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskbreak.errors import DeskbreakError, SettingsError
from deskbreak.settings import edit
from deskbreak.settings.edit import NEW_FILE, check_value, edited, set_value
from deskbreak.settings.model import keys
from deskbreak.settings.removal import unset_value
from deskbreak.settings.writing import template

from .conftest import Home

KIND = 'every = "5m" # e\nlength = "1m"\n'


@pytest.mark.parametrize(
    ("before", "key", "text", "after"),
    [
        ("", "profile", "gentle", 'profile = "gentle"\n'),
        ("# c\n[log]\n", "profile", "gentle", '# c\nprofile = "gentle"\n\n[log]\n'),
        ("[snooze]\ndefault = '5m' # hi\n", "snooze.default", "90s", '[snooze]\ndefault = "90s" # hi\n'),
        (
            "[prompt]\nwarn_before = '1m'\n\n# about snooze\n[snooze]\n",
            "prompt.remind_every",
            "2m",
            "[prompt]\nwarn_before = '1m'\nremind_every = \"2m\"\n\n# about snooze\n[snooze]\n",
        ),
        ("snooze.default = '5m'\n", "snooze.max_per_break", "1", "snooze.default = '5m'\nsnooze.max_per_break = 1\n"),
        ("snooze = {default = '5m'} # x\n", "snooze.default", "1m", 'snooze = {default = "1m"} # x\n'),
        (
            "[schedule]\nday_starts = '05:00'\n",
            "schedule.hours.mon",
            "09:00-10:00",
            "[schedule]\nday_starts = '05:00'\n\n[schedule.hours]\nmon = [\"09:00-10:00\"]\n",
        ),
        (
            "[schedule.hours]\nmon = []\n",
            "schedule.day_starts",
            "05:00",
            '[schedule]\nday_starts = "05:00"\n\n[schedule.hours]\nmon = []\n',
        ),
        ("[log]\nlevel = 'info'", "skip.allowed", "false", "[log]\nlevel = 'info'\n\n[skip]\nallowed = false\n"),
        ("[log]\r\nlevel = 'info' # l\r\n", "log.level", "debug", '[log]\r\nlevel = "debug" # l\r\n'),
        (
            f"[[breaks]]\nname = 'a'\n{KIND}\n# second\n[[breaks]]\nname = 'b'\n{KIND}",
            "breaks.b.every",
            "20s",
            f"[[breaks]]\nname = 'a'\n{KIND}\n# second\n[[breaks]]\nname = 'b'\n{KIND.replace('5m', '20s')}",
        ),
    ],
)
def test_one_key_changes_and_everything_else_stays(
    tmp_path: Path, before: str, key: str, text: str, after: str
) -> None:
    path = tmp_path / "deskbreak.toml"
    path.write_bytes(before.encode())
    set_value(path, key, text)
    assert path.read_bytes().decode() == after


def test_without_a_file_one_is_made_with_that_key_alone(home: Home) -> None:
    set_value(home.own, "snooze.default", "10m")
    assert home.own.read_text() == NEW_FILE + '\n[snooze]\ndefault = "10m"\n'
    assert list(home.own.parent.iterdir()) == [home.own]
    assert home.load().settings.snooze.default == 600


def test_setting_one_kind_where_none_is_written_writes_those_in_effect(home: Home) -> None:
    home.write('profile = "pomodoro"\n')
    set_value(home.own, "breaks.short.every", "20m")
    assert [(kind.name, kind.every) for kind in home.load().settings.breaks] == [("short", 1200), ("long", 6000)]


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("snooze.default", "10", "without its unit"),
        ("snooze.defalt", "10m", "did you mean `snooze.default`"),
        ("snooze", "10m", "unknown key"),
        ("breaks", "x", "unknown key"),
        ("breaks.walk.every", "10m", "no such kind of break: found `walk`; allowed: one of `move`, `stretch`"),
        ("breaks.move.name", "stretch", "two kinds of one name"),
        ("schedule.hours.daily", "22:00-06:00,05:00-07:00", "contradictory hours"),
        ("screen.theme", "\x1b", "control or invisible"),
        ("snooze.choices", "[1", "found"),
    ],
)
def test_a_refused_value_leaves_the_file_untouched(home: Home, key: str, text: str, said: str) -> None:
    home.write("# mine\n")
    with pytest.raises(SettingsError, match=said):
        set_value(home.own, key, text)
    assert home.own.read_text() == "# mine\n"
    assert list(home.own.parent.iterdir()) == [home.own]


@pytest.mark.parametrize("before", ["[snooze\n", "[presence]\nbogus = 1\n"])
def test_a_file_with_other_problems_is_left_untouched_and_they_are_said(home: Home, before: str) -> None:
    home.write(before)
    with pytest.raises(SettingsError, match=f"{home.own}:"):
        set_value(home.own, "snooze.default", "1m")
    assert home.own.read_text() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda path: set_value(path, "skip.allowed", "true"),
        lambda path: check_value(path, "skip.allowed", "true"),
        lambda path: unset_value(path, "profile"),
    ],
)
def test_problems_of_a_file_are_told_with_its_own_lines(home: Home, change: Callable[[Path], object]) -> None:
    home.write('profile = "gentle"\n[skip]\n[prompt]\nwarn_before = "banana"\n[snooze]\nchoices = [1]\n')
    with pytest.raises(SettingsError) as caught:
        change(home.own)
    assert [getattr(problem, "line", None) for problem in caught.value.problems] == [4, 6]


def test_a_problem_that_the_change_would_make_has_no_line_in_the_file(home: Home) -> None:
    home.write("# mine\n")
    with pytest.raises(SettingsError) as caught:
        set_value(home.own, "schedule.hours.daily", "22:00-06:00,05:00-07:00")
    assert str(caught.value).startswith(f"{home.own}: schedule.hours.daily: contradictory hours")


def test_the_one_wrong_value_of_a_file_can_be_set_right(home: Home) -> None:
    home.write("[snooze]\ndefault = 300 # seconds\n")
    set_value(home.own, "snooze.default", "5m")
    assert home.own.read_text() == '[snooze]\ndefault = "5m" # seconds\n'


def test_the_mode_and_a_links_target_are_kept(home: Home, tmp_path: Path) -> None:
    target = home.write("# mine\n", tmp_path / "dotfiles" / "deskbreak")
    target.chmod(0o640)
    home.own.parent.mkdir()
    home.own.symlink_to("../dotfiles/deskbreak")
    set_value(home.own, "log.level", "debug")
    assert home.own.readlink() == Path("../dotfiles/deskbreak")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert 'level = "debug"' in target.read_text()


def test_a_byte_order_mark_is_kept(home: Home) -> None:
    home.write("\ufeff[log]\nlevel = 'info'\n")
    set_value(home.own, "log.level", "debug")
    assert home.own.read_bytes() == b'\xef\xbb\xbf[log]\nlevel = "debug"\n'


def test_a_failed_write_leaves_the_old_file_and_no_other(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.write("# mine\n")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeskbreakError, match="No space left"):
        set_value(home.own, "log.level", "debug")
    assert home.own.read_text() == "# mine\n"
    assert list(home.own.parent.iterdir()) == [home.own]


@pytest.mark.parametrize("harm", [lambda document: document.pop("skip"), lambda document: document.add("a b", 1)])
def test_an_edit_that_would_change_anything_else_is_not_made(
    home: Home, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Any], None]
) -> None:
    home.write("[skip]\nmax_per_day = 2\n")
    monkeypatch.setattr(edit, "_set_in_table", lambda document, at, value: harm(document))
    with pytest.raises(DeskbreakError, match="please edit the file"):
        set_value(home.own, "log.level", "debug")
    assert home.own.read_text() == "[skip]\nmax_per_day = 2\n"


def test_an_edit_that_would_end_in_bad_toml_is_not_made(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.write("[skip]\n")
    monkeypatch.setattr(tomlkit, "dumps", lambda document: "[skip")
    with pytest.raises(DeskbreakError, match="please edit the file"):
        set_value(home.own, "log.level", "debug")
    assert home.own.read_text() == "[skip]\n"


def test_two_changes_at_once_are_both_kept(home: Home) -> None:
    home.write("")
    changes = [("snooze.default", "1m"), ("log.level", "debug"), ("skip.max_per_day", "3"), ("routine.hold", "40s")]
    threads = [threading.Thread(target=set_value, args=(home.own, *change)) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    origins = home.load().origins
    assert all(origins[key].startswith(str(home.own)) for key, _ in changes)


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


typed = {
    "snooze.default": ["90s", "1h 30m"],
    "snooze.max_per_break": ["0", "7"],
    "snooze.choices": ["1m", "5m, 6m, 7m"],
    "skip.allowed": ["true", "false"],
    "presence.sources": ["auto", "x11,tty"],
    "presence.rest_credit": ["whole", "gradual"],
    "schedule.day_starts": ["00:00", "05:30"],
    "schedule.hours.mon": ["09:00-12:00", "", "00:00-24:00"],
    "schedule.hours.sat": ["10:00-11:00"],
    "screen.theme": ["nord"],
    "routine.left_out": ["pigeon", ""],
    "profile": ["gentle", ""],
    "breaks.move.every": ["20s", "25m"],
    "breaks.stretch.length": ["3m"],
}
change = st.sampled_from(sorted(typed)).flatmap(lambda key: st.tuples(st.just(key), st.sampled_from(typed[key])))
FIRST = {"schedule.hours": ["daily = [] # off"]}
line = st.sampled_from(["", "# words = [1]", "#", "# [snooze]"])
sparse = st.lists(
    st.tuples(
        st.sampled_from(["prompt", "snooze", "skip", "schedule", "log", "schedule.hours"]), st.lists(line, max_size=3)
    ),
    unique_by=lambda part: part[0],
).map(lambda parts: "".join("\n".join([f"[{name}]", *FIRST.get(name, []), *lines, ""]) for name, lines in parts))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.just(template()), sparse), st.lists(change, min_size=1, max_size=5))
def test_any_changes_keep_every_comment_and_read_back(text: str, changes: list[tuple[str, str]]) -> None:
    path = Path("deskbreak.toml")
    forms = {key.name: key.form for key in keys()}
    before = comments(text)
    for key, value in changes:
        at = tuple(key.split("."))
        plain = forms[key].typed(value) if key in forms else value
        text = edited(text, at, plain, path)
        found: Any = tomllib.loads(text)
        for part in at:
            found = next(kind for kind in found if kind["name"] == part) if isinstance(found, list) else found[part]
        assert found == plain
    assert comments(text) == before
