"""A break or a span of the history as one sentence, for screen readers: no columns, every number with its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.history.export import plain
from deskbreak.settings.durations import spoken

if TYPE_CHECKING:
    from datetime import datetime

    from deskbreak.history.rows import BreakRow, SpanRow


def of_break(row: BreakRow) -> str:
    """Say when it was, how it ended, and what of the rest is known."""
    facts = [plain(row.kind), row.outcome or "still open"]
    if row.rested_seconds:
        facts.append(f"rested {_span(row.rested_seconds)}")
    if row.due_at and row.started_at and row.started_at > row.due_at:
        facts.append(f"answered after {_span((row.started_at - row.due_at).total_seconds())}")
    if row.snoozes:
        facts.append("snoozed once" if row.snoozes == 1 else f"snoozed {row.snoozes} times")
    stretches = f" Stretches: {plain(', '.join(row.stretches))}." if row.stretches else ""
    return f"{_when(row.at)}: {', '.join(facts)}.{stretches}"


def of_span(row: SpanRow) -> str:
    """Say from when, what and how long."""
    detail = f", {plain(row.detail)}" if row.detail else ""
    return f"{_when(row.started_at)}: {row.what}{detail}, {_span(row.seconds)}."


def _when(at: datetime) -> str:
    local = at.astimezone()
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"


def _span(seconds: float) -> str:
    """Whole minutes from two minutes up."""
    return spoken(60 * round(seconds / 60) if seconds >= 120 else max(1, round(seconds)))
