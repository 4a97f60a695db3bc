"""A pane of a few lines and a narrow column show the same, and take the same keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Offset

from deskbreak.tui.draw import strip
from deskbreak.tui.draw.ink import plain_text, width_of
from deskbreak.tui.draw.strip import Glance
from deskbreak.tui.widgets.keyrow import KeyRow
from tests.tui_fakes import STATES, due, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

ANSWER = {"prompt": 7}


async def resized(s: Stage, width: int, height: int) -> None:
    """The terminal has another size; Textual takes a moment before it believes that, here none."""
    await s.pilot.resize_terminal(width, height)
    s.app._check_resize()
    await s.settle()


async def test_three_lines_hold_the_time_left_the_day_and_the_keys(stage: Staging) -> None:
    async with stage(size=(80, 3)) as s:
        rows = s.text.split("\n")
        assert rows[0].split("━")[0].split() == ["9", "min"]
        assert "Next: move, for 1 minute" in rows[0]
        assert "seated 21 min  ·  4 breaks today" in rows[0]
        assert "●" in rows[1]
        assert "s start" in rows[2]
        assert "q quit" in rows[2]


@pytest.mark.parametrize("size", [(80, 3), (120, 6), (31, 2), (60, 1), (24, 40), (30, 7), (24, 12), (12, 30)])
async def test_every_state_has_its_place_and_nothing_scrolls(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        for state in STATES:
            await s.push(STATES[state])
            assert len(s.text.split("\n")) == size[1]
            if s.screen == "Dashboard":
                assert not s.app.screen.show_vertical_scrollbar, state


async def test_news_take_the_days_place(stage: Staging) -> None:
    async with stage(STATES["held"], size=(80, 3)) as s:
        rows = s.text.split("\n")
        assert rows[0].split()[:1] == ["held"]
        assert "microphone in use by zoom" in rows[1]
        await s.push(snapshot())
        assert "●" in s.text.split("\n")[1]


@pytest.mark.parametrize("size", [(80, 3), (80, 1), (24, 40), (24, 3)])
async def test_a_prompt_is_answered_by_its_keys(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(due(), size=size) as s:
        await s.press("z", "k", "enter")
        assert s.control.asked() == [("snooze", ANSWER), ("skip", ANSWER), ("start", ANSWER)]


async def test_a_strip_names_the_answers_among_the_keys(stage: Staging) -> None:
    async with stage(due(), size=(80, 3)) as s:
        rows = s.text.split("\n")
        assert rows[0].split()[0] == "now"
        assert "Time to get up: stretch, for 4 minutes" in rows[0]
        for words in ("s start", "z snooze", "k skip"):
            assert words in rows[2]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (80, 3), (80, 2), (24, 40), (24, 16)])
async def test_a_prompt_has_its_answers_the_snoozes_left_and_why_now_in_every_form(
    stage: Staging, size: tuple[int, int]
) -> None:
    async with stage(due(), size=size) as s:
        said = " ".join(s.text.lower().split())
        has_two_rows = size[1] == 2
        for words in ("start", "snooze", "skip", "stretch, for 4 minutes", "? help", "q quit"):
            assert words in said, words
        assert has_two_rows or "you have been sitting for 1 h 2 min." in said
        assert has_two_rows or "3 snoozes left" in said


async def test_what_came_of_an_answer_is_said_in_a_strip(stage: Staging) -> None:
    async with stage(due(), size=(80, 3)) as s:
        s.app.say("This break cannot be put off any more.")
        await s.settle()
        assert "This break cannot be put off any more." in s.text
        await s.advance(10)
        assert "3 snoozes left" in s.text


async def test_seconds_are_in_the_strip_when_they_are_shown(stage: Staging) -> None:
    async with stage(STATES["soon"], size=(80, 3)) as s:
        assert s.text.split()[0] == "1:28"


async def test_a_column_has_the_ring_the_words_and_a_key_a_row(stage: Staging) -> None:
    async with stage(due(), size=(24, 40)) as s:
        rows = [row.strip() for row in s.text.split("\n")]
        for words in ("Start  enter", "Snooze 5 min  z", "Skip  k", "p pause", "q quit", "stretch, for 4 minutes"):
            assert words in rows, rows
        await s.pilot.click("#skip")
        await s.settle()
        assert s.control.asked() == [("skip", ANSWER)]


async def test_each_key_of_a_column_can_be_clicked(stage: Staging) -> None:
    async with stage(size=(24, 40)) as s:
        keys = s.app.screen.query_one(KeyRow)
        at = [key.label for key in keys.scene or ()].index("pause")
        await s.pilot.click(KeyRow, offset=Offset(2, at + 1))
        await s.settle()
        assert s.control.asked() == [("pause", {})]


async def test_news_stand_under_the_words_of_a_column(stage: Staging) -> None:
    async with stage(STATES["held"], size=(24, 40)) as s:
        assert "Held: microphone in use by zoom since 13:31" in " ".join(s.text.split())


async def test_it_changes_its_form_with_its_size(stage: Staging) -> None:
    async with stage() as s:
        for size, is_strip in (((80, 4), True), ((80, 24), False), ((24, 30), False), ((80, 24), False)):
            await resized(s, *size)
            assert s.app.screen.query_one("#strip").display is is_strip, size
            assert s.app.screen.query_one("#main").display is not is_strip, size


async def test_compact_is_a_strip_at_any_size_but_a_columns(stage: Staging) -> None:
    async with stage(size=(80, 24), is_compact=True) as s:
        assert s.text.split()[:2] == ["9", "min"]
        await resized(s, 24, 24)
        assert not s.app.screen.query_one("#strip").display


def test_a_strip_keeps_to_its_width_and_gives_up_the_least_first() -> None:
    glance = Glance("9 min", 0.5, "Next: move, for 1 minute", "seated 21 min")
    for width in range(1, 120):
        assert width_of(strip.draw(glance, width)) <= max(width, 7)
    assert plain_text((strip.draw(glance, 20),)) == "9 min  Next: move,…"
    assert "━" not in plain_text((strip.draw(glance, 50),))
    assert "━" in plain_text((strip.draw(glance, 80),))
    assert "─" not in plain_text((strip.draw(replace(glance, fraction=None), 80),))


@pytest.mark.parametrize(("size", "asked"), [((80, 3), False), ((24, 40), False), ((80, 24), True)])
async def test_questions_about_the_body_wait_for_room(stage: Staging, size: tuple[int, int], *, asked: bool) -> None:
    async with stage(snapshot(set_up=False), size=size) as s:
        assert (("setup", {}) in s.control.calls) is asked


@pytest.mark.parametrize("size", [(80, 3), (24, 40), (24, 16), (80, 2)])
async def test_a_break_and_its_end_have_their_small_forms(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(resting(), size=size) as s:
        said = " ".join(s.text.split())
        for words in ("Split-stance hip", "left", "f finish", "? help"):
            assert words in said, words
        assert s.app.screen.max_scroll_y == 0
        await s.push(resting(179.5))
        await s.push(snapshot(effort={"can_say": True, "said": None, "hold_seconds": 30.0, "level": "usual"}))
        assert s.screen == "ClosingScreen"
        said = " ".join(s.text.split())
        assert "Well done" in said
        assert "back" in said.rsplit("?", 1)[0]
        assert size[1] < 3 or all(words in said for words in ("Easier", "Just right", "Harder", "How should the next"))


async def test_a_strip_of_a_break_tells_the_countdown_the_stretch_and_what_to_do(stage: Staging) -> None:
    async with stage(resting(), size=(80, 3)) as s:
        rows = s.text.split("\n")
        assert " ".join(rows[0].split()) == "19 Split-stance hip flexor stretch, left 2 of 5 · 2:13 left"
        assert "Squeeze the left buttock" in rows[1]
        await s.push(STATES["break-change"])
        assert "get ready: Split-stance" in s.text
        await s.push(STATES["break-paused"])
        assert s.text.split()[0] == "paused,"
        await s.push(STATES["break-plain"])
        assert "On your feet" in s.text
        s.app.say("Not possible now.")
        await s.settle()
        assert "Not possible now." in s.text
