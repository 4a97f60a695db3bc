"""The library shows what the service tells of every stretch, and asks it to leave out, let back in and begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.binding import BindingsMap

from deskbreak.errors import Refused
from deskbreak.routine.files import load_catalogue
from deskbreak.service.library import library
from deskbreak.settings.model import Routine
from deskbreak.tui.palette import commands
from deskbreak.tui.screens.library import LibraryScreen
from deskbreak.tui.shelf import OUT, read
from deskbreak.tui.widgets.figure import Figure, Scene
from deskbreak.tui.widgets.preview import Preview
from deskbreak.tui.widgets.stretchlist import StretchList
from deskbreak.tui.widgets.tabs import Tabs
from tests.tui_fakes import due, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from deskbreak.tui.shelf import Entry
    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

SIZES = [(56, 20), (76, 23), (110, 34)]
"""The least of each arrangement."""
HIP = "split-stance-hip-flexor"


@pytest.fixture(scope="session")
def told() -> dict[str, Any]:
    settings = Routine(left_out=("standing-quad",), leave_out=("sciatica",))
    return library(load_catalogue().catalogue, settings)


async def opened(s: Stage, told: dict[str, Any], *keys: str) -> None:
    """With the cursor on the split-stance hip flexor stretch, the third of the list."""
    s.control.answers["library"] = told
    await s.press("l")
    assert s.screen == "LibraryScreen"
    await s.press("down", "down", *keys)
    s.control.calls.clear()


def here(s: Stage) -> Entry:
    listed = s.app.screen.query_one(StretchList).scene
    assert listed is not None
    assert listed.entry is not None
    return listed.entry


def scene(s: Stage) -> Scene:
    shown = s.app.screen.query_one(Figure).scene
    assert shown is not None
    return shown


def waits(preview: Preview) -> bool:
    return preview.is_waiting


@pytest.mark.parametrize("size", SIZES)
async def test_list_figure_and_words_stand_side_by_side_where_there_is_room(
    stage: Staging, told: dict[str, Any], size: tuple[int, int]
) -> None:
    async with stage(size=size) as s:
        await opened(s, told)
        count = len(told["stretches"])
        for words in (
            f"Library  {count} stretches",
            "every region",
            "▸   Split-stance",
            "front of the hips",
            "enter read",
        ):
            assert words in s.text
        assert f"{OUT} Standing quad" in s.text
        assert "Hip flexor stretch at the chair's edge" in s.text
        assert "…" not in s.text
        region = s.app.screen.query_one(Figure).region
        assert bool(region.area) == (size[0] >= 76)
        assert not region.area or (region.width >= 24 and region.height >= 12)
        await s.press("enter")
        region = s.app.screen.query_one(Figure).region
        assert region.width >= 24
        assert region.height >= 12
        assert "▸" not in s.text
        assert f"Split-stance hip flexor stretch  3 of {count}" in s.text
        assert s.app.screen.max_scroll_y == 0
        await s.press("escape")
        assert "▸" in s.text
        await s.press("escape")
        assert s.screen == "Dashboard"


@pytest.mark.parametrize("size", [(30, 8), (10, 3), (1, 1), (40, 60)])
async def test_it_lives_on_at_any_size(stage: Staging, told: dict[str, Any], size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        await opened(s, told, "s", "enter", "end", "pagedown")


async def test_everything_there_is_to_know_can_be_read(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(size=(200, 60)) as s:
        await opened(s, told, "enter")
        text = " ".join(s.text.split())
        for words in (
            "Left side",
            "Form",
            "Avoid",
            "Watch for",
            "Easier",
            "Deeper",
            "Follows",
            "Source",
            "standing · 30 s each side",
        ):
            assert words in text
        await s.press("s")
        assert "Right side" in s.text
        while here(s).id != "supine-hamstring":
            await s.press("right")
        assert f"{OUT} Left out because of what setup was told: Sciatica" in " ".join(s.text.split())
        assert "Hart" in s.text


async def test_the_figure_gets_into_position_changes_sides_and_holds(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told)
        assert scene(s) == Scene(HIP, "left", "change", "standing")
        s.app.screen.query_one(Preview).hold()
        assert scene(s) == Scene(HIP, "left", "hold", "standing")
        await s.press("s")
        assert scene(s) == Scene(HIP, "right", "change", "standing", is_from_other_side=True)
        s.app.screen.query_one(Preview).rest()
        assert not scene(s).is_running
        await s.press("home")
        assert scene(s) == Scene("march", "", "moving", "standing")


async def test_the_figure_is_drawn_as_the_settings_wish(stage: Staging, told: dict[str, Any]) -> None:
    wishes = snapshot()["screen"]
    async with stage(snapshot(screen=wishes | {"figure": "half", "reduced_motion": True})) as s:
        await opened(s, told)
        assert scene(s).style == "half"
        assert scene(s).is_still
        await s.push(snapshot(screen=wishes | {"figure": "off"}))
        assert s.app.screen.query_one(Figure).scene is None
        assert not s.app.screen.query_one(Figure).region.area


async def test_region_and_place_narrow_the_list_and_the_cursor_stays(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "r", "r")
        assert here(s).id == HIP
        assert "r front of the hips  p every place" in s.text
        listed = s.app.screen.query_one(StretchList).scene
        assert listed is not None
        assert all("front" in entry.regions for entry in listed.entries)
        await s.press("p", "p")
        assert "on the chair" in s.text
        assert here(s).place == "desk"
        await s.press("p", "p", *"rrrrr")
        assert "r every region  p every place" in s.text


async def test_region_and_place_are_chosen_with_the_mouse_too(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told)
        tabs = s.app.screen.query_one(Tabs)
        await s.pilot.click(Tabs, offset=(4, 0))
        await s.pilot.click(Tabs, offset=(tabs.size.width - 3, 0))
        await s.settle()
        assert "r warming up  p standing" in s.text


@pytest.mark.parametrize("keys", [("c",), ("enter", "c")])
async def test_one_key_leads_to_the_sources(stage: Staging, told: dict[str, Any], keys: tuple[str, ...]) -> None:
    async with stage() as s:
        await opened(s, told)
        assert "deskbreak's own" not in s.text
        await s.press(*keys)
        assert "deskbreak's own" in s.text
        await s.press("escape")
        assert "▸   Split-stance" in s.text


async def test_closer_the_arrows_scroll_and_turn_the_page(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "right", "enter")
        await s.press("down", "down")
        assert here(s).id == HIP
        assert s.app.screen.query_one("#text").scroll_y == 2
        await s.press("right")
        assert here(s).id == "standing-quad"
        assert s.app.screen.query_one("#text").scroll_y == 0
        await s.press("left", "left")
        assert here(s).id == "seated-march"


async def test_the_list_says_why_each_is_left_out(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(size=(60, 20)) as s:
        await opened(s, told)
        rows = [row.split() for row in s.text.split("\n")]
        assert ["×", "Standing", "quad", "stretch", "left", "out"] in rows  # noqa: RUF001 - the sign is meant
        assert any(row[:2] == ["×", "Hip"] and row[-1] == "sciatica" for row in rows)  # noqa: RUF001 - the sign is meant


async def test_no_timer_runs_for_a_figure_nobody_sees(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told)
        preview = s.app.screen.query_one(Preview)
        assert waits(preview)
        await s.press("question_mark")
        assert not waits(preview)
        await s.press("escape")
        assert waits(preview)
        s.app.app_focus = False
        await s.settle()
        assert not waits(preview)
        s.app.app_focus = True
        await s.settle()
        assert waits(preview)
        await s.press("escape")
        assert s.screen == "Dashboard"
        assert not waits(preview)


async def test_nothing_found_is_said(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told | {"stretches": []})
        assert "There is no stretch" in s.text
        await s.press("t", "s", "o", "enter", "down", "r", "p")
        assert s.control.asked() == []


@pytest.mark.parametrize(("keys", "is_out"), [(("o",), True), (("down", "o"), False)])
async def test_one_key_leaves_out_and_lets_back_in(
    stage: Staging,
    told: dict[str, Any],
    keys: tuple[str, ...],
    is_out: bool,
) -> None:
    async with stage(size=(120, 40)) as s:
        await opened(s, told)
        s.control.answers["leave_out"] = snapshot()
        await s.press(*keys)
        assert s.control.asked() == [("leave_out", {"id": here(s).id, "out": is_out}), ("library", {})]
        assert ("is left out" if is_out else "is back") in s.text


async def test_a_stretch_is_tried_as_a_break_of_its_own(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told)
        s.control.answers["try"] = resting()
        await s.press("t")
        assert s.control.asked() == [("try", {"id": HIP})]
        assert s.screen == "RestScreen"


async def test_what_is_left_out_cannot_be_tried_and_a_refusal_is_said(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "down")
        assert "try it" not in s.text
        await s.press("t")
        assert s.control.asked() == []
        s.control.failures["try"] = Refused("left_out", "try")
        await s.press("up", "t")
        assert "let it back in first" in s.text
        assert s.screen == "LibraryScreen"


async def test_mouse_and_page_keys_move_through_it(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told)
        await s.pilot.click(StretchList, offset=(5, 2))
        await s.settle()
        assert here(s).id == "seated-march"
        await s.press("pagedown")
        assert s.app.screen.query_one("#text").scroll_y > 0
        await s.press("pageup")
        assert s.app.screen.query_one("#text").scroll_y == 0
        await s.press("end", "home")
        assert here(s).id == "march"


async def test_the_palette_opens_it_and_a_due_break_is_told_there(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        s.control.answers["library"] = told
        command = next(each for each in commands(s.app.moment) if each[0] == "Library")
        await s.app.run_action(("app", command[2], command[3]))
        await s.settle()
        assert s.screen == "LibraryScreen"
        await s.push(due())
        assert "A break is due" in s.text
        await s.push(resting())
        assert s.screen == "RestScreen"


async def test_the_help_is_about_the_library_there(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(size=(100, 60)) as s:
        await opened(s, told, "question_mark")
        for words in ("Library", "Do this stretch now, as a break", "Never show this in a routine"):
            assert words in s.text


def test_words_of_a_persons_own_stretches_are_made_safe(told: dict[str, Any]) -> None:
    odd = told["stretches"][0] | {"name": "a\x1b[31m\nb", "origin": "/x", "hold_seconds": None, "sides": None}
    (entry,) = read({"stretches": [odd]}).entries
    assert entry.name == "a[31m b"
    assert entry.is_own
    assert entry.sides == {}
    assert read({}).entries == ()


def test_every_key_has_an_id_and_a_tooltip() -> None:
    for _, binding in BindingsMap(LibraryScreen.BINDINGS):
        assert binding.id, binding
        assert binding.tooltip, binding
