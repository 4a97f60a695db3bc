"""`deskbreak doctor`: looks at everything breaks depend on, here and now. Needs no service and changes nothing."""

from __future__ import annotations

import os
import sys

from deskbreak.errors import DONE, FAILED

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from deskbreak.doctor.report import Check, Report
    from deskbreak.doctor.run import Patient
    from deskbreak.doctor.terminal import Terminal

EPILOG = "The exit status is 1 when a break could not reach you, else 0."
MARKS = {"works": "ok", "absent": "-", "trouble": "!!"}
COLOURS = {"works": "32", "absent": "2", "trouble": "1;33"}
NAME_COLUMNS = 19


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak doctor`."""
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object on one line")
    parser.epilog = EPILOG


def run(args: argparse.Namespace) -> int:
    """Print what was found."""
    from json import dumps

    report = _examined(args)
    if args.json:
        print(dumps(report.written()))
    else:
        for line in report_lines(report):
            print(line)
    return DONE if report.verdict.reaches else FAILED


def _examined(args: argparse.Namespace) -> Report:
    """The report; what the parts would log is in it already."""
    import asyncio
    import logging

    from deskbreak.doctor.run import examine

    log, silence = logging.getLogger("deskbreak"), logging.NullHandler()
    log.addHandler(silence)
    try:
        return asyncio.run(examine(_patient(args)))
    finally:
        log.removeHandler(silence)


def _patient(args: argparse.Namespace) -> Patient:
    """Everything as it is here; settings with problems count as the defaults, with the problems told."""
    from deskbreak.doctor.run import Patient
    from deskbreak.errors import SettingsError
    from deskbreak.notify.terminal import own_terminal
    from deskbreak.settings import Settings, load

    problems: tuple[str, ...] = ()
    settings, path = Settings(), ""
    try:
        loaded = load(args.config, os.environ, args.set)
        settings, path = loaded.settings, str(loaded.path or "")
    except SettingsError as error:
        problems = tuple(map(str, error.problems))
    return Patient(os.environ, settings, path, _terminal(), own_terminal, problems)


def _terminal() -> Terminal:
    from shutil import get_terminal_size

    from deskbreak.doctor.terminal import Terminal

    size = get_terminal_size()
    return Terminal(sys.stdout.isatty(), size.columns, size.lines, sys.stdout.encoding or "ascii")


def report_lines(report: Report) -> Iterator[str]:
    """The report as lines of the terminal's width."""
    from shutil import get_terminal_size
    from textwrap import wrap

    width = max(24, min(get_terminal_size().columns, 80))
    is_coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    group = ""
    for check in report.checks:
        if check.group != group:
            group = check.group
            yield group
        yield from _check(check, width, is_coloured=is_coloured)
    yield ""
    yield from wrap(f"Would a break reach you? {report.verdict.words[:1].upper()}{report.verdict.words[1:]}.", width)


def _check(check: Check, width: int, *, is_coloured: bool) -> Iterator[str]:
    from textwrap import wrap

    from deskbreak.cli.text import plain

    mark = MARKS[check.status].rjust(2)
    column = NAME_COLUMNS if width >= 60 else 4
    head = f"{plain(check.name):<{column}} " if width >= 60 else f"{plain(check.name)}: "
    lines = wrap(head + plain(check.found), width - 5, subsequent_indent=" " * (column + 1), break_on_hyphens=False)
    shown = f"\x1b[{COLOURS[check.status]}m{mark}\x1b[0m" if is_coloured else mark
    for index, line in enumerate(lines):
        yield f"  {shown if not index else '  '} {line}"
    if check.mend:
        indent = " " * (5 + column + 1)
        yield from wrap(f"{indent}-> {plain(check.mend)}", width, subsequent_indent=f"{indent}   ")
