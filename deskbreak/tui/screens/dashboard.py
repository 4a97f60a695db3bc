"""The dashboard: the time until the body should move as something to look at, and the prompt when it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal

from deskbreak.tui import acts, dials, status, words
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import FOCUS_BINDINGS, Face
from deskbreak.tui.widgets.chip import Chip, Choice
from deskbreak.tui.widgets.dayline import DayLine
from deskbreak.tui.widgets.gauge import Gauge
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.line import Line
from deskbreak.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.reading import Moment
    from deskbreak.tui.view import View

_ANSWERS = ("start", "snooze", "skip")
_ANSWERING = frozenset(f"app.do('{name}')" for name in _ANSWERS)


class Dashboard(Face):
    """The screen that is on all day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FOCUS_BINDINGS,
        Binding("s,enter", "app.do('start')", "start", id="break.start", tooltip="Start the break"),
        Binding("z", "app.do('snooze')", "snooze", id="break.snooze", tooltip="Put the break off for the usual time"),
        Binding(
            "Z,shift+z",
            "app.choose_snooze",
            "snooze for…",
            key_display="Z",
            id="break.snooze_for",
            tooltip="Choose how long to put the break off",
        ),
        Binding("k", "app.do('skip')", "skip", id="break.skip", tooltip="Give this break up"),
        Binding("p", "app.do('pause')", "pause", id="reminders.pause", tooltip="No reminders until you resume"),
        Binding("p", "app.do('resume')", "resume", id="reminders.resume", tooltip="Let reminders come again"),
        Binding(
            "H,shift+h",
            "app.open('history')",
            "history",
            key_display="H",
            id="open.history",
            tooltip="What was, in numbers and pictures",
        ),
        Binding(
            "comma",
            "app.open('settings')",
            "settings",
            key_display=",",
            id="open.settings",
            tooltip="See and change every setting",
        ),
        Binding("w", "app.open('why')", "why", id="open.why", tooltip="Why a break comes or does not, in words"),
        Binding("left", "look(-1)", "Earlier", show=False, id="day.earlier", tooltip="Look back along today's line"),
        Binding("right", "look(1)", "Later", show=False, id="day.later", tooltip="Look forward along today's line"),
        Binding("escape", "look(0)", "Hours", show=False, id="day.leave", tooltip="Look at today's line no more"),
    ]

    def compose(self) -> ComposeResult:
        """The ring, its words, the answers, the day, what is worth knowing, and the keys."""
        yield Gauge(id="gauge")
        yield Prose(id="headline")
        yield Prose(id="details")
        with Horizontal(id="answers"):
            for name in _ANSWERS:
                yield Chip(id=name)
        yield DayLine(id="day")
        yield Line(id="week")
        yield Line(id="status")
        yield KeyRow(id="keys")

    def show(self, view: View) -> None:
        """Show the state the view is in."""
        saying = dials.saying(view)
        self.set_class(view.moment.prompt is not None, "-prompt")
        self.query_one(Gauge).show(dials.dial(view))
        self.query_one("#headline", Prose).show((Ink(saying.headline, "strong"),))
        self.query_one("#details", Prose).show(tuple(Ink(line, "quiet") for line in saying.details))
        self.query_one(DayLine).show(view.day)
        self.query_one("#week", Line).show(status.week_row(view.moment.week))
        self.query_one("#status", Line).show(said := status.status(view))
        self.set_class(not said.left, "-uneventful")
        self.set_class(view.moment.week is None, "-no-week")
        self._show_answers(view.moment)
        keys = self.query_one(KeyRow)
        keys.without = _ANSWERING if view.moment.prompt is not None else frozenset()
        keys.update_keys()

    def action_look(self, steps: int) -> None:
        """Explain another part of today's line, or none for 0 steps."""
        line = self.query_one(DayLine)
        line.move(steps) if steps else line.choose(None)

    def _show_answers(self, moment: Moment) -> None:
        labels = {"start": "Start", "snooze": f"Snooze {words.span(moment.snooze_seconds)}", "skip": "Skip"}
        keys = {"start": "enter", "snooze": "z", "skip": "k"}
        for name in _ANSWERS:
            chip = self.query_one(f"#{name}", Chip)
            key = "" if self.has_class("-narrow") else keys[name]
            chip.show(Choice(labels[name], key, f"app.do('{name}')"))
            chip.display = acts.ACTS[name].is_possible(moment)
