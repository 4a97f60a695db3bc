"""The calm end of a break: what it was good for, how the next one should be, and then the dashboard again by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.message import Message

from deskbreak.tui import words
from deskbreak.tui.draw import weekly
from deskbreak.tui.draw.gauge import Dial
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.effort import ANSWERS
from deskbreak.tui.screens.base import FOCUS_BINDINGS, Face
from deskbreak.tui.week import REGIONS
from deskbreak.tui.widgets.bodymap import BodyMap
from deskbreak.tui.widgets.chip import Chip, Choice
from deskbreak.tui.widgets.gauge import Gauge
from deskbreak.tui.widgets.guide import Points
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.line import Ends, Line
from deskbreak.tui.widgets.prose import INSET, Prose
from deskbreak.tui.widgets.record import Regions

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.app import DeskbreakApp
    from deskbreak.tui.reading import Moment, Resting
    from deskbreak.tui.routine import Step
    from deskbreak.tui.view import View
    from deskbreak.tui.week import Week
    from deskbreak.tui.widgets.prose import Lines

_WHOLE_WITHIN_SECONDS = 1.5
"""A break this close to its length was whole: the last snapshot is a moment older than its end."""
_WORTH_SECONDS = 5.0
HIGHEST_STRIP: Final = 6
LEAST_WIDTH: Final = 40
"""Columns under which the answers stand below each other."""
WIDTH_WITH_RING: Final = 76
"""Columns from which there is room for the ring."""
_ASKED = "How should the next one be?"
_THANKS: Final = {
    "easier": "Thank you. The next one is a little easier.",
    "right": "Thank you. It stays as it is.",
    "harder": "Thank you. Said twice in a row, it gets a little harder.",
}


@dataclass(frozen=True)
class Ending:
    """What is left to say about a break that is over."""

    is_whole: bool
    rested_seconds: float
    fraction: float
    steps: tuple[Step, ...]


def ending(before: Resting, after: Moment) -> Ending | None:
    """How the break ended; None when there is nothing to say, as after one that was put off."""
    is_whole = before.left_seconds <= _WHOLE_WITHIN_SECONDS
    if not is_whole and (after.owed or before.rested_seconds < _WORTH_SECONDS):
        return None
    routine = before.routine
    if routine is not None and is_whole:
        routine = routine.after(_WHOLE_WITHIN_SECONDS)
    fraction = 1.0 if is_whole else before.rested_seconds / (before.length_seconds or 1.0)
    return Ending(is_whole, before.rested_seconds, fraction, routine.done() if routine else ())


class Closed(Message):
    """The person has seen enough of the closing view."""


class ClosingScreen(Face):
    """Shown after a break until a key, a click or the app takes it away."""

    CSS_PATH = "closing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *FOCUS_BINDINGS,
        Binding("1", "say('easier')", "easier", show=False, id="closing.easier", tooltip="The next break: easier"),
        Binding("2", "say('right')", "right", show=False, id="closing.right", tooltip="The next break: as this one"),
        Binding("3", "say('harder')", "harder", show=False, id="closing.harder", tooltip="The next break: harder"),
        Binding("enter,escape,space", "leave", "back", id="closing.leave", tooltip="Back to the dashboard"),
        Binding("enter,escape,space", "end", "leave", id="closing.leave", tooltip="Close this view"),
    ]
    app: DeskbreakApp

    def __init__(self, over: Ending) -> None:
        super().__init__()
        self._ending = over

    def compose(self) -> ComposeResult:
        """The week on a map, or a ring as full as the break was; what was done and why, the week, and the answers."""
        with Container(id="over"):
            yield Gauge(Dial(self._ending.fraction, "tick", glyph_role="accent"), id="gauge")
            yield BodyMap(id="map")
            with Vertical(id="told"):
                yield Prose((Ink("Well done" if self._ending.is_whole else "Ended early", "strong"),), id="headline")
                yield Prose((Ink(self._rested(), "quiet"),), id="details")
                yield Points(goods(self._ending.steps), id="goods")
                yield Line(id="days")
                yield Regions(id="regions")
                with Container(id="question"):
                    yield Prose(id="asked")
                    with Container(id="effort"):
                        for number, (how, label) in enumerate(ANSWERS.items(), 1):
                            yield Chip(Choice(label, str(number), f"say('{how}')"), id=how)
        yield KeyRow(id="keys")

    def on_resize(self, event: events.Resize) -> None:
        """Take the form of a strip or a column where there is no room for more."""
        self.set_class(event.size.height <= HIGHEST_STRIP, "-strip")
        self.set_class(event.size.height < 3, "-brief")
        self.set_class(event.size.width < LEAST_WIDTH, "-column")
        self.set_class(event.size.width < WIDTH_WITH_RING, "-slim")
        self.post_message(self.Ready())

    def show(self, view: View) -> None:
        """What is over stays as it was; the week and the answer are of the present."""
        moment = view.moment
        is_short = self.has_class("-column")
        self.query_one("#days", Line).show(days(moment.week, is_short=is_short) if moment.week else Ends())
        covered = moment.week.covered if moment.week else frozenset()
        if moment.week:
            self.query_one(Regions).show(moment.week)
            self.query_one(BodyMap).show(covered)
        self.set_class(self._ending.is_whole and bool(covered), "-mapped")
        said = moment.effort.said
        is_asking = moment.effort.can_say and bool(self._ending.steps)
        self.set_class(is_asking, "-asking")
        self.set_class(bool(said), "-said")
        self.query_one("#asked", Prose).show((Ink(_THANKS.get(said, _ASKED), "quiet" if said else ""),))
        self.query_one(KeyRow).update_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """An answer is taken where one is asked for, once; the way out has the name of where it leads."""
        if action in ("leave", "end"):
            return self.app.is_single == (action == "end")
        return action != "say" or (self.has_class("-asking") and not self.has_class("-said"))

    def action_say(self, how: str) -> None:
        """Tell how the next break should be."""
        self.app.outbox.send("feedback", {"how": how})

    def action_leave(self) -> None:
        """Back to the dashboard."""
        self.app.post_message(Closed())

    def action_end(self) -> None:
        """The end, where there is no dashboard."""
        self.action_leave()

    def on_key(self, event: events.Key) -> None:
        """Any key that means nothing else here leads back."""
        if event.key not in self.active_bindings:
            event.stop()
            self.action_leave()

    def on_click(self, event: events.Click) -> None:
        """As a key; what can be clicked for itself does what it says."""
        if not isinstance(event.widget, Chip | KeyRow):
            self.action_leave()

    def _rested(self) -> str:
        rested = words.length(round(self._ending.rested_seconds))
        if not self._ending.is_whole:
            return f"{rested} of rest." if self.app.is_single else f"{rested} of rest count."
        is_upright = all(step.place == "standing" for step in self._ending.steps)
        return f"{rested} on your feet." if is_upright else f"{rested} of stretching."


def goods(steps: tuple[Step, ...]) -> Lines:
    """What was stretched, region by region, and why that answers sitting; moving about only where it was all."""
    stretches = tuple(step for step in steps if step.region in REGIONS)
    lines: list[Ink] = []
    for step in stretches or steps:
        region = REGIONS.get(step.region, "")
        lines += [Ink("")] if lines else []
        lines += [Ink(f"{region[:1].upper()}{region[1:]}: {lowered(step.name)}" if region else step.name)]
        lines += [Ink(INSET + step.why, "quiet")] if step.why else []
    return tuple(lines)


def days(week: Week, *, is_short: bool = False) -> Ends:
    """The days something was stretched on, as dots and in words, against what the sources advise."""
    advised = "" if is_short else f"; {week.least} to {week.most} is good"
    return Ends((*weekly.dots(week), Ink(f" {week.days} of 7 days{advised}", "quiet")))


def lowered(name: str) -> str:
    """A name as the continuation of a sentence."""
    return name[:1].lower() + name[1:]
