"""The settings screen shows the service's form, asks it to check and to change, and decides nothing by itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Offset
from textual.widgets import Input

from deskbreak.errors import UsageError
from deskbreak.keymap import USUAL
from deskbreak.service.settings_form import form
from deskbreak.settings.load import load
from deskbreak.tui import lending
from deskbreak.tui.draw.ink import width_of
from deskbreak.tui.form import read
from deskbreak.tui.screens import settings
from deskbreak.tui.widgets.fieldlist import FieldList, Listed
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.tabs import Options
from tests.tui_fakes import STATES, due, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.app import App

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

TEXT = '[snooze]\ndefault = "7m"  # mine\n\n[screen]\nseconds = "always"\n'
TESTS = ["notification", "sound", "speech"]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "deskbreak.toml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def told(config: Path) -> dict[str, Any]:
    return form(load(config, {})) | {"tests": TESTS}


async def opened(s: Stage, told: dict[str, Any], key: str = "") -> None:
    """The screen, with the cursor on a key."""
    s.control.answers |= {"settings": told, "check": {"problem": "", "warning": ""}}
    await s.press("comma")
    assert s.screen == "SettingsScreen"
    listed = s.app.screen.query_one(FieldList)
    assert listed.scene is not None
    if key:
        listed.move_to([field.key for field in listed.scene.fields].index(key))
        await s.settle()
    s.control.calls.clear()


async def test_every_key_is_there_with_its_value(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(size=(120, 300)) as s:
        await opened(s, told)
        text = s.text
        for each in told["keys"]:
            assert each["key"].removeprefix(f"{each['section']}.") in text, each["key"]
        assert f"{len(told['keys'])} settings" in text


async def test_the_one_under_the_cursor_is_explained(stage: Staging, told: dict[str, Any], config: Path) -> None:
    async with stage(size=(400, 60)) as s:  # so wide that no path of a temporary folder is broken into lines
        await opened(s, told, "snooze.default")
        for words in (
            "How long the Snooze button puts a break off.",
            "A duration such as",
            "Default: 5m.",
            "Set in",
            "deskbreak.toml:2",
            f"Changes go to {config}",
        ):
            assert words in s.text
        assert "• default" in s.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_it_fits_every_size(stage: Staging, told: dict[str, Any], size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        await opened(s, told, "hold.fullscreen_ignore")
        await s.press("enter")
        value = s.app.screen.query_one("#value", Input)
        assert value.has_focus
        assert value.region.bottom < size[1]
        assert {len(row) for row in s.text.split("\n")} == {size[0]}


async def test_what_is_typed_is_checked_by_the_service_at_once(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        s.control.answers["check"] = {"problem": 'not a duration: found "7mx"', "warning": ""}
        await s.press("enter", "x")
        assert s.control.asked() == [("check", {"key": "snooze.default", "value": "7mx"})]
        assert '✗ not a duration: found "7mx"' in s.text
        s.control.answers["check"] = {"problem": "", "warning": "as long as the shortest `every`"}
        await s.press("backspace")
        assert "! as long as the shortest" in s.text
        s.control.answers["check"] = {"problem": "", "warning": ""}
        await s.press("0")
        assert "✓ Enter writes it" in s.text


async def test_enter_writes_and_shows_what_counts_now(stage: Staging, told: dict[str, Any], config: Path) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        config.write_text(TEXT.replace("7m", "9m"))
        s.control.answers |= {"set": snapshot(), "settings": form(load(config, {}))}
        await s.press("enter", "backspace", "backspace", *"9m", "enter")
        assert ("set", {"key": "snooze.default", "value": "9m"}) in s.control.asked()
        assert "✓ Written" in s.text
        assert s.app.screen.query_one(FieldList).has_focus


async def test_enter_right_after_a_move_is_about_the_setting_moved_to(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        screen = s.app.screen
        assert isinstance(screen, settings.SettingsScreen)
        screen.query_one(FieldList).action_move(1)
        screen.action_change()
        assert screen.query_one("#value", Input).value == "3"
        await s.settle()
        assert screen.query_one("#value", Input).value == "3"


@pytest.mark.parametrize("method", ["settings", "check", "set"])
async def test_an_answer_that_comes_when_the_screen_is_left_does_no_harm(
    stage: Staging, told: dict[str, Any], method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        s.control.answers["set"] = snapshot()
        late, answer = asyncio.Event(), s.control.call

        async def call(asked: str, params: dict[str, Any] | None = None) -> Any:
            if asked == method:
                await late.wait()
            return await answer(asked, params)

        monkeypatch.setattr(s.control, "call", call)
        await s.press("enter", "backspace", "s", "enter", "escape", "escape")
        assert s.screen == "Dashboard"
        late.set()
        await s.settle()
        assert s.app.is_running


async def test_a_refused_value_stays_to_be_put_right(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        s.control.failures["set"] = UsageError("snooze.default: not a duration")
        await s.press("enter", "x", "enter")
        assert "snooze.default: not a duration" in s.text
        value = s.app.screen.query_one("#value", Input)
        assert (value.has_focus, value.value) == (True, "7mx")


async def test_what_wins_over_the_file_is_said(stage: Staging, told: dict[str, Any], config: Path) -> None:
    environ = {"DESKBREAK_PROMPT__WARN_BEFORE": "2m"}
    async with stage(size=(120, 40)) as s:
        await opened(s, form(load(config, environ)) | {"tests": TESTS}, "prompt.warn_before")
        assert "Set by environment" in s.text
        s.control.answers["set"] = snapshot()
        await s.press("enter", "enter")
        assert "but environment wins" in s.text


async def test_space_goes_through_the_few_values_there_are(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "screen.seconds")
        await s.press("space")
        assert s.control.asked() == [("set", {"key": "screen.seconds", "value": "never"})]
        s.control.calls.clear()
        await opened_again(s, "skip.allowed")
        await s.press("space")
        assert s.control.asked() == [("set", {"key": "skip.allowed", "value": "false"})]


async def test_enter_too_takes_the_next_of_the_few_values_there_are(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "skip.allowed")
        assert "● true   ○ false" in s.text
        await s.press("enter")
        assert s.control.asked() == [("set", {"key": "skip.allowed", "value": "false"})]
        assert s.app.screen.query_one(FieldList).has_focus


async def test_one_of_the_few_values_is_taken_with_the_mouse(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "profile")
        await s.pilot.click(Options, offset=Offset(4, 1))
        await s.settle()
        assert s.control.asked() == [("set", {"key": "profile", "value": "research-30-5"})]


async def test_every_key_of_the_screen_is_a_setting_and_says_what_it_does(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(size=(120, 40)) as s:
        await opened(s, told, "keys.app.help")
        assert "Show every key. Works everywhere." in s.text
        listed = s.app.screen.query_one(FieldList).scene
        assert listed is not None
        keys = {field.name: field for field in listed.fields if field.section == "keys"}
        assert set(keys) == set(USUAL)
        assert (keys["app.help"].value, keys["break.start"].value) == ("?", "s, enter")
        assert all(". Works" in field.doc for name, field in keys.items() if not name.startswith("focus."))


async def test_while_a_value_is_typed_the_row_of_keys_says_how_to_write_it(
    stage: Staging, told: dict[str, Any]
) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        await s.press("enter", "x")
        keys = s.app.screen.query_one(KeyRow)
        assert [key.label for key in keys.scene or ()][:2] == ["save", "back"]
        row = "".join(ink.text for ink in keys.draw(keys.scene or (), keys.size.width, 1)[0])
        await s.pilot.click(KeyRow, offset=Offset(row.index("save"), 1))
        await s.settle()
        assert ("set", {"key": "snooze.default", "value": "7mx"}) in s.control.asked()


async def opened_again(s: Stage, key: str) -> None:
    listed = s.app.screen.query_one(FieldList)
    assert listed.scene is not None
    listed.move_to([field.key for field in listed.scene.fields].index(key))
    await s.settle()


async def test_only_what_the_file_sets_can_be_set_back(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        s.control.answers["reset"] = snapshot()
        await s.press("r")
        assert s.control.asked()[0] == ("reset", {"key": "snooze.default"})
        s.control.calls.clear()
        await opened_again(s, "prompt.warn_before")
        await s.press("r", "space")
        assert s.control.asked() == []


async def test_a_search_narrows_the_list_and_escape_takes_it_back(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told)
        await s.press("slash", *"snooze", "down")
        listed = s.app.screen.query_one(FieldList)
        assert listed.has_focus
        assert listed.scene is not None
        assert {field.section for field in listed.scene.fields} == {"snooze", "keys"}
        assert all("snooze" in f"{field.key} {field.doc}".lower() for field in listed.scene.fields)
        await s.press("escape")
        assert len(listed.scene.fields) == len(told["keys"])
        await s.press("escape")
        assert s.screen == "Dashboard"


async def test_a_search_for_nothing_there_says_so(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told)
        await s.press("slash", *"zzz")
        assert "No setting has these words in it" in " ".join(s.text.split())
        await s.press("enter", "enter", "space", "r", "down", "up", "end")
        assert s.control.asked() == []


async def test_letters_are_typed_and_not_taken_for_keys(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "cues.voice")
        await s.press("enter", *"erqt/?")
        assert s.screen == "SettingsScreen"
        assert s.app.screen.query_one("#value", Input).value == "erqt/?"
        await s.press("escape")
        assert s.app.screen.query_one("#value", Input).value == ""
        assert {method for method, _ in s.control.asked()} == {"check"}


async def test_the_list_works_with_the_mouse(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(size=(120, 40)) as s:
        await opened(s, told)
        await s.pilot.click(FieldList, offset=Offset(6, 3))
        await s.settle()
        assert "breaks.move.name" in s.text
        await s.pilot.click(FieldList, offset=Offset(6, 3))
        await s.settle()
        assert s.app.screen.query_one("#value", Input).has_focus


async def test_the_editor_gets_the_file_and_what_it_left_is_read_again(
    stage: Staging, told: dict[str, Any], config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent: list[str] = []

    async def edited(_app: App[Any], path: str) -> str:
        lent.append(path)
        return ""

    monkeypatch.setattr(settings, "edited", edited)
    async with stage() as s:
        await opened(s, told)
        s.control.answers["reload"] = snapshot(config_problems=["deskbreak.toml:3: snooze.default: no duration"])
        await s.press("e")
        assert lent == [str(config)]
        asked = [method for method, _ in s.control.asked()]
        assert asked[0] == "reload"
        assert set(asked[1:]) == {"settings"}
        assert "deskbreak.toml:3" in s.text


async def test_while_the_terminal_is_lent_nothing_is_drawn(stage: Staging) -> None:
    async with stage() as s:
        before = s.text
        s.app.is_lent = True
        await s.push(due())
        assert s.text == before
        s.app.is_lent = False
        s.app.tick()
        await s.settle()
        assert "Start" in s.text


async def test_where_a_terminal_cannot_be_lent_it_says_what_to_do(stage: Staging) -> None:
    async with stage() as s:
        assert "deskbreak config edit" in await lending.edited(s.app, "/nowhere")
        assert not s.app.is_lent


@pytest.mark.parametrize(
    ("key", "call"),
    [
        ("1", ("notify_test", {"sound": False})),
        ("2", ("notify_test", {"sound": True})),
        ("3", ("cues_test", {"what": "speech"})),
    ],
)
async def test_what_is_heard_and_seen_can_be_tried(
    stage: Staging, told: dict[str, Any], key: str, call: tuple[str, dict[str, Any]]
) -> None:
    async with stage() as s:
        await opened(s, told)
        s.control.answers |= {"notify_test": {"backend": "dbus"}, "cues_test": {"player": "espeak-ng"}}
        await s.press("t", key)
        assert s.control.asked() == [call]
        assert ("by way of dbus" in s.text) == (key != "3")


async def test_what_is_changed_in_the_file_meanwhile_is_shown(
    stage: Staging, told: dict[str, Any], config: Path
) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        config.write_text(TEXT.replace("7m", "9m"))
        s.control.answers["settings"] = form(load(config, {})) | {"tests": TESTS}
        await s.push(snapshot())
        assert s.app.screen.query_one("#value", Input).value == "9m"


async def test_what_is_changed_in_the_file_meanwhile_leaves_what_is_typed_here(
    stage: Staging, told: dict[str, Any], config: Path
) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        await s.press("enter", "x")
        config.write_text(TEXT.replace("7m", "9m"))
        s.control.answers["settings"] = form(load(config, {})) | {"tests": TESTS}
        await s.push(snapshot())
        assert s.app.screen.query_one("#value", Input).value == "7mx"
        await s.press("escape")
        assert s.app.screen.query_one("#value", Input).value == "9m"


async def test_a_break_leaves_what_is_half_typed_and_comes_back_to_it(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        await s.press("enter", "x")
        s.app.app_focus = False  # the person clicks on the notification, then on the terminal
        await s.push(STATES["break-plain"])
        s.app.app_focus = True
        assert s.screen == "RestScreen"
        await s.push(snapshot())
        assert s.screen == "ClosingScreen"
        await s.press("escape")
        assert s.screen == "SettingsScreen"
        await s.press("y")
        assert s.app.screen.query_one("#value", Input).value == "7mxy"


async def test_after_a_break_a_form_with_nothing_typed_gives_way_to_the_dashboard(
    stage: Staging, told: dict[str, Any]
) -> None:
    async with stage() as s:
        await opened(s, told, "snooze.default")
        await s.press("enter")
        await s.push(STATES["break-plain"])
        await s.push(snapshot())
        await s.press("escape")
        assert s.screen == "Dashboard"


async def test_a_break_that_is_due_is_told_here_too(stage: Staging, told: dict[str, Any]) -> None:
    async with stage() as s:
        await opened(s, told)
        await s.push(due())
        assert "A break is due" in s.text


async def test_what_is_wrong_in_the_file_is_said(stage: Staging, told: dict[str, Any]) -> None:
    async with stage(STATES["problems"], size=(120, 40)) as s:
        await opened(s, told)
        assert "deskbreak.toml:12: snooze.default" in s.text


@given(st.integers(1, 120), st.integers(1, 60), st.integers(0, 59))
def test_the_cursor_is_always_in_sight(width: int, height: int, cursor: int) -> None:
    fields = read(form(load(None, {"HOME": "/nowhere", "XDG_CONFIG_DIRS": "/nowhere"}))).fields
    scene = Listed(fields, min(cursor, len(fields) - 1))
    rows = FieldList(scene).draw(scene, width, height)
    assert len(rows) <= height
    assert sum(row[0].text.startswith("▸") for row in rows if row) == 1
    if width >= 30:
        assert all(width_of(row) <= width for row in rows)
