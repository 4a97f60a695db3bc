"""Sections about sitting: the day itself, the sitting of each day or month, and how long bouts were."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from deskbreak.tui import words
from deskbreak.tui.draw import calendar, dayline
from deskbreak.tui.draw.columns import Plot
from deskbreak.tui.draw.table import Column, Table
from deskbreak.tui.records.section import HOUR, OUTCOMES, Section, in_hours, in_ones, percent, upright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskbreak.tui.records.reading import Report, Stay

STAYS: Final = {"bout": "sitting", "absence": "away", "hold": "held back", "off": "off hours"}


def the_day(report: Report) -> Section:
    """The line of one day, and all its pieces."""
    midnight = report.timeline[0].start.replace(hour=0, minute=0, second=0, microsecond=0)

    def seconds(stay: Stay) -> tuple[float, float]:
        return (stay.start - midnight).total_seconds(), (stay.end - midnight).total_seconds()

    parts = tuple(dayline.Part(stay.what, *seconds(stay), stay.detail) for stay in report.timeline)
    day = dayline.Day(parts, max(part.end for part in parts))
    rows = tuple(
        (
            f"{stay.start:%H:%M}",
            f"{stay.end:%H:%M}",
            STAYS.get(stay.what, stay.what),
            words.span((stay.end - stay.start).total_seconds()),
            _detail(stay),
        )
        for stay in report.timeline
    )
    heads = (
        Column("From", is_text=True),
        Column("To", is_text=True),
        Column("What", is_text=True),
        Column("Length"),
        Column("", 1, is_text=True),
    )
    is_today = report.start == report.today
    note = "The bout you are in is written down when it ends." if is_today else ""
    said = tuple((f"{start} to {end}", *others) for start, end, *others in rows)
    return Section(
        "The day", note, partial(dayline.draw, day), Table(heads, rows), Table((Column(""),) * len(said[0]), said)
    )


def _detail(stay: Stay) -> str:
    return OUTCOMES[stay.detail][2] if stay.detail in OUTCOMES else words.HOLDS.get(stay.detail, stay.detail)


def sitting(report: Report) -> Section:
    """How long was sat in each part of the period."""
    values = tuple(part.numbers.sat for part in report.parts)
    plot = Plot(values, tuple(_short_labels(report)), in_hours, HOUR)
    title = "Sitting each month" if report.period == "year" else "Sitting each day"
    heads = (
        Column("Month" if report.period == "year" else "Day", is_text=True),
        Column("Sitting"),
        Column("Bouts", 4),
        Column("Longest"),
        Column("Over 1 h", 3),
        Column("Taken"),
        Column("Natural", 5),
        Column("Cut short", 6),
        Column("Skipped", 1),
        Column("Missed", 2),
        Column("Snoozes", 7),
    )
    rows = tuple(
        (
            label,
            words.span(part.numbers.sat) if report.period != "year" else f"{part.numbers.sat / HOUR:.0f} h",
            str(part.numbers.bouts),
            words.span(part.numbers.longest),
            percent(part.numbers.over_an_hour),
            *(str(part.numbers.breaks[outcome]) for outcome in OUTCOMES),
            str(part.numbers.snoozes),
        )
        for part, label in zip(report.parts, _long_labels(report), strict=True)
        if part.numbers.bouts or part.numbers.all_breaks
    )
    return Section(title, "A bout counts on the day it ends.", partial(upright, plot), Table(heads, rows))


def _short_labels(report: Report) -> Iterator[str]:
    for part in report.parts:
        if report.period == "year":
            yield calendar.MONTHS[part.start.month - 1]
        elif report.period == "week":
            yield calendar.WEEKDAYS[part.start.weekday()]
        else:
            yield str(part.start.day)


def _long_labels(report: Report) -> Iterator[str]:
    for part in report.parts:
        if report.period == "year":
            yield calendar.MONTHS[part.start.month - 1]
        else:
            yield f"{calendar.WEEKDAYS[part.start.weekday()]} {part.start.day}"


def lengths(report: Report) -> Section:
    """The distribution of bouts."""
    values = tuple(float(each.bouts) for each in report.lengths)
    plot = Plot(values, tuple(f"{each.start / 60:.0f}" for each in report.lengths), in_ones)
    rows = tuple(
        (_class(each.start, each.end), str(each.bouts), percent(each.bouts / report.summary.bouts))
        for each in report.lengths
    )
    heads = (Column("Length", is_text=True), Column("Bouts"), Column("Share"))
    return Section(
        "How long bouts of sitting were",
        plot=partial(upright, plot),
        table=Table(heads, rows),
        caption="Under each bar, the minutes it begins with.",
    )


def _class(start: float, end: float | None) -> str:
    return f"{start / 60:.0f} min and more" if end is None else f"{start / 60:.0f} to {end / 60:.0f} min"
