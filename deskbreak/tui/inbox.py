"""What the service has said: its last snapshot, today's line, and whether it still answers.

Holds it and makes views of it; who acts on what has changed is the app.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskbreak.tui import reading, today
from deskbreak.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.tui.draw.dayline import Part
    from deskbreak.tui.reading import Moment, Reading


@dataclass(frozen=True)
class Change:
    """What was shown until a snapshot came, and what is from then on."""

    before: Moment | None
    after: Moment

    @property
    def is_first(self) -> bool:
        """Whether nothing was known before."""
        return self.before is None

    @property
    def brings_a_prompt(self) -> bool:
        """Whether a prompt is shown that was not."""
        before = self.before.prompt if self.before else None
        return self.after.prompt is not None and self.after.prompt != before

    @property
    def touches_the_day(self) -> bool:
        """Whether today's line has another part since."""
        before, after = self.before, self.after
        return before is None or (before.state, before.today, before.holds) != (after.state, after.today, after.holds)

    @property
    def touches_the_keys(self) -> bool:
        """Whether the person's own keys are others."""
        return self.before is None or self.before.wishes.keys != self.after.wishes.keys


class Inbox:
    """Keeps what came, and carries it forward by the screen's clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.is_connected = True
        self._clock = clock
        self._reading: Reading | None = None
        self._timeline: tuple[Part, ...] = ()

    @property
    def moment(self) -> Moment | None:
        """The present moment; None before the first snapshot."""
        return self._reading.at(self._clock()) if self._reading else None

    def take(self, snapshot: dict[str, Any]) -> Change:
        """Go on from a snapshot; a service that sends one is there."""
        before = self.moment
        self._reading = reading.Reading(reading.read(snapshot), self._clock())
        self.is_connected = True
        return Change(before, self._reading.moment)

    def take_timeline(self, timeline: dict[str, Any]) -> None:
        """Go on with what the service knows of today."""
        self._timeline = today.parts(timeline)

    def view(self, moment: Moment, whisper: str, *, is_focused: bool) -> View:
        """A moment as the screens are given it."""
        return View(moment, today.day(self._timeline, moment), is_focused, self.is_connected, whisper)
