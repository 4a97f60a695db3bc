"""`deskbreak stretches`, `routine` and `advice`: what the catalogue holds and what the planner makes of it."""

from __future__ import annotations

import os

from deskbreak.cli.own import (
    PLACES,
    REGIONS,
    checked_minutes,
    checked_words,
    known_stretch,
    own_catalogue,
    past_breaks,
    personal_request,
    print_lines,
)
from deskbreak.errors import DONE, DeskbreakError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from deskbreak.routine.catalogue import Catalogue, Stretch
    from deskbreak.routine.plan import PlanRequest
    from deskbreak.settings.model import Settings


def configure(name: str, parser: argparse.ArgumentParser) -> None:
    """Add the arguments of one of the commands."""
    {"stretches": _configure_stretches, "routine": _configure_routine, "advice": _configure_advice}[name](parser)


def run(args: argparse.Namespace) -> int:
    """Do what was asked for; raises `UsageError` for ids and values nobody knows."""
    if args.command == "advice":
        return _advice(args)
    if args.command == "routine":
        return _plan(args)
    actions = {"show": _show, "new": _new, "conditions": _conditions, "leave-out": _leave_out, "let-in": _let_in}
    return actions.get(args.stretches_command, _list)(args)


def _configure_stretches(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", choices=REGIONS, help="only those for one region")
    parser.add_argument("--place", choices=PLACES, help="only those for one place; desk is on the chair")
    parser.add_argument("--json", action="store_true", help="print JSON with everything about each")
    commands = parser.add_subparsers(dest="stretches_command", metavar="COMMAND")
    show = commands.add_parser("show", help="explain one stretch")
    show.add_argument("id", metavar="ID", help="such as kneeling-hip-flexor")
    how = show.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON")
    how.add_argument("--animate", action="store_true", help="play its drawing until a key is pressed")
    show.add_argument("--side", choices=("left", "right"), help="with --animate: only this side")
    new = commands.add_parser("new", help="write a file for a stretch of your own, or for your form of a known one")
    new.add_argument("id", metavar="ID", help="lower-case letters, digits and hyphens")
    new.add_argument("--print", action="store_true", help="print the file instead of writing it")
    commands.add_parser("conditions", help="list what can rule stretches out")
    leave_out = commands.add_parser("leave-out", help="never show a stretch again, until it is let back in")
    leave_out.add_argument("id", metavar="ID", help="such as kneeling-hip-flexor")
    let_in = commands.add_parser("let-in", help="let a stretch back in that was left out, by hand or because it hurt")
    let_in.add_argument("id", metavar="ID", help="such as kneeling-hip-flexor")


def _configure_routine(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="routine_command", metavar="COMMAND", required=True)
    plan = commands.add_parser("plan", help="print the routine of a break")
    plan.add_argument("--json", action="store_true", help="print JSON")
    plan.add_argument("--minutes", metavar="N", default="4", help="how long the break is (default 4)")
    plan.add_argument("--sitting", metavar="TIME", default="60m", help="sitting before it, in minutes or like 1h 30m")
    for option, metavar, text in (
        ("--place", "PLACE", "standing, desk or floor; repeatable (default: the settings)"),
        ("--focus", "REGION", "front, back, outer, inner or low-back; repeatable"),
        ("--leave-out", "WHAT", "an id, or a condition such as knee; repeatable"),
    ):
        plan.add_argument(option, metavar=metavar, action="append", default=[], help=text)
    plan.add_argument("--seed", type=int, default=0, metavar="N", help="another number, another choice (default 0)")


def _configure_advice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _list(args: argparse.Namespace) -> int:
    from deskbreak.routine.describe import list_lines

    found = own_catalogue().find(args.region or "", args.place or "")
    if args.json:
        _print_json([stretch.as_dict() for stretch in found])
    else:
        print_lines(list_lines(found, _left_out(args)))
    return DONE


def _show(args: argparse.Namespace) -> int:
    from deskbreak.routine.describe import stretch_lines

    catalogue = own_catalogue()
    stretch = known_stretch(catalogue, args.id)
    if args.animate:
        _animate(stretch, args)
    elif args.json:
        _print_json(stretch.as_dict())
    else:
        print_lines(stretch_lines(catalogue, stretch, _left_out(args)))
    return DONE


def _left_out(args: argparse.Namespace) -> frozenset[str]:
    """The ids and conditions left out by the settings; none where those cannot be read."""
    settings = _readable_settings(args)
    return frozenset((*settings.routine.left_out, *settings.routine.leave_out)) if settings else frozenset()


def _readable_settings(args: argparse.Namespace) -> Settings | None:
    """The settings; where they cannot be read, `config check` says why."""
    from deskbreak.errors import SettingsError
    from deskbreak.settings import load

    try:
        return load(args.config, os.environ, args.set or ()).settings
    except SettingsError:
        return None


def _animate(stretch: Stretch, args: argparse.Namespace) -> None:
    import sys

    from deskbreak.figure.cells import STYLES
    from deskbreak.figure.files import load_sequence
    from deskbreak.figure.gallery import animate

    both = "both" if "left" in stretch.sides else ""
    settings = _readable_settings(args)
    style = settings.screen.figure if settings else ""
    animate(
        load_sequence(stretch.id, stretch.place),
        args.side or both,
        sys.stdout,
        title=stretch.name,
        style=style if style in STYLES else STYLES[0],
        is_still=bool(settings and settings.screen.reduced_motion),
    )


def _new(args: argparse.Namespace) -> int:
    from pathlib import Path

    from deskbreak.paths import config_folder
    from deskbreak.routine.files import FOLDER, new_text
    from deskbreak.routine.table import is_name

    if not is_name(args.id):
        raise UsageError(f"{args.id!r} is no id: at most 40 lower-case letters, digits and single hyphens")
    text = new_text(args.id)
    if args.print:
        print(text, end="")
        return DONE
    path = Path(config_folder(os.environ)) / FOLDER / f"{args.id}.toml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise DeskbreakError(f"{path} exists and is left as it is") from error
    except OSError as error:
        raise DeskbreakError(f"{path}: {error.strerror or error}") from error
    print(path)
    return DONE


def _conditions(_: argparse.Namespace) -> int:
    print_lines(f"{condition.tag:<10}  {condition.words}" for condition in own_catalogue().conditions)
    return DONE


def _leave_out(args: argparse.Namespace) -> int:
    from deskbreak.cli.leaving import leave_out

    leave_out(args, known_stretch(own_catalogue(), args.id))
    return DONE


def _let_in(args: argparse.Namespace) -> int:
    from deskbreak.cli.leaving import let_in

    let_in(args, own_catalogue(), args.id)
    return DONE


def _advice(args: argparse.Namespace) -> int:
    from deskbreak.routine.advice import advice_lines
    from deskbreak.routine.files import load_advice

    catalogue, chapters = own_catalogue(), load_advice()
    if not args.json:
        print_lines(advice_lines(chapters, catalogue))
        return DONE
    sources = {each.key: {"citation": each.citation, "url": each.url} for each in catalogue.sources}
    _print_json({"chapters": [chapter.as_dict() for chapter in chapters], "sources": sources})
    return DONE


def _plan(args: argparse.Namespace) -> int:
    from deskbreak.routine.describe import plan_lines
    from deskbreak.routine.planner import plan

    catalogue = own_catalogue()
    planned = plan(catalogue, _request(args, catalogue))
    if args.json:
        _print_json(planned.as_dict())
    else:
        print_lines(plan_lines(planned))
    return DONE


def _sitting(text: str) -> float:
    from deskbreak.settings.durations import BadDuration, duration_seconds

    if text.replace(".", "", 1).isdecimal():
        return 60 * checked_minutes("--sitting", text, 0)
    try:
        return duration_seconds(text)
    except BadDuration as error:
        raise UsageError(f"--sitting: found {text[:40]!r}: {error}, allowed: a time such as 60m or 1h 30m") from error


def _request(args: argparse.Namespace, catalogue: Catalogue) -> PlanRequest:
    from dataclasses import replace

    from deskbreak.settings import load

    settings = load(args.config, os.environ, args.set or ()).settings
    known = [*(stretch.id for stretch in catalogue.stretches), *(each.tag for each in catalogue.conditions)]
    length = 60 * checked_minutes("--minutes", args.minutes, 1 / 60)
    request = personal_request(settings.routine, length, args.place, args.focus)
    return replace(
        request,
        sitting_seconds=_sitting(args.sitting),
        leave_out=request.leave_out | frozenset(checked_words("--leave-out", args.leave_out, known)),
        history=past_breaks(settings),
        seed=args.seed,
    )


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, indent=2, ensure_ascii=False))
