"""`deskbreak simulate TRACE`: plays a trace through the engine in virtual time and prints what it says."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext

from deskbreak.errors import DONE, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from contextlib import AbstractContextManager
    from typing import TextIO

    from deskbreak.engine.simulate import Known


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak simulate`."""
    parser.add_argument("trace", metavar="TRACE", help="a JSON Lines file; - for standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON object per event")


def run(args: argparse.Namespace) -> int:
    """Print every event; raises `TraceError` naming file and line, and `SettingsError`."""
    from deskbreak.engine.simulate import Simulation
    from deskbreak.engine.trace import read_trace
    from deskbreak.settings import engine_rules, load
    from deskbreak.settings.durations import duration_seconds

    rules = engine_rules(load(args.config, os.environ, args.set).settings)
    kinds = tuple(kind.name for kind in rules.kinds)
    name = "standard input" if args.trace == "-" else args.trace
    try:
        with _opened(args.trace) as lines:
            trace = read_trace(lines, name, kinds, duration_seconds)
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: not UTF-8 text") from error
    write = _json if args.json else _readable
    for known in Simulation(rules, trace).run():
        print(write(known))
    return DONE


def _opened(trace: str) -> AbstractContextManager[TextIO]:
    from pathlib import Path

    if trace == "-":
        return nullcontext(sys.stdin)
    try:
        return Path(trace).open(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{trace}: {error.strerror}") from error


def _json(known: Known) -> str:
    import json

    return json.dumps(known.written())


def _readable(known: Known) -> str:
    from deskbreak.cli.text import plain

    fields = known.written()
    at, event = fields.pop("at"), fields.pop("event")
    fields.pop("wall")
    rest = "  ".join(f"{name}={plain(value)}" for name, value in fields.items())
    return f"{known.wall:%a %H:%M:%S}  {at:>10.3f}  {event:<18}  {rest}".rstrip()
