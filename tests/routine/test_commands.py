"""The stretch commands: what they print, and how they end."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskbreak.cli.main import main
from deskbreak.cli.own import print_lines
from deskbreak.history.ledger import Ledger

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `deskbreak ...` with its files under tmp_path; answers status, stdout and stderr."""
    for name in [name for name in os.environ if name.startswith("DESKBREAK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DESKBREAK_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("DESKBREAK_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "system"))

    def run(*args: str) -> tuple[int, str, str]:
        status = main(args)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_the_list_can_be_narrowed_and_printed_as_json(command: Command) -> None:
    status, out, _ = command("stretches")
    assert status == 0
    assert "kneeling-hip-flexor      on the floor  Kneeling hip flexor stretch" in out
    _, out, _ = command("stretches", "--region", "back", "--place", "standing", "--json")
    found = json.loads(out)
    assert [each["id"] for each in found] == ["standing-hamstring", "hip-hinge-hamstring"]
    assert found[0]["sides"]["left"]["ready"][0] == "Left heel on a low, steady seat that cannot roll."


def test_show_says_both_sides_and_the_full_citation(command: Command) -> None:
    status, out, _ = command("stretches", "show", "supine-hamstring")
    assert status == 0
    assert "Left side\n  Lie on the back, right leg long on the mat." in out
    assert "Right side\n  Lie on the back, left leg long on the mat." in out
    assert "Hart, Physical Therapy" in out
    assert json.loads(command("stretches", "show", "march", "--json")[1])["source"] == ["hart", "duran-2023"]


def test_list_and_show_say_what_is_left_out_why_and_the_way_back(command: Command, tmp_path: Path) -> None:
    (tmp_path / "deskbreak.toml").write_text('[routine]\nleft_out = ["pigeon"]\nleave_out = ["knee"]\n')
    _, out, _ = command("stretches", "--region", "outer")
    assert "Pigeon (left out) (not with knee)\n" in out
    assert "Crossed-leg outer hip stretch\n" in out
    _, out, _ = command("stretches", "show", "pigeon")
    assert "LEFT OUT, by hand or because it hurt: deskbreak stretches let-in pigeon lets it back in\n" in out
    assert "LEFT OUT for what you said in deskbreak setup: A sore, swollen or recently operated knee\n" in out
    (tmp_path / "deskbreak.toml").write_text("[routine\n")
    assert command("stretches", "show", "pigeon")[0] == 0


def test_a_line_goes_on_below_its_last_column_where_there_is_room(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for columns in ("38", "24"):
        monkeypatch.setenv("COLUMNS", columns)
        print_lines(["  id     standing  Some stretch with a name", "  words that go on and on and on"])
    assert capsys.readouterr().out.splitlines() == [
        *("  id     standing  Some stretch with a", " " * 19 + "name", "  words that go on and on and on"),
        *("  id     standing  Some", "  stretch with a name", "  words that go on and", "  on and on"),
    ]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("stretches", "show", "kneeling-hip-flex"), "did you mean kneeling-hip-flexor?"),
        (("stretches", "new", "Not An Id"), "no id"),
        (("stretches", "--place", "pool"), "invalid choice"),
        (("routine", "plan", "--minutes", "nan"), "--minutes: found 'nan'"),
        (("routine", "plan", "--minutes", "0"), "--minutes: found '0'"),
        (("routine", "plan", "--sitting", "soon"), "--sitting: found 'soon': not a duration"),
        (("routine", "plan", "--focus", "frnt"), "did you mean front?"),
        (("routine", "plan", "--leave-out", "kne"), "did you mean knee?"),
        (("routine", "plan", "--place", "pool"), "allowed: standing, desk, floor"),
        (("routine",), "required"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_allowed(command: Command, args: tuple[str, ...], said: str) -> None:
    status, out, err = command(*args)
    assert (status, out) == (2, "")
    assert said in err


def test_a_plan_as_json(command: Command) -> None:
    status, out, _ = command("routine", "plan", "--json", "--minutes", "4", "--sitting", "60m", "--place", "standing")
    made = json.loads(out)
    assert status == 0
    assert made["total_seconds"] == 240
    assert set(made) == {"total_seconds", "why", "steps"}
    assert made["steps"][0] == {"stretch": "march", "side": "", "seconds": 30.0, "kind": "warm-up"}
    assert command("routine", "plan", "--json", "--minutes", "4")[1] == out
    assert command("routine", "plan", "--json", "--minutes", "4", "--seed", "6")[1] != out


def test_a_plan_takes_places_hold_and_what_is_left_out_from_the_settings(command: Command, tmp_path: Path) -> None:
    settings = 'places = ["floor"]\nhold = "45s"\nleft_out = ["kneeling-hip-flexor"]\n'
    (tmp_path / "deskbreak.toml").write_text(f"[routine]\n{settings}", encoding="utf-8")
    steps = json.loads(command("routine", "plan", "--json", "--minutes", "15")[1])["steps"]
    ids = {step["stretch"] for step in steps}
    assert "supine-hamstring" in ids
    assert "kneeling-hip-flexor" not in ids
    assert max(step["seconds"] for step in steps if step["kind"] == "hold") == 45
    _, out, _ = command("--set", "routine.hold=20s", "routine", "plan", "--json")
    assert {step["seconds"] for step in json.loads(out)["steps"] if step["kind"] == "hold"} == {20}
    _, out, _ = command("routine", "plan", "--json", "--place", "standing,desk", "--leave-out", "balance,march")
    assert json.loads(out)["steps"][0]["stretch"] == "seated-march"


def test_a_plan_as_text_names_each_step_and_why(command: Command) -> None:
    _, out, _ = command("routine", "plan", "--minutes", "1")
    assert out.splitlines()[0] == " 0:00   10s  warm-up    March on the spot"
    assert out.splitlines()[5] == " 1:00  end"
    assert "no muscle is stretched cold" in out


def test_a_new_stretch_is_written_once_and_then_listed(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "stretches" / "wall-calf.toml"
    assert command("stretches", "new", "wall-calf") == (0, f"{path}\n", "")
    assert "wall-calf" in command("stretches")[1]
    path.write_text(path.read_text(encoding="utf-8").replace("My stretch", "Mine"), encoding="utf-8")
    status, _, err = command("stretches", "new", "wall-calf")
    assert status == 1
    assert "exists and is left as it is" in err
    assert "Mine (yours)" in command("stretches")[1]


def test_new_can_print_the_template(command: Command, tmp_path: Path) -> None:
    status, out, _ = command("stretches", "new", "wall-calf", "--print")
    assert status == 0
    assert 'id = "wall-calf"' in out
    assert not (tmp_path / "stretches").exists()


def test_a_broken_file_is_told_on_stderr_and_the_list_is_there(command: Command, tmp_path: Path) -> None:
    (tmp_path / "stretches").mkdir()
    (tmp_path / "stretches" / "bad.toml").write_text("[[stretch]]\nid = 3\n", encoding="utf-8")
    status, out, err = command("stretches")
    assert status == 0
    assert "standing-hamstring" in out
    assert f"{tmp_path}/stretches/bad.toml:2: stretch 1: id: found 3" in err


def test_advice_cites_every_statement(command: Command) -> None:
    _, out, _ = command("advice")
    assert "adaptive shortening. [2]" in out
    assert "doi.org/10.1249" in out
    told = json.loads(command("advice", "--json")[1])
    facts = [fact for chapter in told["chapters"] for fact in chapter["facts"]]
    assert all(fact["source"] for fact in facts)
    assert all(set(fact["source"]) <= told["sources"].keys() for fact in facts)


def test_conditions_are_listed(command: Command) -> None:
    assert "pregnancy" in command("stretches", "conditions")[1]


def test_a_routine_does_not_repeat_what_the_last_break_had(command: Command, tmp_path: Path) -> None:
    def held() -> set[str]:
        _, out, _ = command("routine", "plan", "--json", "--place", "standing")
        return {step["stretch"] for step in json.loads(out)["steps"] if step["kind"] == "hold"}

    before = held()
    now = datetime.now(UTC)
    (tmp_path / "state").mkdir()
    with closing(Ledger.open(tmp_path / "state" / "history.db")) as ledger:
        ledger.add_break("stretch", "taken", now, 240.0, started_at=now, stretches=sorted(before))
    assert held().isdisjoint(before)


def test_a_history_that_cannot_be_read_leaves_the_routine_as_it_is(command: Command, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "history.db").write_text("no history")
    status, out, err = command("routine", "plan", "--json")
    assert status == 0
    assert json.loads(out)["steps"]
    assert "history.db" in err
