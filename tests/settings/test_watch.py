from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from watchdog.observers.api import BaseObserver

from deskbreak.settings.watch import Watch, watch

DEADLINE_SECONDS = 5.0


class Changes:
    """What a watch has reported."""

    def __init__(self) -> None:
        self._reported = threading.Semaphore(0)

    def __call__(self) -> None:
        self._reported.release()

    def wait(self) -> bool:
        """Whether one more change was reported in time."""
        return self._reported.acquire(timeout=DEADLINE_SECONDS)

    def drain(self) -> int:
        """How many were reported that nobody waited for."""
        count = 0
        while self._reported.acquire(blocking=False):
            count += 1
        return count


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def watching(changes: Changes) -> Iterator[Callable[..., Watch]]:
    started: list[Watch] = []

    def start(*paths: Path) -> Watch:
        started.append(watch(paths, changes))
        return started[-1]

    yield start
    for each in started:
        each.stop()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    file = folder / "deskbreak.toml"
    file.write_text("x = 1")
    return file


Watching = Callable[..., Watch]


def test_a_write_in_place_is_reported(path: Path, watching: Watching, changes: Changes) -> None:
    watching(path)
    path.write_text("x = 2")
    assert changes.wait()


def test_a_file_replaced_by_an_editor_is_reported_each_time(path: Path, watching: Watching, changes: Changes) -> None:
    watching(path)
    for number in range(3):
        new = path.with_name("deskbreak.toml.new")
        new.write_text(f"x = 2{number}")
        new.replace(path)
        assert changes.wait()


def test_a_backup_and_a_new_file_as_vim_makes_them_are_reported(
    path: Path, watching: Watching, changes: Changes
) -> None:
    watching(path)
    path.rename(path.with_name("deskbreak.toml~"))
    assert changes.wait()
    path.write_text("x = 3")
    assert changes.wait()


def test_a_file_and_its_folders_that_appear_later_are_reported(
    tmp_path: Path, watching: Watching, changes: Changes
) -> None:
    path = tmp_path / "not" / "yet" / "deskbreak.toml"
    watching(path)
    path.parent.mkdir(parents=True)
    path.write_text("x = 1")
    assert changes.wait()


def test_removing_and_making_the_folder_again_is_reported(path: Path, watching: Watching, changes: Changes) -> None:
    watching(path)
    shutil.rmtree(path.parent)
    assert changes.wait()
    path.parent.mkdir()
    path.write_text("x = 4")
    assert changes.wait()


def test_a_links_target_and_the_link_itself_are_watched(
    path: Path, tmp_path: Path, watching: Watching, changes: Changes
) -> None:
    first, second = tmp_path / "first" / "file", tmp_path / "second" / "file"
    for target in (first, second):
        target.parent.mkdir()
        target.write_text(target.parent.name)
    path.unlink()
    path.symlink_to(first)
    watching(path)
    first.write_text("changed")
    assert changes.wait()
    new = path.with_name("new")
    new.symlink_to(second)
    new.replace(path)
    assert changes.wait()
    second.write_text("changed too")
    assert changes.wait()


def test_a_second_path_is_watched_too(path: Path, tmp_path: Path, watching: Watching, changes: Changes) -> None:
    other = tmp_path / "xdg" / "deskbreak.toml"
    watching(path, other)
    other.parent.mkdir()
    other.write_text("x = 1")
    assert changes.wait()


def test_neither_reading_nor_the_same_content_nor_another_file_is_a_change(
    path: Path, watching: Watching, changes: Changes
) -> None:
    watching(path)
    path.read_text()
    path.write_text("x = 1")
    path.with_name("other.toml").write_text("x = 5")
    new = path.with_name("new")
    new.write_text("x = 2")
    new.replace(path)  # events come in order: once this is reported, the ones before it were looked at
    assert changes.wait()
    assert changes.drain() == 0


def test_nothing_is_reported_after_stopping_from_within_the_callback(path: Path, changes: Changes) -> None:
    stopped = threading.Event()

    def stop() -> None:
        changes()
        each.stop()
        stopped.set()

    each = Watch([path], stop)
    each.start()
    path.write_text("x = 2")
    assert stopped.wait(DEADLINE_SECONDS)
    each.stop()
    path.write_text("x = 3")
    assert changes.drain() == 1


def test_a_folder_that_cannot_be_watched_is_named_and_the_others_are_watched(
    path: Path, tmp_path: Path, watching: Watching, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed" / "deskbreak.toml"
    closed.parent.mkdir()
    schedule = BaseObserver.schedule

    def limited(self: BaseObserver, handler: Any, folder: str, **options: Any) -> Any:
        if folder == str(closed.parent):
            raise OSError(28, "inotify watch limit reached")
        return schedule(self, handler, folder, **options)

    monkeypatch.setattr(BaseObserver, "schedule", limited)
    each = watching(closed, path)
    assert each.unwatched == {closed.parent: "inotify watch limit reached"}
    path.write_text("x = 2")
    assert changes.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_an_idle_watch_never_wakes_up(path: Path, watching: Watching, changes: Changes) -> None:
    own = {threading.get_native_id()}
    before = {int(task.name) for task in Path("/proc/self/task").iterdir()}
    watching(path)
    path.write_text("x = 2")
    assert changes.wait()
    threads = {int(task.name) for task in Path("/proc/self/task").iterdir()} - before - own

    def switches() -> int:
        texts = [Path(f"/proc/self/task/{thread}/status").read_text() for thread in threads]
        return sum(int(text.partition("\nvoluntary_ctxt_switches:")[2].split()[0]) for text in texts)

    assert threads
    settled, quiet = switches(), threading.Event()
    for _ in range(20):  # until the threads are back asleep
        quiet.wait(0.05)
        if settled == switches():
            break
        settled = switches()
    quiet.wait(1.5)  # longer than any timeout a polling observer would use
    assert switches() == settled


def test_files_of_a_folder_are_reported_made_changed_and_gone(path: Path, watching: Watching, changes: Changes) -> None:
    folder = path.parent / "stretches"
    folder.mkdir()
    watching(path, folder)
    file = folder / "mine.toml"
    file.write_text("x = 1")
    assert changes.wait()
    changes.drain()
    file.write_text("x = 1000")
    assert changes.wait()
    changes.drain()
    file.unlink()
    assert changes.wait()


def test_what_the_links_of_a_folder_lead_to_is_watched(
    path: Path, tmp_path: Path, watching: Watching, changes: Changes
) -> None:
    folder, dotfiles = path.parent / "stretches", tmp_path / "dotfiles"
    folder.mkdir()
    dotfiles.mkdir()
    (dotfiles / "mine.toml").write_text("x = 1")
    (folder / "mine.toml").symlink_to(Path("../../dotfiles/mine.toml"))
    watching(folder)
    (dotfiles / "mine.toml").write_text("x = 22")
    assert changes.wait()
    new = dotfiles / "other.toml"
    new.write_text("y = 1")
    (folder / "other.toml").symlink_to(new)  # a link made later
    assert changes.wait()
    changes.drain()
    new.write_text("y = 22")
    assert changes.wait()
    new.unlink()
    assert changes.wait()


def test_a_folder_that_is_a_link_is_watched_where_it_leads_and_so_is_the_link(
    tmp_path: Path, watching: Watching, changes: Changes
) -> None:
    dotfiles, config = tmp_path / "dotfiles", tmp_path / "config"
    (dotfiles / "stretches").mkdir(parents=True)
    config.symlink_to(dotfiles)
    watching(config / "deskbreak.toml", config / "stretches")
    (dotfiles / "deskbreak.toml").write_text("x = 1")
    assert changes.wait()
    (config / "stretches" / "mine.toml").write_text("x = 1")
    assert changes.wait()
    others = tmp_path / "others"
    others.mkdir()
    (others / "deskbreak.toml").write_text("x = 2")
    (tmp_path / "new").symlink_to(others)
    (tmp_path / "new").replace(config)  # the link leads elsewhere
    assert changes.wait()
    changes.drain()
    (others / "deskbreak.toml").write_text("x = 333")
    assert changes.wait()


def test_a_folder_of_stretches_that_is_a_link_is_watched_where_it_leads(
    path: Path, tmp_path: Path, watching: Watching, changes: Changes
) -> None:
    dotfiles, folder = tmp_path / "dotfiles", path.parent / "stretches"
    dotfiles.mkdir()
    folder.symlink_to(dotfiles)
    watching(path, folder)
    for text in ("x = 1", "x = 22"):
        (dotfiles / "mine.toml").write_text(text)
        assert changes.wait()


def test_a_folder_made_later_is_watched_then(path: Path, watching: Watching, changes: Changes) -> None:
    folder = path.parent / "stretches"
    watching(path, folder)
    folder.mkdir()
    assert changes.wait()
    (folder / "mine.toml").write_text("x = 1")
    assert changes.wait()


def test_a_hidden_file_of_a_folder_is_none_of_its_files(path: Path, watching: Watching, changes: Changes) -> None:
    folder = path.parent / "stretches"
    folder.mkdir()
    watching(folder)
    (folder / ".mine.toml.swp").write_text("x")
    (folder / "mine.toml").write_text("x = 1")
    assert changes.wait()
