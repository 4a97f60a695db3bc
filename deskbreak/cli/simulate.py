"""`deskbreak simulate`: plays a trace file through the engine in virtual time and prints what it says.

Reads no clock and no local time zone: the same trace under the same settings always prints the same.
"""

from __future__ import annotations

import os
import sys

from deskbreak.errors import DONE, TraceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from deskbreak.engine.simulate import Known

EPILOG = """The settings are the ones in effect for every other command, --config and --set
among them; `--config /dev/null` takes the defaults and nothing else.

A trace has one JSON object a line; `at` is in seconds from its start:
  {"start": "2026-03-02T09:00:00", "zone": "Europe/Berlin"}     optional, first
  {"at": 1200, "input": false}    the last input was now; true: typing from now on
  {"at": 1700, "hold": "call"}    {"at": 2400, "release": "call"}
  {"at": 2500, "lock": true}      {"at": 2600, "suspend": 900}
  {"at": 3600, "clock_step": -60} {"at": 4000, "restart": 30}
  {"at": 5000, "do": "snooze", "for": "5m", "prompt": 2}
  {"at": 6000, "auto": {"break_due": "start"}}    start, skip or ignore
  {"at": 9000, "end": true}"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak simulate`."""
    parser.add_argument("trace", metavar="TRACE", help="a JSON Lines file in UTF-8; - for standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON object per event, not a timeline")
    parser.epilog = EPILOG


def run(args: argparse.Namespace) -> int:
    """Print every event; raises `SettingsError`, and `TraceError` naming file and line before anything is printed."""
    from deskbreak.engine.simulate import Simulation
    from deskbreak.engine.trace_reading import read_trace
    from deskbreak.settings import engine_rules, load
    from deskbreak.settings.durations import duration_seconds

    rules = engine_rules(load(args.config, os.environ, args.set).settings)
    name = "standard input" if args.trace == "-" else args.trace
    text = _decoded(_content(args.trace), name)
    trace = read_trace(text.split("\n"), name, tuple(kind.name for kind in rules.kinds), duration_seconds)
    known = Simulation(rules, trace).run()
    for line in _json_lines(known) if args.json else _timeline(known):
        print(line)
    return DONE


def _content(trace: str) -> bytes:
    from pathlib import Path

    try:
        return sys.stdin.buffer.read() if trace == "-" else Path(trace).read_bytes()
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise TraceError(f"{trace}: {getattr(error, 'strerror', None) or error}") from error


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TraceError(f"{name}:{line}: not UTF-8 text") from error


def _json_lines(known: Iterable[Known]) -> Iterator[str]:
    import json

    return (json.dumps(each.written()) for each in known)


def _timeline(known: Iterable[Known]) -> Iterator[str]:
    from deskbreak.cli.timeline import timeline

    return timeline(known)
