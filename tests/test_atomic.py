"""Files are replaced in one step, privately, and a failure leaves nothing behind."""

import errno
import os
import stat
from pathlib import Path
from typing import Self

import pytest

from deskbreak.atomic import replace_file
from deskbreak.control.endpoint import LoopbackEndpoint
from deskbreak.notify.popups import Lifetime, Record
from deskbreak.settings.storing import write_whole


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes files but nothing into them: what an open file is given fails when it is written out."""
    real = os.fdopen

    class Full:
        def __init__(self, descriptor: int, mode: str) -> None:
            self._file = real(descriptor, mode)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def write(self, _: bytes) -> None:
            full()

    monkeypatch.setattr(os, "fdopen", Full)


def test_the_file_and_a_folder_made_for_it_are_this_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "file"
    before = os.umask(0)
    try:
        replace_file(path, b"secret")
    finally:
        os.umask(before)
    assert (path.read_bytes(), mode_of(path), mode_of(path.parent)) == (b"secret", 0o600, 0o700)


def test_a_file_that_others_could_read_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for name in ("file", "file.new"):
        (tmp_path / name).touch(mode=0o644)
    replace_file(path, b"secret")
    assert mode_of(path) == 0o600


def test_a_full_disk_leaves_the_old_file_and_no_draft(tmp_path: Path, full_disk: None) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"file": "old"}


def test_a_name_that_is_taken_by_a_folder_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(OSError, match="file"):
        replace_file(tmp_path / "file", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_no_caller_leaves_a_draft_on_a_full_disk(tmp_path: Path, full_disk: None) -> None:
    record = Record(tmp_path / "popups.json")
    record.begin(Lifetime("bus", ":1.1"))
    record.add(7)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "deskbreak.toml", "text")
    with pytest.raises(OSError, match="No space"):
        LoopbackEndpoint(tmp_path)._publish(1)
    assert list(tmp_path.iterdir()) == []
