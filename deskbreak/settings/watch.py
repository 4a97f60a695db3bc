"""Tells when a settings file, or one in a folder of them, says something else. Sleeps until then; never polls.

Folders are watched, not files: editors replace a file, links point elsewhere, a file or its folder may appear later.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from deskbreak.settings.files import LARGEST

# Reading a file is an event too on Linux; asking for these alone keeps our own reading from waking us. A write is
# seen when the file is closed there; elsewhere only modifications are reported.
_EVENTS: list[type[FileSystemEvent]] = [
    FileClosedEvent if sys.platform == "linux" else FileModifiedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
]
_MOST_LINKS = 40

Identity = tuple[int, int] | None
"""Device and inode of a folder: a new one of the old name needs a new watch."""


Listing = tuple[tuple[str, int, int], ...]
"""The name, size and time of every file of a folder."""

Content = bytes | str | Listing | None


class Watch(FileSystemEventHandler):
    """Watches files, and the files of folders, until `stop`; `callback` runs in the watcher's thread after a change."""

    def __init__(self, paths: Sequence[Path | str], callback: Callable[[], None]) -> None:
        self._paths = [_absolute(Path(path)) for path in paths]
        self._callback = callback
        self._is_armed = False
        self._unwatched: dict[Path, str] = {}
        self._observer: BaseObserver = Observer()
        self._watched: dict[Path, tuple[ObservedWatch, Identity]] = {}
        self._names: set[Path] = set()
        self._folders: set[Path] = set()
        self._contents: list[Content] = []

    @property
    def unwatched(self) -> Mapping[Path, str]:
        """Folders the system would not watch, and why: no more watches to be had, or closed to us."""
        return dict(self._unwatched)

    def start(self) -> Watch:
        """Begin; a change from here on is reported, so load the settings after it, not before."""
        self._contents = self._read()
        self._observer.start()
        self._arm()
        self._is_armed = True
        if self._has_other_contents():  # changed while the folders were armed
            self._callback()
        return self

    def stop(self) -> None:
        """End; no callback runs after this, unless called from the callback itself."""
        self._observer.stop()
        if self._observer.is_alive() and threading.current_thread() is not self._observer:
            self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog for everything in the watched folders."""
        touched = {Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path}
        # Only the observer's thread arms once `start` is done: the two may never wait for each other's locks.
        if self._is_armed and (self._concerns(touched) or touched & self._watched.keys()):
            unwatched = self._unwatched
            self._arm()
            if self._has_other_contents() or self._unwatched != unwatched:
                self._callback()

    def _concerns(self, touched: set[Path]) -> bool:
        return bool(touched & self._names or {path.parent for path in touched} & self._folders)

    def _has_other_contents(self) -> bool:
        before, self._contents = self._contents, self._read()
        return before != self._contents

    def _read(self) -> list[Content]:
        return [_content(path) for path in self._paths]

    def _arm(self) -> None:
        """Watch the folders in which something could change what the paths say, and no others."""
        self._unwatched = {}
        for _ in range(_MOST_LINKS):
            followed = [*self._paths, *(link for path in self._paths for link in _links(path))]
            # By their real names: a watch on a folder's link would see the link alone.
            self._names = {_real(name.parent) / name.name for path in followed for name in _trail(path)}
            self._folders = {_real(path) for path in self._paths if path.is_dir()}
            folders = {_existing(name.parent) for name in self._names} | self._folders
            folders -= self._unwatched.keys()
            wanted = {folder: _identity(folder) for folder in folders}
            if wanted == {folder: identity for folder, (_, identity) in self._watched.items()}:
                return  # only now: a folder made while the others were armed is seen in the next round
            for folder in [folder for folder, (_, identity) in self._watched.items() if wanted.get(folder) != identity]:
                self._observer.unschedule(self._watched.pop(folder)[0])
            for folder in wanted.keys() - self._watched.keys():
                self._watch_folder(folder, wanted[folder])

    def _watch_folder(self, folder: Path, identity: Identity) -> None:
        try:
            self._watched[folder] = (self._observer.schedule(self, str(folder), event_filter=_EVENTS), identity)
        except OSError as error:
            self._unwatched[folder] = str(error.strerror or error)


def watch(paths: Sequence[Path | str], callback: Callable[[], None]) -> Watch:
    """Watch files and folders from now on; `callback` takes nothing and runs in the watcher's thread."""
    return Watch(paths, callback).start()


def _trail(path: Path) -> list[Path]:
    """The path, each folder above it that does not exist, and the same for everything it links to."""
    trail: list[Path] = []
    for _ in range(_MOST_LINKS):
        trail.append(path)
        trail += [folder for folder in path.parents if not folder.exists() or folder.is_symlink()]
        trail.append(path.parent)
        if not path.is_symlink():
            break
        path = _absolute(path.parent / path.readlink())
    return trail


def _links(folder: Path) -> list[Path]:
    """The files of a folder that are links to files elsewhere; none where it is no folder that can be read."""
    try:
        with os.scandir(folder) as entries:
            return [folder / each.name for each in entries if not each.name.startswith(".") and each.is_symlink()]
    except OSError:
        return []


def _existing(folder: Path) -> Path:
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow the links that are to be watched


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _identity(folder: Path) -> Identity:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _content(path: Path) -> Content:
    """What the file says; None if it is not there, the error's name if it cannot be read. Of a folder: its files."""
    try:
        if path.is_dir():
            return _listing(path)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        return type(error).__name__


def _listing(folder: Path) -> Listing:
    """What tells a folder's files from what they were, without reading them: there may be many."""
    with os.scandir(folder) as entries:
        return tuple(sorted((each.name, *_size_and_time(each)) for each in entries if not each.name.startswith(".")))


def _size_and_time(entry: os.DirEntry[str]) -> tuple[int, int]:
    try:
        found = entry.stat()
    except OSError:  # gone again, or a link to nowhere
        return 0, 0
    return found.st_size, found.st_mtime_ns
