"""How long the history takes with 40,000 rows, about ten years of them: questions, statistics, opening, one write."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.measurement import Measurement
from deskbreak.history import statistics
from deskbreak.history.file import HistoryFile
from deskbreak.history.ledger import Ledger
from deskbreak.history.periods import NAMES, period
from deskbreak.history.report import report
from deskbreak.history.rows import OUTCOMES, BreakRow, SpanRow
from deskbreak.routine.files import load_catalogue
from deskbreak.service.records import beginning, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deskbreak.history.rows import Row

ROWS = 40_000
REPEATS = 7
NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
STRETCHES = ("march", "kneeling-hip-flexor", "lunge-twist", "supine-hamstring")


def measure() -> list[Measurement]:
    """Medians over a history of 40,000 rows in a temporary folder, in milliseconds."""
    with TemporaryDirectory(prefix="deskbreak-bench-") as folder:
        path = Path(folder) / "history.db"
        file = HistoryFile(path, lambda: NOW)
        file.write(_rows(a_day=10))
        file.close()
        with closing(Ledger.open(path)) as ledger:
            found = [_timed(name, budget, act) for name, budget, act in _acts(ledger)]
        found += _measure_reports(path, "report of a {}", 50.0)
        dense = Path(folder) / "dense.db"
        file = HistoryFile(dense, lambda: NOW)
        file.write(_rows(a_day=28))
        file.close()
        found += _measure_reports(dense, "report of a {}, all rows in two years", 150.0)
        found.append(_timed("history: open and check", 100.0, lambda: Ledger.open(path).close()))
        found.append(_timed("history: open for reading", 50.0, lambda: Ledger.open_readonly(path).close()))
    return found


def _acts(ledger: Ledger) -> Iterator[tuple[str, float, Callable[[], object]]]:
    today, day = NOW.replace(hour=4), timedelta(days=1)
    old = today - 1000 * day
    yield "history: day", 50.0, lambda: ledger.day(today, today + day)
    yield "history: timeline of today", 50.0, lambda: ledger.timeline(today, today + day)
    yield "history: timeline of an old day", 50.0, lambda: ledger.timeline(old, old + day)
    yield "history: breaks of a week", 50.0, lambda: list(ledger.breaks(NOW - 7 * day))
    yield "history: statistics data, all", 50.0, ledger.facts
    yield "history: weeks of a year", 50.0, lambda: statistics.by_week(*ledger.facts(NOW - 365 * day))
    yield "history: weeks of everything", 100.0, lambda: statistics.by_week(*ledger.facts())
    yield "history: stretches, all", 50.0, ledger.stretch_counts
    yield "history: one durable write", 10.0, lambda: ledger.add_span("bout", NOW - timedelta(minutes=30), NOW)


def _measure_reports(path: Path, words: str, budget: float) -> list[Measurement]:
    """What the history screen asks for."""
    around = frame(load_catalogue(None).catalogue, NOW.date(), 4 * 3600, beginning(UTC, 4 * 3600))
    with closing(Ledger.open_readonly(path)) as reader:
        acts = {name: partial(report, reader, period(name, NOW.date()), around) for name in NAMES}
        return [_timed(f"history: {words.format(name)}", budget, act) for name, act in acts.items()]


def _rows(a_day: int) -> Iterator[Row]:
    for number in range(ROWS // 2):
        # A day of work every 24 hours.
        at = NOW - timedelta(days=number // a_day, minutes=500 // a_day * (number % a_day))
        start = at - timedelta(minutes=4)
        outcome = OUTCOMES[number % len(OUTCOMES)]
        done = STRETCHES if outcome == "taken" else ()
        yield BreakRow(number, "stretch", start, start, start, at, outcome, 240.0, 1, number % 3, done)
        yield SpanRow(number, "absence" if number % 3 else "bout", at - timedelta(minutes=45), start, 2460.0)


def _timed(name: str, budget: float, act: Callable[[], object]) -> Measurement:
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return Measurement(name, round(median(taken), 2), budget, "ms")
