"""`deskbreak service`: run it without a screen, stop it, or ask whether it runs."""

from __future__ import annotations

import os

from deskbreak.control.client import connect
from deskbreak.errors import DONE, DeskbreakError, NotRunning

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

STOP_SECONDS = 5.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak service`."""
    parser.add_argument("action", choices=("run", "stop", "status"), help="run it here, stop it, or see if it runs")


def run(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    if args.action == "run":
        from deskbreak.lean import leave_out_openssl

        leave_out_openssl()
        from deskbreak.service.run import run_headless

        return run_headless(args)
    return _stop() if args.action == "stop" else _status()


def _stop() -> int:
    from time import monotonic

    with connect(os.environ) as client:
        client.call("stop")
        until = monotonic() + STOP_SECONDS
        try:
            while (left := until - monotonic()) > 0:
                client.next_push(left)
        except NotRunning:
            return DONE
    raise DeskbreakError(f"deskbreak was told to stop and has not within {STOP_SECONDS:g} s")


def _status() -> int:
    from deskbreak.cli.text import plain

    with connect(os.environ) as client:
        found = client.call("status")
    print(f"running: process {plain(found.get('pid'))}, version {plain(found.get('version'))}")
    return DONE
