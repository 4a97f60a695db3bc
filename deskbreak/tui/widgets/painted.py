"""The base of all our widgets: shows one immutable scene as a picture, and repaints only when it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar

from textual.content import Content
from textual.widget import Widget

from deskbreak.tui.draw.ink import ROLES, Picture, is_written_in_colour

if TYPE_CHECKING:
    from textual.style import Style

    from deskbreak.tui.draw.ink import Ink

Scene = TypeVar("Scene")
INKS: Final = frozenset(f"ink--{role}" for role in ROLES)
"""The component classes a screen with painted widgets has, so that each role is styled once and not once a widget."""


class Painted(Widget, Generic[Scene]):
    """A widget whose whole look is `draw(scene, width, height)`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set()
    ALLOW_SELECT = False

    def __init__(self, scene: Scene | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self.scene = scene

    def show(self, scene: Scene) -> None:
        """Take a new scene; nothing is repainted when it is the one already shown."""
        if scene != self.scene:
            self.scene = scene
            self.refresh(layout=self.styles.is_auto_height)

    def draw(self, scene: Scene, width: int, height: int) -> Picture:
        """The picture of the scene in a box of cells."""
        raise NotImplementedError

    def render(self) -> Content:
        """The picture with each role's style."""
        if self.scene is None:
            return Content()
        picture = self.draw(self.scene, self.size.width, self.size.height)
        return Content("\n").join(Content.assemble(*((ink.text, self._style(ink)) for ink in row)) for row in picture)

    def _style(self, ink: Ink) -> Style | str:
        """The role's style: this widget's own if it has one, else its screen's."""
        if not ink.role:
            return ""
        if self.app.native_ansi_color and is_written_in_colour(ink):
            return "bold"  # which colours the terminal has nobody knows here, nor whether words can be read in them
        name = f"ink--{ink.role}"
        owner = self if name in self.COMPONENT_CLASSES else self.screen
        return owner.get_visual_style(name, partial=True)
