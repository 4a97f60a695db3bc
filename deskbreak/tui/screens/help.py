"""Every key of every screen, written from the bindings themselves, and what the day's line means."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding
from textual.containers import VerticalScroll

from deskbreak.tui.draw.ink import Ink, Picture, Row, padded
from deskbreak.tui.screens.base import Dialog
from deskbreak.tui.widgets.line import Ends, Line
from deskbreak.tui.widgets.painted import Painted
from deskbreak.tui.widgets.prose import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.app import App, ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size

KEY_WIDTH = 10
"""Cells the keys take at least, with the blanks behind them."""
LEGEND = (
    ("━", "sitting"),
    ("╍", "held back, by a call for one"),
    ("●", "a break taken"),
    ("◐", "a break cut short"),
    ("○", "a break skipped or missed"),
    ("·", "the hours, the running one in bold; away where nothing else is"),
)

HINT = Ends((Ink("↑ ↓", "key"), Ink(" scroll   ", "faint"), Ink("esc", "key"), Ink(" close", "faint")))

Section = tuple[str, tuple[tuple[str, str], ...]]


class Manual(Painted[tuple[Section, ...]]):
    """Headings with rows of two columns."""

    def draw(self, scene: tuple[Section, ...], width: int, height: int) -> Picture:  # noqa: ARG002
        """All sections."""
        rows: list[Row] = []
        margin = max(KEY_WIDTH, *(cell_len(key) + 2 for _, entries in scene for key, _ in entries))
        for title, entries in scene:
            rows += [(Ink(title, "strong"),), ()]
            for key, text in entries:
                lines = wrapped(text, max(10, width - margin))
                rows.append((Ink(padded(key, margin), "key"), Ink(lines[0])))
                rows += [(Ink(" " * margin), Ink(line)) for line in lines[1:]]
            rows.append(())
        return tuple(rows[:-1])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as it takes."""
        return len(self.draw(self.scene or (), width, 0))


class HelpDialog(Dialog):
    """Scrolls with the arrow keys."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "#scroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,q", "cancel", "Close", show=False, id="help.close", tooltip="Close the help"),
    ]

    def __init__(self, sections: tuple[Section, ...]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """The manual, in a panel that scrolls, and how to move in it."""
        with VerticalScroll(id="scroll"):
            yield Manual(self._sections)
        yield Line(HINT, id="hint")

    def on_resize(self, event: events.Resize) -> None:
        """The last row stays in sight."""
        self.query_one("#scroll").styles.max_height = max(1, event.size.height - 3)


def sections(
    app: App[int], maps: Iterable[tuple[str, Iterable[Binding]]], *, has_day: bool = True
) -> tuple[Section, ...]:
    """The help's sections: one for each place, and after the first the legend where there is a day."""
    first, *others = ((title, tuple(_entries(app, bindings))) for title, bindings in maps)
    legend = (("Today's line", LEGEND),) if has_day else ()
    return (first, *legend, *others)


def _entries(app: App[int], bindings: Iterable[Binding]) -> Iterable[tuple[str, str]]:
    """One row for each id, its keys together."""
    keys: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    for binding in bindings:
        name = binding.id or binding.action
        display = app.get_key_display(binding)
        if display not in keys.setdefault(name, []):
            keys[name].append(display)
        texts[name] = binding.tooltip
    return [(" ".join(keys[name]), text) for name, text in texts.items()]
