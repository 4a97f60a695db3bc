"""Look at the screen, or at one widget, with sample data and a fake service.

`python -m tests.tui.demo due` shows a state, `--widget gauge` one widget alone, `--list` what there is.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

import deskbreak.tui
from deskbreak.tui import dials, themes, today
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.reading import read
from deskbreak.tui.run import run_screen
from deskbreak.tui.screens.base import Face
from deskbreak.tui.view import View
from deskbreak.tui.widgets.chip import Chip, Choice
from deskbreak.tui.widgets.dayline import DayLine
from deskbreak.tui.widgets.gauge import Gauge
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.line import Ends, Line
from deskbreak.tui.widgets.prose import Prose
from deskbreak.tui.widgets.track import Progress, Track
from tests.tui_fakes import STATES, TIMELINE, snapshot
from tests.tui_rooms import FurnishedControl

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.control.interface import Control
    from deskbreak.tui.widgets.painted import Painted

_MOMENT = read(snapshot())
_DAY = today.day(today.parts(TIMELINE), _MOMENT)
WIDGETS: dict[str, Callable[[], Painted[Any]]] = {
    "gauge": lambda: Gauge(dials.dial(View(_MOMENT, _DAY))),
    "dayline": lambda: DayLine(_DAY),
    "prose": lambda: Prose((Ink("Stand up", "strong"), Ink("· Walk a few steps, or on the spot.", "quiet"))),
    "line": lambda: Line(Ends((Ink("left", "strong"),), (Ink("right", "faint"),))),
    "track": lambda: Track(Progress((30, 36, 34, 36, 34), 80)),
    "chip": lambda: Chip(Choice("Start", "enter", "app.bell")),
    "keyrow": KeyRow,
}


class Alone(Face):
    """A screen with one widget."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("s", "app.bell", "start"), Binding("q", "app.quit", "quit")]

    def __init__(self, widget: Painted[Any]) -> None:
        super().__init__()
        self._widget = widget

    def compose(self) -> ComposeResult:
        yield self._widget

    def show(self, view: View) -> None:
        """Nothing changes."""


class Vitrine(App[None]):
    """One widget, in the colours and styles of the screen."""

    CSS_PATH = Path(deskbreak.tui.__file__).parent / "deskbreak.tcss"

    def __init__(self, shown: str) -> None:
        super().__init__()
        self._shown = shown

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.legible(self.current_theme).variables

    def get_default_screen(self) -> Alone:
        return Alone(WIDGETS[self._shown]())


def main(state: str = "sitting") -> int:
    with TemporaryDirectory(prefix="deskbreak-demo-") as folder:

        async def open_control() -> Control:
            return FurnishedControl(Path(folder), STATES[state])

        return run_screen(open_control)


if __name__ == "__main__":
    if "--list" in sys.argv:
        sys.stdout.write(f"states:  {' '.join(STATES)}\nwidgets: {' '.join(WIDGETS)}\n")
    elif "--widget" in sys.argv:
        Vitrine(sys.argv[-1]).run()
    else:
        sys.exit(main(*sys.argv[1:2]))
