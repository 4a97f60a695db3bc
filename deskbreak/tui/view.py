"""The view: a moment and how the screen stands, ready to be shown, and when it will next look different."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskbreak.tui import words

if TYPE_CHECKING:
    from deskbreak.tui.draw.dayline import Day
    from deskbreak.tui.reading import Moment

_NEAR_SECONDS = 120.0
_LATE = 0.02
"""How long after a boundary to look, so that it is surely behind."""


@dataclass(frozen=True)
class View:
    """What every screen is given."""

    moment: Moment
    day: Day
    is_focused: bool = True
    is_connected: bool = True
    whisper: str = ""

    @property
    def has_seconds(self) -> bool:
        """Whether the time left is shown to the second: never while nobody looks, in a break always."""
        moment = self.moment
        if moment.state == "break":
            return True
        if not self.is_focused or moment.left_seconds is None or moment.wishes.seconds == "never":
            return False
        return moment.wishes.seconds == "always" or moment.left_seconds <= _NEAR_SECONDS

    @property
    def changes_in_seconds(self) -> float | None:
        """How long this view stays true; None when only the service can change it."""
        if not self.is_connected:
            return None
        if self.moment.state == "break":
            return self._next_second_of_the_break()
        return self._next_step_of_the_clock()

    def _next_second_of_the_break(self) -> float | None:
        resting = self.moment.resting
        if resting is None or resting.is_paused or resting.left_seconds <= 0:
            return None
        left = resting.routine.step_left_seconds if resting.routine else 0.0
        return _until_lower(left or resting.left_seconds, 1)

    def _next_step_of_the_clock(self) -> float | None:
        moment = self.moment
        if moment.away_seconds is not None:
            return _until_higher(moment.away_seconds)
        runs = moment.is_accruing or moment.state == "snoozed"
        if moment.left_seconds and runs:
            return _until_lower(moment.left_seconds, 1 if self.has_seconds else 60)
        return _until_higher(moment.sitting_seconds) if moment.is_accruing else None


def time_left(view: View) -> str:
    """The time until the next prompt as digits: minutes, minutes and seconds, or in the last one seconds."""
    left = view.moment.left_seconds or 0.0
    if view.has_seconds:
        return words.countdown(left)
    minutes = words.minutes_left(left)
    return str(minutes) if minutes < 600 else f"{minutes // 60}:{minutes % 60:02}"


def _until_lower(left: float, unit: int) -> float:
    """Until a span running out, rounded up to `unit`, shows its next value."""
    return ((left - words.ROUNDING) % unit or unit) + _LATE


def _until_higher(gone: float) -> float:
    """Until a growing span shows its next minute."""
    return 60 - gone % 60 + _LATE
