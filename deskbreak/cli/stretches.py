"""`deskbreak stretches`, `routine` and `advice`: what the catalogue holds and what the planner makes of it."""

from __future__ import annotations

import os
import sys

from deskbreak.errors import DONE, DeskbreakError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from deskbreak.routine.catalogue import Catalogue, Stretch
    from deskbreak.routine.plan import PlanRequest

REGIONS = ("warm-up", "front", "back", "outer", "inner", "low-back")
PLACES = ("standing", "desk", "floor")
WIDEST = 100
WEEK_MINUTES = 7 * 24 * 60


def configure(name: str, parser: argparse.ArgumentParser) -> None:
    """Add the arguments of one of the commands."""
    {"stretches": _configure_stretches, "routine": _configure_routine, "advice": _configure_advice}[name](parser)


def run(args: argparse.Namespace) -> int:
    """Do what was asked for; raises `UsageError` for ids and values nobody knows."""
    if args.command == "advice":
        return _advice(args)
    if args.command == "routine":
        return _plan(args)
    actions = {"show": _show, "new": _new, "conditions": _conditions}
    return actions.get(args.stretches_command, _list)(args)


def _configure_stretches(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", choices=REGIONS, help="only those for one region")
    parser.add_argument("--place", choices=PLACES, help="only those for one place; desk is on the chair")
    parser.add_argument("--json", action="store_true", help="print JSON with everything about each")
    commands = parser.add_subparsers(dest="stretches_command", metavar="COMMAND")
    show = commands.add_parser("show", help="explain one stretch")
    show.add_argument("id", metavar="ID", help="such as kneeling-hip-flexor")
    show.add_argument("--json", action="store_true", help="print JSON")
    new = commands.add_parser("new", help="write a file for a stretch of your own, or for your form of a known one")
    new.add_argument("id", metavar="ID", help="lower-case letters, digits and hyphens")
    new.add_argument("--print", action="store_true", help="print the file instead of writing it")
    commands.add_parser("conditions", help="list what can rule stretches out")


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

    found = _catalogue().find(args.region or "", args.place or "")
    if args.json:
        _print_json([stretch.as_dict() for stretch in found])
    else:
        _print_lines(list_lines(found))
    return DONE


def _show(args: argparse.Namespace) -> int:
    from deskbreak.routine.describe import stretch_lines

    catalogue = _catalogue()
    stretch = _known(catalogue, args.id)
    if args.json:
        _print_json(stretch.as_dict())
    else:
        _print_lines(stretch_lines(catalogue, stretch))
    return DONE


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
    _print_lines(f"{condition.tag:<10}  {condition.words}" for condition in _catalogue().conditions)
    return DONE


def _advice(args: argparse.Namespace) -> int:
    from deskbreak.routine.advice import advice_lines
    from deskbreak.routine.files import load_advice

    catalogue, chapters = _catalogue(), load_advice()
    if not args.json:
        _print_lines(advice_lines(chapters, catalogue))
        return DONE
    sources = {each.key: {"citation": each.citation, "url": each.url} for each in catalogue.sources}
    _print_json({"chapters": [chapter.as_dict() for chapter in chapters], "sources": sources})
    return DONE


def _plan(args: argparse.Namespace) -> int:
    from deskbreak.routine.describe import plan_lines
    from deskbreak.routine.planner import plan

    catalogue = _catalogue()
    planned = plan(catalogue, _request(args, catalogue))
    if args.json:
        _print_json(planned.as_dict())
    else:
        _print_lines(plan_lines(planned))
    return DONE


def _request(args: argparse.Namespace, catalogue: Catalogue) -> PlanRequest:
    from deskbreak.routine.plan import PlanRequest
    from deskbreak.settings import load

    settings = load(args.config, os.environ, args.set or ()).settings.routine
    known = [*(stretch.id for stretch in catalogue.stretches), *(each.tag for each in catalogue.conditions)]
    return PlanRequest(
        length_seconds=60 * _minutes("--minutes", args.minutes, 1 / 60),
        sitting_seconds=_sitting(args.sitting),
        places=_words("--place", args.place, PLACES) or settings.places,
        focus=_words("--focus", args.focus, REGIONS[1:]),
        leave_out=frozenset((*settings.left_out, *_words("--leave-out", args.leave_out, known))),
        hold_seconds=settings.hold,
        seed=args.seed,
    )


def _minutes(option: str, text: str, least: float) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not least <= minutes <= WEEK_MINUTES:
        raise UsageError(f"{option}: found {text!r}, allowed: minutes such as 4 or 1.5")
    return minutes


def _sitting(text: str) -> float:
    from deskbreak.settings.durations import BadDuration, duration_seconds

    if text.replace(".", "", 1).isdecimal():
        return 60 * _minutes("--sitting", text, 0)
    try:
        return duration_seconds(text)
    except BadDuration as error:
        raise UsageError(f"--sitting: found {error}, allowed: a time such as 60m or 1h 30m") from error


def _words(option: str, given: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    words = tuple(word.strip() for text in given for word in text.split(",") if word.strip())
    for word in words:
        if word not in allowed:
            raise UsageError(f"{option}: found {word!r}{_near(word, allowed)}")
    return words


def _near(word: str, allowed: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, allowed, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f", allowed: {', '.join(allowed)}" if len(allowed) < 10 else "; `deskbreak stretches` lists what there is"


def _known(catalogue: Catalogue, id_: str) -> Stretch:
    stretch = catalogue.get(id_)
    if stretch is None:
        raise UsageError(f"no stretch is called {id_!r}{_near(id_, [each.id for each in catalogue.stretches])}")
    return stretch


def _catalogue() -> Catalogue:
    """The catalogue in effect; what is wrong with a person's own files is said on stderr."""
    from deskbreak.paths import config_folder
    from deskbreak.routine.files import load_catalogue

    loaded = load_catalogue(config_folder(os.environ))
    for problem in loaded.problems:
        print(problem, file=sys.stderr)
    return loaded.catalogue


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, indent=2, ensure_ascii=False))


def _print_lines(lines: Iterable[str]) -> None:
    """Lines; on a terminal broken at its width, what continues a line as far in as it began."""
    from shutil import get_terminal_size
    from textwrap import wrap

    width = min(WIDEST, get_terminal_size().columns) if sys.stdout.isatty() else sys.maxsize
    for line in lines:
        inner = " " * (len(line) - len(line.lstrip()))
        print("\n".join(wrap(line, width, subsequent_indent=inner, break_on_hyphens=False, replace_whitespace=False)))
