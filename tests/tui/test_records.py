"""The pages of history: what is drawn has the same numbers in the table under it, and everything fits its width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.tui import words
from deskbreak.tui.draw import calendar
from deskbreak.tui.draw.columns import Plot
from deskbreak.tui.draw.ink import plain_text, width_of
from deskbreak.tui.records.page import page
from deskbreak.tui.records.reading import read
from deskbreak.tui.records.sections import sections
from tests import habit

if TYPE_CHECKING:
    from functools import partial

    from deskbreak.tui.records.reading import Report
    from deskbreak.tui.records.section import Section

NAMES = ("day", "week", "month", "year")


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    path = tmp_path_factory.mktemp("habit") / "history.db"
    habit.fill(path)
    return {name: read(habit.told(path, name)) for name in NAMES}  # type: ignore[arg-type]


def bars(section: Section) -> dict[str, float]:
    """The bars of an upright plot that have a height, by the words under them."""
    drawing: partial[Any] = section.plot  # type: ignore[assignment]
    (plot,) = drawing.args
    assert isinstance(plot, Plot)
    return {label: value for label, value in zip(plot.labels, plot.values, strict=True) if value}


def found(report: Report, title: str) -> Section:
    return next(each for each in sections(report) if each.title.startswith(title))


@pytest.mark.parametrize("name", ["week", "month", "year"])
def test_the_bars_of_sitting_are_those_of_the_table(reports: dict[str, Report], name: str) -> None:
    section = found(reports[name], "Sitting each")
    assert section.table is not None
    written = [row[1] for row in section.table.rows if row[1] != "0 s"]
    drawn = [words.span(value) if name != "year" else f"{value / 3600:.0f} h" for value in bars(section).values()]
    assert drawn == written


@pytest.mark.parametrize("name", NAMES)
def test_the_bars_of_bouts_are_those_of_the_table(reports: dict[str, Report], name: str) -> None:
    section = found(reports[name], "How long bouts")
    assert section.table is not None
    rows = {row[0].split()[0]: int(row[1]) for row in section.table.rows if row[1] != "0"}
    assert bars(section) == rows
    assert sum(rows.values()) == reports[name].summary.bouts


@pytest.mark.parametrize("name", ["month", "year"])
def test_the_bars_of_weeks_are_those_of_the_table(reports: dict[str, Report], name: str) -> None:
    section = found(reports[name], "Stretching week")
    assert section.table is not None
    assert list(bars(section).values()) == [float(row[1]) for row in section.table.rows if row[1] != "0"]


@pytest.mark.parametrize("name", ["month", "year"])
def test_the_shades_are_those_of_the_table(reports: dict[str, Report], name: str) -> None:
    section = found(reports[name], "Breaks taken")
    assert section.table is not None
    written = [int(cell) for row in section.table.rows for cell in row[1:] if cell not in ("", "0")]
    assert written == [day.taken for day in reports[name].days if day.taken]
    assert sum(written) == reports[name].summary.breaks["taken"]


@pytest.mark.parametrize("width", [56, 72])
@pytest.mark.parametrize("name", NAMES)
def test_where_the_main_numbers_would_take_three_lines_they_stand_below_each_other(
    reports: dict[str, Report], name: str, width: int
) -> None:
    report = reports[name]
    rows = plain_text(page(report, width)).split("\n")
    first = 1 if report.before else 0
    assert [row.split("  ")[0] for row in rows[first : first + 3]] == ["Sitting", "Longest bout", "Median bout"]
    assert (f"{name} before" in rows[0]) is bool(report.before)


@given(st.integers(20, 130))
def test_a_year_shows_every_month_at_any_width(width: int) -> None:
    days = [calendar.Day(habit.TODAY.replace(month=1, day=1).fromordinal(739_617 + at), at % 9) for at in range(365)]
    picture = calendar.whole_year(days, width)
    assert all(width_of(row) <= width for row in picture)
    if width >= 32:
        signs = plain_text(picture)
        assert sum(signs.count(sign) for sign, _ in calendar.SHADES) == len(days)


def test_two_halves_of_a_year_are_shaded_alike() -> None:
    first = habit.TODAY.replace(month=1, day=1).toordinal()
    days = [calendar.Day(habit.TODAY.fromordinal(first + at), 2 if at < 100 else 8) for at in range(365)]
    signs = plain_text(calendar.whole_year(days, 40))
    assert (signs.count("░"), signs.count("█")) == (100, 265)
