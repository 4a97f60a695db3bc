"""The widget: shows the frame of the moment, and keeps a timer only while something moves that somebody sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pytest
from textual.app import App
from textual.screen import ModalScreen

from deskbreak.figure.files import load_sequence
from deskbreak.figure.render import frame
from deskbreak.tui import themes
from deskbreak.tui.widgets.figure import Figure, Scene, scene_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.geometry import Region
    from textual.pilot import Pilot


async def settle(pilot: Pilot[None]) -> None:
    """Let every message go its way, and those that follow from it."""
    for _ in range(3):
        await pilot.pause()


HOLD = Scene("pigeon", "left", "hold", "floor")
CHANGE = HOLD._replace(kind="change")


@dataclass
class Timer:
    """One timer asked for."""

    seconds: float
    callback: Callable[[], object]
    is_cancelled: bool = False

    def cancel(self) -> None:
        self.is_cancelled = True


@dataclass
class World:
    """The step's seconds and the timers, in the test's hands."""

    elapsed: float = 0.0
    timers: list[Timer] = field(default_factory=list)

    def later(self, seconds: float, callback: Callable[[], object]) -> Timer:
        self.timers.append(Timer(seconds, callback))
        return self.timers[-1]

    @property
    def running(self) -> list[float]:
        return [timer.seconds for timer in self.timers if not timer.is_cancelled]

    def fire(self) -> None:
        timer = next(timer for timer in self.timers if not timer.is_cancelled)
        self.elapsed += timer.seconds
        timer.is_cancelled = True
        timer.callback()


class Shown(App[None]):
    """One figure."""

    def __init__(self, world: World, scene: Scene | None) -> None:
        super().__init__()
        self.figure = Figure(lambda: world.elapsed, scene, call_later=world.later)
        for theme in themes.OWN:
            self.register_theme(theme)

    def compose(self) -> ComposeResult:
        yield self.figure


@pytest.fixture
def world() -> World:
    return World()


async def test_it_shows_the_frame_of_the_moment(world: World) -> None:
    app = Shown(world, HOLD)
    async with app.run_test(size=(48, 24)):
        expected = frame(load_sequence("pigeon"), 0.0, "hold", "left", (48, 24))
        assert app.figure.description == expected.text
        lines = [app.figure.render_line(y).text for y in range(24)]
        assert lines == ["".join(cell.char for cell in row) for row in expected.rows]


async def test_the_target_is_in_the_accent_colour_and_the_far_side_paler(world: World) -> None:
    app = Shown(world, Scene("kneeling-hip-flexor", "left", "hold"))
    async with app.run_test(size=(48, 24)) as pilot:
        colours = {
            role: app.figure.get_component_rich_style(f"figure--{role}").color for role in ("near", "far", "target")
        }
        assert len({str(colour) for colour in colours.values()}) == 3
        assert any(segment.style.color == colours["near"] for segment in app.figure.render_line(8) if segment.style)
        app.theme = "deskbreak-light"
        await settle(pilot)
        assert app.figure.get_component_rich_style("figure--near").color != colours["near"]
        shown = {segment.style.color for y in range(24) for segment in app.figure.render_line(y) if segment.style}
        assert colours["near"] not in shown


async def test_a_hold_breathes_slowly_and_a_change_moves_fast(world: World) -> None:
    app = Shown(world, HOLD)
    async with app.run_test():
        assert world.running == [0.25]
        app.figure.show(CHANGE)
        assert world.running == [pytest.approx(1 / 12)]


async def test_a_frame_later_it_looks_different(world: World) -> None:
    app = Shown(world, CHANGE)
    async with app.run_test(size=(48, 24)):
        before = app.figure.description
        for _ in range(4):
            world.fire()
        assert app.figure.description != before


async def test_once_in_position_no_timer_runs(world: World) -> None:
    app = Shown(world, CHANGE)
    async with app.run_test():
        world.elapsed = 5.0
        world.fire()
        assert world.running == []


@pytest.mark.parametrize(
    "scene", [HOLD._replace(is_still=True), CHANGE._replace(is_still=True), HOLD._replace(is_running=False), None]
)
async def test_no_timer_runs_for_what_does_not_move(world: World, scene: Scene | None) -> None:
    app = Shown(world, scene)
    async with app.run_test():
        assert world.running == []


async def test_without_the_focus_it_shows_the_position_and_rests(world: World) -> None:
    app = Shown(world, CHANGE)
    async with app.run_test(size=(48, 24)) as pilot:
        app.app_focus = False
        await settle(pilot)
        assert world.running == []
        assert app.figure.description == frame(load_sequence("pigeon"), 0, "still", "left", (48, 24)).text
        app.app_focus = True
        await settle(pilot)
        assert len(world.running) == 1


async def test_hidden_it_rests_and_shown_again_it_goes_on(world: World) -> None:
    app = Shown(world, HOLD)
    async with app.run_test() as pilot:
        app.figure.display = False
        await settle(pilot)
        assert world.running == []
        app.figure.display = True
        await settle(pilot)
        assert len(world.running) == 1


async def test_under_a_dialog_it_rests_until_it_is_shown_the_scene_again(world: World) -> None:
    app = Shown(world, HOLD)
    async with app.run_test() as pilot:
        await app.push_screen(ModalScreen())
        world.fire()
        assert world.running == []
        app.pop_screen()
        await settle(pilot)
        app.figure.show(HOLD)
        assert len(world.running) == 1


async def test_gone_it_leaves_no_timer(world: World) -> None:
    app = Shown(world, HOLD)
    async with app.run_test() as pilot:
        await app.figure.remove()
        await settle(pilot)
        assert world.running == []


async def test_a_stretch_of_ones_own_is_a_calm_figure(world: World) -> None:
    app = Shown(world, Scene("my-own", "", "hold", "desk"))
    async with app.run_test(size=(30, 15)):
        assert app.figure.description.strip()


@pytest.mark.parametrize("style", ["half", "block"])
async def test_it_can_be_drawn_in_blocks(world: World, style: str) -> None:
    app = Shown(world, HOLD._replace(style=style))
    async with app.run_test(size=(30, 15)):
        assert not any(0x2800 <= ord(char) < 0x2900 for char in app.figure.description)
        assert app.figure.render_line(8).cell_length == 30


class Step(NamedTuple):
    """A step of a routine."""

    stretch: str
    side: str
    kind: str
    place: str = "floor"


STEPS = [
    Step("march", "", "warm-up", "standing"),
    Step("pigeon", "left", "change"),
    Step("pigeon", "left", "hold"),
    Step("pigeon", "right", "change"),
    Step("pigeon", "right", "hold"),
    Step("pigeon", "left", "change"),
]


def test_a_change_knows_whether_it_comes_from_the_other_side() -> None:
    scenes = [scene_of(STEPS, index) for index in range(len(STEPS))]
    assert [scene.is_from_other_side for scene in scenes] == [False, False, False, True, False, True]
    assert scenes[0] == Scene("march", "", "warm-up", "standing")
    assert scenes[3] == Scene("pigeon", "right", "change", "floor", is_from_other_side=True)


async def test_a_frame_that_looks_the_same_repaints_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Shown(world, HOLD)
    async with app.run_test(size=(48, 24)):
        repaints: list[tuple[Region, ...]] = []
        monkeypatch.setattr(app.figure, "refresh", lambda *regions: repaints.append(regions))
        world.elapsed = 1e-6
        app.figure._advance()
        assert repaints == []
        world.elapsed = 1.5
        app.figure._advance()
        assert 0 < len(repaints[0]) < 24
        assert {region.height for region in repaints[0]} == {1}
