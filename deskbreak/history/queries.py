"""Rows to SQL and back: every statement that reads or writes the tables. Holds no connection of its own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from deskbreak.history.rows import LATEST_STAMP, BreakRow, Row, SpanRow
from deskbreak.history.statistics import BoutFact, BreakFact, StretchFact

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_AT = "coalesce(ended_at, prompted_at)"  # written exactly as in the index, or it is not used

# What `_make` of a named tuple does, without the Python function around it: a year is tens of thousands of them.
_break_fact: Callable[[Iterable[Any]], BreakFact] = partial(tuple.__new__, BreakFact)
_bout_fact: Callable[[Iterable[Any]], BoutFact] = partial(tuple.__new__, BoutFact)
_stretch_fact: Callable[[Iterable[Any]], StretchFact] = partial(tuple.__new__, StretchFact)

_TABLES: dict[type[Row], str] = {BreakRow: "breaks", SpanRow: "spans"}

_BREAK = f"""SELECT id, kind, due_at, due_offset, prompted_at, prompted_offset, started_at, started_offset,
    ended_at, ended_offset, outcome, rested_seconds, prompts, snoozes,
    (SELECT json_group_array(stretch) FROM
        (SELECT stretch FROM stretches WHERE break_id = breaks.id ORDER BY position)), {_AT}
    FROM breaks"""  # noqa: S608  (only constants are put in)

_SPAN = "SELECT id, what, started_at, started_offset, ended_at, ended_offset, seconds, detail FROM spans"

_PUT_BREAK = """INSERT INTO breaks (id, kind, due_at, due_offset, prompted_at, prompted_offset,
    started_at, started_offset, ended_at, ended_offset, outcome, rested_seconds, prompts, snoozes)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, due_at = excluded.due_at,
    due_offset = excluded.due_offset, prompted_at = excluded.prompted_at,
    prompted_offset = excluded.prompted_offset, started_at = excluded.started_at,
    started_offset = excluded.started_offset, ended_at = excluded.ended_at,
    ended_offset = excluded.ended_offset, outcome = excluded.outcome,
    rested_seconds = excluded.rested_seconds, prompts = excluded.prompts, snoozes = excluded.snoozes"""

_PUT_SPAN = """INSERT INTO spans (id, what, started_at, started_offset, ended_at, ended_offset, seconds, detail)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET what = excluded.what, started_at = excluded.started_at,
    started_offset = excluded.started_offset, ended_at = excluded.ended_at,
    ended_offset = excluded.ended_offset, seconds = excluded.seconds, detail = excluded.detail"""


def put(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write every row, replacing the one with its id, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for row in rows:
            if isinstance(row, BreakRow):
                _put_break(connection, row)
            else:
                _put_span(connection, row)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def break_by_id(connection: sqlite3.Connection, break_id: int) -> BreakRow | None:
    """The break with this id, if there is one."""
    found = connection.execute(f"{_BREAK} WHERE id = ?", (break_id,)).fetchone()
    return found and _break(found)


def has_row(connection: sqlite3.Connection, row_type: type[Row], row_id: int) -> bool:
    """Whether a row of this type has this id."""
    found = connection.execute(f"SELECT 1 FROM {_TABLES[row_type]} WHERE id = ?", (row_id,))  # noqa: S608  (constants)
    return found.fetchone() is not None


def highest_id(connection: sqlite3.Connection, row_type: type[Row]) -> int:
    """The highest id of the rows of this type, 0 without any."""
    found: int | None = connection.execute(f"SELECT max(id) FROM {_TABLES[row_type]}").fetchone()[0]  # noqa: S608
    return found or 0


def open_breaks(connection: sqlite3.Connection) -> list[BreakRow]:
    """The breaks that have not ended, oldest first."""
    return [_break(found) for found in connection.execute(f"{_BREAK} WHERE outcome IS NULL ORDER BY prompted_at, id")]


def breaks_page(
    connection: sqlite3.Connection, after: tuple[float, int], until: float, limit: int
) -> tuple[list[BreakRow], tuple[float, int]]:
    """Breaks after a place and before `until`, oldest first, with the place of the last one."""
    found = connection.execute(
        f"""{_BREAK} WHERE {_AT} >= ? AND ({_AT} > ? OR id > ?) AND {_AT} < ?
        ORDER BY {_AT}, id LIMIT ?""",
        (after[0], *after, until, limit),
    ).fetchall()
    return [_break(row) for row in found], (found[-1][-1], found[-1][0]) if found else after


def spans_page(
    connection: sqlite3.Connection, after: tuple[float, int], until: float, limit: int
) -> tuple[list[SpanRow], tuple[float, int]]:
    """Spans that ended after a place and before `until`, oldest first, with the place of the last one."""
    found = connection.execute(
        f"{_SPAN} WHERE (ended_at, id) > (?, ?) AND ended_at < ? ORDER BY ended_at, id LIMIT ?",
        (*after, until, limit),
    ).fetchall()
    return [_span(row) for row in found], (found[-1][4], found[-1][0]) if found else after


def latest(connection: sqlite3.Connection, count: int) -> list[Row]:
    """The newest `count` breaks and `count` spans, oldest first."""
    breaks = connection.execute(f"{_BREAK} ORDER BY {_AT} DESC, id DESC LIMIT ?", (count,)).fetchall()
    spans = connection.execute(f"{_SPAN} ORDER BY ended_at DESC, id DESC LIMIT ?", (count,)).fetchall()
    return [*map(_break, reversed(breaks)), *map(_span, reversed(spans))]


def breaks_between(connection: sqlite3.Connection, start: float, end: float) -> list[BreakRow]:
    """Ended breaks that occupied some of `[start, end)`."""
    found = connection.execute(f"{_BREAK} WHERE ended_at > ? AND started_at < ? AND outcome IS NOT NULL", (start, end))
    return [_break(row) for row in found]


def spans_between(connection: sqlite3.Connection, start: float, end: float) -> list[SpanRow]:
    """Spans that occupied some of `[start, end)`."""
    return [_span(row) for row in connection.execute(f"{_SPAN} WHERE ended_at > ? AND started_at < ?", (start, end))]


def break_facts(connection: sqlite3.Connection, start: float, end: float, day_starts: int) -> list[BreakFact]:
    """What statistics need of every break ended in `[start, end)`; days begin `day_starts` seconds after midnight."""
    found = connection.execute(
        """SELECT CAST((ended_at + ended_offset - ?) / 86400 AS INTEGER), outcome, started_at - due_at, snoozes,
        rested_seconds FROM breaks WHERE ended_at >= ? AND ended_at < ? AND outcome IS NOT NULL""",
        (day_starts, start, end),
    )
    return list(map(_break_fact, found))


def bout_facts(connection: sqlite3.Connection, start: float, end: float, day_starts: int) -> list[BoutFact]:
    """Day and length of every bout ended in `[start, end)`."""
    found = connection.execute(
        """SELECT CAST((ended_at + ended_offset - ?) / 86400 AS INTEGER), seconds FROM spans
        WHERE what = 'bout' AND ended_at >= ? AND ended_at < ?""",
        (day_starts, start, end),
    )
    return list(map(_bout_fact, found))


def stretch_facts(connection: sqlite3.Connection, start: float, end: float, day_starts: int) -> list[StretchFact]:
    """Which stretches were done on which day, and how often, in breaks ended in `[start, end)`."""
    found = connection.execute(
        """SELECT CAST((ended_at + ended_offset - ?) / 86400 AS INTEGER) AS day, stretch, count(*)
        FROM breaks JOIN stretches ON break_id = id
        WHERE ended_at >= ? AND ended_at < ? AND outcome IS NOT NULL GROUP BY day, stretch""",
        (day_starts, start, end),
    )
    return list(map(_stretch_fact, found))


def first_end(connection: sqlite3.Connection) -> float | None:
    """When the first break or span there is ended; None when there is none."""
    found: float | None = connection.execute(
        """SELECT min(ended) FROM (SELECT min(ended_at) AS ended FROM breaks WHERE outcome IS NOT NULL
        UNION ALL SELECT min(ended_at) FROM spans)"""
    ).fetchone()[0]
    return found


def stretch_counts(connection: sqlite3.Connection, start: float, end: float) -> dict[str, int]:
    """How often each stretch was done in breaks ended in `[start, end)`, most often first."""
    return dict(
        connection.execute(
            """SELECT stretch, count(*) FROM breaks JOIN stretches ON break_id = id
            WHERE ended_at >= ? AND ended_at < ? AND outcome IS NOT NULL
            GROUP BY stretch ORDER BY count(*) DESC, stretch""",
            (start, end),
        )
    )


def stamp(at: datetime | None, otherwise: float = 0.0) -> float:
    """An aware time as seconds since 1970; `otherwise` for None."""
    if at is None:
        return otherwise
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone")
    return (at - EPOCH).total_seconds()


def everything() -> tuple[float, float]:
    """The range that holds every row."""
    return -1.0, float(LATEST_STAMP)


def _put_break(connection: sqlite3.Connection, row: BreakRow) -> None:
    connection.execute(
        _PUT_BREAK,
        (
            row.id, _text(row.kind), *_pair(row.due_at), *_pair(row.prompted_at), *_pair(row.started_at),
            *_pair(row.ended_at), row.outcome, float(row.rested_seconds), row.prompts, row.snoozes,
        ),
    )  # fmt: skip
    connection.execute("DELETE FROM stretches WHERE break_id = ?", (row.id,))
    connection.executemany(
        "INSERT INTO stretches (break_id, position, stretch) VALUES (?, ?, ?)",
        [(row.id, position, _text(stretch)) for position, stretch in enumerate(row.stretches)],
    )


def _put_span(connection: sqlite3.Connection, row: SpanRow) -> None:
    times = (*_pair(row.started_at), *_pair(row.ended_at))
    connection.execute(_PUT_SPAN, (row.id, row.what, *times, float(row.seconds), _text(row.detail)))


def _break(found: tuple[Any, ...]) -> BreakRow:
    row_id, kind, due, due_zone, prompted, prompted_zone, started, started_zone, ended, ended_zone, *rest = found
    outcome, rested, prompts, snoozes, stretches, _ = rest
    return BreakRow(
        row_id, kind, _time(due, due_zone), _time(prompted, prompted_zone), _time(started, started_zone),
        _time(ended, ended_zone), outcome, rested, prompts, snoozes, tuple(json.loads(stretches)),
    )  # fmt: skip


def _span(found: tuple[Any, ...]) -> SpanRow:
    row_id, what, started, started_zone, ended, ended_zone, seconds, detail = found
    return SpanRow(row_id, what, _moment(started, started_zone), _moment(ended, ended_zone), seconds, detail)


def _pair(at: datetime | None) -> tuple[float | None, int | None]:
    if at is None:
        return None, None
    offset = at.utcoffset()
    return stamp(at), round(offset.total_seconds()) if offset else 0


def _time(seconds: float | None, offset: int | None) -> datetime | None:
    return None if seconds is None or offset is None else _moment(seconds, offset)


def _moment(seconds: float, offset: int) -> datetime:
    return (EPOCH + timedelta(seconds=seconds)).astimezone(_zone(offset))


@lru_cache(maxsize=64)
def _zone(offset: int) -> timezone:
    return timezone(timedelta(seconds=offset)) if offset else UTC


def _text(text: str) -> str:
    # SQLite stores UTF-8, which has no half surrogates; they come from undecodable bytes in names.
    return text.encode("utf-8", "replace").decode("utf-8")
