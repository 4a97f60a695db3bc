"""The dashboard: the time until the body should move as something to look at, and the prompt when it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal

from deskbreak.tui import acts, dials, words
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import FOCUS_BINDINGS, Face
from deskbreak.tui.widgets.chip import Chip, Choice
from deskbreak.tui.widgets.dayline import DayLine
from deskbreak.tui.widgets.gauge import Gauge
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.line import Ends, Line
from deskbreak.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.draw.ink import Row
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
        news = status(view)
        self.set_class(not news.left, "-uneventful")
        self.query_one("#status", Line).show(news)
        self._show_answers(view.moment)
        keys = self.query_one(KeyRow)
        keys.without = _ANSWERING if view.moment.prompt is not None else frozenset()
        keys.update_keys()

    def _show_answers(self, moment: Moment) -> None:
        labels = {"start": "Start", "snooze": f"Snooze {words.span(moment.snooze_seconds)}", "skip": "Skip"}
        keys = {"start": "enter", "snooze": "z", "skip": "k"}
        for name in _ANSWERS:
            chip = self.query_one(f"#{name}", Chip)
            key = "" if self.has_class("-narrow") else keys[name]
            chip.show(Choice(labels[name], key, f"app.do('{name}')"))
            chip.display = acts.ACTS[name].is_possible(moment)


def status(view: View) -> Ends:
    """What is worth knowing just now at the left, where the knowledge comes from at the right."""
    return Ends(_news(view), _sources(view.moment))


def _news(view: View) -> Row:
    if not view.is_connected:
        return (Ink("The service does not answer; trying again", "alert"),)
    if view.whisper:
        return (Ink(view.whisper, "strong"),)
    if said := _complaints(view.moment):
        return (Ink(said, "alert"),)
    if not view.moment.presence:
        return (Ink("No presence source: every minute counts as sitting", "quiet"),)
    if not view.moment.notifier:
        return (Ink("No notification can be shown: this screen alone will tell", "quiet"),)
    return ()


def _complaints(moment: Moment) -> str:
    """The first problem, and of how many."""
    problems = moment.problems
    if not problems:
        return ""
    return f"! {problems[0]}" if len(problems) == 1 else f"! 1 of {len(problems)}: {problems[0]}"


def _sources(moment: Moment) -> Row:
    named = [("presence", moment.presence), ("notices", moment.notifier)]
    return (Ink("  ·  ".join(f"{what} {name}" for what, name in named if name), "faint"),)
