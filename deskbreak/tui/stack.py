"""Which screen is shown: the dashboard, and over it a break, its end or a room.

Follows what the service says and what the person opens; what is on a screen is the screen's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from deskbreak.cues.plan import END
from deskbreak.tui.bells import ring
from deskbreak.tui.screens.base import Dialog, Face

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.screen import Screen

    from deskbreak.tui.inbox import Change
    from deskbreak.tui.reading import Moment, Resting
    from deskbreak.tui.view import View

CLOSING_SECONDS: Final = 20.0
SETTLING_SECONDS: Final = 1.5
"""For so long a key may still be meant for what was there a moment ago."""


class Stack:
    """Moves the screens of an app; `on_move` is called when another one has come to the top.

    With `is_single` a break is all there is: the app ends where the dashboard would come.
    """

    def __init__(
        self, app: App[int], clock: Callable[[], float], on_move: Callable[[], object], *, is_single: bool = False
    ) -> None:
        self._app = app
        self._clock = clock
        self._on_move = on_move
        self._is_single = is_single
        self._closing_ends_at: float | None = None
        self._went_back_at: float | None = None

    @property
    def has_just_gone_back(self) -> bool:
        """Whether the end of a break was there a moment ago."""
        return self._went_back_at is not None and self._clock() - self._went_back_at < SETTLING_SECONDS

    @property
    def face(self) -> Face:
        """The full screen in sight, under any dialog."""
        return next(screen for screen in reversed(self._app.screen_stack) if isinstance(screen, Face))

    @property
    def ends_in(self) -> float:
        """Seconds until the end of a break goes by itself; none left when it is not shown."""
        return (self._closing_ends_at or 0.0) - self._clock()

    def show(self, view: View) -> None:
        """Show a view where it can be seen."""
        if self.face.is_mounted:
            self.face.show(view)

    def follow(self, change: Change) -> None:
        """Go to the screen that belongs to what changed, and tell the one in sight."""
        before, after = change.before, change.after
        rested = before.resting if before else None
        if after.resting and not rested:
            from deskbreak.tui.screens.resting import RestScreen  # noqa: PLC0415 - not for the first picture

            self._come_to(RestScreen())
        elif rested and not after.resting:
            self._close_break(rested, after)
        if self.face.is_mounted:
            self.face.hear()

    def go_to(self, face: Face | None) -> None:
        """Show this screen over the dashboard, or the dashboard."""
        self._closing_ends_at = None
        if face is None and self._is_single:
            self._app.exit(0)
        else:
            self._app.call_later(self._replace_all, face)

    def go_back(self) -> None:
        """From the end of a break to the dashboard, or to what was being typed when it began."""
        self._went_back_at = self._clock()
        self._come_to(None)

    def leave_what_is_over(self, moment: Moment) -> None:
        """Go from the end of a break to the dashboard when it has been there long enough."""
        if self._closing_ends_at is None:
            return
        if moment.state == "away":  # nobody is back yet to read it and to answer
            self._closing_ends_at = self._clock() + CLOSING_SECONDS
        elif self._clock() >= self._closing_ends_at:
            self.go_back()

    def _close_break(self, rested: Resting, after: Moment) -> None:
        from deskbreak.tui.screens.closing import ClosingScreen, ending  # noqa: PLC0415 - not for the first picture

        if (over := ending(rested, after)) is None:
            self._come_to(None)
            return
        self._come_to(ClosingScreen(over))
        self._closing_ends_at = self._clock() + CLOSING_SECONDS
        if after.wishes.bell:
            ring(self._app, END)

    def _come_to(self, face: Face | None) -> None:
        """As `go_to`, but over what is being typed: a break does not undo that."""
        self._closing_ends_at = None
        if face is None and self._is_single:
            self._app.exit(0)
        else:
            self._app.call_later(self._replace_all, face, keep_typed=True)

    async def _replace_all(self, face: Face | None, *, keep_typed: bool = False) -> None:
        while len(self._app.screen_stack) > 1 and not (keep_typed and _is_typed_in(self._app.screen)):
            await self._app.pop_screen()
        if face is not None:
            await self._app.push_screen(face)
        self._on_move()


def _is_typed_in(screen: Screen[Any]) -> bool:
    return isinstance(screen, Face | Dialog) and screen.is_typed_in
