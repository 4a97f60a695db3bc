"""A report's sections in their order: each a heading, a picture and, under it, the same numbers as a table.

They tell what was, no more. Every bar and shade has a sign or a number beside it: colour alone tells nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui.records import resting, sitting, stretching
from deskbreak.tui.records.together import together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskbreak.tui.records.reading import Report
    from deskbreak.tui.records.section import Section


def sections(report: Report) -> Iterator[Section]:
    """What there is to show of this period, the most asked for first."""
    if report.period == "day":
        if report.timeline:
            yield sitting.the_day(report)
    else:
        yield sitting.sitting(report)
    if report.period in ("month", "year"):
        yield resting.days_of_breaks(report)
    if report.summary.all_breaks:
        yield resting.outcomes(report)
    if report.summary.bouts:
        yield sitting.lengths(report)
    if report.period != "day":
        yield stretching.consistency(report)
    if found := together(report.days):
        yield resting.what_went_together(found)
    if any(each.times for each in report.stretches):
        yield stretching.regions(report)
        yield stretching.stretches(report)
