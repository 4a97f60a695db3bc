"""The history screen asks for periods, shows them at every size, and has them exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Offset
from textual.widgets import Input

from deskbreak.tui.draw import calendar, columns, table
from deskbreak.tui.draw.columns import Plot
from deskbreak.tui.draw.ink import plain_text, width_of
from deskbreak.tui.draw.table import Column, Table
from deskbreak.tui.palette import commands
from deskbreak.tui.stack import CLOSING_SECONDS
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.tabs import Tabs
from tests import habit
from tests.tui_fakes import STATES, due, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

WEEK = {"period": "week"}
SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the service tells of each period with the present day in it."""
    path = tmp_path_factory.mktemp("habit") / "history.db"
    habit.fill(path)
    return {name: habit.told(path, name) for name in ("day", "week", "month", "year")}


async def opened(s: Stage, told: dict[str, Any]) -> None:
    s.control.answers["statistics"] = told
    await s.press("H")
    assert s.screen == "HistoryScreen"


async def test_it_opens_with_this_week_and_goes_back_with_escape(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told["week"])
        assert s.control.asked() == [("statistics", WEEK)]
        assert "16 to 22 November 2026  so far" in s.text
        assert "[week]" in s.text
        await s.press("escape")
        assert s.screen == "Dashboard"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["day", "week", "month", "year"])
async def test_every_period_fits_every_size(
    stage: Staging, told: dict[str, Any], name: str, size: tuple[int, int]
) -> None:
    async with stage(size=size) as s:
        await opened(s, told[name])
        rows = s.text.split("\n")
        assert {len(row) for row in rows} == {size[0]}
        assert f"[{name}]" in s.text
        assert "Longest bout" in s.text
        assert "…" not in s.text


@pytest.mark.parametrize(("key", "name"), [("d", "day"), ("m", "month"), ("y", "year"), ("w", "week")])
async def test_another_period_keeps_to_the_day_that_was_looked_at(
    stage: Staging, told: dict[str, Any], key: str, name: str
) -> None:
    async with stage() as s:
        await opened(s, told["week"])
        await s.press(key)
        assert s.control.asked()[-1] == ("statistics", {"period": name, "start": "2026-11-20"})


async def test_earlier_later_and_today(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told["week"])
        await s.press("right")
        assert len(s.control.asked()) == 1, "nothing is later than today"
        s.control.answers["statistics"] = told["week"] | {"start": "2026-11-09", "end": "2026-11-16"}
        await s.press("left")
        assert s.control.asked()[-1] == ("statistics", {**WEEK, "start": "2026-11-15"})
        assert "9 to 15 November 2026" in s.text
        await s.press("right")
        assert s.control.asked()[-1] == ("statistics", {**WEEK, "start": "2026-11-16"})
        await s.press("t")
        assert s.control.asked()[-1] == ("statistics", WEEK)


async def test_nothing_is_earlier_than_the_first_record(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told["week"] | {"first": "2026-11-17"})
        await s.press("left")
        assert len(s.control.asked()) == 1
        assert "earlier" not in s.text


async def test_periods_and_keys_can_be_clicked(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(size=(100, 30)) as s:
        await opened(s, told["week"])
        await s.pilot.click(Tabs, offset=Offset(14, 0))
        await s.settle()
        assert s.control.asked()[-1][1]["period"] == "month"
        row = s.app.screen.query_one(KeyRow)
        text = "".join(ink.text for ink in row.draw(row.scene or (), row.size.width, 1)[0])
        await s.pilot.click(KeyRow, offset=Offset(text.index("back"), 1))
        await s.settle()
        assert s.screen == "Dashboard"


async def test_the_page_scrolls_with_the_keys(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told["month"])
        top = s.text
        await s.press("pagedown")
        assert s.text != top
        await s.press("home")
        assert s.text == top


async def test_an_empty_history_says_when_something_will_be_there(stage: Staging, told: dict[str, Any]) -> None:
    nothing = {**told["week"], "first": None, "before": None, "stretches": [], "timeline": []}
    nothing["summary"] = {**nothing["summary"], "bouts": 0, "breaks": {}}
    async with stage() as s:
        await opened(s, nothing)
        assert "Nothing is recorded here yet" in s.text


async def test_rows_are_exported_where_the_person_says(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(size=(100, 30)) as s:
        await opened(s, told["month"])
        s.control.answers["export"] = {"path": "/home/a/rows.csv", "rows": 41}
        await s.press("x", "shift+tab", *"~/r.csv", "enter", "3")
        of = {"period": "month", "start": "2026-11-01"}
        # The period asked for is the one shown, whatever key opened it.
        method, params = s.control.asked()[-1]
        assert (method, params) == ("export", {"rows": "spans", "form": "csv", "path": "~/r.csv", **of})
        assert "41 rows written to /home/a/rows.csv" in s.text


async def test_a_break_leaves_the_path_that_is_half_typed(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told["week"])
        await s.press("x", "shift+tab", *"~/r")
        await s.push(STATES["break-plain"])
        await s.push(snapshot())
        await s.press("escape")
        assert s.screen == "ExportDialog"
        assert s.app.screen.query_one(Input).value == "~/r"


async def test_an_export_is_called_off_with_escape(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told["week"])
        await s.press("x", "escape")
        assert s.screen == "HistoryScreen"
        assert "export" not in [method for method, _ in s.control.asked()]


async def test_a_break_that_is_due_is_told_here_too(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told["week"])
        await s.push(due())
        assert "A break is due" in s.text
        await s.push(resting())
        assert s.screen == "RestScreen"


async def test_a_break_that_ended_meanwhile_is_counted(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told["week"])
        await s.push(snapshot(sitting_seconds=1300.0))
        assert len(s.control.asked()) == 1
        await s.push(snapshot(today=snapshot()["today"] | {"taken": 4}))
        assert len(s.control.asked()) == 2


async def test_in_a_break_there_is_no_way_to_it(stage: Staging) -> None:
    async with stage(resting()) as s:
        await s.press("H", "comma")
        assert s.screen == "RestScreen"
        titles = [command[0] for command in commands(s.app.moment)]
        assert not {"History", "Settings"} & set(titles)


async def test_the_palette_opens_both_rooms(stage: Staging) -> None:
    async with stage(STATES["sitting"]) as s:
        opening = {title: parameters for title, _, action, parameters in commands(s.app.moment) if action == "open"}
    assert opening | {"History": ("history",), "Settings": ("settings",)} == opening


async def test_it_stays_when_it_was_opened_from_the_end_of_a_break(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(resting(elapsed=179.5)) as s:
        s.control.answers["statistics"] = told["week"]
        await s.push(snapshot())
        assert s.screen == "ClosingScreen"
        await s.app.run_action("app.open('history')")
        await s.settle()
        await s.advance(CLOSING_SECONDS + 1)
        assert s.screen == "HistoryScreen"


async def test_the_help_is_about_the_screen_it_is_asked_on(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(size=(100, 60)) as s:
        await opened(s, told["week"])
        await s.press("question_mark")
        assert "Write the rows of this period into a file" in s.text
        assert "Put the break off" not in s.text


async def test_no_timer_is_armed_for_a_page_that_does_not_change(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(STATES["paused"] | {"accruing": False}) as s:
        await opened(s, told["week"])
        assert s.timers.running == []


@given(
    values=st.lists(st.floats(0, 1e6), max_size=60),
    width=st.integers(1, 120),
    height=st.integers(3, 12),
    unit=st.sampled_from([1.0, 3600.0]),
)
def test_columns_never_leave_their_box(values: list[float], width: int, height: int, unit: float) -> None:
    plot = Plot(tuple(values), tuple(str(index) for index in range(len(values))), lambda value: f"{value:.0f}", unit)
    picture = columns.draw(plot, width, height)
    assert len(picture) == height
    assert all(width_of(row) <= width for row in picture)


@given(st.floats(0, 1e9), st.sampled_from([1.0, 3600.0]))
def test_a_scale_ends_at_a_round_number_close_above(highest: float, unit: float) -> None:
    top = columns.ceiling(highest, unit)
    assert highest <= top * (1 + 1e-9)
    assert top <= max(unit, 2.01 * highest)


def test_a_higher_value_has_a_higher_bar() -> None:
    plot = Plot((1.0, 2.0, 4.0, 8.0), ("a", "b", "c", "d"), lambda value: f"{value:.0f}")
    rows = plain_text(columns.draw(plot, 40, 10)).split("\n")
    heights = [sum(row[column : column + 1].strip() != "" for row in rows[:8]) for column in (2, 11, 20, 29)]
    assert heights == sorted(set(heights))


def test_something_is_never_drawn_as_nothing() -> None:
    assert columns.share(1e-6, 20) == "▏"
    assert columns.share(0, 20) == ""
    assert columns.share(1, 20) == "█" * 20


@given(st.lists(st.integers(0, 10_000), min_size=5, max_size=5), st.integers(5, 120))
def test_a_stacked_bar_is_as_wide_as_asked_and_hides_no_part(sizes: list[int], width: int) -> None:
    row = columns.stacked([(float(size), sign, "") for size, sign in zip(sizes, "█▓▒░·", strict=True)], width)
    text = "".join(ink.text for ink in row)
    assert len(text) == (width if any(sizes) else 0)
    assert {sign for size, sign in zip(sizes, "█▓▒░·", strict=True) if size} == set(text)


@given(st.lists(st.none() | st.integers(0, 40), min_size=1, max_size=366), st.integers(20, 130))
def test_a_calendar_keeps_to_its_width(counts: list[int | None], width: int) -> None:
    days = [calendar.Day(habit.TODAY.fromordinal(735_964 + index), count) for index, count in enumerate(counts)]
    for draw in (calendar.year, calendar.month):
        assert all(width_of(row) <= width for row in draw(days[:31] if draw is calendar.month else days, width))


def test_shades_differ_as_the_numbers_do() -> None:
    signs = [calendar.shade(count, 12)[0] for count in (None, 0, 1, 4, 7, 10)]
    assert signs == [" ", "·", "░", "▒", "▓", "█"]


def test_a_narrow_table_loses_the_least_important_column_first() -> None:
    wide = Table(
        (Column("Day", is_text=True), Column("Sitting"), Column("Bouts", 2), Column("Longest", 1)),
        (("Mon", "8 h", "11", "1 h"),),
    )
    assert [len(plain_text(table.draw(wide, width)).split("\n")[0].split()) for width in (40, 24, 15)] == [4, 3, 2]
