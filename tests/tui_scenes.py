"""Every screen and dialog of the app with sample data, for its pictures, its looks and its checks of contrast.

A scene is a state, keys pressed in it, and what the service sends after that; the clock stands.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from deskbreak.body.questions import form as questions
from deskbreak.routine.files import load_catalogue
from deskbreak.routine.plan import PlanRequest
from deskbreak.routine.planner import plan
from deskbreak.routine.session import Session
from deskbreak.service.library import library
from deskbreak.service.settings_form import form
from deskbreak.settings.load import load
from deskbreak.settings.model import Routine
from deskbreak.tui.app import DeskbreakApp
from deskbreak.tui.ticker import Ticker
from tests import habit
from tests.tui_fakes import STATES, FakeControl, FakeTimers, HandClock, snapshot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import App
    from textual.pilot import Pilot

SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))
SMALL = ((80, 3), (200, 3), (24, 40), (24, 16))
"""Strips and columns, in which the dashboard takes its compact form."""
SECTIONS = ("", "snooze", "skip")
KEYS = ("keys.app.help", "keys.break.start", "keys.break.snooze", "keys.break.skip")
TESTS = ["notification", "sound", "tones", "speech"]
CLASH = {
    "problem": 'one key for two things: found "z", which is the key of break.snooze too (dashboard)',
    "warning": "",
}
"""Of the settings: enough to see the layout, few enough not to change with every new key."""
ACCOUNT = [
    "No prompt for move is shown, because of a call.",
    "move is owed: 31 min of sitting, and a break every 30 min.",
    "A call holds it back: microphone in use by zoom since 13:31.",
    "Once the call is over you are told within 10 s.",
    "Seated for 21 min; the last input was seen 3 s ago by x11.",
    "Notifications are shown by dbus.",
]
ASKING = {"can_say": True, "said": None, "hold_seconds": 30.0, "level": "usual"}
STILL = {**snapshot()["screen"], "reduced_motion": True}
_SETTINGS = '[snooze]\ndefault = "7m"\n\n[routine]\nplaces = ["standing", "floor"]\n'


@dataclass(frozen=True)
class Scene:
    """What is done before the picture is taken; `answers` are the service's, `then` what it sends after the keys."""

    first: dict[str, Any]
    keys: tuple[str, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    then: dict[str, Any] | None = None
    sizes: tuple[tuple[int, int], ...] = SIZES


def routine(elapsed: float, *places: str) -> dict[str, Any]:
    """A four-minute routine of the shipped catalogue, that far on."""
    made = plan(
        load_catalogue().catalogue, PlanRequest(240, sitting_seconds=3600, places=places or ("standing",), seed=3)
    )
    return Session(made, 240).snapshot(elapsed)


def resting(elapsed: float, *places: str, paused: bool = False) -> dict[str, Any]:
    """A break led by it."""
    about = {"kind": "stretch", "length_seconds": 240.0, "rested_seconds": elapsed, "paused": paused}
    return snapshot(
        state="break", accruing=False, sitting_seconds=0.0, **{"break": about}, routine=routine(elapsed, *places)
    )


def named(state: dict[str, Any], name: str) -> dict[str, Any]:
    """A state whose longer break, and every stretch of it, is called this."""
    return {key: value if key == "screen" else _renamed(value, name) for key, value in state.items()}


def _renamed(told: Any, name: str) -> Any:
    if isinstance(told, dict):
        steps = {"name": name, "instructions": [name] * 3} if "instructions" in told else {}
        return {key: _renamed(value, name) for key, value in told.items()} | steps
    if isinstance(told, list):
        return [_renamed(each, name) for each in told]
    return name if told == "stretch" else told


def after() -> dict[str, Any]:
    """What the service says once that break is over."""
    week = {"days": 3, "goal": [3, 5], "regions": {"front": 4, "back": 3, "outer": 0, "inner": 0, "low-back": 1}}
    return snapshot(week=week, effort=ASKING)


@cache
def scenes() -> dict[str, Scene]:
    """Every scene by its name."""
    catalogue = load_catalogue().catalogue
    with TemporaryDirectory() as folder:
        history = Path(folder) / "history.db"
        habit.fill(history)
        periods = {name: habit.told(history, name) for name in ("day", "week", "month", "year")}
        settings = _settings(Path(folder))
    shelf = library(catalogue, Routine(left_out=("standing-quad",), leave_out=("sciatica",)))
    setup = questions(catalogue, lambda key: {"routine.places": ["standing"]}.get(key, []))
    account = {"why": {"text": ACCOUNT}}
    told = {"settings": settings, "check": {"problem": "no duration: write 5m", "warning": ""}}
    seated, still = STATES["sitting"], snapshot(screen=STILL)
    return {
        **{f"dashboard-{name}": Scene(state) for name, state in STATES.items() if not name.startswith("break")},
        **{f"compact-{name}": Scene(STATES[name], sizes=SMALL) for name in ("sitting", "due", "held", "problems")},
        "compact-break": Scene(resting(85.0), sizes=SMALL),
        "dashboard-wide": Scene(named(STATES["due"], "腰と太ももの伸ばし")),
        "dashboard-right-to-left": Scene(named(STATES["snoozed"], "מתיחה")),
        "dashboard-explained": Scene(seated, ("left",) * 4),
        "break-warm-up": Scene(resting(10.0)),
        "break-change": Scene(resting(66.0)),
        "break-hold": Scene(resting(85.0)),
        "break-floor": Scene(resting(160.0, "floor")),
        "break-paused": Scene(resting(85.0, paused=True)),
        "break-walking": Scene(STATES["break-walking"]),
        "break-plain": Scene(STATES["break-plain"]),
        "break-wide": Scene(named(resting(85.0), "腰と太ももの伸ばし")),
        "break-hurts": Scene(resting(85.0), ("h",)),
        "closing": Scene(resting(239.5), then=after()),
        "compact-closing": Scene(resting(239.5), then=after(), sizes=SMALL),
        "closing-early": Scene(resting(130.0), then=after()),
        "closing-said": Scene(resting(239.5), then=after() | {"effort": ASKING | {"said": "harder"}}),
        **{f"history-{name}": Scene(seated, ("H",), {"statistics": told}) for name, told in periods.items()},
        "history-export": Scene(seated, ("H", "x"), {"statistics": periods["week"]}),
        "settings": Scene(seated, ("comma", "down"), told),
        "settings-try": Scene(seated, ("comma", "t"), told, sizes=SIZES[:2]),
        "settings-search": Scene(seated, ("comma", "slash", *"snooze"), told, sizes=SIZES[:2]),
        "settings-choices": Scene(seated, ("comma", "home"), told, sizes=SIZES[:2]),
        "settings-keys": Scene(seated, ("comma", "end", "enter", "x"), told | {"check": CLASH}),
        "settings-typing": Scene(seated, ("comma", "down", "enter", "x"), told),
        "library": Scene(still, ("l", "down", "down"), {"library": shelf}),
        "library-entry": Scene(still, ("l", "down", "down", "enter"), {"library": shelf}),
        "library-left-out": Scene(still, ("l", "down", "down", "down"), {"library": shelf}),
        "library-sources": Scene(still, ("l", "down", "down", "c"), {"library": shelf}),
        "why": Scene(STATES["held"], ("w",), account),
        "help": Scene(seated, ("question_mark",)),
        "help-break": Scene(resting(47.0), ("question_mark",)),
        "snooze": Scene(STATES["due"], ("Z",)),
        "palette": Scene(seated, ("ctrl+p",)),
        "palette-typed": Scene(seated, ("ctrl+p", *"pau")),
        "themes": Scene(seated, ("ctrl+p", *"other", "enter")),
        "quit-owing": Scene(STATES["due"], ("q",)),
        "quit-break": Scene(resting(47.0), ("q",)),
        "setup-places": Scene(snapshot(set_up=False), (), {"setup": setup, "asked": snapshot()}),
        "setup-tight": Scene(snapshot(set_up=False), ("n",), {"setup": setup, "asked": snapshot()}),
        "setup-leave-out": Scene(snapshot(set_up=False), ("n", "n"), {"setup": setup, "asked": snapshot()}),
    }


def _settings(folder: Path) -> dict[str, Any]:
    config = folder / "deskbreak.toml"
    config.write_text(_SETTINGS)
    found = form(load(config, {}))
    for each in found["keys"]:
        each["origin"] = each["origin"].replace(str(folder), "/home/a")
    keys = [each for each in found["keys"] if each["section"] in SECTIONS or each["key"] in KEYS]
    return found | {"write_path": "/home/a/deskbreak.toml", "keys": keys, "tests": TESTS}


@asynccontextmanager
async def opened(scene: Scene, size: tuple[int, int], theme: str = "deskbreak") -> AsyncIterator[Pilot[int]]:
    """The app in this scene."""
    first = scene.first | {"screen": scene.first["screen"] | {"theme": theme}}
    control, timers = FakeControl(first), FakeTimers()
    control.answers |= scene.answers
    app = DeskbreakApp(control, clock=HandClock(), ticker=lambda tick: Ticker(tick, timers))
    async with app.run_test(size=size) as pilot:
        await _settled(pilot)
        for key in scene.keys:
            await pilot.press(key)
            await _settled(pilot)
        if scene.then is not None:
            control.push(scene.then | {"screen": scene.then["screen"] | {"theme": theme}})
        await _settled(pilot)
        yield pilot


def text(app: App[int]) -> str:
    """What the app shows, as lines without blanks at their ends."""
    update = app.screen._compositor.render_full_update()
    rows = ("".join(part.text for part in strip).rstrip() for strip in update.strips)
    return "\n".join(rows) + "\n"


async def drawn(scene: Scene, size: tuple[int, int], theme: str = "deskbreak") -> str:
    """The scene as SVG."""
    async with opened(scene, size, theme) as pilot:
        # Without this some programs drop the blanks with which a piece of text begins.
        svg = pilot.app.export_screenshot(title="deskbreak")
        return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


async def _settled(pilot: Pilot[int]) -> None:
    for _ in range(2):
        await pilot.pause()
    pilot.app.screen._refresh_layout()
