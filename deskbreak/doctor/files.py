"""Folders and files: whether they are there, whose they are and whether they can be used. Opens for reading only."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from deskbreak.doctor.report import Check, absent, trouble, works
from deskbreak.errors import DeskbreakError, LedgerError
from deskbreak.history.reader import open_readonly
from deskbreak.paths import config_folder, own_uid, runtime_folder, socket_path, state_folder
from deskbreak.service import logs, memory

GROUP = "files"
LEDGER = "history.db"


def file_checks(environ: Mapping[str, str]) -> list[Check]:
    """All folders and files deskbreak keeps."""
    state = Path(state_folder(environ))
    return [
        _folder("config", Path(config_folder(environ)), is_private=False),
        _folder("state", state, is_private=False),
        _folder("runtime", Path(runtime_folder(environ)), is_private=True),
        _socket(environ),
        _state(state / memory.FILE),
        _ledger(state / LEDGER),
        _log(state / logs.FILE),
        *_set_aside(state),
    ]


def _folder(name: str, path: Path, *, is_private: bool) -> Check:
    title = f"{name} folder"
    try:
        found = path.lstat() if is_private else path.stat()
    except FileNotFoundError:
        return _missing(title, path)
    except OSError as error:
        return trouble(GROUP, title, f"{path}: {error.strerror}", "let this user into the folders above it")
    if not stat.S_ISDIR(found.st_mode):
        return trouble(GROUP, title, f"{path} is no folder", f"move it away: mv {path} {path}.old")
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        return trouble(GROUP, title, f"{path} cannot be written to", f"chmod u+rwx {path}")
    return (_shared(title, path, found) if is_private else None) or works(GROUP, title, str(path))


def _shared(title: str, path: Path, found: os.stat_result) -> Check | None:
    """What is wrong with a folder that must be this user's alone."""
    mode = stat.S_IMODE(found.st_mode)
    if own_uid() not in (None, found.st_uid):
        return trouble(GROUP, title, f"{path} belongs to another user", "set DESKBREAK_RUNTIME_DIR to one of yours")
    if os.name == "posix" and mode & 0o077:
        return trouble(GROUP, title, f"{path} is open to others ({mode:04o})", f"chmod 700 {path}")
    return None


def _missing(title: str, path: Path) -> Check:
    above = next((each for each in path.parents if each.exists()), Path("/"))
    if not os.access(above, os.W_OK | os.X_OK):
        return trouble(GROUP, title, f"{path} cannot be made: {above} cannot be written to", f"chmod u+rwx {above}")
    return absent(GROUP, title, f"{path} is made when it is needed")


def _socket(environ: Mapping[str, str]) -> Check:
    try:
        path = Path(socket_path(environ))
    except DeskbreakError as error:
        return trouble(GROUP, "control socket", str(error), "set DESKBREAK_RUNTIME_DIR to a shorter folder")
    if not path.exists():
        return absent(GROUP, "control socket", f"{path}: there while deskbreak runs")
    return works(GROUP, "control socket", str(path))


def _state(path: Path) -> Check:
    try:
        record = json.loads(path.read_text("utf8"))
    except FileNotFoundError:
        return absent(GROUP, "state file", f"{path} is made when it is needed")
    except (OSError, ValueError, RecursionError) as error:
        mend = "none needed: deskbreak sets it aside at its next start, and the clocks begin at 0"
        return trouble(GROUP, "state file", f"{path}: {_words(error)}", mend)
    saved = record.get("wall", "") if isinstance(record, dict) else ""
    return works(GROUP, "state file", f"{path}, saved {str(saved)[:19] or 'at no known time'}")


def _ledger(path: Path) -> Check:
    if not path.exists():
        return absent(GROUP, "history", f"{path} is made when it is needed")
    try:
        reader = open_readonly(path)
        try:
            has_breaks = next(reader.breaks(), None) is not None
        finally:
            reader.close()
    except LedgerError as error:
        mend = "deskbreak sets an unreadable history aside at its next start, and keeps it"
        return trouble(GROUP, "history", str(error), mend)
    if not os.access(path, os.W_OK):
        return trouble(GROUP, "history", f"{path} cannot be written to", f"chmod u+rw {path}")
    return works(GROUP, "history", str(path) if has_breaks else f"{path}, no breaks yet")


def _log(path: Path) -> Check:
    if not path.exists():
        return absent(GROUP, "log", f"{path} is made when it is needed")
    if not os.access(path, os.W_OK):
        return trouble(GROUP, "log", f"{path} cannot be written to", f"chmod u+rw {path}")
    return works(GROUP, "log", f"{path}, {path.stat().st_size // 1024} KiB")


def _set_aside(folder: Path) -> Iterator[Check]:
    try:
        names = sorted(path.name for path in folder.iterdir() if ".set-aside-" in path.name)
    except OSError:
        return
    if names:
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield absent(GROUP, "set aside", f"{folder / names[-1]}{more}: could not be read once, and was kept")


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or f"not what deskbreak wrote ({error})"
