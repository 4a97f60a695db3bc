"""`deskbreak status`: what is going on, once or whenever it changes, for people, scripts and status bars."""

from __future__ import annotations

import os
import sys

from deskbreak.control.client import connect
from deskbreak.errors import DONE, NotRunning

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import Any

    from deskbreak.control.client import Client

    Render = Callable[[dict[str, Any]], str]

SECONDS_SHOWN_BELOW = 121.0
SLOW_TICK_SECONDS = 10.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak status`."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything as one JSON object on one line")
    form.add_argument(
        "--format",
        metavar="TEXT",
        help="print TEXT with fields such as {state} or {next.due_in}; --format help lists them",
    )
    parser.add_argument(
        "--follow",
        action="store_true",
        help="print a line on every change until interrupted; ends with status 3 when deskbreak stops",
    )


def run(args: argparse.Namespace) -> int:
    """Print the status; raises `NotRunning`."""
    if args.format == "help":
        return _list_fields()
    render = _renderer(args)  # before anything is asked: a wrong --format is wrong with or without a service
    with connect(os.environ) as client:
        if not args.follow:
            print(render(client.call("status")))
            return DONE
        try:
            _follow(client, render, ticks=not args.json)
        except KeyboardInterrupt:
            return DONE
    raise NotRunning("deskbreak has stopped")


def _renderer(args: argparse.Namespace) -> Render:
    if args.json:
        from json import dumps

        return dumps
    if args.format is not None:
        from deskbreak.cli.fields import Template

        return Template(args.format).fill
    from deskbreak.cli import snapshot

    return snapshot.headline if args.follow else snapshot.summary


def _list_fields() -> int:
    from deskbreak.cli.fields import FIELDS

    for name, meaning in FIELDS.items():
        print(f"{{{name}}}".ljust(24), meaning)
    return DONE


def _follow(client: Client, render: Render, *, ticks: bool) -> None:
    """Print whatever reads differently from the line before, until the service goes."""
    import gc
    from time import monotonic

    from deskbreak.cli.snapshot import advanced

    gc.enable()  # this one goes on for days
    snapshot, read_at, last = client.call("subscribe"), monotonic(), ""
    while True:
        now = advanced(snapshot, monotonic() - read_at) if ticks else snapshot
        last = _print_if_new(render(now), last)
        try:
            push = client.next_push(_tick_seconds(now) if ticks else None)
        except NotRunning:
            return
        if push is not None and push[0] == "snapshot":
            snapshot, read_at = push[1], monotonic()


def _print_if_new(line: str, last: str) -> str:
    if line != last:
        print(line)
        sys.stdout.flush()
    return line


def _tick_seconds(snapshot: dict[str, Any]) -> float | None:
    """How long until the text may read differently with nothing but time passing; None for never."""
    from deskbreak.cli.snapshot import running_spans

    spans = running_spans(snapshot)
    if not spans:
        return None
    return 1.0 if min(spans) < SECONDS_SHOWN_BELOW else SLOW_TICK_SECONDS
