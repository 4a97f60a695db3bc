"""A list of settings under their sections, with a cursor. Says where the cursor is with a message; changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding
from textual.message import Message

from deskbreak.tui.draw.ink import Ink, Picture, Row, fitted, padded
from deskbreak.tui.form import shown
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.binding import BindingType

    from deskbreak.tui.form import Field

LONGEST_KEY = 20
_MARKS = 4
_GAP = 2


class Listed(NamedTuple):
    """The fields and which one the cursor is on."""

    fields: tuple[Field, ...]
    cursor: int = 0

    @property
    def field(self) -> Field | None:
        """The one under the cursor."""
        return self.fields[self.cursor] if self.fields else None


class FieldList(Painted[Listed]):
    """Shows as many rows as it has, those around the cursor."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False, id="settings.up", tooltip="The setting above"),
        Binding("down", "move(1)", "Down", show=False, id="settings.down", tooltip="The setting below"),
        Binding("pageup", "move(-10)", "Far up", show=False, id="settings.far_up", tooltip="Ten settings up"),
        Binding("pagedown", "move(10)", "Far down", show=False, id="settings.far_down", tooltip="Ten settings down"),
        Binding("home", "move(-999)", "First", show=False, id="settings.first", tooltip="The first setting"),
        Binding("end", "move(999)", "Last", show=False, id="settings.last", tooltip="The last setting"),
    ]

    class Moved(Message):
        """The cursor is somewhere else."""

    class Pressed(Message):
        """The setting under the cursor was clicked once more."""

    _top = 0

    def move_to(self, cursor: int) -> None:
        """Put the cursor on a field."""
        if self.scene is not None and self.scene.fields:
            cursor = min(max(cursor, 0), len(self.scene.fields) - 1)
            if cursor != self.scene.cursor:
                self.show(self.scene._replace(cursor=cursor))
                self.post_message(self.Moved())

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        if self.scene is not None:
            self.move_to(self.scene.cursor + steps)

    def draw(self, scene: Listed, width: int, height: int) -> Picture:
        """The rows in sight."""
        rows = list(_lines(scene))
        self._top = _scrolled(
            self._top, [index for _, index in rows].index(scene.cursor) if scene.fields else 0, height
        )
        longest = min(LONGEST_KEY, max((cell_len(field.name) for field in scene.fields), default=0))
        seen = rows[self._top : self._top + height]
        return tuple(
            _heading(title, width) if index is None else _row(scene, index, longest, width) for title, index in seen
        )

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; a click where it is already opens the setting."""
        if self.scene is None:
            return
        rows = list(_lines(self.scene))
        at = self._top + event.y
        index = rows[at][1] if at < len(rows) else None
        if index is None:
            return
        if index == self.scene.cursor:
            self.post_message(self.Pressed())
        else:
            self.move_to(index)

    def on_mouse_scroll_down(self) -> None:
        """Go on with the wheel."""
        self.action_move(1)

    def on_mouse_scroll_up(self) -> None:
        """Go back with the wheel."""
        self.action_move(-1)


def _lines(scene: Listed) -> Iterator[tuple[str, int | None]]:
    """Headings, the section and what it is about, with None; and the places of fields."""
    section = ""
    for index, field in enumerate(scene.fields):
        if field.section != section:
            section = field.section
            if index:
                yield "", None
            yield f"{section}\n{field.section_words}", None
        yield "", index


def _scrolled(top: int, cursor: int, height: int) -> int:
    """The first row in sight, so that the cursor is among them with one row of context where there is room."""
    around = 2 if height > 5 else 0
    return max(0, min(max(top, cursor + around - height + 1), max(0, cursor - around)))


def _heading(title: str, width: int) -> Row:
    section, _, about = title.partition("\n")
    return Ink(fitted(section, width), "accent"), Ink(fitted(f"  {about}", width - cell_len(section)), "faint")


def _row(scene: Listed, index: int, longest: int, width: int) -> Row:
    field, is_here = scene.fields[index], index == scene.cursor
    mark = " " if field.is_default else "•"
    left = f"{'▸' if is_here else ' '} {mark} {padded(field.name, longest)}{' ' * _GAP}"
    value = fitted(shown(field.value), max(4, width - longest - _MARKS - _GAP))
    role = "strong" if is_here else "quiet" if field.is_default else ""
    return Ink(left, role), Ink(value, role or "quiet")
