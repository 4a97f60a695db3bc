"""Where something is typed: one row, and nothing that blinks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.binding import BindingType


class ValueInput(Input):
    """Says that Enter writes what is typed; the screen does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.save", "save", id="settings.save", tooltip="Write what is typed"),
    ]


class SearchInput(Input):
    """Says that the arrow leads to what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.to_list", "to the list", id="settings.to_list", tooltip="From the search to the list"),
    ]


def calm(made: Input) -> Input:
    """The input in one row, with a cursor that does not blink: that would wake the processor twice a second."""
    made.compact = True
    made.select_on_focus = False
    made.cursor_blink = False
    return made
