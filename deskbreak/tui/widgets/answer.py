"""An answer in a list of them: its key first, so that keys stand in a column, and as many rows as its words take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from deskbreak.tui.draw.ink import Ink, Picture
from deskbreak.tui.widgets.chip import Chip
from deskbreak.tui.widgets.prose import wrapped

if TYPE_CHECKING:
    from textual.geometry import Size

    from deskbreak.tui.widgets.chip import Choice


class Answer(Chip):
    """A chip as wide as its list."""

    def draw(self, scene: Choice, width: int, height: int) -> Picture:  # noqa: ARG002 - as high as it gets
        """The key, and the words beside it."""
        margin = cell_len(scene.key) + 2
        first, *rest = wrapped(scene.label, max(1, width - margin))
        return (
            (Ink(f"{scene.key}  ", "key"), Ink(first)),
            *((Ink(" " * margin), Ink(line)) for line in rest),
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the words take."""
        return len(self.draw(self.scene, width, 0)) if self.scene else 1
