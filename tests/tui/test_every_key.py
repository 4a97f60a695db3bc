"""Every key of every screen, pressed where it is offered, and every key, answer and tab of the screens, clicked.

What is asked for is noted and not done, so that one screen serves for all of its keys; what each does, other tests say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from textual.actions import parse
from textual.app import App
from textual.geometry import Offset
from textual.widgets import Input

from deskbreak.keymap import USUAL
from deskbreak.tui.draw.ink import plain_text
from deskbreak.tui.widgets.chip import Chip
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.tabs import Tabs
from tests.tui.conftest import turn_the_loop
from tests.tui.test_keys import bindings, is_numbered
from tests.tui_scenes import opened, scenes

if TYPE_CHECKING:
    from textual.pilot import Pilot

Call = tuple[str, tuple[object, ...]]

FOCUS: Final = ("focus.next", "focus.back")
DIALOG: Final = (*FOCUS, "dialog.next", "dialog.back", "dialog.cancel", "chip.press")
PLACES: Final[dict[str, tuple[str, ...]]] = {
    "dashboard-sitting": (
        "app.help", "app.palette", "app.quit", "app.leave", "app.stop", "break.start", "reminders.pause",
        "open.history", "open.library", "open.settings", "open.why", "day.earlier",
    ),
    "dashboard-explained": ("day.later", "day.leave"),
    "dashboard-due": ("break.snooze", "break.snooze_for", "break.skip", *FOCUS),
    "dashboard-paused": ("reminders.resume",),
    "break-hold": ("rest.pause", "rest.back", "rest.next", "rest.hurts", "rest.finish"),
    "break-paused": ("rest.go_on",),
    "break-hurts": ("rest.read",),
    "closing": ("closing.easier", "closing.right", "closing.harder", "closing.leave", *FOCUS),
    "history-week": (
        "history.up", "history.down", "history.page_up", "history.page_down", "history.top", "history.end",
        "history.earlier", "history.back", "history.day", "history.week", "history.month", "history.year",
        "history.export",
    ),
    "history-earlier": ("history.later", "history.today"),
    "history-export": ("export.1", "export.2", "export.3", "export.4"),
    "library": (
        "library.try", "library.closer", "library.back", "library.sources", "library.side", "library.leave_out",
        "library.region", "library.place", "library.up", "library.down", "library.first", "library.last",
        "library.more", "library.less",
    ),
    "library-entry": ("library.before", "library.after"),
    "library-left-out": ("library.let_in",),
    "settings": (
        "settings.change", "settings.back", "settings.reset", "settings.search", "settings.edit", "settings.test",
        "settings.up", "settings.down", "settings.far_up", "settings.far_down", "settings.first", "settings.last",
        *FOCUS,
    ),
    "settings-choices": ("settings.cycle",),
    "settings-typing": ("settings.save",),
    "settings-search": ("settings.to_list",),
    "settings-try": ("try.1", "try.2", "try.3", "try.4"),
    "why": ("why.up", "why.down", "why.page_up", "why.page_down", "why.back"),
    "help": ("help.close",),
    "snooze": ("snooze.1", "snooze.2", "snooze.3", "snooze.4", *DIALOG),
    "quit-owing": ("quit.leave", "quit.stay"),
    "setup-leave-out": ("setup.1", "setup.9", "setup.a", "setup.none", "setup.next"),
}  # fmt: skip
"""In which scene each is offered."""
CLICKED: Final = (
    "dashboard-due", "closing", "history-week", "history-export", "library", "settings", "why", "snooze", "quit-owing",
    "setup-places",
)  # fmt: skip


class Noted(list[Call]):
    """Every action a key or a click leads to, in place of the app's way to it."""

    async def note(self, namespace: object, name: str, params: tuple[object, ...]) -> bool:
        if isinstance(namespace, Input) and name.startswith("scroll"):
            return False  # an input of one row leaves the arrows to the screen
        self.append((name, params))
        return True


def keys_of(name: str) -> tuple[str, ...]:
    """The keys of an id; those of numbered answers are their numbers."""
    return USUAL[name].keys if name in USUAL else (name.partition(".")[2],)


def action_of(name: str) -> set[Call]:
    """What its binding asks for."""
    return {parse(binding.action)[1:] for _, binding in bindings() if binding.id == name}


def test_no_key_is_left_out() -> None:
    tried = {name for names in PLACES.values() for name in names}
    assert set(USUAL) <= tried
    assert {name.partition(".")[0] for name in tried - set(USUAL)} == {
        (binding.id or "").partition(".")[0] for _, binding in bindings() if is_numbered(binding.id or "")
    }


@pytest.mark.parametrize("place", PLACES)
async def test_every_key_asks_for_what_it_is_bound_to(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Noted()
    scene = scenes()["history-week" if place == "history-earlier" else place]
    if place == "history-earlier":
        week = scene.answers["statistics"] | {"start": "2026-11-09", "end": "2026-11-16"}
        scene = scene.__class__(scene.first, scene.keys, {"statistics": week})
    async with opened(scene, (80, 24)) as pilot:
        monkeypatch.setattr(App, "_dispatch_action", asked.note)
        for name in PLACES[place]:
            for key in keys_of(name):
                asked.clear()
                await pilot.press(key)
                assert set(asked) & action_of(name), (name, key, asked)
        monkeypatch.undo()


@pytest.mark.parametrize("place", CLICKED)
async def test_every_key_answer_and_tab_that_is_shown_can_be_clicked(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Noted()
    async with opened(scenes()[place], (120, 40)) as pilot:
        monkeypatch.setattr(App, "_dispatch_action", asked.note)
        for chip in pilot.app.screen.query(Chip):
            if chip.region.area and chip.scene is not None:
                assert await clicked(pilot, asked, chip, Offset(1, 0)) == parse(chip.scene.action)[1:]
        for row in pilot.app.screen.query(KeyRow):
            text = plain_text(row.draw(row.scene or (), row.size.width, row.size.height))
            for key in row.scene or ():
                assert f"{key.display} {key.label}" in text
                place_of = Offset(text.index(f"{key.display} {key.label}"), row.size.height - 1)
                found = await clicked(pilot, asked, row, place_of + row.gutter.top_left)
                assert found == parse(key.action)[1:]
        for tabs in pilot.app.screen.query(Tabs):
            for tab in tabs.scene or ():
                place_of = Offset(plain_text(tabs.draw(tabs.scene or (), 80, 1)).index(tab.word), 0)
                assert await clicked(pilot, asked, tabs, place_of) == parse(tab.action)[1:]
        monkeypatch.undo()


async def clicked(pilot: Pilot[int], asked: Noted, widget: Any, offset: Offset) -> Call | None:
    """What a click there asks for."""
    asked.clear()
    await pilot.click(widget, offset=offset)
    await turn_the_loop()
    return asked[-1] if asked else None
