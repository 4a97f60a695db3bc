"""The app on a fake control, with its clock and its one timer in the test's hands."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from textual.css.stylesheet import Stylesheet

from deskbreak.tui.app import DeskbreakApp
from deskbreak.tui.ticker import Ticker
from tests.tui_fakes import FakeControl, FakeTimers, HandClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from textual.pilot import Pilot

    from deskbreak.control.interface import Control


@dataclass
class Stage:
    """The app with everything around it that a test moves."""

    app: DeskbreakApp
    pilot: Pilot[int]
    control: FakeControl
    clock: HandClock
    timers: FakeTimers

    async def settle(self) -> None:
        """Let every message go its way, and the layout follow."""
        for _ in range(2):
            await turn_the_loop()
            await self.pilot.pause()
        self.app.screen._refresh_layout()

    async def push(self, snapshot: dict[str, Any]) -> None:
        """The service sends a snapshot."""
        self.control.push(snapshot)
        await self.settle()

    async def press(self, *keys: str) -> None:
        """The person presses keys."""
        await self.pilot.press(*keys)
        await self.settle()

    async def advance(self, seconds: float) -> None:
        """Time goes on, and the timer that is due by then fires."""
        self.clock.now += seconds
        for handle in self.timers.running:
            handle.callback()
        await self.settle()

    @property
    def text(self) -> str:
        """Everything on the screen, as plain lines."""
        compositor = self.app.screen._compositor
        update = compositor.render_full_update()
        return "\n".join("".join(part.text for part in strip) for strip in update.strips)

    @property
    def screen(self) -> str:
        """The name of the screen on top."""
        return type(self.app.screen).__name__


async def turn_the_loop(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Textual's pilot sleeps until the processor is idle; here all work is done after some turns of the loop."""
    for _ in range(60):
        await asyncio.sleep(0)


@pytest.fixture(autouse=True, scope="session")
def _styles_parsed_once() -> Iterator[None]:
    """Every app reads the same style sheets, and reading them is a quarter of what it does."""
    parsed: dict[Any, Any] = {}
    parse = Stylesheet._parse_rules

    def parse_once(sheet: Stylesheet, *what: Any, **how: Any) -> Any:
        key = (what, tuple(how.items()), tuple(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, *what, **how)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def _no_sleeping_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", turn_the_loop)


@pytest.fixture
def stage() -> Callable[..., AbstractAsyncContextManager[Stage]]:
    """Open the app: `async with stage(first_snapshot, size=(80, 24)) as s`."""

    @asynccontextmanager
    async def opened(
        first: dict[str, Any] | None = None,
        size: tuple[int, int] = (80, 24),
        *,
        owns_service: bool = False,
        is_compact: bool = False,
        is_single: bool = False,
        reopen: Callable[[], Awaitable[Control]] | None = None,
    ) -> AsyncIterator[Stage]:
        control = FakeControl(first, owns_service=owns_service)
        clock, timers = HandClock(), FakeTimers()
        ticker = lambda tick: Ticker(tick, timers)  # noqa: E731 - one line of the call below
        app = DeskbreakApp(control, reopen, is_compact=is_compact, is_single=is_single, clock=clock, ticker=ticker)
        async with app.run_test(size=size) as pilot:
            staged = Stage(app, pilot, control, clock, timers)
            await staged.settle()
            yield staged

    return opened
