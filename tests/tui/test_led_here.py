"""A routine led by the command itself, on the screen of a break: keys, a hand clock, and who is told of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.cli.counted import Counted, Keeper, Uncounted
from deskbreak.cli.errands import Errands
from deskbreak.cli.solo import Solo
from deskbreak.cli.solo_control import SoloControl
from deskbreak.control.client import Client
from deskbreak.control.failures import MethodNotFound
from deskbreak.cues.port import Cue
from deskbreak.engine.values import SECOND, Kind
from deskbreak.errors import DeskbreakError, NotRunning, Refused
from deskbreak.routine.files import Loaded, load_catalogue
from deskbreak.service.caller import Caller
from deskbreak.service.coach import Coach
from deskbreak.service.snapshot import screen_wishes
from deskbreak.settings.model import Settings
from deskbreak.tui.app import DeskbreakApp
from deskbreak.tui.ticker import Ticker
from tests.tui.conftest import Stage
from tests.tui_fakes import FakeTimers, HandClock

if TYPE_CHECKING:
    from deskbreak.routine.catalogue import Catalogue

EFFORT = {"can_say": True, "said": None, "hold_seconds": 30.0, "level": "usual"}
NOBODY = Uncounted(lambda _: "")
WEEK = {"days": 2, "goal": [3, 5], "regions": {}}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue().catalogue


@dataclass
class Ear:
    """A player that writes down what it plays."""

    heard: list[str] = field(default_factory=list)
    message = ""

    def play(self, cue: Cue) -> None:
        self.heard.append(cue.kind)

    def tidy(self) -> None:
        pass

    def close(self) -> None:
        self.heard.append("silence")


class Service(Client):
    """A service of canned answers, which says no where it is told to."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.failures: dict[str, Exception] = {}
        self.status = {"kinds": [{"name": "move", "length_seconds": 60.0}], "effort": EFFORT, "week": WEEK}

    def call(self, method: str, params: dict[str, Any] | None = None) -> Any:
        self.calls.append((method, params or {}))
        if method in self.failures:
            raise self.failures[method]
        return self.status

    @property
    def told(self) -> list[str]:
        """What it was told, without what it was asked."""
        return [method for method, _ in self.calls if method != "status"]


@dataclass
class Here(Stage):
    """The app over a break of its own."""

    solo: Solo
    ear: Ear

    def due(self) -> None:
        """Every timer that was armed fires."""
        for handle in self.timers.running:
            handle.cancel()
            handle.callback()

    async def run(self, seconds: float, step: float = 0.5) -> None:
        """Time goes on, in small steps; timers fire on the way."""
        for _ in range(round(seconds / step)):
            self.clock.now += step
            self.due()
        await self.settle()


async def at_once(deed: Callable[[], Any]) -> Any:
    return deed()


@asynccontextmanager
async def led(catalogue: Catalogue, keeper: Keeper | None = None, only: str = "") -> AsyncIterator[Here]:
    settings = Settings()
    coach = Coach(lambda: Loaded(catalogue), lambda: (), settings.routine)
    coach.only = catalogue.get(only)
    coach.begin(Kind("stretch", 60 * SECOND, 60 * SECOND), 3600.0, 0)
    clock, timers, ear = HandClock(), FakeTimers(), Ear()
    solo = Solo(coach, Caller(lambda _: (ear,), settings.cues), clock)
    ticker = lambda tick: Ticker(tick, timers)  # noqa: E731 - one line of the calls below
    kept_by = keeper or NOBODY
    kept_by.begin(solo.length_seconds)
    control: Any = SoloControl(solo, kept_by, screen_wishes(settings), Errands(at_once), ticker)
    app = DeskbreakApp(control, is_single=True, clock=clock, ticker=ticker)
    async with app.run_test(size=(160, 50)) as pilot:
        here = Here(app, pilot, control, clock, timers, solo, ear)
        await here.settle()
        yield here
    await control.close()


async def test_a_minute_of_it_is_a_break_with_its_cues_and_its_end(catalogue: Catalogue) -> None:
    async with led(catalogue) as s:
        assert s.screen == "RestScreen"
        assert "March on the spot" in s.text
        await s.run(59)
        assert s.screen == "RestScreen"
        await s.run(1.5)
        assert s.screen == "ClosingScreen"
        assert "Well done" in s.text
        assert "How should the next one be?" not in s.text  # nobody would remember it
        assert "of 7 days" not in s.text
        assert s.solo.is_whole
        assert s.ear.heard[1] == "start"
        assert {"change", "halfway", "three", "end"} <= set(s.ear.heard)
        await s.press("x")
        assert not s.app.is_running


async def test_a_pause_stands_still_without_a_timer_and_goes_on(catalogue: Catalogue) -> None:
    async with led(catalogue) as s:
        await s.run(10)
        await s.press("space")
        assert "paused" in s.text
        assert s.timers.running == []
        s.clock.now += 600
        assert s.solo.rested_seconds == pytest.approx(10)
        await s.press("space")
        await s.run(5)
        assert s.solo.rested_seconds == pytest.approx(15)
        assert "paused" not in s.text


async def test_steps_are_skipped_and_done_again(catalogue: Catalogue) -> None:
    async with led(catalogue, only="kneeling-hip-flexor") as s:
        await s.run(5)
        await s.press("n")
        assert "get ready" in s.text
        await s.run(8)
        assert "get ready" not in s.text
        await s.press("b")
        assert "get ready" in s.text
        assert s.solo.rested_seconds == pytest.approx(13)


async def test_what_hurts_ends_at_once_and_is_left_out_in_the_settings(catalogue: Catalogue) -> None:
    written: list[str] = []

    def write(stretch: str) -> str:
        written.append(stretch)
        return ""

    async with led(catalogue, Uncounted(write), "kneeling-hip-flexor") as s:
        await s.run(40)
        await s.press("h")
        assert written == ["kneeling-hip-flexor"]
        assert "is left out" in s.text
        assert all(step["stretch"] != written[0] for step in s.solo.coach.steps()[-1:])


async def test_that_it_cannot_be_written_down_is_said(catalogue: Catalogue) -> None:
    async with led(catalogue, Uncounted(lambda _: "routine.left_out is also set by --set, which wins")) as s:
        await s.run(40)
        await s.press("h")
        assert "also set by --set" in s.text
        assert "is left out" in s.text


def test_a_settings_file_that_cannot_be_written_is_named() -> None:
    def write(_: str) -> str:
        raise PermissionError(13, "Permission denied", "deskbreak.toml")

    with pytest.raises(DeskbreakError, match=r"deskbreak.toml: Permission denied"):
        Uncounted(write).leave_out("pigeon")


async def test_finishing_early_has_an_end_too_and_is_not_whole(catalogue: Catalogue) -> None:
    async with led(catalogue) as s:
        await s.run(30)
        await s.press("f")
        assert s.screen == "ClosingScreen"
        assert "Ended early" in s.text
        assert not s.solo.is_whole
        assert s.solo.done == ("march",)
        assert s.timers.running  # it goes by itself


async def test_stopping_it_from_outside_is_leaving_early(catalogue: Catalogue) -> None:
    service = Service()
    async with led(catalogue, Counted(service, NOBODY)) as s:
        await s.run(30)
        await s.control.call("stop")
        await s.control.close()
        assert service.told == ["stretch", "stretched", "finish"]
        assert not s.solo.is_whole


async def test_a_service_counts_it_hears_of_pauses_and_is_told_how_it_was(catalogue: Catalogue) -> None:
    service = Service()
    async with led(catalogue, Counted(service, NOBODY)) as s:
        await s.press("space")
        await s.press("space")
        await s.run(60.5)
        assert s.screen == "ClosingScreen"
        told = [call for call in service.calls if call[0] != "status"]
        assert [method for method, _ in told[:3]] == ["stretch", "break_pause", "break_resume"]
        assert told[-2][1]["stretches"] == list(s.solo.done) != []
        assert told[-1] == ("finish", {})
        assert "How should the next one be?" in s.text
        assert "2 of 7 days" in s.text
        service.status = {**service.status, "effort": EFFORT | {"said": "harder"}}
        await s.press("3")
        assert ("feedback", {"how": "harder"}) in service.calls
        assert "it gets a little harder" in s.text


async def test_a_stretch_is_told_before_the_break_that_counts_it_can_end(catalogue: Catalogue) -> None:
    service = Service()
    async with led(catalogue, Counted(service, NOBODY)) as s:
        steps = s.solo.coach.steps()
        end = sum(step["seconds"] for step in steps)
        await s.run(end - 0.5)
        last = [given["stretches"] for method, given in service.calls if method == "stretched"][-1]
        assert steps[-1]["stretch"] in last


async def test_what_hurts_is_told_to_the_service(catalogue: Catalogue) -> None:
    service = Service()
    async with led(catalogue, Counted(service, NOBODY)) as s:
        await s.run(3)
        await s.press("h")
        assert ("leave_out", {"id": "march", "out": True}) in service.calls


def test_what_hurts_is_written_down_here_when_the_service_has_gone() -> None:
    service, written = Service(), list[str]()
    service.failures["leave_out"] = NotRunning("gone")

    def write(stretch: str) -> str:
        written.append(stretch)
        return ""

    Counted(service, Uncounted(write)).leave_out("pigeon")
    assert written == ["pigeon"]


@pytest.mark.parametrize("failure", [Refused("no_break", "stretched"), NotRunning("gone")])
async def test_a_service_that_counts_no_more_does_not_stop_it(catalogue: Catalogue, failure: Exception) -> None:
    service = Service()
    service.failures = dict.fromkeys(("stretched", "finish"), failure)
    async with led(catalogue, Counted(service, NOBODY)) as s:
        await s.run(60.5)
        assert s.screen == "ClosingScreen"
        assert service.told == ["stretch", "stretched"]


async def test_where_it_is_not_counted_nobody_is_told_and_nothing_is_asked(catalogue: Catalogue) -> None:
    service = Service()
    service.failures["stretch"] = Refused("in_break", "start")
    async with led(catalogue, Counted(service, NOBODY)) as s:
        await s.run(60.5)
        assert s.screen == "ClosingScreen"
        assert service.told == ["stretch"]
        assert "How should the next one be?" not in s.text


async def test_a_pause_told_twice_does_not_end_the_counting() -> None:
    service = Service()
    counted = Counted(service, NOBODY)
    assert counted.begin(60) == ""
    service.failures["break_pause"] = Refused("already_paused", "break_pause")
    counted.pause()
    counted.note(("march",))
    assert service.told[-1] == "stretched"


async def test_it_has_no_more_methods_than_a_break_needs(catalogue: Catalogue) -> None:
    async with led(catalogue) as s:
        with pytest.raises(MethodNotFound):
            await s.control.call("history")
