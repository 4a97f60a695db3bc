"""The figure of a stretch somebody looks at: it gets into position, holds, and after a while rests; nothing is led."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from deskbreak.figure.files import load_sequence
from deskbreak.figure.motion import ENTER_SECONDS, switch_seconds
from deskbreak.tui.ticker import Ticker, later
from deskbreak.tui.widgets.figure import Figure, Scene
from deskbreak.tui.wishes import Wishes

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.tui.shelf import Entry
    from deskbreak.tui.ticker import Handle

RESTS_AFTER_SECONDS: Final = 45.0
"""How long the figure moves; then it stands still until another is looked at."""


class Preview(Figure):
    """Keeps one timer of its own, for what the figure does next, and none while it is not looked at."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        call_later: Callable[[float, Callable[[], object]], Handle] = later,
    ) -> None:
        super().__init__(lambda: clock() - self._begun_at, id=id, call_later=call_later)
        self._clock = clock
        self._begun_at = clock()
        self._then: Callable[[], object] = self.rest
        self._follow = Ticker(self._go_on, call_later)
        self._entry: Entry | None = None
        self._side = ""
        self._wishes = Wishes()

    def on_mount(self) -> None:
        """Do nothing more while the terminal is not looked at."""
        self.watch(self.app, "app_focus", self.go_on, init=False)

    def on_unmount(self) -> None:
        """Leave no timer."""
        self._follow.disarm()

    @property
    def is_waiting(self) -> bool:
        """Whether a timer runs, for its motion or for what comes after it."""
        return self._follow.is_armed or self._ticker.is_armed

    def heed(self, wishes: Wishes) -> None:
        """Draw as the settings wish from now on."""
        if wishes != self._wishes:
            self._wishes = wishes
            self.hold()

    def look_at(self, entry: Entry | None, side: str) -> None:
        """Show another stretch, or the same one's other side: in position at once."""
        self._entry, self._side = entry, side
        self.hold()

    def begin(self, *, is_switch: bool = False) -> None:
        """Get into position, or change sides, and hold from then on."""
        entry = self._entry
        if entry is not None and not entry.is_moving:
            taken = switch_seconds(load_sequence(entry.id, entry.place)) if is_switch else ENTER_SECONDS
            self._pose("change", is_switch=is_switch)
            self._do_next(taken, self.hold)

    def hold(self) -> None:
        """Be in position, from now on."""
        self._pose("hold")
        self._do_next(RESTS_AFTER_SECONDS, self.rest)

    def rest(self) -> None:
        """Stop where it is."""
        self.show(self.scene._replace(is_running=False) if self.scene else None)

    def go_on(self) -> None:
        """Look whether somebody sees it: move on if so, else leave no timer."""
        if self.is_seen:
            self.hold()
        else:
            self._follow.disarm()
            self.show(self.scene)

    def _pose(self, kind: str, *, is_switch: bool = False) -> None:
        """Show one part of the movement from its beginning."""
        self._begun_at = self._clock()
        entry, wishes = self._entry, self._wishes
        if entry is None or wishes.figure == "off":
            self.show(None)
            return
        kind = "moving" if entry.is_moving else kind
        scene = Scene(entry.id, self._side if entry.has_sides else "", kind, entry.place, is_switch)
        self.show(scene._replace(is_still=wishes.is_reduced_motion, style=wishes.figure))

    def _go_on(self) -> None:
        self._then()

    def _do_next(self, seconds: float, then: Callable[[], object]) -> None:
        """Do this later, instead of what was to be done later before."""
        self._then = then
        self._follow.arm(seconds if self.is_seen and self.scene is not None else None)
