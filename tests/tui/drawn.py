"""What the terminal really gets, cell by cell, after Textual's filters: for checks of colours and of signs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.color import Color
from textual.screen import ModalScreen
from textual.strip import Strip

from deskbreak.tui.themes import contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.color import Color as RichColor
    from rich.color_triplet import ColorTriplet
    from textual.app import App
    from textual.pilot import Pilot


class Cell(NamedTuple):
    """One sign on the screen, and its style with colours as they come out."""

    x: int
    y: int
    sign: str
    style: Style

    @property
    def ink(self) -> RichColor | None:
        """The colour of the sign."""
        return self.style.bgcolor if self.style.reverse else self.style.color

    @property
    def ground(self) -> RichColor | None:
        """The colour behind it."""
        return self.style.color if self.style.reverse else self.style.bgcolor

    @property
    def contrast(self) -> float:
        """How well the sign is told from what is behind it; colours the terminal decides on cannot be measured."""
        assert self.ink and self.ground and self.ink.triplet and self.ground.triplet, self  # noqa: PT018 - one thing
        return _contrast(self.ink.triplet, self.ground.triplet)


@cache
def _contrast(ink: ColorTriplet, ground: ColorTriplet) -> float:
    return contrast(Color(*ink), Color(*ground))


def rows(app: App[Any]) -> list[Strip]:
    """The rows of the screen."""
    joined = [Strip.join(list(line)) for line in app.screen._compositor.render_full_update().strips]
    for each in app.get_line_filters():
        joined = [strip.apply_filter(each, Color(0, 0, 0)) for strip in joined]
    return joined


def signs(app: App[Any]) -> Iterator[Cell]:
    """Every sign that is not blank."""
    for y, strip in enumerate(rows(app)):
        x = 0
        for segment in strip:
            if segment.text.isspace():
                x += len(segment.text)
                continue
            for sign in segment.text:
                if not sign.isspace():
                    yield Cell(x, y, sign, segment.style or Style.null())
                x += cell_len(sign)


def is_behind_a_dialog(app: App[Any], cell: Cell) -> bool:
    """Whether the sign belongs to the screen under a dialog, which is dimmed on purpose."""
    if not isinstance(app.screen, ModalScreen):
        return False
    widget, _ = app.screen.get_widget_at(cell.x, cell.y)
    around = [each for each in widget.ancestors_with_self if each not in (app, app.screen)]
    return all(each.styles.background.a < 1 for each in around)


async def wear(pilot: Pilot[int], theme: str) -> None:
    """Change the colours of the screen that is shown."""
    pilot.app.theme = theme
    await pilot.pause()
    pilot.app.screen._refresh_layout()
