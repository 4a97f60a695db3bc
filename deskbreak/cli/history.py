"""`deskbreak history`: prints the ledger as a table, CSV or JSON Lines. Reads the file itself; needs no service."""

from __future__ import annotations

import os
import sys

from deskbreak.errors import DONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from typing import TextIO

    from deskbreak.history.export import Record
    from deskbreak.history.questions import Questions
    from deskbreak.history.rows import BreakRow, SpanRow
    from deskbreak.history.table import Column


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `deskbreak history`."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON Lines, one object a line")
    form.add_argument("--csv", action="store_true", help="print CSV with a header")
    form.add_argument("--plain", action="store_true", help="print a sentence a line, for a screen reader")
    when = "a date, today, yesterday, 7d (seven days back), or a date with a time"
    parser.add_argument("--since", metavar="WHEN", help=f"leave out what came before: {when}")
    parser.add_argument("--until", metavar="WHEN", help="leave out what came after; a day counts to its midnight")
    parser.add_argument("--spans", action="store_true", help="print sitting, absences and holds instead of breaks")


def run(args: argparse.Namespace) -> int:
    """Print what was asked for; raises `UsageError` for a bad WHEN and `LedgerError` for an unreadable file."""
    from datetime import UTC, datetime
    from pathlib import Path

    from deskbreak.history.reader import open_readonly
    from deskbreak.history.when import since, until
    from deskbreak.paths import state_folder

    now = datetime.now(UTC).astimezone()
    bounds = (
        None if args.since is None else since(args.since, now),
        None if args.until is None else until(args.until, now),
    )
    reader = open_readonly(Path(state_folder(os.environ)) / "history.db")
    try:
        _tolerate_signs(sys.stdout)
        _print(args, reader, bounds)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has seen enough; the interpreter's own last flush must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        reader.close()
    return DONE


def _tolerate_signs(out: TextIO) -> None:
    # A terminal that is not UTF-8 gets question marks instead of an error half-way.
    from io import TextIOWrapper

    if isinstance(out, TextIOWrapper):
        out.reconfigure(errors="replace")


def _print(args: argparse.Namespace, reader: Questions, bounds: tuple[datetime | None, datetime | None]) -> None:
    from deskbreak.history import export

    records: Iterable[Record]
    columns: tuple[str, ...]
    if args.spans:
        columns, records = export.SPAN_COLUMNS, map(export.span_record, reader.spans(*bounds))
    else:
        columns, records = export.BREAK_COLUMNS, map(export.break_record, reader.breaks(*bounds))
    if args.json:
        export.write_json_lines(records, sys.stdout)
    elif args.csv:
        export.write_csv(records, columns, sys.stdout)
    elif args.plain:
        from deskbreak.history.sentences import of_break, of_span

        said = map(of_span, reader.spans(*bounds)) if args.spans else map(of_break, reader.breaks(*bounds))
        _print_sentences(said, "Nothing" if args.spans else "No breaks")
    elif args.spans:
        _print_spans(list(reader.spans(*bounds)))
    else:
        _print_breaks(list(reader.breaks(*bounds)))


def _print_sentences(said: Iterable[str], nothing: str) -> None:
    is_empty = True
    for sentence in said:
        is_empty = False
        print(sentence)
    if is_empty:
        print(f"{nothing} in the history for this time.")


def _print_breaks(rows: list[BreakRow]) -> None:
    from deskbreak.history.export import plain
    from deskbreak.history.table import Column

    columns = [
        Column("When"),
        Column("Break"),
        Column("Outcome"),
        Column("Rested", 1, right=True),
        Column("Answered", 3, right=True),
        Column("Snoozes", 4, right=True),
        Column("Stretches", 2),
    ]
    cells = [
        (
            _local(row.at),
            plain(row.kind),
            row.outcome or "open",
            _span(row.rested_seconds) if row.rested_seconds else "",
            _span(_between(row.due_at, row.started_at)),
            str(row.snoozes or ""),
            plain(", ".join(row.stretches)),
        )
        for row in rows
    ]
    _print_table(columns, cells, "No breaks")


def _print_spans(rows: list[SpanRow]) -> None:
    from deskbreak.history.export import plain
    from deskbreak.history.table import Column

    columns = [Column("From"), Column("To", 1), Column("What"), Column("Length", right=True), Column("Detail", 2)]
    cells = [
        (_local(row.started_at), _local(row.ended_at), row.what, _span(row.seconds), plain(row.detail)) for row in rows
    ]
    _print_table(columns, cells, "Nothing")


def _print_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], nothing: str) -> None:
    import shutil

    from deskbreak.history.table import lines

    if not rows:
        print(f"{nothing} in the history for this time.")
        return
    for line in lines(columns, rows, shutil.get_terminal_size().columns):
        print(line)


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%a %Y-%m-%d %H:%M")


def _between(first: datetime | None, second: datetime | None) -> float | None:
    return (second - first).total_seconds() if first and second else None


def _span(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}h {minutes:02d}m"
    return f"{minutes}m {rest:02d}s" if minutes else f"{rest}s"
