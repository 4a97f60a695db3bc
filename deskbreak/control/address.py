"""How a client finds the service where there are no Unix sockets: a port and a token in a private file."""

from __future__ import annotations

import json
import os
import sys

from deskbreak.errors import NotRunning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

HOST = "127.0.0.1"
NOT_RUNNING = "deskbreak is not running; start it with: deskbreak, or without a screen: deskbreak service run"


def uses_loopback(environ: Mapping[str, str]) -> bool:
    """Whether the service listens on loopback TCP: on Windows, or when `DESKBREAK_LOOPBACK=1` says so."""
    return sys.platform == "win32" or environ.get("DESKBREAK_LOOPBACK") == "1"


def loopback_file(folder: str) -> str:
    """The private file that names the port and the token."""
    return os.path.join(folder, "control.json")


def read_loopback(folder: str) -> tuple[int, str]:
    """The port and the token of the running service; raises `NotRunning`."""
    try:
        with open(loopback_file(folder), encoding="ascii") as file:
            found = json.load(file)
        return int(found["port"]), str(found["token"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotRunning(NOT_RUNNING) from error
