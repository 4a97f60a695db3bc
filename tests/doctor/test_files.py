"""Folders and files are looked at, judged, and left as they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deskbreak.doctor.files import file_checks
from deskbreak.doctor.report import Check
from deskbreak.doctor.stretches import left_out_checks, stretch_checks
from deskbreak.history.ledger import Ledger
from deskbreak.routine.files import new_text
from deskbreak.settings.model import Routine


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        "DESKBREAK_CONFIG_DIR": str(tmp_path / "config"),
        "DESKBREAK_STATE_DIR": str(tmp_path / "state"),
        "DESKBREAK_RUNTIME_DIR": str(tmp_path / "run"),
    }


def looked(environ: dict[str, str]) -> dict[str, Check]:
    return {check.name: check for check in file_checks(environ)}


def contents(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path.relative_to(folder)): (path.stat().st_mode, path.stat().st_mtime_ns) for path in folder.rglob("*")}


GONE = "found a link to a file that is not there, allowed: a file of stretches"


def test_own_stretches_are_counted(environ: dict[str, str], tmp_path: Path) -> None:
    assert stretch_checks(environ)[0].status == "absent"
    folder = tmp_path / "config" / "stretches"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(new_text("mine"))
    (folder / "quad.toml").write_text(new_text("standing-quad"))
    (check,) = stretch_checks(environ)
    assert (check.status, check.found) == ("works", f"2 in 2 files of {folder}")
    (folder / "gone.toml").symlink_to(tmp_path / "nowhere")
    (check,) = stretch_checks(environ)
    assert (check.status, check.found) == ("trouble", f"{folder}/gone.toml: {GONE}")


def test_a_name_that_leaves_nothing_out_is_reported_with_what_was_meant(environ: dict[str, str]) -> None:
    known = Routine(left_out=("pigeon",), leave_out=("knee",))
    assert left_out_checks(known, environ) == []
    mistyped = Routine(left_out=("kneeling-hipflexor", "x\x1b[2J"), leave_out=("knees", "pigeon"))
    assert [
        (check.name, check.found.partition(" is ")[0], check.mend) for check in left_out_checks(mistyped, environ)
    ] == [
        ("routine.left_out", "'kneeling-hipflexor'", "write kneeling-hip-flexor"),
        ("routine.left_out", r"'x\x1b[2J'", "see what there is: deskbreak stretches"),
        ("routine.leave_out", "'knees'", "write knee"),
        ("routine.leave_out", "'pigeon'", "see what there is: deskbreak stretches conditions"),
    ]


def test_before_the_first_start_nothing_is_there_and_all_is_well(environ: dict[str, str], tmp_path: Path) -> None:
    assert {check.status for check in looked(environ).values()} == {"absent"}
    assert not list(tmp_path.iterdir())


def test_what_a_service_keeps_is_found_and_left_as_it_is(environ: dict[str, str], tmp_path: Path) -> None:
    for name, mode in (("config", 0o755), ("state", 0o700), ("run", 0o700)):
        (tmp_path / name).mkdir(mode=mode)
    Ledger.open(tmp_path / "state" / "history.db").close()
    (tmp_path / "state" / "state.json").write_text('{"wall": "2026-03-02T09:00:00.5+00:00"}')
    (tmp_path / "state" / "deskbreak.log").write_text("started\n")
    before = contents(tmp_path)
    found = looked(environ)
    assert contents(tmp_path) == before
    assert {name for name, check in found.items() if check.status == "works"} == set(found) - {"control socket"}
    assert found["state file"].found.endswith("saved 2026-03-02T09:00:00")
    assert found["history"].found.endswith("no breaks yet")


def test_damaged_files_are_named_with_what_becomes_of_them(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    for name in ("history.db", "state.json"):
        (tmp_path / "state" / name).write_text("\x00 not what it was" * 40)
    (tmp_path / "state" / "state.json.set-aside-1").write_text("old")
    found = looked(environ)
    assert [found[name].status for name in ("history", "state file", "set aside")] == ["trouble", "trouble", "absent"]
    assert all(found[name].mend for name in ("history", "state file"))


def test_a_runtime_folder_open_to_others_is_a_trouble_with_its_remedy(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run").chmod(0o755)
    check = looked(environ)["runtime folder"]
    assert (check.status, check.mend) == ("trouble", f"chmod 700 {tmp_path / 'run'}")


def test_a_file_in_the_place_of_a_folder_is_a_trouble(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    assert looked(environ)["state folder"].status == "trouble"


def test_a_runtime_folder_too_deep_for_a_socket_is_a_trouble(environ: dict[str, str], tmp_path: Path) -> None:
    environ["DESKBREAK_RUNTIME_DIR"] = str(tmp_path / ("deep" * 40))
    assert looked(environ)["control socket"].status == "trouble"


def test_a_folder_that_cannot_be_made_or_written_to_is_a_trouble(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").mkdir()
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # a test may run as root, who may do anything
    found = looked(environ)
    assert found["config folder"].mend == f"chmod u+rwx {tmp_path / 'config'}"
    assert found["state folder"].mend == f"chmod u+rwx {tmp_path}"
