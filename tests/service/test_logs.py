"""The log: one file that rotates, printable, and never in anybody's way."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskbreak.service import logs


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    """The program's logger, given back as it was."""
    root = logging.getLogger("deskbreak")
    before = root.handlers[:], root.level, root.propagate
    root.handlers.clear()
    yield root
    for handler in root.handlers:
        handler.close()
    root.handlers[:], root.propagate = before[0], before[2]
    root.setLevel(before[1])


def start(folder: Path, level: str = "info", *, is_verbose: bool = False) -> None:
    logs.start_log(folder, level, is_verbose=is_verbose, to_terminal=False)


def test_it_keeps_three_old_files_and_no_more(log: logging.Logger, tmp_path: Path) -> None:
    start(tmp_path)
    for _ in range(30):
        log.info("x" * 100_000)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["deskbreak.log", "deskbreak.log.1", "deskbreak.log.2", "deskbreak.log.3"]
    assert all(path.stat().st_size <= 512 * 1024 for path in tmp_path.iterdir())


def test_a_log_that_cannot_be_written_prints_nothing(
    log: logging.Logger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "deskbreak.log").mkdir()
    start(tmp_path)
    log.info("nobody will read this")
    assert capsys.readouterr() == ("", "")


def test_it_goes_on_when_the_file_can_be_written_again(log: logging.Logger, tmp_path: Path) -> None:
    (tmp_path / "deskbreak.log").mkdir()
    start(tmp_path)
    log.info("lost")
    (tmp_path / "deskbreak.log").rmdir()
    log.info("kept")
    assert (tmp_path / "deskbreak.log").read_text("utf8").endswith("kept\n")


def test_verbose_logs_what_the_level_would_not(log: logging.Logger, tmp_path: Path) -> None:
    start(tmp_path, "error", is_verbose=True)
    log.debug("a detail")
    assert "a detail" in (tmp_path / "deskbreak.log").read_text("utf8")


def test_control_characters_do_not_reach_the_file(log: logging.Logger, tmp_path: Path) -> None:
    start(tmp_path)
    log.info("%s", "a\x1b[2Jb")
    assert "\x1b" not in (tmp_path / "deskbreak.log").read_text("utf8")


def test_it_is_this_users_alone_also_where_it_was_not(log: logging.Logger, tmp_path: Path) -> None:
    for name in ("deskbreak.log", "deskbreak.log.1"):
        (tmp_path / name).touch(mode=0o644)
    start(tmp_path)
    log.info("one")
    (tmp_path / "deskbreak.log").unlink()
    log.info("two")
    assert {oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {"0o600"}


def test_it_goes_on_in_a_new_file_when_its_folder_was_removed(log: logging.Logger, tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    start(folder)
    log.info("lost")
    shutil.rmtree(folder)
    log.info("kept")
    assert (folder / "deskbreak.log").read_text("utf8").endswith("kept\n")
