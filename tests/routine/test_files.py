"""Reading stretch files: a person's own come on top, and a broken one harms nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskbreak.routine.catalogue import Catalogue
from deskbreak.routine.files import FOLDER, MOST_FILES, Loaded, load_catalogue, new_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / FOLDER
    folder.mkdir()
    return folder


def load(folder: Path) -> Loaded:
    return load_catalogue(folder.parent)


def told(loaded: Loaded, folder: Path) -> list[str]:
    return [str(problem).removeprefix(f"{folder}/") for problem in loaded.problems]


def test_without_a_folder_the_shipped_stretches_are_there(tmp_path: Path, catalogue: Catalogue) -> None:
    assert load_catalogue(tmp_path / "nowhere") == Loaded(catalogue)


def test_the_template_is_a_valid_stretch(folder: Path) -> None:
    (folder / "mine.toml").write_text(new_text("mine"), encoding="utf-8")
    loaded = load(folder)
    assert loaded.problems == ()
    mine = loaded.catalogue.get("mine")
    assert mine is not None
    assert mine.origin == str(folder / "mine.toml")


def test_every_shipped_stretch_can_be_written_out_and_changed(folder: Path, catalogue: Catalogue) -> None:
    for stretch in catalogue.stretches:
        text = new_text(stretch.id).replace(f'name = "{stretch.name}"', 'name = "Changed"')
        (folder / f"{stretch.id}.toml").write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert loaded.problems == ()
    assert len(loaded.catalogue.stretches) == len(catalogue.stretches)
    assert {stretch.name for stretch in loaded.catalogue.stretches} == {"Changed"}


def test_a_problem_names_file_and_line(folder: Path) -> None:
    text = new_text("mine").replace('place = "standing"', 'place = "pool"')
    text = text.replace('during = ["What to do while the right', 'during = ["\\u0007')
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    lines = text.splitlines()
    place = next(number for number, line in enumerate(lines, 1) if line.startswith("place"))
    during = next(number for number, line in enumerate(lines, 1) if "u0007" in line)
    loaded = load(folder)
    first, second = told(loaded, folder)
    assert first == f"mine.toml:{place}: stretch 1: place: found 'pool', allowed: standing, desk, floor"
    assert second.startswith(f"mine.toml:{during}: stretch 1: right.during: found")
    assert loaded.catalogue.get("mine") is None


def test_a_broken_file_leaves_the_shipped_and_the_other_files_working(folder: Path, catalogue: Catalogue) -> None:
    (folder / "a.toml").write_text("[[stretch]\n", encoding="utf-8")
    (folder / "b.toml").write_bytes(b"\xff\xfe")
    (folder / "c.toml").mkdir()
    (folder / "d.toml").write_text(new_text("mine"), encoding="utf-8")
    (folder / "e.toml").symlink_to(folder / "gone")
    loaded = load(folder)
    assert {stretch.id for stretch in loaded.catalogue.stretches} == {
        *(stretch.id for stretch in catalogue.stretches),
        "mine",
    }
    assert [line.split(":")[0] for line in told(loaded, folder)] == ["a.toml", "b.toml", "c.toml", "e.toml"]
    assert told(loaded, folder)[0].startswith("a.toml:1: is no TOML")


def test_a_loose_end_is_reported_at_its_line(folder: Path) -> None:
    (folder / "mine.toml").write_text(new_text("mine").replace('"standing-quad"', '"nothing"'), encoding="utf-8")
    line = next(n for n, text in enumerate(new_text("mine").splitlines(), 1) if text.startswith("follows"))
    assert told(load(folder), folder) == [
        f"mine.toml:{line}: stretch 1: follows: found 'nothing', allowed: the id of a stretch"
    ]


def test_a_stretch_may_cite_a_source_of_the_persons_own(folder: Path) -> None:
    text = new_text("mine").replace('source = "deskbreak"', 'source = "my-book"')
    text += '\n[sources.my-book]\ncitation = "A book."\n'
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert loaded.problems == ()
    assert loaded.catalogue.source("my-book") is not None


def test_two_files_with_one_id_are_reported(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / f"{name}.toml").write_text(new_text("mine"), encoding="utf-8")
    assert "b.toml" in told(load(folder), folder)[0]
    assert "a second time" in told(load(folder), folder)[0]


def test_files_beyond_the_most_are_reported_and_not_read(folder: Path) -> None:
    for number in range(MOST_FILES + 1):
        (folder / f"mine-{number:03}.toml").write_text("", encoding="utf-8")
    (folder / "mine-200.toml").write_text(new_text("mine"), encoding="utf-8")
    loaded = load(folder)
    assert loaded.catalogue.get("mine") is None
    said = f"{folder}: found 201 files, allowed: 200; from 'mine-200.toml' on none is read"
    assert [str(problem) for problem in loaded.problems] == [said]


def test_hidden_files_and_other_endings_are_left_alone(folder: Path) -> None:
    (folder / ".mine.toml.swp").write_text("rubbish", encoding="utf-8")
    (folder / ".hidden.toml").write_text("rubbish", encoding="utf-8")
    (folder / "notes.txt").write_text("rubbish", encoding="utf-8")
    assert load(folder).problems == ()
