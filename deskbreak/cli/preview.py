"""`deskbreak preview`: tomorrow under the settings, over a typical day or a recorded one. Needs no service."""

from __future__ import annotations

import os

from deskbreak.errors import DONE, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import datetime

    from deskbreak.engine.values import Rules
    from deskbreak.preview.day import Day
    from deskbreak.preview.plan import Plan

DAYS = "typical, or: recorded DATE (2026-11-20, yesterday, 3d)"
EPILOG = """The day is played through the same rules that the program runs by. Every break that
comes is taken at once, so that the numbers of two settings can be compared.

typical     eight and a half hours with lunch, small absences and two calls, from the
            beginning of tomorrow's working hours (of the next day that has some)
recorded    when you were there, when away and what held breaks back on that day, as the
            history has kept it; breaks you took then count as sitting"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak preview`."""
    parser.add_argument("--profile", metavar="NAME", help="compare with the same settings under the profile NAME")
    parser.add_argument("--day", nargs="+", metavar="DAY", default=["typical"], help=DAYS)
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.epilog = EPILOG


def run(args: argparse.Namespace) -> int:
    """Print the day; raises `SettingsError`, `UsageError` for a bad day, and `LedgerError`."""
    from datetime import UTC, datetime

    from deskbreak.preview.plan import play
    from deskbreak.service.clock import local_zone

    all_rules = _rules(args)
    now = datetime.now(UTC).astimezone(local_zone())
    title, day = _day(args.day, now, next(iter(all_rules.values())))
    plans = [play(name, day, rules) for name, rules in all_rules.items()]
    if args.json:
        _print_json(args.day[0], day, plans)
    else:
        _print(title, plans)
        if len(set(all_rules.values())) < len(all_rules):
            print("\nBoth are the same: your own keys say all that the profile would.")
    return DONE


def _rules(args: argparse.Namespace) -> dict[str, Rules]:
    """The rules to try, by what to call them."""
    from deskbreak.settings import engine_rules, load

    settings = load(args.config, os.environ, args.set).settings
    now = f"your settings ({settings.profile})" if settings.profile else "your settings"
    found = {now: engine_rules(settings)}
    if args.profile is not None:
        other = load(args.config, os.environ, [*args.set, f"profile={args.profile}"]).settings
        found[f"with {args.profile}" if args.profile else "with no profile"] = engine_rules(other)
    return found


def _day(words: Sequence[str], now: datetime, rules: Rules) -> tuple[str, Day]:
    """The day to play and its title."""
    match [word.lower() for word in words]:
        case ["typical"]:
            return _typical(now, rules)
        case ["recorded", when]:
            return _recorded(when, now, rules)
    raise UsageError(f"{' '.join(words)!r} is no day to preview; write {DAYS}")


def _typical(now: datetime, rules: Rules) -> tuple[str, Day]:
    from datetime import timedelta

    from deskbreak.preview.days import typical_day, working_day

    assert now.tzinfo is not None  # noqa: S101 - `run` has just given it one
    tomorrow = now.date() + timedelta(days=1)
    on = working_day(tomorrow, rules.hours)
    name = "Tomorrow" if on == tomorrow else "The next day with working hours"
    return f"{name}, {on:%A %d %B}, if it is a typical day", typical_day(on, now.tzinfo, rules.hours)


def _recorded(when: str, now: datetime, rules: Rules) -> tuple[str, Day]:
    from datetime import timedelta
    from pathlib import Path

    from deskbreak.history.reader import open_readonly
    from deskbreak.history.when import since
    from deskbreak.paths import state_folder
    from deskbreak.preview.days import recorded_day

    assert now.tzinfo is not None  # noqa: S101 - `run` has just given it one
    midnight = since(when, now).astimezone(now.tzinfo).replace(hour=0, minute=0, second=0, microsecond=0)
    hour, minute = divmod(rules.day_starts, 60)
    start = midnight.replace(hour=hour, minute=minute)
    reader = open_readonly(Path(state_folder(os.environ)) / "history.db")
    try:
        day = recorded_day(reader.timeline(start, start + timedelta(days=1)), now.tzinfo)
    finally:
        reader.close()
    if day is None:
        raise UsageError(f"the history knows of nobody at the desk on {start:%A %d %B %Y}; try: deskbreak history")
    return f"{start:%A %d %B %Y} once more", day


def _print(title: str, plans: Sequence[Plan]) -> None:
    from shutil import get_terminal_size
    from textwrap import wrap

    from deskbreak.preview.words import report

    width = max(24, min(get_terminal_size().columns, 100 if len(plans) > 1 else 80))
    heading = title if len(plans) > 1 else f"{title}: {plans[0].name}"
    for line in [*wrap(heading, width), "", *report(plans, width)]:
        print(line)


def _print_json(source: str, day: Day, plans: Sequence[Plan]) -> None:
    from json import dumps

    written = {
        "date": day.start.date().isoformat(),
        "source": source.lower(),
        "zone": str(day.start.tzinfo),
        "start": day.start.isoformat(timespec="seconds"),
        "end": day.end.isoformat(timespec="seconds"),
    }
    print(dumps({"day": written, "plans": [plan.written() for plan in plans]}))
