from __future__ import annotations

import argparse
import errno
import json
import shlex
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from deskbreak.cli import config
from deskbreak.errors import DeskbreakError, SettingsError, UsageError
from deskbreak.settings import Settings
from deskbreak.settings.schema import json_schema
from deskbreak.settings.writing import template

from .conftest import Home

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in the person's home; answers its exit status, its output and what it said beside it."""
    for name in ("DESKBREAK_CONFIG", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in home.environ.items():
        monkeypatch.setenv(name, value)

    def run_command(*arguments: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        parser.add_argument("--config")
        parser.add_argument("--set", action="append", default=[])
        config.configure(parser)
        status = config.run(parser.parse_args(arguments))
        return status, *capsys.readouterr()

    return run_command


def test_path_names_the_file_in_effect_or_the_one_that_would_be(run: Run, home: Home, tmp_path: Path) -> None:
    status, out, err = run("path")
    assert (status, out) == (0, f"{home.own}\n")
    assert "no such file yet" in err
    home.write("", home.system)
    assert run("path") == (0, f"{home.system}\n", "")
    home.write("this is = not [ TOML")
    assert run("path") == (0, f"{home.own}\n", "")
    assert run("--config", str(tmp_path / "x"), "path")[1] == f"{tmp_path}/x\n"


def test_init_writes_the_shipped_file(run: Run, home: Home) -> None:
    assert run("init") == (0, f"{home.own}\n", "")
    assert home.own.read_text() == template()


def test_init_leaves_an_existing_file_alone(run: Run, home: Home) -> None:
    home.write("# mine\n")
    status, out, err = run("init")
    assert (status, out) == (1, "")
    assert "--force" in err
    assert home.own.read_text() == "# mine\n"


def test_init_by_force_keeps_every_former_file(run: Run, home: Home) -> None:
    home.write("# first\n")
    assert run("init", "--force")[0] == 0
    home.write("# second\n")
    assert run("init", "--force")[0] == 0
    assert home.own.read_text() == template()
    assert home.own.with_name("deskbreak.toml.bak").read_text() == "# first\n"
    assert home.own.with_name("deskbreak.toml.bak2").read_text() == "# second\n"


def test_a_copy_that_cannot_be_kept_leaves_the_file_and_no_empty_copy(
    run: Run, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    home.write("# mine\n")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DeskbreakError, match="No space left"):
        run("init", "--force")
    assert {each.name: each.read_text() for each in home.own.parent.iterdir()} == {"deskbreak.toml": "# mine\n"}


def test_init_says_why_it_cannot_write(run: Run, home: Home) -> None:
    home.write("", home.own.parent)  # a file where the folder should be
    with pytest.raises(DeskbreakError, match=r"deskbreak\.toml: "):
        run("init")


def test_check_without_a_problem_says_so(run: Run, home: Home) -> None:
    assert run("check") == (0, "no settings file: the defaults are in effect, no problems\n", "")
    home.write("")
    assert run("check") == (0, f"{home.own}: no problems\n", "")


def test_check_raises_every_problem(run: Run, home: Home) -> None:
    home.write("a = 1\nb = 2\n")
    with pytest.raises(SettingsError) as raised:
        run("check")
    assert len(raised.value.problems) == 2


def test_check_of_one_file_looks_at_that_file_alone(
    run: Run, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write("a = 1\n")
    monkeypatch.setenv("DESKBREAK_SNOOZE__DEFAULT", "wrong")
    other = home.write("", tmp_path / "other.toml")
    assert run("check", str(other)) == (0, f"{other}: no problems\n", "")


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ('[[breaks]]\nname="a"\nevery="4m"\nlength="1m"', "3: breaks.a.every: less than 5m"),
        ('[[breaks]]\nname="a"\nevery="10m"\nlength="10m"', "4: breaks.a.length: as long as"),
        ("[snooze]\ndefault = '30m'", "2: snooze.default: as long as"),
        ("[prompt]\nwarn_before = '30m'", "2: prompt.warn_before: as long as"),
        ("[prompt]\nremind_every = '10s'", "2: prompt.remind_every: a prompt would"),
        ("[prompt]\nwait_for_pause = '3m'", "2: prompt.wait_for_pause: longer than"),
        ("[prompt]\nwait_for_pause = '3s'\nwait_at_most = '0s'", "3: prompt.wait_at_most: 0s"),
        ("[skip]\nallowed = false\nmax_per_day = 2", "3: skip.max_per_day: has no effect"),
        ("[schedule.hours]\nmon = []", "schedule.hours: no working hours"),
        ("[notify]\nbackends = ['null']", "2: notify.backends"),
        ("[presence]\nsources = ['keys']", "2: presence.sources"),
    ],
)
def test_check_warns_of_what_is_allowed_and_hardly_meant(run: Run, home: Home, text: str, warned: str) -> None:
    home.write(text)
    status, _, err = run("check")
    assert status == 0
    assert err.count("warning: ") >= 1
    assert warned in err


def test_check_warns_of_a_kind_that_is_never_prompted(run: Run, home: Home) -> None:
    kinds = [("a", "30m", "1m"), ("b", "20m", "5m")]
    home.write("".join(f'[[breaks]]\nname="{n}"\nevery="{e}"\nlength="{le}"\n' for n, e, le in kinds))
    assert "breaks.a.every: never prompted: `b` is longer" in run("check")[2]


def test_check_warns_of_a_profile_that_the_file_overrules_entirely(run: Run, home: Home) -> None:
    home.write(template().replace('profile = ""', 'profile = "pomodoro"'))
    assert 'profile: "pomodoro" has no effect' in run("check")[2]


def test_show_prints_every_value_with_its_origin(run: Run, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.write('profile = "gentle"\nlog.level = "debug"\n')
    monkeypatch.setenv("DESKBREAK_SKIP__ALLOWED", "false")
    status, out, err = run("--set", "routine.hold=40s", "show")
    assert (status, err) == (0, "")
    assert f'level = "debug"  # {home.own}:2\n' in out
    assert 'wait_for_pause = "5s"  # profile gentle\n' in out
    assert "allowed = false  # environment\n" in out
    assert 'hold = "40s"  # --set\n' in out
    assert 'theme = "deskbreak"  # default\n' in out
    assert tomllib.loads(out)["breaks"][1] == {"name": "stretch", "every": "60m", "length": "4m"}


def test_show_as_json_has_the_same_values(run: Run) -> None:
    assert json.loads(run("show", "--json")[1]) == tomllib.loads(run("show")[1])


@pytest.mark.parametrize(
    ("key", "out"),
    [
        ("snooze.default", "5m\n"),
        ("snooze.max_per_break", "3\n"),
        ("skip.allowed", "true\n"),
        ("snooze.choices", '["5m", "10m", "15m", "30m"]\n'),
        ("profile", "\n"),
        ("breaks.move.every", "30m\n"),
        ("breaks.stretch", 'name = "stretch"\nevery = "60m"\nlength = "4m"\n'),
        ("skip", "allowed = true\nmax_per_day = 0\n"),
        ("routine.left_out", "[]\n"),
    ],
)
def test_get_prints_the_bare_value(run: Run, key: str, out: str) -> None:
    assert run("get", key) == (0, out, "")


def test_get_of_all_breaks_prints_them_as_toml(run: Run) -> None:
    assert [kind["name"] for kind in tomllib.loads(run("get", "breaks")[1])["breaks"]] == ["move", "stretch"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("snooze.defalt", "did you mean `snooze.default`"),
        ("", "unknown key"),
        ("breaks.walk.every", "no such kind"),
        ("schedule.hours.mon", "no such working hours"),
        ("snooze.default.x", "unknown key"),
    ],
)
def test_get_of_what_is_not_there_is_wrong_use(run: Run, key: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        run("get", key)


def test_set_changes_the_file_and_says_so_beside_the_output(run: Run, home: Home) -> None:
    assert run("set", "snooze.default", "10m") == (0, "", f"{home.own}: snooze.default is set\n")
    assert home.load().settings.snooze.default == 600


def test_set_tells_when_something_else_wins(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKBREAK_SNOOZE__DEFAULT", "7m")
    assert "also set by environment, which wins" in run("set", "snooze.default", "10m")[2]


def test_set_says_that_a_broken_file_comes_first(run: Run, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    home.write('[prompt]\nwarn_before = "banana"\n')
    with pytest.raises(SettingsError, match=f"{home.own}:2: prompt.warn_before"):
        run("set", "profile", "gentle")
    assert capsys.readouterr().err.startswith("profile is not set: the file has problems already")
    assert home.own.read_text() == '[prompt]\nwarn_before = "banana"\n'


def test_set_warns_of_what_is_hardly_meant(run: Run) -> None:
    assert "warning: " in run("set", "breaks.move.every", "20s")[2]


def test_set_refuses_a_wrong_value(run: Run, home: Home) -> None:
    with pytest.raises(SettingsError):
        run("set", "snooze.default", "10")
    assert not home.own.exists()


def editor(tmp_path: Path, code: str) -> str:
    """An editor that runs Python code with the file as `path`."""
    script = tmp_path / "my editor.py"
    script.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{code}\n")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"


def test_edit_opens_the_file_itself_in_the_persons_editor(
    run: Run, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "not-this-one")
    monkeypatch.setenv("VISUAL", editor(tmp_path, "path.write_text(path.read_text().replace('\"5m\"', '\"6m\"', 1))"))
    assert run("edit") == (0, "", "")
    assert home.load().settings != Settings()


def test_edit_lists_the_problems_made_and_reverts_nothing(
    run: Run, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, "path.write_text('a = 1')"))
    home.write("")
    with pytest.raises(SettingsError, match="unknown key"):
        run("edit")
    assert home.own.read_text() == "a = 1"


def test_edit_tells_when_the_editor_fails(
    run: Run, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write("")
    monkeypatch.setenv("EDITOR", editor(tmp_path, "sys.exit(3)"))
    assert run("edit")[0] == 1
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    with pytest.raises(DeskbreakError, match="cannot be started"):
        run("edit")


def test_schema_prints_the_json_schema(run: Run) -> None:
    assert json.loads(run("schema")[1]) == json_schema()


def test_a_subcommand_is_needed(run: Run) -> None:
    with pytest.raises(SystemExit) as raised:
        run()
    assert raised.value.code == 2
