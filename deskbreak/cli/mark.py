"""`deskbreak mark`: what the shell integration runs when a command has ended. Quick, and silent when all is well."""

from __future__ import annotations

import os

from deskbreak.control.client import connect
from deskbreak.errors import DONE, NotRunning
from deskbreak.paths import waiting_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments: there are none."""
    parser.epilog = "The hooks of `deskbreak shell-init` run it; see prompt.wait_for_pause in the settings."


def run(_args: argparse.Namespace) -> int:
    """Tell the service; raises `NotRunning`, having taken away the file that sent us, which a killed one left."""
    try:
        with connect(os.environ) as client:
            client.call("mark")
    except NotRunning:
        _forget()
        raise
    return DONE


def _forget() -> None:
    try:
        os.unlink(waiting_path(os.environ))  # noqa: PTH108 - pathlib costs a quick command a tenth of its time
    except OSError:
        return
