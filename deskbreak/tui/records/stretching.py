"""Sections about stretching: the days of each week, the regions, and the stretches done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from deskbreak.tui import words
from deskbreak.tui.draw import bodymap, calendar, columns
from deskbreak.tui.draw.columns import Plot
from deskbreak.tui.draw.ink import Ink, fitted, padded
from deskbreak.tui.draw.table import Column, Table
from deskbreak.tui.records.section import Section, in_ones, upright

if TYPE_CHECKING:
    from deskbreak.tui.draw.ink import Picture
    from deskbreak.tui.records.reading import Counted, Report

MOST_STRETCHES: Final = 12
MAP_GAP: Final = 4
LEAST_BESIDE: Final = 40
"""Columns that bars beside a map take with the gap between."""


def consistency(report: Report) -> Section:
    """On how many days of each week something was stretched, against the aim."""
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
        in_ones,
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
    return Section("Stretching week by week", note, partial(upright, plot), Table(heads, rows))


def _kept(days: int, least: int, *, is_over: bool) -> str:
    if days >= least:
        return "kept"
    return "" if is_over else "not over yet"


def regions(report: Report) -> Section:
    """Where somebody was stretched, on a map of the body, and how often."""
    rows = tuple((each.name, str(each.times)) for each in report.regions)
    return Section(
        "Regions stretched",
        "A stretch for two regions counts for both.",
        partial(_mapped, report.regions),
        spoken=Table((Column("Region", is_text=True), Column("Times")), rows),
    )


def _mapped(found: tuple[Counted, ...], width: int) -> Picture:
    """The map with the bars beside it, below it where there is no room, alone where there is nothing to show on it."""
    covered = frozenset(each.id for each in found if each.times)
    if not covered or width < bodymap.WIDEST:
        return _bars(found, width)
    if width < bodymap.WIDEST + LEAST_BESIDE:
        return (*bodymap.draw(covered, bodymap.WIDEST, bodymap.HIGHEST), (), *_bars(found, width))
    map_rows = bodymap.draw(covered, bodymap.WIDEST, bodymap.HIGHEST)
    bars = _bars(found, width - bodymap.WIDEST - MAP_GAP)
    above = (len(map_rows) - len(bars)) // 2
    beside = {above + row: ink for row, ink in enumerate(bars)}
    gap = Ink(" " * MAP_GAP)
    return tuple((*row, gap, *beside[at]) if at in beside else row for at, row in enumerate(map_rows))


def _bars(found: tuple[Counted, ...], width: int) -> Picture:
    """A row each: the name, the number and a bar; picture and table in one."""
    most = max((each.times for each in found), default=0) or 1
    name_width = min(20, max(1, width - 12), max(cell_len(each.name) for each in found))
    room = max(1, width - name_width - 8)
    return tuple(
        (
            Ink(padded(each.name, name_width), "quiet"),
            Ink(f"{each.times:6}  "),
            Ink(columns.share(each.times / most, room), "accent"),
        )
        for each in found
    )


def stretches(report: Report) -> Section:
    """How often each stretch was done."""
    shown, rest = report.stretches[:MOST_STRETCHES], report.stretches[MOST_STRETCHES:]
    rows = [(each.name, str(each.times)) for each in shown]
    if rest:
        rows.append((f"{words.count(len(rest), 'other')}", str(sum(each.times for each in rest))))
    return Section("Stretches done", "", None, Table((Column("Stretch", is_text=True), Column("Times")), tuple(rows)))
