"""A report's sections: a heading, a picture and, under it, the same numbers as a table. Tells what was, no more.

Every bar and shade has a sign or a number beside it, so that nothing is told by colour alone.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from deskbreak.tui import words
from deskbreak.tui.draw import calendar, columns, dayline
from deskbreak.tui.draw.columns import Plot
from deskbreak.tui.draw.ink import Ink, Picture, fitted
from deskbreak.tui.draw.table import Column, Table
from deskbreak.tui.records.together import Together, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from deskbreak.tui.records.reading import Counted, Report, Stay

HOUR: Final = 3600.0
PLOT_ROWS: Final = 9
MOST_STRETCHES: Final = 12
OUTCOMES: Final = {
    "taken": ("█", "accent", "taken"),
    "natural": ("▓", "accent", "natural, by being away"),
    "partial": ("▒", "accent", "cut short"),
    "skipped": ("░", "quiet", "skipped"),
    "missed": ("·", "quiet", "missed"),
}
STAYS: Final = {"bout": "sitting", "absence": "away", "hold": "held back", "off": "off hours"}
_WEEKDAY_COLUMNS: Final = tuple(Column(name) for name in calendar.WEEKDAYS)


class Section(NamedTuple):
    """A heading, a note under it, a picture for a width, and the table of what the picture shows.

    `spoken` is the table where nothing is drawn, if it is another one.
    """

    title: str
    note: str = ""
    plot: Callable[[int], Picture] | None = None
    table: Table | None = None
    spoken: Table | None = None


def sections(report: Report) -> Iterator[Section]:
    """What there is to show of this period, the most asked for first."""
    if report.period == "day":
        if report.timeline:
            yield _the_day(report)
    else:
        yield _sitting(report)
    if report.period in ("month", "year"):
        yield _calendar(report)
    if report.summary.all_breaks:
        yield _outcomes(report)
    if report.summary.bouts:
        yield _lengths(report)
    if report.period != "day":
        yield _consistency(report)
    if found := together(report.days):
        yield _together(found)
    if any(each.times for each in report.stretches):
        yield _regions(report)
        yield _stretches(report)


def _the_day(report: Report) -> Section:
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
    return Section("The day", note, partial(dayline.draw, day), Table(heads, rows))


def _detail(stay: Stay) -> str:
    return OUTCOMES[stay.detail][2] if stay.detail in OUTCOMES else words.HOLDS.get(stay.detail, stay.detail)


def _sitting(report: Report) -> Section:
    values = tuple(part.numbers.sat for part in report.parts)
    plot = Plot(values, tuple(_short_labels(report)), _hours, HOUR)
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
            _percent(part.numbers.over_an_hour),
            *(str(part.numbers.breaks[outcome]) for outcome in OUTCOMES),
            str(part.numbers.snoozes),
        )
        for part, label in zip(report.parts, _long_labels(report), strict=True)
        if part.numbers.bouts or part.numbers.all_breaks
    )
    note = "A bout counts on the day it ends; what has no record is left out of the table."
    return Section(title, note, partial(_drawn, plot), Table(heads, rows))


def _drawn(plot: Plot, width: int) -> Picture:
    return columns.draw(plot, width, PLOT_ROWS)


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


def _calendar(report: Report) -> Section:
    days = tuple(calendar.Day(day.on, day.taken if _is_known(report, day.on) else None) for day in report.days)

    def drawn(width: int) -> Picture:
        draw = calendar.year if report.period == "year" else calendar.month
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


def _outcomes(report: Report) -> Section:
    found = report.summary.breaks
    total = report.summary.all_breaks
    bar = [(float(found[outcome]), sign, role) for outcome, (sign, role, _) in OUTCOMES.items()]
    heads = (Column("Outcome", is_text=True), Column("Breaks"), Column("Share"))
    rows = tuple(
        (said, str(found[outcome]), _percent(found[outcome] / total)) for outcome, (_, _, said) in OUTCOMES.items()
    )
    signs = (sign for sign, _, _ in OUTCOMES.values())
    signed = tuple((f"{sign}  {said}", *numbers) for sign, (said, *numbers) in zip(signs, rows, strict=True))
    return Section(
        "How breaks ended", "", lambda width: (columns.stacked(bar, width),), Table(heads, signed), Table(heads, rows)
    )


def _lengths(report: Report) -> Section:
    values = tuple(float(each.bouts) for each in report.lengths)
    plot = Plot(values, tuple(f"{each.start / 60:.0f}" for each in report.lengths), _whole)
    rows = tuple(
        (_class(each.start, each.end), str(each.bouts), _percent(each.bouts / report.summary.bouts))
        for each in report.lengths
    )
    heads = (Column("Length", is_text=True), Column("Bouts"), Column("Share"))
    return Section(
        "How long bouts of sitting were",
        "Under each bar, the minutes it begins with.",
        partial(_drawn, plot),
        Table(heads, rows),
    )


def _class(start: float, end: float | None) -> str:
    return f"{start / 60:.0f} min and more" if end is None else f"{start / 60:.0f} to {end / 60:.0f} min"


def _consistency(report: Report) -> Section:
    least, most = report.goal
    aim = f"{least} to {most} days a week are the aim"
    if report.period == "week":
        signs = "  ".join(
            f"{calendar.WEEKDAYS[day.on.weekday()]} {'●' if day.is_stretched else '·'}" for day in report.days
        )
        days = sum(day.is_stretched for day in report.days)
        note = f"Stretched on {words.count(days, 'day')}; {aim}."
        return Section("Stretching", note, lambda width: ((Ink(fitted(signs, width), "accent"),),))
    over = [week for week in report.weeks if week.is_over]
    kept = sum(week.days >= least for week in over)
    note = (
        f"Days of each week with a stretch: {least} or more in {kept} of {words.count(len(over), 'full week')}; {aim}."
    )
    plot = Plot(
        tuple(float(week.days) for week in report.weeks),
        tuple(f"{week.start.day} {calendar.MONTHS[week.start.month - 1]}" for week in report.weeks),
        _whole,
        top=7.0,
        mark=float(least),
    )
    rows = tuple(
        (
            f"{week.start.day} {calendar.MONTHS[week.start.month - 1]}",
            str(week.days),
            _kept(week.days, least, is_over=week.is_over),
        )
        for week in report.weeks
        if week.days or len(report.weeks) < 7
    )
    heads = (Column("Week of", is_text=True), Column("Days"), Column("", 1, is_text=True))
    return Section("Stretching week by week", note, partial(_drawn, plot), Table(heads, rows))


def _together(found: Together) -> Section:
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


def _kept(days: int, least: int, *, is_over: bool) -> str:
    if days >= least:
        return "✓"
    return "" if is_over else "not over yet"


def _regions(report: Report) -> Section:
    rows = tuple((each.name, str(each.times)) for each in report.regions)
    return Section(
        "Regions stretched",
        "A stretch for two regions counts for both.",
        partial(_bars, report.regions),
        spoken=Table((Column("Region", is_text=True), Column("Times")), rows),
    )


def _bars(found: tuple[Counted, ...], width: int) -> Picture:
    """A row each: the name, the number and a bar; picture and table in one."""
    most = max((each.times for each in found), default=0) or 1
    name_width = min(20, max(len(each.name) for each in found))
    room = max(1, width - name_width - 8)
    return tuple(
        (
            Ink(fitted(each.name, name_width).ljust(name_width), "quiet"),
            Ink(f"{each.times:6}  "),
            Ink(columns.share(each.times / most, room), "accent"),
        )
        for each in found
    )


def _stretches(report: Report) -> Section:
    shown, rest = report.stretches[:MOST_STRETCHES], report.stretches[MOST_STRETCHES:]
    rows = [(each.name, str(each.times)) for each in shown]
    if rest:
        rows.append((f"{words.count(len(rest), 'other')}", str(sum(each.times for each in rest))))
    return Section("Stretches done", "", None, Table((Column("Stretch", is_text=True), Column("Times")), tuple(rows)))


def _hours(seconds: float) -> str:
    return f"{seconds / HOUR:.0f} h"


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
