"""`deskbreak stretch`: one routine now, led by the running service, or here when there is none or it was asked for.

The service leads its own break. What was asked for with an id, minutes, places or a focus is led here, and a running
service counts it as a break of the longest kind that fits into it.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack

from deskbreak.errors import DONE, DeskbreakError, NotRunning, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import Any

    from deskbreak.cli.guides import Guide
    from deskbreak.control.client import Client
    from deskbreak.cues.port import Player
    from deskbreak.routine.session import Session
    from deskbreak.settings.model import Routine, Settings

INTERRUPTED = 130


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak stretch`."""
    parser.add_argument("id", nargs="?", metavar="ID", help="this stretch alone, such as kneeling-hip-flexor")
    parser.add_argument("--minutes", metavar="N", help="a routine of this length (default: the owed or longest break)")
    parser.add_argument(
        "--place", metavar="PLACE", action="append", default=[], help="standing, desk or floor; repeatable"
    )
    parser.add_argument(
        "--focus", metavar="REGION", action="append", default=[], help="front, back, outer, inner or low-back"
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="plain lines, for a screen reader; by itself where there is no real terminal",
    )


def run(args: argparse.Namespace) -> int:
    """Lead one routine; raises `UsageError` for what nobody knows, `Refused` for what the service does not do."""
    from deskbreak.settings import load

    if args.id and (args.minutes or args.place or args.focus):
        raise UsageError("an ID says all: --minutes, --place and --focus are for a routine of several stretches")
    settings = load(args.config, os.environ, args.set or ()).settings
    with ExitStack() as stack:
        client = _client(stack)
        if client is not None and not (args.id or args.minutes or args.place or args.focus):
            return _by_service(args, client, settings)
        return _here(args, client, settings)


def is_plain(args: argparse.Namespace) -> bool:
    """Whether the routine is written as plain lines."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return args.plain or os.environ.get("TERM") == "dumb" or not all(stream.isatty() for stream in streams)


def _client(stack: ExitStack) -> Client | None:
    from deskbreak.control.client import connect

    try:
        return stack.enter_context(connect(os.environ))
    except NotRunning:
        return None


def _by_service(args: argparse.Namespace, client: Client, settings: Settings) -> int:
    """The break the service owes, or its longest; one that is going on goes on. It plays its cues itself."""
    if client.call("status").get("break") is None:
        client.call("start")
    if not is_plain(args):
        from deskbreak.cli.screen import run as run_screen

        return run_screen(args)
    from deskbreak.cli.guides import ServiceGuide

    return _plain(ServiceGuide(client, time.monotonic), settings, ())


def _here(args: argparse.Namespace, client: Client | None, settings: Settings) -> int:
    from deskbreak.cli.guides import Counted, OwnGuide
    from deskbreak.cues.choose import make_players
    from deskbreak.cues.plan import parts

    routine_settings = _as_answered(client, settings.routine)
    session = _session(args, settings, routine_settings)
    routine = parts(_described(session, routine_settings.level))
    if not routine:
        raise DeskbreakError("nothing is left that may be stretched: look at routine.left_out and routine.leave_out")
    counted = Counted(client) if client else None
    if counted is not None and (why := counted.begin(session.total_seconds)):
        print(f"not counted as a break: {why}", file=sys.stderr)
    status = _plain(OwnGuide(routine, time.monotonic, counted), settings, make_players(settings.cues, os.environ))
    if counted is not None:
        counted.end()  # where even the shortest kind is longer than the routine was
    return status


def _as_answered(client: Client | None, settings: Routine) -> Routine:
    """The settings as the answers after breaks have moved them; only a running service knows of those."""
    from dataclasses import replace

    effort = client.call("status").get("effort") if client else None
    return replace(settings, hold=effort["hold_seconds"], level=effort["level"]) if effort else settings


def _described(session: Session, at_level: str) -> list[dict[str, Any]]:
    from deskbreak.body.effort import form

    steps: Any = session.snapshot(0.0)["steps"]
    return [
        {**described, "form": form(step.stretch, at_level)}
        for step, described in zip(session.steps, steps, strict=True)
    ]


def _session(args: argparse.Namespace, settings: Settings, routine: Routine) -> Session:
    from dataclasses import replace

    from deskbreak.cli.own import checked_minutes, known_stretch, own_catalogue, past_breaks, personal_request
    from deskbreak.routine.planner import plan
    from deskbreak.routine.session import Session
    from deskbreak.routine.single import single

    catalogue = own_catalogue()
    longest = max(kind.length for kind in settings.breaks)
    length = 60 * checked_minutes("--minutes", args.minutes, 1 / 60) if args.minutes else longest
    request = personal_request(routine, length, args.place, args.focus)
    request = replace(request, history=past_breaks(settings))
    planned = single(catalogue, request, known_stretch(catalogue, args.id)) if args.id else plan(catalogue, request)
    return Session(planned, planned.request.length_seconds)


def _plain(guide: Guide, settings: Settings, players: tuple[Player, ...]) -> int:
    from deskbreak.cli.plain_routine import PlainRoutine, Stage

    routine = PlainRoutine(guide, Stage(_say, _bell(settings), time.sleep, players))
    is_done = routine.run()
    if is_done and players:
        time.sleep(LAST_CUE_SECONDS)
    routine.close()
    return DONE if is_done else INTERRUPTED


LAST_CUE_SECONDS = 2.0
"""How long the last cue may sound before the command ends."""


def _say(line: str) -> None:
    print(line, flush=True)


def _bell(settings: Settings) -> Callable[[], None]:
    rings = settings.cues.bell and not settings.cues.quiet and sys.stdout.isatty()

    def ring() -> None:
        if rings:
            print("\a", end="", flush=True)

    return ring
