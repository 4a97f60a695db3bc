"""Today's line of sitting, absences and breaks; a part of it is explained under the mouse or the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.tui import today
from deskbreak.tui.draw import dayline
from deskbreak.tui.draw.dayline import Day, Part
from deskbreak.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual import events

    from deskbreak.tui.draw.ink import Picture


class DayLine(Painted[Day]):
    """The line and, in its second row, the hours or the words about the part that is looked at."""

    _chosen: Part | None = None

    @property
    def chosen(self) -> Part | None:
        """The part that is explained, as the day has it now: what runs is longer than it was."""
        if self._chosen is None or self.scene is None:
            return None
        wanted = (self._chosen.what, self._chosen.start)
        return next((part for part in self.scene.parts if _is_about(part, wanted)), None)

    def choose(self, part: Part | None) -> None:
        """Explain this part, or show the hours again."""
        if part != self._chosen:
            self._chosen = part
            self.refresh()

    def move(self, steps: int) -> None:
        """To a part before or after, beginning at the present one."""
        parts = today.ordered(self.scene) if self.scene else ()
        if parts:
            chosen = self.chosen
            at = parts.index(chosen) + steps if chosen in parts else len(parts) - 1 if steps < 0 else 0
            self.choose(parts[max(0, min(len(parts) - 1, at))])

    def draw(self, scene: Day, width: int, height: int) -> Picture:
        """The line over the whole width."""
        chosen = self.chosen
        return dayline.draw(scene, width, chosen, today.about(chosen, scene) if chosen else "")[:height]

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain what is under the mouse."""
        place = event.get_content_offset(self)
        if self.scene is not None and place is not None:
            self.choose(dayline.part_at(self.scene, self.size.width, place.x))

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self.choose(None)


def _is_about(part: Part, wanted: tuple[str, float]) -> bool:
    """What runs begins a little earlier or later each time it is worked out."""
    return part.what == wanted[0] and abs(part.start - wanted[1]) < 120
