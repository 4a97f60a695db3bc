"""The screen's ends: the line to the service, the run from start to end, the colours, and every size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.color import ColorType
from textual.color import Color
from textual.strip import Strip

from deskbreak.errors import NotRunning
from deskbreak.tui import run
from deskbreak.tui.link import PAUSES, Link
from deskbreak.tui.ticker import Ticker
from tests.tui.demo import WIDGETS, Vitrine
from tests.tui_fakes import STATES, FakeControl, FakeTimers, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from rich.color import Color as RichColor

    from deskbreak.tui.app import DeskbreakApp
    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))


@pytest.mark.parametrize("size", SIZES)
async def test_every_state_shows_its_words_at_every_size(stage: Staging, size: tuple[int, int]) -> None:
    words = {
        "sitting": ("Next: move, for 1 minute", "minutes", "seated 21 min", "s start"),
        "due": ("Time to get up", "Start", "Snooze 5 min", "Skip", "3 snoozes left"),
        "snoozed": ("Put off: stretch", "snoozed", "2 snoozes left"),
        "away": ("Away from the desk", "minutes away"),
        "held": ("Held back by a call", "move waits until it ends"),
        "paused": ("Reminders are paused until 17:30",),
        "off": ("Outside working hours",),
        "break": ("Split-stance hip flexor", "left side", "breathe out", "Avoid", "next", "2 of 5", "space pause"),
    }
    async with stage(size=size) as s:
        for state, expected in words.items():
            await s.push(STATES[state])
            for phrase in expected:
                assert phrase in s.text, (state, phrase, s.text)
            lines = s.text.split("\n")
            assert len(lines) == size[1]
            assert s.app.screen.max_scroll_y == 0, state


@pytest.mark.parametrize("size", [(30, 8), (10, 3), (1, 1), (300, 12)])
async def test_it_lives_on_at_any_size(stage: Staging, size: tuple[int, int]) -> None:
    async with stage(size=size) as s:
        for state in STATES:
            await s.push(STATES[state])
        await s.push(STATES["due"])
        await s.press("Z", "escape", "question_mark", "escape", "q", "escape")
        assert s.screen == "Dashboard"


async def test_the_line_gives_up_when_nothing_can_be_reopened() -> None:
    control = FakeControl()
    control.lose()
    heard: list[str] = []
    await Link(control).listen(lambda method, _: heard.append(method), lambda: heard.append("lost"))
    assert heard == ["snapshot", "lost"]


async def test_the_line_waits_longer_each_time_and_never_longer_than_the_last() -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    second = FakeControl(owns_service=True)
    second.lose()

    async def reopen() -> FakeControl:
        if len(waited) < len(PAUSES) + 2:
            raise NotRunning("the service is not running")
        return second

    first = FakeControl()
    first.lose()
    await Link(first, reopen, wait).listen(lambda *_: None, lambda: None)
    assert waited == [*PAUSES, PAUSES[-1], PAUSES[-1]]


class Ended:
    """Stands in for an app that is left at once."""

    return_code = 0

    def __init__(self, control: FakeControl, _reopen: object, **_: Any) -> None:
        self.link = Link(control)

    async def run_async(self) -> None:
        """Nothing to see but that the service is there."""
        await self.link.call("status", {})

    def exit(self, *_: Any) -> None:
        """Nothing to leave."""


@pytest.mark.parametrize("owns", [True, False])
def test_a_service_the_screen_owns_is_stopped_and_another_one_is_not(
    monkeypatch: pytest.MonkeyPatch, *, owns: bool
) -> None:
    control = FakeControl(owns_service=owns)

    async def open_control() -> FakeControl:
        return control

    monkeypatch.setattr(run, "DeskbreakApp", Ended)
    assert run.run_screen(open_control) == 0
    assert control.calls == [("status", {}), *([("stop", {})] if owns else [])]
    assert control.is_closed


async def test_themes_of_textual_can_be_worn(stage: Staging) -> None:
    async with stage() as s:
        for name in ("textual-light", "nord", "ansi-dark"):
            assert name in s.app.available_themes
            s.app.theme = name
            await s.settle()
        assert "minutes" in s.text


async def test_without_colour_the_screen_still_says_everything(stage: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage(STATES["due"]) as s:
        for theme in ("deskbreak-light", "nord"):
            await s.push(STATES["due"] | {"screen": {**snapshot()["screen"], "theme": theme}})
            assert {color.type for color in _colors(s.app)} == {ColorType.DEFAULT}
        assert "Start" in s.text


async def test_an_unknown_theme_is_said(stage: Staging) -> None:
    async with stage(snapshot(screen={**snapshot()["screen"], "theme": "nightfall"})) as s:
        assert "No theme is called nightfall" in s.text
        assert s.app.theme == "deskbreak"


def _colors(app: DeskbreakApp) -> list[RichColor]:
    """Every colour that can be seen in the terminal."""
    found = []
    for line in app.screen._compositor.render_full_update().strips:
        strip = Strip.join(list(line))
        for line_filter in app.get_line_filters():
            strip = strip.apply_filter(line_filter, Color(0, 0, 0))
        for segment in strip:
            style = segment.style
            if style is not None:
                found += [color for color in (style.color if segment.text.strip() else None, style.bgcolor) if color]
    return found


@pytest.mark.parametrize("name", sorted(WIDGETS))
async def test_each_widget_can_be_seen_alone(name: str) -> None:
    app = Vitrine(name)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        lines = [Strip.join(list(line)).text for line in app.screen._compositor.render_full_update().strips]
        assert "".join(lines).strip()


def test_the_ticker_keeps_one_timer() -> None:
    timers = FakeTimers()
    ticker = Ticker(lambda: None, timers)
    ticker.arm(5)
    ticker.arm(3)
    assert [handle.seconds for handle in timers.running] == [3]
    ticker.arm(None)
    assert timers.running == []
    ticker.disarm()


async def test_an_event_is_no_snapshot(stage: Staging) -> None:
    async with stage() as s:
        s.control._inbox.put_nowait(("event", {"event": "break_due"}))
        await s.push(snapshot(state="off", accruing=False, next=None))
        assert "Outside working hours" in s.text
