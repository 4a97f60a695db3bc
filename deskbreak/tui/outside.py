"""What the terminal shows of the screen beside its text: the window's title, and progress in the taskbar.

Nothing is sent twice, and both are as they were once the screen is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deskbreak.tui import dials
from deskbreak.tui.draw.ink import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deskbreak.tui.view import View

KEEP_TITLE, BRING_TITLE_BACK = "\x1b[22;2t", "\x1b[23;2t"
RUNNING, ATTENTION = 1, 4
_NO_PROGRESS: Final = (0, 0)

Progress = tuple[int, int]
"""A state of OSC 9;4 and a percentage."""


class Outside:
    """Tells the terminal, by a function that writes to it."""

    def __init__(self, write: Callable[[str], None], environ: Mapping[str, str]) -> None:
        self._write = write
        self._is_in_tmux = bool(environ.get("TMUX"))
        self._title = ""
        self._progress = _NO_PROGRESS

    def show(self, view: View) -> None:
        """Show what differs from before."""
        self._show_title(plain(dials.brief(view), 60))
        wished = progress(view) if view.moment.wishes.has_taskbar and not self._is_in_tmux else _NO_PROGRESS
        self._show_progress(wished)

    def restore(self) -> None:
        """The title of before, and no progress."""
        self._show_progress(_NO_PROGRESS)
        if self._title:
            self._write(BRING_TITLE_BACK)
            self._title = ""

    def _show_title(self, state: str) -> None:
        if state != self._title:
            self._write(("" if self._title else KEEP_TITLE) + f"\x1b]2;deskbreak: {state}\x07")
            self._title = state

    def _show_progress(self, wished: Progress) -> None:
        if wished != self._progress:
            self._write("\x1b]9;4;{};{}\x07".format(*wished))
            self._progress = wished


def progress(view: View) -> Progress:
    """How far sitting has come towards the next break, or a break towards its end; none where nothing comes."""
    moment = view.moment
    if moment.resting is not None:
        return RUNNING, _percent(moment.resting.rested_seconds, moment.resting.length_seconds)
    if moment.state in ("due", "snoozed"):
        return ATTENTION, 100
    if moment.state != "sitting" or moment.left_seconds is None:
        return _NO_PROGRESS
    return RUNNING, _percent(moment.whole_seconds - moment.left_seconds, moment.whole_seconds)


def _percent(part: float, whole: float) -> int:
    return max(0, min(100, int(100 * part / whole))) if whole > 0 else 0
