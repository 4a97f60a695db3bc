"""Where the person's compositor listens, by the environment or by what lies in the runtime folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SOCKET = re.compile(r"wayland-\d{1,2}")


def socket_paths(environ: Mapping[str, str]) -> list[Path]:
    """The sockets to try, best first: the one $WAYLAND_DISPLAY names, else every one in the runtime folder.

    A user service, cron and an old tmux do not have the variable.
    """
    named = environ.get("WAYLAND_DISPLAY", "")
    folder = _runtime_folder(environ)
    if named:
        return [Path(named)] if named.startswith("/") else [folder / named] if folder else []
    return _found(folder) if folder else []


def _runtime_folder(environ: Mapping[str, str]) -> Path | None:
    given = environ.get("XDG_RUNTIME_DIR", "")
    if given:
        return Path(given)
    return Path(f"/run/user/{os.getuid()}") if hasattr(os, "getuid") else None


def _found(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if _SOCKET.fullmatch(path.name) and path.is_socket())
    except OSError:
        return []
