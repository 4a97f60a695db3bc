"""The break: one step at a time, hands-free, drawn, with a countdown to be read from the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Container, Vertical

from deskbreak.tui import guidance
from deskbreak.tui.bells import cue_of, ring
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import Face
from deskbreak.tui.widgets.countdown import Countdown
from deskbreak.tui.widgets.guide import Guide
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.line import Line
from deskbreak.tui.widgets.track import Track

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.app import DeskbreakApp
    from deskbreak.tui.reading import Resting
    from deskbreak.tui.routine import Routine, Step
    from deskbreak.tui.view import View
    from deskbreak.tui.widgets.figure import Figure
    from deskbreak.tui.widgets.prose import Lines

BESIDE: Final = (56, 18)
"""Cells from which the figure stands beside the words."""
ROOM: Final = (76, 20)
"""Cells under which it is as narrow as can be read."""
STACKED: Final = (40, 34)
"""Cells from which it stands above them, in a terminal as high as this for its width or higher."""
COLUMN: Final = (22, 38)
"""Cells from which it does so in a narrow column."""
HIGHEST_STRIP: Final = 6
"""Rows up to which there is room for words only."""
UPRIGHT: Final = 0.6
ROOMY: Final = 28
"""Rows from which there is room for blank ones around the figure."""


class RestScreen(Face):
    """Runs while the service says that a break is being taken."""

    CSS_PATH = "resting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "read", "go on", id="rest.read", tooltip="Put what to watch for away"),
        Binding("space", "app.do('hold_on')", "pause", id="rest.pause", tooltip="Stop the break's clock"),
        Binding("space", "app.do('go_on')", "go on", id="rest.go_on", tooltip="Let the break's clock run again"),
        Binding("f", "app.do('finish')", "finish", id="rest.finish", tooltip="End the break; the rest so far counts"),
        Binding(
            "h",
            "this_hurts",
            "hurts",
            id="rest.hurts",
            tooltip="End this stretch at once and leave it out from now on",
        ),
        Binding("n", "app.do('next')", "next", id="rest.next", tooltip="Skip this step"),
        Binding("b", "app.do('back')", "back", id="rest.back", tooltip="This step again, or the one before"),
    ]
    app: DeskbreakApp

    def __init__(self) -> None:
        super().__init__()
        self._index: int | None = None
        self._hurting: Step | None = None
        self._step: Step | None = None
        self._figure: Figure | None = None

    def compose(self) -> ComposeResult:
        """The figure, the countdown with its words, and the whole routine's progress under both."""
        yield Line(id="top")
        with Container(id="middle"):
            yield Container(id="drawn")
            with Container(id="guide"):
                yield Countdown(id="hold")
                with Vertical(id="words"):
                    yield Guide(id="step")
        yield Track(id="track")
        yield Line(id="next")
        yield KeyRow(id="keys")

    def on_resize(self, event: events.Resize) -> None:
        """Put the figure where there is room for it."""
        place = figure_place(*event.size)
        self.set_class(place == "beside", "-beside")
        self.set_class(place == "stacked", "-stacked")
        self.set_class(event.size.width < ROOM[0] or event.size.height < ROOM[1], "-close")
        self.set_class(event.size.height < ROOMY, "-snug")
        self.set_class(event.size.width < STACKED[0], "-column")
        self.set_class(event.size.height <= HIGHEST_STRIP, "-strip")
        self.set_class(event.size.height < 3, "-brief")
        self.post_message(self.Ready())

    def show(self, view: View) -> None:
        """Show where the break is."""
        resting = view.moment.resting
        if resting is None:
            return
        routine = resting.routine
        self._notice_step(routine, rings=view.moment.wishes.bell)
        self.set_class(resting.is_paused, "-paused")
        self._draw(view, resting)
        self.query_one(Countdown).show(guidance.dial(resting, is_reduced=view.moment.wishes.is_reduced_motion))
        is_strip, is_column = self.has_class("-strip"), self.has_class("-column")
        self.query_one("#top", Line).show(
            guidance.brief(resting) if is_strip else guidance.top(resting, is_short=is_column)
        )
        self.query_one("#step", Guide).show(self._words())
        self.query_one(Track).show(guidance.progress(resting))
        self.query_one("#next", Line).show(
            guidance.at_a_glance(view, self._words()) if is_strip else guidance.following(view, routine)
        )
        self.query_one(KeyRow).update_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only a step can hurt, and only a warning can be put away."""
        return {"this_hurts": self._step, "read": self._hurting}.get(action, self) is not None

    async def action_this_hurts(self) -> None:
        """End the step and say what to watch for."""
        self._hurting = self._step
        if self._step is not None:
            self.query_one("#step", Guide).show(self._words())
            self.query_one(KeyRow).update_keys()
        await self.app.run_action("app.do('hurts')")

    def action_read(self) -> None:
        """Put what to watch for away."""
        self._hurting = None
        self.query_one("#step", Guide).show(self._words())
        self.query_one(KeyRow).update_keys()

    def _draw(self, view: View, resting: Resting) -> None:
        """Have the figure show the step, walking after the last one; it is loaded when there is first one to draw."""
        wishes, routine = view.moment.wishes, resting.routine
        is_drawn = routine is not None and wishes.figure != "off"
        self.set_class(is_drawn, "-drawn")
        if routine is None or not is_drawn:
            if self._figure is not None:
                self._figure.show(None)
            return
        from deskbreak.tui.widgets.figure import WALKING, Figure, scene_of  # noqa: PLC0415 - only in a break

        scene = scene_of(routine.steps, routine.index) if routine.step else WALKING
        if self._figure is None:
            self._figure = Figure(self._step_elapsed, id="figure")
            self.query_one("#drawn").mount(self._figure)
        self._figure.show(
            scene._replace(is_running=not resting.is_paused, is_still=wishes.is_reduced_motion, style=wishes.figure)
        )

    def _step_elapsed(self) -> float:
        moment = self.app.moment
        routine = moment.resting.routine if moment and moment.resting else None
        return routine.step_elapsed_seconds if routine else 0.0

    def _notice_step(self, routine: Routine | None, *, rings: bool) -> None:
        index = routine.index if routine else None
        is_another = None not in (self._index, index) and index != self._index
        self._index = index
        self._step = routine.step if routine else None
        if rings and is_another:
            ring(self.app, cue_of(self._step))

    def _words(self) -> Lines:
        if self._hurting is not None:
            said = guidance.warning(self._hurting, by_command=self.app.is_single)
        else:
            said = guidance.instructions(self._step)
        return (Ink(""), *said) if self.has_class("-close") and not self.has_class("-strip") else said


def figure_place(width: int, height: int) -> str:
    """Where a terminal of this size has room for the figure: beside, stacked or "" for nowhere."""
    is_upright = width < BESIDE[0] or height > UPRIGHT * width
    if is_upright and any(width >= least[0] and height >= least[1] for least in (STACKED, COLUMN)):
        return "stacked"
    return "beside" if width >= BESIDE[0] and height >= BESIDE[1] else ""
