"""Sections about breaks: those taken each day as a calendar, how breaks ended, and what went together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deskbreak.tui import words
from deskbreak.tui.draw import calendar, columns
from deskbreak.tui.draw.table import Column, Table
from deskbreak.tui.records.section import OUTCOMES, Section, percent

if TYPE_CHECKING:
    from datetime import date

    from deskbreak.tui.draw.ink import Picture
    from deskbreak.tui.records.reading import Report
    from deskbreak.tui.records.together import Together

_WEEKDAY_COLUMNS: Final = tuple(Column(name) for name in calendar.WEEKDAYS)


def days_of_breaks(report: Report) -> Section:
    """Breaks taken on each day, as a calendar."""
    days = tuple(calendar.Day(day.on, day.taken if _is_known(report, day.on) else None) for day in report.days)

    def drawn(width: int) -> Picture:
        draw = calendar.whole_year if report.period == "year" else calendar.month
        return (*draw(days, width), (), *calendar.legend(days, width))

    return Section(
        "Breaks taken each day", "", drawn, Table((Column("Week of", is_text=True), *_WEEKDAY_COLUMNS), _weeks(days))
    )


def _is_known(report: Report, on: date) -> bool:
    return report.first is not None and report.first <= on <= report.today


def _weeks(days: tuple[calendar.Day, ...]) -> tuple[tuple[str, ...], ...]:
    """A row for each week with something in it."""
    rows: dict[object, list[str]] = {}
    for day in days:
        monday = day.on - timedelta(days=day.on.weekday())
        row = rows.setdefault(monday, [f"{monday.day} {calendar.MONTHS[monday.month - 1]}", *[""] * 7])
        if day.times is not None:
            row[1 + day.on.weekday()] = str(day.times)
    return tuple(tuple(row) for row in rows.values() if any(cell not in ("", "0") for cell in row[1:]))


def outcomes(report: Report) -> Section:
    """How breaks ended, as one bar."""
    found = report.summary.breaks
    total = report.summary.all_breaks
    bar = [(float(found[outcome]), sign, role) for outcome, (sign, role, _) in OUTCOMES.items()]
    heads = (Column("Outcome", is_text=True), Column("Breaks"), Column("Share"))
    rows = tuple(
        (said, str(found[outcome]), percent(found[outcome] / total)) for outcome, (_, _, said) in OUTCOMES.items()
    )
    signs = (sign for sign, _, _ in OUTCOMES.values())
    signed = tuple((f"{sign}  {said}", *numbers) for sign, (said, *numbers) in zip(signs, rows, strict=True))
    return Section(
        "How breaks ended", "", lambda width: (columns.stacked(bar, width),), Table(heads, signed), Table(heads, rows)
    )


def what_went_together(found: Together) -> Section:
    """An association of a period, told as no more than that."""
    rows = (
        (f"with {found.many} breaks taken or more", str(found.days_with), words.span(found.longest_with)),
        (f"with fewer than {found.many}", str(found.days_without), words.span(found.longest_without)),
    )
    heads = (Column("Days", is_text=True), Column("Days there were"), Column("Longest bout"))
    return Section(
        "What went together",
        "The median of each day's longest bout. Which of the two makes the other cannot be told from it.",
        None,
        Table(heads, rows),
    )
