"""The questions about the body, one dialog after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.body.questions import form
from deskbreak.routine.files import load_catalogue
from deskbreak.tui.interview import Interview
from deskbreak.tui.widgets.chip import Chip
from tests.tui_fakes import STATES, due, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

FORM = form(load_catalogue().catalogue, lambda key: {"routine.places": ["standing"]}.get(key, []))


async def begin(s: Stage) -> None:
    s.control.answers["setup"] = FORM
    s.control.answers["asked"] = snapshot()
    await Interview(s.app, s.app.outbox.ask).begin()
    await s.settle()


def answers(s: Stage) -> list[dict[str, Any]]:
    return [params for method, params in s.control.asked() if method == "set"]


async def test_each_question_is_ticked_by_number_and_written_by_the_service(stage: Staging) -> None:
    async with stage() as s:
        await begin(s)
        assert s.screen == "QuestionDialog"
        assert "no medical care" in s.text
        assert "1 of 3" in s.text
        assert "1  ● standing beside the desk" in s.text
        await s.press("3", "n")
        assert "Where are you tightest?" in s.text
        await s.press("1", "5", "1", "n")
        await s.press("a", "n")
        assert s.screen == "Dashboard"
        assert answers(s) == [
            {"key": "routine.places", "value": '["standing", "floor"]'},
            {"key": "routine.focus", "value": '["low-back"]'},
            {"key": "routine.leave_out", "value": '["shoulder"]'},
        ]
        assert ("asked", {}) in s.control.asked()


async def test_what_is_left_as_it_is_is_not_written(stage: Staging) -> None:
    async with stage() as s:
        await begin(s)
        await s.press("n", "0", "n", "right")
        assert answers(s) == []
        assert s.screen == "Dashboard"


async def test_not_now_ends_the_questions_and_nobody_asks_again(stage: Staging) -> None:
    async with stage() as s:
        await begin(s)
        await s.press("escape")
        assert s.screen == "Dashboard"
        assert ("asked", {}) in s.control.asked()
        assert "asks again" in s.text


async def test_where_something_must_be_chosen_no_tick_changes_nothing(stage: Staging) -> None:
    async with stage() as s:
        await begin(s)
        await s.press("1", "n", "escape")
        assert answers(s) == []


async def test_options_can_be_reached_with_arrows_and_the_mouse(stage: Staging) -> None:
    async with stage() as s:
        await begin(s)
        await s.press("down", "space")
        assert "2  ● on the chair" in s.text
        await s.pilot.click("#option-2")
        await s.settle()
        assert "3  ● on the floor" in s.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (30, 8)])
async def test_every_question_fits_or_scrolls(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        await begin(s)
        for _ in range(3):
            assert s.screen == "QuestionDialog"
            if size[0] >= 60:
                chips = list(s.app.screen.query(Chip))
                assert all(chip.region.area and chip.region.bottom <= size[1] for chip in chips)
                assert "Not now  esc" in s.text
                assert "…" not in s.text
            await s.press("n")
        assert s.screen == "Dashboard"


async def test_where_the_question_scrolls_the_arrows_still_go_from_answer_to_answer(stage: Staging) -> None:
    async with stage(size=(60, 14)) as s:
        await begin(s)
        assert s.app.screen.query_one("#asked").max_scroll_y > 0
        await s.press("down", "space", "right")
        assert "Where are you tightest?" in s.text
        assert answers(s) == [{"key": "routine.places", "value": '["standing", "desk"]'}]


async def test_a_break_that_begins_comes_before_any_question(stage: Staging) -> None:
    async with stage() as s:
        await begin(s)
        await s.push(resting())
        assert s.screen == "RestScreen"


@pytest.mark.parametrize(("set_up", "asks"), [(False, True), (True, False)])
async def test_the_questions_come_by_themselves_only_where_nothing_was_ever_said(
    stage: Staging, *, set_up: bool, asks: bool
) -> None:
    async with stage({**snapshot(), "set_up": set_up}) as s:
        await s.settle()
        assert (("setup", {}) in s.control.asked()) is asks


async def test_the_palette_asks_again(stage: Staging) -> None:
    async with stage() as s:
        s.control.answers["setup"] = FORM
        await s.app.run_action("app.set_up")
        await s.settle()
        assert s.screen == "QuestionDialog"


async def test_a_prompt_is_seen_before_any_question_and_the_same_one_comes_again_afterwards(stage: Staging) -> None:
    async with stage({**snapshot(), "set_up": False}) as s:
        s.control.answers |= {"setup": FORM, "asked": snapshot()}
        await s.app.run_action("app.set_up")
        await s.settle()
        await s.press("n")
        assert "Where are you tightest?" in s.text
        await s.push({**due(), "set_up": False})
        assert s.screen == "Dashboard"
        assert "Time to get up" in s.text
        await s.push({**STATES["snoozed"], "set_up": False})
        assert s.screen == "Dashboard"
        await s.push({**snapshot(), "set_up": False})
        assert s.screen == "QuestionDialog"
        assert "Where are you tightest?" in s.text
        await s.press("n", "n")
        assert s.screen == "Dashboard"
        await s.push(snapshot(sitting_seconds=60.0))
        assert s.screen == "Dashboard"


async def test_questions_that_were_put_off_by_the_person_do_not_come_again(stage: Staging) -> None:
    async with stage() as s:
        s.control.answers |= {"setup": FORM, "asked": snapshot()}
        await s.app.run_action("app.set_up")
        await s.settle()
        await s.press("escape")
        await s.push(due())
        await s.push(snapshot())
        assert s.screen == "Dashboard"
