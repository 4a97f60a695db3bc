"""Where deskbreak keeps its files on each platform, and folders nobody else can look into.

Paths are plain strings: client commands load this module on every start and cannot afford `pathlib`.
"""

from __future__ import annotations

import os
import stat
import sys

from deskbreak.errors import DeskbreakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

APP = "deskbreak"
SOCKET = "control.sock"
WAITING = "waiting"
SOCKET_PATH_BYTES = 103 if sys.platform == "darwin" else 107
"""The longest path `sockaddr_un` can carry, without its closing zero."""


class UnsafeFolder(DeskbreakError):
    """A folder that should be private belongs to somebody else, is a link, or is open to others."""


def config_folder(environ: Mapping[str, str]) -> str:
    """The folder of the person's settings and profiles."""
    return environ.get("DESKBREAK_CONFIG_DIR") or _platform_folder(environ, "XDG_CONFIG_HOME", ".config")


def state_folder(environ: Mapping[str, str]) -> str:
    """The folder of the saved clocks, the ledger and the logs."""
    return environ.get("DESKBREAK_STATE_DIR") or _platform_folder(environ, "XDG_STATE_HOME", ".local/state")


def system_config_folders(environ: Mapping[str, str]) -> list[str]:
    """The folders of system-wide settings, the most important first."""
    if _has_own_conventions():
        from platformdirs import site_config_dir

        return [site_config_dir(APP, appauthor=False)]
    listed = environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    return [os.path.join(folder, APP) for folder in listed.split(":") if os.path.isabs(folder)]


def runtime_folder(environ: Mapping[str, str]) -> str:
    """The folder of the control socket and the lock: the same one for the service and every client."""
    override = environ.get("DESKBREAK_RUNTIME_DIR")
    if override:
        return override
    preferred = _preferred_runtime_folder(environ)
    if preferred and _fits_a_socket(preferred):
        return preferred
    return _temporary_folder(environ)


def socket_path(environ: Mapping[str, str]) -> str:
    """The control socket's path, checked to be short enough for the system."""
    folder = runtime_folder(environ)
    if not _fits_a_socket(folder):
        raise DeskbreakError(
            f"{folder}: too long for a socket's path (at most {SOCKET_PATH_BYTES} bytes with /{SOCKET});"
            " set DESKBREAK_RUNTIME_DIR to a shorter one"
        )
    return os.path.join(folder, SOCKET)


def waiting_path(environ: Mapping[str, str]) -> str:
    """The file that is there while a prompt waits for a pause."""
    return os.path.join(runtime_folder(environ), WAITING)


def make_private(folder: str) -> str:
    """Create a folder for this user alone (0700), or verify the one that is there; answers its path."""
    _make_folders(folder)
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode):
        raise UnsafeFolder(f"{folder}: is a link or a file, and must be a folder of its own")
    if sys.platform != "win32":
        _refuse_foreign(folder, found.st_uid, stat.S_IMODE(found.st_mode))
    return folder


def make_state_folder(environ: Mapping[str, str]) -> str:
    """The state folder, there and 0700 when deskbreak had to create it; answers its path."""
    folder = state_folder(environ)
    _make_folders(folder)
    return folder


def own_uid() -> int | None:
    """This user's id, as far as files and sockets are concerned; None on Windows."""
    return None if sys.platform == "win32" else os.geteuid()


def _refuse_foreign(folder: str, owner: int, mode: int) -> None:
    if owner != own_uid():
        raise UnsafeFolder(f"{folder}: belongs to user {owner}, not to you")
    if mode & 0o077:
        raise UnsafeFolder(f"{folder}: is open to others (mode {mode:04o}); run: chmod 700 {folder}")


def _make_folders(folder: str) -> None:
    if os.path.lexists(folder):
        return
    parent = os.path.dirname(folder)
    if parent and parent != folder:
        _make_folders(parent)
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        return  # another start of deskbreak was a moment faster
    except OSError as error:
        raise DeskbreakError(f"{folder}: cannot be created: {error.strerror}") from error


def _has_own_conventions() -> bool:
    return sys.platform in ("darwin", "win32")


def _platform_folder(environ: Mapping[str, str], variable: str, under_home: str) -> str:
    named = environ.get(variable, "")
    if os.path.isabs(named):  # the XDG rules ignore a relative one
        return os.path.join(named, APP)
    if _has_own_conventions():
        import platformdirs

        ask = platformdirs.user_config_dir if variable == "XDG_CONFIG_HOME" else platformdirs.user_state_dir
        return ask(APP, appauthor=False)
    return os.path.join(_home(environ), under_home, APP)


def _home(environ: Mapping[str, str]) -> str:
    """The person's folder; the system's word for it where the variable is missing, empty or relative."""
    named = environ.get("HOME", "")
    if os.path.isabs(named) or sys.platform == "win32":
        return named or os.path.expanduser("~")
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:  # as in a container that runs under any number
        raise DeskbreakError(
            f"user {os.getuid()} has no home folder; set HOME, or DESKBREAK_CONFIG_DIR and DESKBREAK_STATE_DIR"
        ) from None


def _preferred_runtime_folder(environ: Mapping[str, str]) -> str:
    named = environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(named):
        return os.path.join(named, APP)
    if _has_own_conventions():
        from platformdirs import user_runtime_dir

        return user_runtime_dir(APP, appauthor=False)
    session = f"/run/user/{os.getuid()}"  # ssh, cron and tmux often lack the variable
    return os.path.join(session, APP) if _is_ours(session) else ""


def _temporary_folder(environ: Mapping[str, str]) -> str:
    named = environ.get("TMPDIR", "")
    owner = os.getuid() if sys.platform != "win32" else environ.get("USERNAME", "user")
    for parent in (named, "/tmp"):  # noqa: S108 - the folder below it is verified by make_private
        folder = os.path.join(parent, f"{APP}-{owner}")
        if os.path.isabs(parent) and _fits_a_socket(folder):
            return folder
    return os.path.join("/tmp", f"{APP}-{owner}")  # noqa: S108 - as above


def _is_ours(folder: str) -> bool:
    if sys.platform == "win32":
        return False
    try:
        return os.stat(folder).st_uid == own_uid()
    except OSError:
        return False


def _fits_a_socket(folder: str) -> bool:
    return sys.platform == "win32" or len(os.fsencode(os.path.join(folder, SOCKET))) <= SOCKET_PATH_BYTES
