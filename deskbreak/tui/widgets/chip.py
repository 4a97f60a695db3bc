"""An answer to choose: a word with its key, for keyboard and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding

from deskbreak.tui.draw.ink import Ink, Picture
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.geometry import Size


Ends = tuple[str, str]
_PLAIN: Final[Ends] = (" ", " ")
_BARE: Final[Ends] = ("[", "]")
_FOCUSED: Final[Ends] = ("▸", "◂")


class Choice(NamedTuple):
    """What the chip says, the key shown beside it, and the action it runs."""

    label: str
    key: str
    action: str


class Chip(Painted[Choice]):
    """Runs its action when clicked, or when it has the focus and Enter is pressed.

    Arrows at its ends show the focus, brackets where it is where no colour of its own can.
    """

    can_focus = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {"ink--key"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "Choose", show=False, id="chip.press", tooltip="Take this answer"),
    ]

    def draw(self, scene: Choice, width: int, height: int) -> Picture:  # noqa: ARG002 - one row
        """The label and its key between its ends."""
        first, last = self._ends
        return ((Ink(first + scene.label), Ink(f"  {scene.key}" if scene.key else "", "key"), Ink(last)),)

    @property
    def _ends(self) -> Ends:
        if self.has_focus:
            return _FOCUSED
        return _BARE if self.app.no_color or self.app.current_theme.ansi else _PLAIN

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as its words."""
        return sum(cell_len(ink.text) for ink in self.draw(self.scene, 0, 1)[0]) if self.scene else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row."""
        return 1

    async def action_press(self) -> None:
        """Run the action, of the screen this chip is on if it names no other place."""
        if self.scene:
            await self.app.run_action(self.scene.action, default_namespace=self.screen)

    async def on_click(self) -> None:
        """As Enter."""
        await self.action_press()
