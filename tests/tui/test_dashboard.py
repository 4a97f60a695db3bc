"""The dashboard's quiet parts: the status row, the week, and what today's line tells of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.geometry import Offset

from deskbreak.tui import today
from deskbreak.tui.draw import dayline, weekly
from deskbreak.tui.draw.dayline import Day, Part
from deskbreak.tui.draw.ink import plain_text, width_of
from deskbreak.tui.reading import read
from deskbreak.tui.status import week_row
from deskbreak.tui.week import Week
from deskbreak.tui.widgets.dayline import DayLine
from tests.tui_fakes import STATES, TIMELINE, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

HOUR = 3600.0


async def test_what_holds_is_told_in_the_services_words(stage: Staging) -> None:
    async with stage(STATES["held"]) as s:
        assert "Held: microphone in use by zoom since 13:31" in s.text


async def test_an_ordinary_day_shows_the_week_and_says_nothing_else(stage: Staging) -> None:
    async with stage() as s:
        assert "● ● ○ ○ ○  2 of 7 days" in s.text
        assert "front 3  back 2  outer 1  inner 0  low back 0" in s.text
        assert "presence x11" not in s.text


@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
async def test_where_there_is_room_the_week_and_the_day_stand_beside_the_clock(
    stage: Staging, size: tuple[int, int]
) -> None:
    async with stage(size=size) as s:
        for words in ("This week", "2 of 7 days; 3 to 5 is good", "Today", "3 breaks taken", "1 rest that counted"):
            assert words in s.text, words
        assert "presence x11  ·  notices dbus" in s.text
        rows = [row.split() for row in s.text.split("\n")]
        assert any(row[-2:] == ["not", "yet"] and "thighs" in row for row in rows)
        assert s.app.screen.query_one("#gauge").region.right <= s.app.screen.query_one("#record").region.x


async def test_a_day_with_nothing_in_it_is_not_counted_up(stage: Staging) -> None:
    async with stage(snapshot(today={}, week=None), size=(120, 40)) as s:
        assert "no break yet" in s.text
        assert "This week" not in s.text


async def test_news_take_the_weeks_place_where_there_is_room_for_one_only(stage: Staging) -> None:
    async with stage(STATES["problems"]) as s:
        assert "! 1 of 2: deskbreak.toml:12: snooze.default: 5 is no duration" in s.text
        assert "of 7 days" not in s.text


@pytest.mark.parametrize(
    "told", [None, {}, {"days": 2}, {"days": "x", "goal": [3, 5], "regions": {}}, {"days": 1, "goal": 3, "regions": 4}]
)
async def test_a_service_that_tells_no_week_leaves_no_gap(stage: Staging, told: object) -> None:
    async with stage(snapshot(week=told)) as s:
        assert "of 7 days" not in s.text


@pytest.mark.parametrize(
    ("days", "regions", "said"),
    [
        (0, (("front", 0), ("back", 0)), ("○ ○ ○ ○ ○  0 of 7 days", "front 0  back 0")),
        (7, (("front", 9), ("back", 1)), ("● ● ● ● ●  7 of 7 days", "front 9  back 1")),
    ],
)
def test_the_week_counts_and_never_blames(
    days: int, regions: tuple[tuple[str, int], ...], said: tuple[str, str]
) -> None:
    ends = week_row(Week(days, 3, 5, regions))
    assert plain_text((ends.left,)) == said[0]
    assert plain_text((ends.right,)) == said[1]


def test_bars_are_as_long_as_often_and_keep_to_the_width() -> None:
    week = Week(2, 3, 5, (("front", 6), ("back", 3), ("outer", 0)))
    for width in (12, 30, 46, 80):
        assert all(width_of(row) <= width for row in weekly.bars(week, width))
    front, back, outer = (plain_text((row,)) for row in weekly.bars(week, 80))
    assert front.count("━") == 2 * back.count("━") > 0
    assert "━" not in outer
    assert outer.endswith("not yet")


async def test_the_keys_go_along_the_days_line_and_back_to_its_hours(stage: Staging) -> None:
    async with stage() as s:
        await s.press("left")
        assert "sitting 13:22 to now, 21 min" in s.text
        await s.press("left")
        assert "a break cut short 13:20 to 13:22, 2 min" in s.text
        for _ in range(30):
            await s.press("left")
        assert "▴ sitting 8:12 to 8:42, 30 min" in s.text
        await s.press("right")
        assert "a break taken 8:42 to 8:43, 1 min" in s.text
        await s.press("escape")
        assert "▴" not in s.text
        await s.press("right")
        assert "sitting 8:12 to 8:42" in s.text


async def test_the_mouse_explains_what_is_under_it(stage: Staging) -> None:
    async with stage() as s:
        line = s.app.screen.query_one(DayLine)
        row = plain_text(line.draw(line.scene or Day((), 0), line.size.width, 2)).split("\n")[0]
        await s.pilot.hover(DayLine, offset=Offset(4 + row.index("╍") + 1, 1))
        await s.settle()
        assert "held back by a call 11:10 to 11:40, 30 min" in s.text
        await s.pilot.hover("#gauge")
        await s.settle()
        assert "▴" not in s.text


async def test_what_is_looked_at_stays_while_time_goes_on(stage: Staging) -> None:
    async with stage() as s:
        await s.press("left")
        await s.advance(60)
        assert "sitting 13:22 to now, 22 min" in s.text


async def test_an_empty_day_has_nothing_to_look_at(stage: Staging) -> None:
    async with stage(snapshot(sitting_seconds=0.0)) as s:
        s.app.inbox._timeline = ()
        s.app.tick()
        await s.press("left", "right", "escape")
        assert "▴" not in s.text


def test_the_running_hour_is_marked_and_always_named() -> None:
    day = Day((Part("bout", 6 * HOUR, 7 * HOUR),), 15.5 * HOUR)
    for width in (20, 40, 60, 120):
        picture = dayline.draw(day, width)
        assert [ink.text for ink in picture[1] if ink.role == "strong"] == ["15"]
        assert "15" in plain_text(picture).split("\n")[1].split()


def test_what_holds_now_is_drawn_up_to_now() -> None:
    running = {
        "what": "hold",
        "start": "2026-11-20T13:31:00+01:00",
        "end": "2026-11-20T13:31:30+01:00",
        "detail": "now",
    }
    known = today.parts({**TIMELINE, "spans": [*TIMELINE["spans"], running]})
    held = today.day(known, read(STATES["held"]))
    assert [today.about(part, held) for part in held.parts if part.what == "hold"] == [
        "held back by a call 11:10 to 11:40, 30 min",
        "held back 13:31 to now, 13 min",
    ]
    free = today.day(known, read(STATES["sitting"]))
    assert len([part for part in free.parts if part.what == "hold"]) == 1


def test_what_has_no_name_is_not_told_of() -> None:
    day = Day((Part("x", 0, HOUR), Part("off", HOUR, 2 * HOUR), Part("break", HOUR, HOUR, "y")), 3 * HOUR)
    assert [today.about(part, day) for part in today.ordered(day)] == [
        "a break 1:00",
        "outside working hours 1:00 to 2:00, 1 h",
    ]


@pytest.mark.parametrize("size", [(60, 50), (24, 40), (120, 40), (200, 60)])
async def test_the_words_stay_near_the_ring(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        gauge, headline = (s.app.screen.query_one(name).region for name in ("#gauge", "#headline"))
        assert gauge.bottom == headline.y
        assert gauge.height <= gauge.width // 2 + 2
