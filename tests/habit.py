"""A history of some hundred days at a desk, the same every time: for the history screen, its pictures and its tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from deskbreak.history.file import HistoryFile
from deskbreak.history.periods import period
from deskbreak.history.reader import open_readonly
from deskbreak.history.report import report
from deskbreak.history.rows import BreakRow, SpanRow
from deskbreak.routine.files import load_catalogue
from deskbreak.service.records import beginning, frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deskbreak.history.periods import Name
    from deskbreak.history.rows import Outcome, Row

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 13, 44, tzinfo=UTC)
DAY_STARTS = 4 * 3600
STRETCHES = (
    ("march", "split-stance-hip-flexor", "standing-hamstring"),
    ("march", "kneeling-hip-flexor", "figure-four"),
    ("march", "lunge-twist", "standing-quad", "side-lunge"),
)


def fill(path: Path, days: int = 330) -> None:
    """Write the history of the days up to now."""
    file = HistoryFile(path, lambda: NOW)
    file.write(rows(days))
    file.close()


def rows(days: int) -> Iterator[Row]:
    """Bouts of sitting with a break between them, on working days and some Saturdays."""
    random = Random(7)
    number = 0
    for ago in range(days, -1, -1):
        midnight = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC) - timedelta(days=ago)
        if midnight.weekday() == 6 or (midnight.weekday() == 5 and random.random() < 0.8) or 60 < ago < 75:
            continue
        at = midnight + timedelta(hours=8, minutes=random.randrange(50))
        end = min(midnight + timedelta(hours=17, minutes=random.randrange(80)), NOW)
        while at < end:
            number += 1
            at, made = _turn(random, number, at, end, habit=0.45 + 0.4 * (days - ago) / days)
            yield from made


def _turn(random: Random, number: int, at: datetime, end: datetime, habit: float) -> tuple[datetime, list[Row]]:
    """A bout and what ended it."""
    sat = timedelta(minutes=min(170, max(4, random.gauss(44, 22))))
    until = min(at + sat, end)
    bout = SpanRow(number, "bout", at, until, (until - at).total_seconds())
    chance = random.random()
    if chance < 0.12 or until == end:
        back = until + timedelta(minutes=random.randrange(8, 50))
        away = SpanRow(100_000 + number, "absence", until, back, (back - until).total_seconds())
        natural = BreakRow(number, "stretch", ended_at=until, outcome="natural")
        return back, [bout, away, natural]
    outcome: Outcome = (
        "taken" if chance < habit else "partial" if chance < habit + 0.1 else "skipped" if chance < 0.95 else "missed"
    )
    length = {"taken": 240, "partial": 95}.get(outcome, 0)
    due = until - timedelta(seconds=random.randrange(5, 400))
    done = random.choice(STRETCHES) if outcome == "taken" and random.random() < 0.6 else ()
    ended = until + timedelta(seconds=length)
    started = until if length else None
    snoozes = int(random.random() < 0.25)
    return ended, [
        bout,
        BreakRow(number, "stretch", due, due, started, ended, outcome, float(length), 1, snoozes, done),
    ]


def told(path: Path, name: Name, on: date = TODAY) -> dict[str, Any]:
    """What the service answers about a period."""
    around = frame(load_catalogue(None).catalogue, TODAY, DAY_STARTS, beginning(UTC, DAY_STARTS))
    history = open_readonly(path)
    try:
        return report(history, period(name, on), around)
    finally:
        history.close()
