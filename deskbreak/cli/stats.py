"""`deskbreak stats`: a period in numbers and pictures. Reads the history itself; needs no service and no screen."""

from __future__ import annotations

import os

from deskbreak.errors import DONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from deskbreak.history.report import Frame

PERIODS = ("day", "week", "month", "year")
MARGIN = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak stats`."""
    period = parser.add_mutually_exclusive_group()
    for name in PERIODS:
        usual = " (the usual one)" if name == "week" else ""
        period.add_argument(
            f"--{name}", dest="period", action="store_const", const=name, help=f"print this {name}{usual}"
        )
    parser.set_defaults(period="week")
    parser.add_argument("--of", metavar="DATE", help="print the period with this day in it: 2026-11-20, yesterday, 7d")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help="print sentences alone, for a screen reader")
    form.add_argument("--json", action="store_true", help="print the numbers as one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print the period; raises `UsageError` for a bad DATE and `LedgerError` for an unreadable history."""
    told = _told(args)
    if args.json:
        import json

        print(json.dumps(told, indent=2))
    else:
        _print(told, is_plain=args.plain)
    return DONE


def _told(args: argparse.Namespace) -> dict[str, Any]:
    from contextlib import closing
    from pathlib import Path

    from deskbreak.history.periods import period
    from deskbreak.history.reader import open_readonly
    from deskbreak.history.report import report
    from deskbreak.paths import state_folder

    around = _frame(args)
    of = period(args.period, _day(args.of, around) if args.of else around.today)
    with closing(open_readonly(Path(state_folder(os.environ)) / "history.db")) as history:
        return report(history, of, around)


def _frame(args: argparse.Namespace) -> Frame:
    from datetime import UTC, datetime, timedelta

    from deskbreak.paths import config_folder
    from deskbreak.routine.files import load_catalogue
    from deskbreak.service.records import beginning, frame
    from deskbreak.settings import load

    starts = 60 * load(args.config, os.environ, args.set).settings.schedule.day_starts
    today = (datetime.now(UTC).astimezone() - timedelta(seconds=starts)).date()
    return frame(load_catalogue(config_folder(os.environ)).catalogue, today, starts, beginning(None, starts))


def _day(text: str, around: Frame) -> Any:
    from datetime import timedelta

    from deskbreak.history.when import since

    # `when` reads days from midnight; noon of the present local day keeps to that day in every zone.
    return since(text, around.begins(around.today) + timedelta(hours=8)).date()


def _print(told: dict[str, Any], *, is_plain: bool) -> None:
    import shutil

    from deskbreak.tui.draw.ink import plain_text
    from deskbreak.tui.records.page import page, title
    from deskbreak.tui.records.reading import read
    from deskbreak.tui.records.spoken import sentences

    report = read(told)
    if is_plain:
        print(*sentences(report), sep="\n")
        return
    width = max(20, shutil.get_terminal_size().columns - MARGIN)
    print(f"{title(report)}\n\n{plain_text(page(report, width))}")
