"""The commands that tell the running service something: start, finish, snooze, skip, pause, resume."""

from __future__ import annotations

import os

from deskbreak.control.client import connect
from deskbreak.errors import DONE, NotRunning, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

DURATION = "such as 10m, 1h30m or 90s"


def configure(name: str, parser: argparse.ArgumentParser) -> None:
    """Add the arguments of one of the commands."""
    if name == "start":
        parser.add_argument("kind", nargs="?", metavar="KIND", help="the kind of break, such as move")
    elif name == "snooze":
        parser.add_argument("for", nargs="?", metavar="DURATION", help=f"{DURATION} (default: snooze.default)")
    elif name == "pause":
        length = parser.add_mutually_exclusive_group()
        length.add_argument("for", nargs="?", metavar="DURATION", help=f"{DURATION} (default: until resumed)")
        length.add_argument("--until", metavar="TIME", help="a time of day, such as 17:30")


def run(args: argparse.Namespace) -> int:
    """Tell the service, and print what is going on then; raises `NotRunning`, `Refused` or `UsageError`."""
    from deskbreak.cli.snapshot import headline

    params = {name: value for name in ("kind", "for", "until") if (value := getattr(args, name, None)) is not None}
    try:
        with connect(os.environ) as client:
            print(headline(client.call(args.command, params)))
    except NotRunning:
        _check(params)
        raise
    return DONE


def _check(params: dict[str, Any]) -> None:
    """Judge what the service could not judge: wrong use is wrong use whether it runs or not."""
    from deskbreak.settings.clock import clock_minutes

    if "for" in params:
        checked_duration(params["for"])
    if "until" in params and clock_minutes(params["until"]) is None:
        raise UsageError(f"{params['until']}: not a time of day; write it as 17:30")


def checked_duration(text: str) -> float:
    """Seconds of a duration somebody typed; raises `UsageError`."""
    from deskbreak.settings.durations import BadDuration, duration_seconds

    try:
        return duration_seconds(text)
    except BadDuration as error:
        raise UsageError(f"{text}: {error}; write it {DURATION}") from error
