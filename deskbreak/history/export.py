"""Rows as CSV and JSON Lines, and text from them made safe to print. Times keep the offset they were made with.

JSON holds every text exactly, escaped. CSV is meant for spreadsheets: control characters become U+FFFD, and a text
that a spreadsheet would run as a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import json
import unicodedata
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, Any, Final, TextIO

from deskbreak.errors import DeskbreakError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from deskbreak.history.questions import Questions
    from deskbreak.history.rows import BreakRow, SpanRow

Record = dict[str, Any]

BREAK_COLUMNS = (
    "kind", "outcome", "due_at", "prompted_at", "started_at", "ended_at", "rested_seconds", "prompts", "snoozes",
    "stretches",
)  # fmt: skip
SPAN_COLUMNS = ("what", "started_at", "ended_at", "seconds", "detail")

FORMS: Final = ("csv", "jsonl")
"""The forms of a file of rows, which are also the ends of its name."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
REPLACEMENT = "\ufffd"


def break_record(row: BreakRow) -> Record:
    """A break as JSON values; `outcome` is null while it is open."""
    return {
        "kind": row.kind,
        "outcome": row.outcome,
        "due_at": _iso(row.due_at),
        "prompted_at": _iso(row.prompted_at),
        "started_at": _iso(row.started_at),
        "ended_at": _iso(row.ended_at),
        "rested_seconds": round(row.rested_seconds, 3),
        "prompts": row.prompts,
        "snoozes": row.snoozes,
        "stretches": list(row.stretches),
    }


def span_record(row: SpanRow) -> Record:
    """A span as JSON values."""
    return {
        "what": row.what,
        "started_at": _iso(row.started_at),
        "ended_at": _iso(row.ended_at),
        "seconds": round(row.seconds, 3),
        "detail": row.detail,
    }


def write_json_lines(records: Iterable[Record], out: TextIO) -> None:
    """One JSON object a line, in ASCII."""
    out.writelines(json.dumps(record).replace("\x7f", "\\u007f") + "\n" for record in records)


def write_csv(records: Iterable[Record], columns: Iterable[str], out: TextIO) -> None:
    """A header and one line a record; lists are joined with spaces, null is empty."""
    names = tuple(columns)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(record[name]) for name in names] for record in records)


def export_to_new_file(history: Questions, path: Path, form: str, rows: str, bounds: tuple[datetime, datetime]) -> int:
    """Write "breaks" or "spans" between two times into a file that is not there yet; how many rows there were.

    Raises `UsageError` when the file is there, and `DeskbreakError` when it cannot be written.
    """
    columns = BREAK_COLUMNS if rows == "breaks" else SPAN_COLUMNS
    counter = count()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _new_file(path) as file:
            records = _counted(_records(history, rows, bounds), counter)
            if form == "csv":
                write_csv(records, columns, file)
            else:
                write_json_lines(records, file)
    except FileExistsError:
        raise UsageError(f"{path} is there already and stays as it is; choose another name") from None
    except OSError as error:
        raise DeskbreakError(f"{path}: {error.strerror or error}") from error
    return next(counter)


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    """A file of this user's alone that was not there before, and is not there afterwards when writing it failed."""
    with path.open("x", encoding="utf-8", newline="") as file:
        try:
            path.chmod(0o600)
            yield file
            file.flush()
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def _records(history: Questions, rows: str, bounds: tuple[datetime, datetime]) -> Iterator[Record]:
    return map(break_record, history.breaks(*bounds)) if rows == "breaks" else map(span_record, history.spans(*bounds))


def _counted(records: Iterable[Record], counter: count[int]) -> Iterator[Record]:
    for record in records:
        next(counter)
        yield record


def plain(text: str) -> str:
    """The text with everything a terminal could act on, or that hides, shown as U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(REPLACEMENT if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = plain(" ".join(value) if isinstance(value, list) else str(value))
    # A spreadsheet drops leading blanks before it looks for a formula.
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="milliseconds")
