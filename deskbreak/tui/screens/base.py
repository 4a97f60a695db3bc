"""What all full screens share: the sizes they adapt to, and keys for moving the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.screen import ModalScreen, Screen

from deskbreak.tui.widgets.painted import INKS

if TYPE_CHECKING:
    from textual.binding import BindingType

    from deskbreak.tui.view import View

FOCUS_BINDINGS: list[BindingType] = [
    Binding("tab", "app.focus_next", "Next answer", show=False, id="focus.next", tooltip="Move to the next answer"),
    Binding(
        "shift+tab",
        "app.focus_previous",
        "Answer before",
        show=False,
        id="focus.back",
        tooltip="Move to the one before",
    ),
]


class Face(Screen[None], inherit_bindings=False):
    """A full screen that shows views."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(INKS)
    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (56, "-normal"), (110, "-wide"), (160, "-vast")]  # noqa: RUF012 - Textual's
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual's
        (0, "-tiny"),
        (14, "-low"),
        (23, "-middling"),
        (34, "-tall"),
    ]

    class Ready(Message):
        """The screen has its widgets and can be shown something."""

    def on_mount(self) -> None:
        """Ask for something to show."""
        self.post_message(self.Ready())

    @property
    def is_typed_in(self) -> bool:
        """Whether it has something half typed, which a break must not undo."""
        return False

    def show(self, view: View) -> None:
        """Show a view."""
        raise NotImplementedError

    def hear(self) -> None:
        """The service has sent a snapshot; a view of it is shown next."""


class Dialog(ModalScreen[object], inherit_bindings=False):
    """A question over a full screen; Escape takes it back."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(INKS)
    ALLOW_SELECT = False
    AUTO_FOCUS = "Chip"
    BINDINGS: ClassVar[list[BindingType]] = [
        *FOCUS_BINDINGS,
        Binding(
            "down,right", "app.focus_next", "Next", show=False, id="dialog.next", tooltip="Move to the next answer"
        ),
        Binding(
            "up,left", "app.focus_previous", "Before", show=False, id="dialog.back", tooltip="Move to the one before"
        ),
        Binding("escape", "cancel", "Close", id="dialog.cancel", tooltip="Close this without an answer"),
    ]

    @property
    def is_typed_in(self) -> bool:
        """Whether it has something half typed, which a break must not undo."""
        return False

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
