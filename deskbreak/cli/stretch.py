"""`deskbreak stretch`: one routine now, led by the running service, or here when there is none or it was asked for.

The service leads its own break. What was asked for with an id, minutes, places or a focus is led here, and a running
service counts it as a break of the longest kind that fits into it.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack
from functools import partial

from deskbreak.errors import DONE, DeskbreakError, NotRunning, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from deskbreak.cli.counted import Keeper
    from deskbreak.cli.guides import Guide
    from deskbreak.control.client import Client
    from deskbreak.control.interface import Control
    from deskbreak.cues.port import Player
    from deskbreak.service.coach import Coach
    from deskbreak.settings.model import Routine, Settings

INTERRUPTED = 130
NAME = "stretch"
SAT_SECONDS = 3600.0
"""Nobody knows how long was sat before; who asks for a routine has sat long enough to want one."""


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
        help="plain lines, for a screen reader, which Enter pauses; by itself where there is no real terminal",
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
    from deskbreak.cli.counted import Counted, Uncounted

    coach = _coach(args, client, settings)
    if coach.session is None or not coach.session.steps:
        raise DeskbreakError("nothing is left that may be stretched: look at routine.left_out and routine.leave_out")
    alone = Uncounted(partial(_keep_out, args))
    keeper = Counted(client, alone) if client else alone
    return (_by_lines if is_plain(args) else _by_screen)(coach, keeper, settings)


def _keep_out(args: argparse.Namespace, stretch: str) -> str:
    from deskbreak.cli.leaving import keep_out

    return keep_out(args, stretch)


def _coach(args: argparse.Namespace, client: Client | None, settings: Settings) -> Coach:
    """A coach that has begun what was asked for."""
    from dataclasses import replace

    from deskbreak.cli.own import PLACES, REGIONS, checked_words, known_stretch, own_catalogue, past_breaks
    from deskbreak.engine.values import SECOND, Kind
    from deskbreak.routine.files import Loaded
    from deskbreak.service.coach import Coach

    length = round(_length_asked(args, settings) * SECOND)
    routine = _as_answered(client, settings.routine)
    asked = replace(
        routine,
        places=checked_words("--place", args.place, PLACES) or routine.places,
        focus=checked_words("--focus", args.focus, REGIONS[1:]) or routine.focus,
    )
    catalogue, past = own_catalogue(), past_breaks(settings)
    only = known_stretch(catalogue, args.id) if args.id else None
    if only is not None:  # what is skipped makes room for walking, not for stretches nobody asked for
        alone = tuple(each for each in catalogue.stretches if each.is_warm_up or each == only)
        catalogue = replace(catalogue, stretches=alone)
    coach = Coach(lambda: Loaded(catalogue), lambda: past, asked)
    coach.only = only
    coach.begin(Kind(NAME, length, length), SAT_SECONDS, 0)
    return coach


def _length_asked(args: argparse.Namespace, settings: Settings) -> float:
    from deskbreak.cli.own import checked_minutes

    if args.minutes:
        return 60 * checked_minutes("--minutes", args.minutes, 1 / 60)
    return max(kind.length for kind in settings.breaks)


def _as_answered(client: Client | None, settings: Routine) -> Routine:
    """The settings as the answers after breaks have moved them; only a running service knows of those."""
    from dataclasses import replace

    effort = client.call("status").get("effort") if client else None
    return replace(settings, hold=effort["hold_seconds"], level=effort["level"]) if effort else settings


def _by_screen(coach: Coach, keeper: Keeper, settings: Settings) -> int:
    """Drawn, with keys; afterwards a line that stays in the terminal says what was done."""
    from deskbreak.cli.errands import Errands
    from deskbreak.cli.plain_routine import stopped, summary
    from deskbreak.cli.solo import Solo
    from deskbreak.cli.solo_control import SoloControl
    from deskbreak.cues.choose import make_players
    from deskbreak.service.caller import Caller
    from deskbreak.service.snapshot import screen_wishes
    from deskbreak.tui.run import run_screen

    solo = Solo(coach, Caller(lambda cues: make_players(cues, os.environ), settings.cues), time.monotonic)

    refused = ""

    async def open_control() -> Control:
        nonlocal refused
        errands = Errands()
        refused = await errands.ask(lambda: keeper.begin(solo.length_seconds))
        return SoloControl(solo, keeper, screen_wishes(settings), errands)

    status = run_screen(open_control, is_single=True)
    _tell_uncounted(refused)
    names = [stretch.name for id_ in solo.done if (stretch := coach.catalogue.get(id_))]
    _say(summary(names) if solo.is_whole else stopped(solo.rested_seconds, names))
    return status or (DONE if solo.is_whole else INTERRUPTED)


def _by_lines(coach: Coach, keeper: Keeper, settings: Settings) -> int:
    from deskbreak.cli.guides import OwnGuide
    from deskbreak.cli.solo import Solo
    from deskbreak.cues.choose import make_players
    from deskbreak.service.caller import Caller

    solo = Solo(coach, Caller(lambda _: (), settings.cues), time.monotonic)  # the lines have their cues themselves
    _tell_uncounted(keeper.begin(solo.length_seconds))
    status = _plain(OwnGuide(solo, keeper), settings, make_players(settings.cues, os.environ))
    keeper.end()  # where even the shortest kind is longer than the routine was
    return status


def _tell_uncounted(why: str) -> None:
    if why:
        print(f"not counted as a break: {why}", file=sys.stderr)


def _plain(guide: Guide, settings: Settings, players: tuple[Player, ...]) -> int:
    from deskbreak.cli.plain_routine import PlainRoutine, Stage
    from deskbreak.cli.typed import TypedLines, may_be_typed

    hear = TypedLines().wait if may_be_typed() else None
    routine = PlainRoutine(guide, Stage(_say, _bell(settings), time.sleep, players, hear))
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
