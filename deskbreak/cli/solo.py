"""A break that is led in this process: how long it has lasted, the coach's routine, and the cues at their instants.

It owns no timer: it names the next instant instead. Nobody is told of it here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from deskbreak.cli.plain_routine import AHEAD_SECONDS
from deskbreak.service.caller import Place

if TYPE_CHECKING:
    from deskbreak.routine.session import Session
    from deskbreak.service.caller import Caller
    from deskbreak.service.coach import Coach


class Solo:
    """One break around the routine that a coach has begun; its clock runs from `start` on, but for pauses."""

    def __init__(self, coach: Coach, caller: Caller, clock: Callable[[], float]) -> None:
        self.coach = coach
        self._caller = caller
        self._clock = clock
        self._rested_before = 0.0
        self._running_since: float | None = None
        self.length_seconds = self._session.length_seconds if self._session else 0.0
        self.is_over = False
        self.is_whole = False
        """Whether it lasted to its end."""

    @property
    def _session(self) -> Session | None:
        return self.coach.session

    @property
    def rested_seconds(self) -> float:
        """How much of it is behind."""
        running = 0.0 if self._running_since is None else self._clock() - self._running_since
        return min(self.length_seconds, self._rested_before + running)

    @property
    def is_paused(self) -> bool:
        """Whether it stands still."""
        return self._running_since is None

    @property
    def done(self) -> tuple[str, ...]:
        """The ids of the stretches done by now, one that is as good as done among them."""
        return self._session.done_stretches(self.rested_seconds + AHEAD_SECONDS) if self._session else self.coach.done

    def start(self) -> None:
        """Begin, or go on after a pause; without effect once it is over."""
        if self._running_since is None and not self.is_over:
            self._running_since = self._clock()

    def pause(self) -> None:
        """Stand still until the next `start`."""
        self._rested_before, self._running_since = self.rested_seconds, None

    def follow(self) -> float | None:
        """Play what is due and notice the end; the seconds until this has to be asked again, None for never."""
        if self._session is not None and self.rested_seconds >= self.length_seconds:
            self.end()
        if (session := self._session) is None:
            return self._caller.follow(None, self._clock())
        cue_in = self._caller.follow(self._place(session), self._clock())
        if self.is_paused:
            return None
        nearly_done_in = session.at(self.rested_seconds + AHEAD_SECONDS).step_left or None
        waits = (cue_in, nearly_done_in, self.length_seconds - self.rested_seconds)
        return min(wait for wait in waits if wait is not None)

    def end(self) -> None:
        """It is over, early or at its end; harmless when it was already."""
        if self._session is not None:
            self.pause()
            self.is_over, self.is_whole = True, self.rested_seconds >= self.length_seconds
            self.coach.end(self.rested_seconds)
            self._caller.end(is_completed=self.is_whole, now_seconds=self._clock())

    def close(self) -> None:
        """Be silent at once."""
        self._caller.close()

    def _place(self, session: Session) -> Place:
        return Place(
            session=session,
            since_seconds=self.coach.moved_at_seconds,
            describe=self.coach.steps,
            length_seconds=self.length_seconds,
            elapsed_seconds=self.rested_seconds,
            is_paused=self.is_paused,
        )
