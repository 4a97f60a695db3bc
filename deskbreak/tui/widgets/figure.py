"""The drawn figure of a stretch. Shows what it is told, and keeps one timer only while the figure moves and is seen."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from deskbreak.figure.dots import ROLES
from deskbreak.figure.files import load_sequence
from deskbreak.figure.motion import next_change, phase_of
from deskbreak.figure.render import Frame, frame
from deskbreak.tui.ticker import Ticker, later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events

    from deskbreak.figure.cells import Cell
    from deskbreak.tui.ticker import Handle


class Scene(NamedTuple):
    """Which stretch is shown and how: `kind` is the step's (warm-up, hold, change, moving), `place` the stretch's.

    `is_from_other_side` says that this change comes from the other side of the same stretch. A figure that `is_still`
    shows the position without any motion; one that is not `is_running` stops where it is.
    """

    stretch: str
    side: str = ""
    kind: str = "hold"
    place: str = "standing"
    is_from_other_side: bool = False
    is_running: bool = True
    is_still: bool = False
    style: str = "braille"


WALKING = Scene("march", kind="moving")
"""What is done when no step runs."""


class Step(Protocol):
    """What of a routine's step is drawn."""

    @property
    def stretch(self) -> str:
        """The stretch's id."""

    @property
    def side(self) -> str:
        """The side that is stretched, "" for both."""

    @property
    def kind(self) -> str:
        """One of warm-up, hold, change, moving."""

    @property
    def place(self) -> str:
        """One of standing, desk, floor."""


def scene_of(steps: Sequence[Step], index: int) -> Scene:
    """The scene of one step of a routine."""
    step = steps[index]
    before = steps[index - 1] if index else step
    is_switch = before.stretch == step.stretch and {before.side, step.side} == {"left", "right"}
    return Scene(step.stretch, step.side, step.kind, step.place, is_switch)


class Figure(Widget):
    """Draws a scene; `elapsed` answers how many seconds of its step are over.

    While the terminal has not the focus it shows the position and does not move.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"figure--{role}" for role in ROLES}
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Figure {
        width: 1fr;
        height: 1fr;

        .figure--near { color: $foreground; }
        .figure--far { color: $foreground-muted; }
        .figure--target { color: $accent; }
        .figure--arrow { color: $warning; }
        .figure--prop { color: $foreground-muted; }
        .figure--floor { color: $foreground-muted; }
    }
    """

    scene: reactive[Scene | None] = reactive(None)

    def __init__(
        self,
        elapsed: Callable[[], float],
        scene: Scene | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        call_later: Callable[[float, Callable[[], object]], Handle] = later,
    ) -> None:
        super().__init__(id=id, markup=False)
        self._elapsed = elapsed
        self._ticker = Ticker(self._advance, call_later)
        self._frame: Frame | None = None
        self._styles: dict[tuple[str, str], Style] = {}
        self.set_reactive(Figure.scene, scene)

    def show(self, scene: Scene | None) -> None:
        """Take a scene; motion that had stopped because nobody saw it goes on."""
        if scene != self.scene:
            self.scene = scene
        else:
            self._arm()

    def watch_scene(self) -> None:
        """Draw the new scene."""
        self._advance()

    def on_mount(self) -> None:
        """Stand still while the terminal is not looked at."""
        self.watch(self.app, "app_focus", self._advance)

    def on_unmount(self) -> None:
        """Leave no timer."""
        self._ticker.disarm()

    def on_resize(self) -> None:
        """Draw in the new size."""
        self._advance()

    def on_show(self) -> None:
        """Go on moving."""
        self._advance()

    def on_hide(self, _: events.Hide) -> None:
        """Stop moving."""
        self._ticker.disarm()

    @property
    def is_seen(self) -> bool:
        """Whether somebody can look at it now."""
        return self.is_attached and self.is_on_screen and self.app.screen is self.screen and self.app.app_focus

    @property
    def description(self) -> str:
        """The figure as bare text."""
        return self._drawn().text

    def render_line(self, y: int) -> Strip:
        """One row of the frame."""
        drawn = self._drawn()
        if y >= len(drawn.rows):
            return Strip.blank(self.size.width, self.rich_style)
        runs = groupby(drawn.rows[y], lambda cell: (cell.role, cell.ground))
        segments = [Segment(self._text(*roles, run), self._style(*roles)) for roles, run in runs]
        return Strip(segments, drawn.width)

    def _advance(self) -> None:
        """Draw what is to be seen now, and repaint the rows that differ."""
        before, self._frame = self._frame, None
        after = self._drawn()
        if before is None or (before.width, before.height) != (after.width, after.height):
            self.refresh()
        elif before != after:
            changed = enumerate(zip(before.rows, after.rows, strict=False))
            self.refresh(*(Region(0, y, after.width, 1) for y, (old, new) in changed if old != new))
        self._arm()

    def _arm(self) -> None:
        self._ticker.arm(self._next_change() if self.is_seen else None)

    def _next_change(self) -> float | None:
        scene = self.scene
        if scene is None or not scene.is_running:
            return None
        return next_change(load_sequence(scene.stretch, scene.place), self._elapsed(), self._phase(scene))

    def _drawn(self) -> Frame:
        if self._frame is None or (self._frame.width, self._frame.height) != tuple(self.size):
            self._frame = self._draw()
        return self._frame

    def _draw(self) -> Frame:
        scene, size = self.scene, (self.size.width, self.size.height)
        if scene is None:
            return Frame(*size, rows=((),) * size[1])
        sequence = load_sequence(scene.stretch, scene.place)
        return frame(sequence, self._elapsed(), self._phase(scene), scene.side, size, scene.style)

    def _phase(self, scene: Scene) -> str:
        is_still = scene.is_still or not self.app.app_focus
        return phase_of(scene.kind, is_from_other_side=scene.is_from_other_side, is_still=is_still)

    def notify_style_update(self) -> None:
        """Forget the colours: another theme may be in use."""
        super().notify_style_update()
        self._styles.clear()

    def _style(self, role: str, ground: str) -> Style:
        if (role, ground) not in self._styles:
            style = self._role_style(role)
            self._styles[role, ground] = style + Style(bgcolor=self._role_style(ground).color) if ground else style
        return self._styles[role, ground]

    def _text(self, role: str, ground: str, run: Iterable[Cell]) -> str:
        """The characters; the larger half takes the whole cell where the ground cannot have the other's colour.

        Without any colour the target is a shade throughout: its edges have the signs of the body's.
        """
        if role == "target" and self.app.no_color:
            return "".join("▓" for _ in run)
        color = self._role_style(ground).color if ground else None
        is_lost = ground and (self.app.no_color or color is None or color.is_default)
        return "".join("█" if is_lost else cell.char for cell in run)

    def _role_style(self, role: str) -> Style:
        return self.get_component_rich_style(f"figure--{role}") if role else self.rich_style
