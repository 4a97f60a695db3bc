"""The dashboard: the time until the body should move as something to look at, and the prompt when it is due.

In a pane of a few lines it is a strip, in a narrow one a column.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical

from deskbreak.tui import acts, dials, status, words
from deskbreak.tui.draw.gauge import LARGEST_RING
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import FOCUS_BINDINGS, Face
from deskbreak.tui.widgets.chip import Chip, Choice
from deskbreak.tui.widgets.dayline import DayLine
from deskbreak.tui.widgets.gauge import Gauge
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.line import Ends, Line
from deskbreak.tui.widgets.prose import Prose
from deskbreak.tui.widgets.record import Past, Record
from deskbreak.tui.widgets.strip import Strip

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.keyboard import Keyboard
    from deskbreak.tui.reading import Moment
    from deskbreak.tui.view import View

HIGHEST_STRIP = 6
WIDEST_COLUMN = 30
BESIDE = (110, 34)
"""Cells from which what is behind stands beside the clock, as the styles say."""
PAST, VAST = 50, 160
"""Columns it takes there, and from which on it takes two fifths."""
_KEYS_IN_COLUMN = 20
_KEYS_IN_ROW = 46
"""Columns from which the answers have their keys beside them."""
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
        Binding("w", "app.open('why')", "why", id="open.why", tooltip="Why a break comes or does not, in words"),
        Binding(
            "H,shift+h",
            "app.open('history')",
            "history",
            key_display="H",
            id="open.history",
            tooltip="What was, in numbers and pictures",
        ),
        Binding(
            "l", "app.open('library')", "library", id="open.library", tooltip="Every stretch, to look at and to try"
        ),
        Binding(
            "comma",
            "app.open('settings')",
            "settings",
            key_display=",",
            id="open.settings",
            tooltip="See and change every setting",
        ),
        Binding("left", "look(-1)", "Earlier", show=False, id="day.earlier", tooltip="Look back along today's line"),
        Binding("right", "look(1)", "Later", show=False, id="day.later", tooltip="Look forward along today's line"),
        Binding("escape", "look(0)", "Hours", show=False, id="day.leave", tooltip="Look at today's line no more"),
    ]

    def __init__(self, keyboard: Keyboard, *, is_compact: bool = False) -> None:
        super().__init__()
        self._keyboard = keyboard
        self._is_compact = is_compact

    def compose(self) -> ComposeResult:
        """The ring, its words, the answers, what is behind, the day, what is worth knowing, and the keys."""
        yield Strip(id="strip")
        with Container(id="main"):
            with Vertical(id="clock"):
                yield Gauge(id="gauge")
                yield Prose(id="headline")
                yield Prose(id="details")
                with Horizontal(id="answers"):
                    for name in _ANSWERS:
                        yield Chip(id=name)
            with Vertical(id="past"):
                yield Record(id="record")
        yield DayLine(id="day")
        yield Line(id="week")
        yield Line(id="status")
        yield KeyRow(id="keys")

    def on_resize(self, event: events.Resize) -> None:
        """Become a strip or a column where there is no room for more, or where that is wished for."""
        is_column = event.size.width <= WIDEST_COLUMN and event.size.height > HIGHEST_STRIP
        is_strip = not is_column and (self._is_compact or event.size.height <= HIGHEST_STRIP)
        self.set_class(event.size.height < 3, "-brief")
        self.query_one(Gauge).styles.max_height = highest_gauge(*event.size)
        if (is_strip, is_column) != (self.has_class("-strip"), self.has_class("-column")):
            self.set_class(is_strip, "-strip")
            self.set_class(is_column, "-column")
            self.query_one(KeyRow).set_class(is_column, "-stacked")
            self.post_message(self.Ready())

    def show(self, view: View) -> None:
        """Show the state the view is in."""
        self.set_class(view.moment.prompt is not None, "-prompt")
        self._show_strip(view)
        self.query_one(Gauge).show(dials.dial(view))
        self._show_words(view)
        self.query_one(DayLine).show(view.day)
        self.query_one(Record).show(Past(view.moment.week, view.moment.today))
        self.query_one("#week", Line).show(status.week_row(view.moment.week))
        said = self._reasons(view) or status.status(view)
        self.query_one("#status", Line).show(said)
        self.set_class(not said.left, "-uneventful")
        self.set_class(view.moment.week is None, "-no-week")
        self._show_answers(view.moment)
        keys = self.query_one(KeyRow)
        has_chips = view.moment.prompt is not None and not self.has_class("-strip")
        keys.without = _ANSWERING if has_chips else frozenset()
        keys.update_keys()

    def action_look(self, steps: int) -> None:
        """Explain another part of today's line, or none for 0 steps."""
        line = self.query_one(DayLine)
        line.move(steps) if steps else line.choose(None)

    def _show_strip(self, view: View) -> None:
        glance = dials.glance(view)
        self.query_one(Strip).show(replace(glance, detail="") if self._reasons(view) else glance)

    def _reasons(self, view: View) -> Ends | None:
        """In a strip of three rows and more the middle one says why a prompt is there, and the snoozes left."""
        is_said = view.whisper or not view.is_connected
        if view.moment.prompt is None or is_said or not self.has_class("-strip") or self.has_class("-brief"):
            return None
        return Ends((Ink(dials.PARTING.join(dials.saying(view).details), "quiet"),))

    def _show_words(self, view: View) -> None:
        saying = dials.saying(view)
        lines = [line for said in saying.details for line in self._lines(said)]
        details = tuple(Ink(line, "quiet") for line in lines)
        if self.has_class("-column") and (news := status.news(view)):
            details = (*details, Ink(""), *news)
        self.query_one("#headline", Prose).show((Ink(saying.headline, "strong"),))
        self.query_one("#details", Prose).show(details)

    def _lines(self, said: str) -> list[str]:
        """What stands side by side where there is room stands in lines of its own in a column."""
        return said.split(dials.PARTING) if self.has_class("-column") else [said]

    def _show_answers(self, moment: Moment) -> None:
        labels = {"start": "Start", "snooze": f"Snooze {words.span(moment.snooze_seconds)}", "skip": "Skip"}
        for name in _ANSWERS:
            chip = self.query_one(f"#{name}", Chip)
            key = self._keyboard.shown(f"break.{name}") if self._has_room_for_keys else ""
            chip.show(Choice(labels[name], key, f"app.do('{name}')"))
            chip.display = acts.ACTS[name].is_possible(moment)

    @property
    def _has_room_for_keys(self) -> bool:
        return self.size.width >= (_KEYS_IN_COLUMN if self.has_class("-column") else _KEYS_IN_ROW)


def highest_gauge(width: int, height: int) -> int:
    """Rows of the largest ring there can be and of the space around it, so that its words stay near."""
    is_beside = width >= BESIDE[0] and height >= BESIDE[1]
    clock = width if not is_beside else width - PAST if width < VAST else width * 3 // 5
    return min(LARGEST_RING, clock // 2) + 2
