"""Keys can be changed by the ids of what they do; the row of keys, the chips and the help follow."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

import deskbreak.tui
from deskbreak.keymap import USUAL
from deskbreak.tui.widgets.keyrow import KeyRow
from tests.tui_fakes import STATES, due, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from textual.binding import Binding

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]


def wearing(first: dict[str, Any], keys: object) -> dict[str, Any]:
    """A snapshot with keys of the person's own."""
    return {**first, "screen": {**first["screen"], "keys": keys}}


def bindings() -> Iterator[tuple[type, Binding]]:
    """Every binding there is in the screen, with the class that has it."""
    for module in pkgutil.walk_packages(deskbreak.tui.__path__, "deskbreak.tui."):
        for owner in vars(import_module(module.name)).values():
            if inspect.isclass(owner) and owner.__module__ == module.name:
                for binding in vars(owner).get("BINDINGS", ()):
                    yield owner, binding


def is_numbered(name: str) -> bool:
    """Whether it is one of many answers, whose key is the number or letter it is shown with."""
    return len(name.split(".")[1]) == 1


def test_the_settings_know_every_key_of_the_screen() -> None:
    found = {
        binding.id: tuple(binding.key.split(",")) for _, binding in bindings() if not is_numbered(binding.id or "")
    }
    assert found == {name: usual.keys for name, usual in USUAL.items()}


def test_every_binding_has_an_id_and_words_for_the_help() -> None:
    for owner, binding in bindings():
        assert binding.id, (owner, binding)
        assert binding.tooltip, (owner, binding)


KEYS = {"break.skip": ["x", "f5"], "reminders.pause": ["u"], "break.start": ["g"], "app.help": ["f1"]}


async def test_a_key_of_ones_own_replaces_the_usual_one(stage: Staging) -> None:
    async with stage(wearing(due(), KEYS)) as s:
        await s.press("k", "s", "enter")
        assert s.control.asked() == []
        await s.press("x", "f5", "g")
        assert [method for method, _ in s.control.asked()] == ["skip", "skip", "start"]
        await s.press("question_mark")
        assert s.screen == "Dashboard"


async def test_a_key_shared_by_design_is_left_to_the_other(stage: Staging) -> None:
    async with stage(wearing(snapshot(), KEYS)) as s:
        await s.press("u", "p")
        assert s.control.asked() == [("pause", {})]
        await s.push(wearing(STATES["paused"], KEYS))
        await s.press("u", "p")
        assert s.control.asked() == [("pause", {}), ("resume", {})]


async def test_two_can_change_places(stage: Staging) -> None:
    async with stage(wearing(due(), {"break.skip": ["z"], "break.snooze": ["k"]})) as s:
        await s.press("z", "k")
        assert [method for method, _ in s.control.asked()] == ["skip", "snooze"]


async def test_what_is_shown_follows(stage: Staging) -> None:
    async with stage(wearing(snapshot(), KEYS), size=(100, 60)) as s:
        assert "g start" in s.text
        assert "u pause" in s.text
        await s.push(wearing(due(), KEYS))
        for words in ("Start  g", "Skip  f5", "Snooze 5 min  z"):
            assert words in s.text
        await s.press("f1")
        assert s.screen == "HelpDialog"
        assert "x f5" in s.text


async def test_a_key_of_ones_own_has_the_place_of_the_usual_one(stage: Staging) -> None:
    async with stage(wearing(snapshot(), {"break.start": ["g"]}), size=(100, 60)) as s:
        keys = s.app.screen.query_one(KeyRow).scene
        assert keys is not None
        assert keys[0].display == "g"
        await s.press("question_mark")
        text = s.text
        assert text.index("Start the break") < text.index("Give this break up")


async def test_changed_settings_change_the_keys_at_once(stage: Staging) -> None:
    async with stage() as s:
        assert "s start" in s.text
        await s.push(wearing(snapshot(), KEYS))
        assert "g start" in s.text
        await s.push(wearing(snapshot(), {}))
        assert "s start" in s.text
        await s.press("s")
        assert s.control.asked() == [("start", {})]


@pytest.mark.parametrize("told", [None, 3, {"no.such": ["x"]}, {"break.skip": "x"}, {"break.skip": ["hyper"]}])
async def test_what_is_not_understood_changes_nothing(stage: Staging, told: object) -> None:
    async with stage(wearing(due(), told)) as s:
        await s.press("k")
        assert [method for method, _ in s.control.asked()] == ["skip"]
