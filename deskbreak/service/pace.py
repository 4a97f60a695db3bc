"""When the service wakes next: at the engine's deadline or at the next cue of the routine, whichever comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.engine.values import SECOND, seconds
from deskbreak.service.caller import Place

if TYPE_CHECKING:
    from deskbreak.service.parts import Alarm
    from deskbreak.service.service import Service


class Pace:
    """Sets the one alarm, and has the cues played that are due. Decides nothing about breaks."""

    def __init__(self, service: Service, alarm: Alarm) -> None:
        self._service = service
        self._alarm = alarm

    def arm(self, engine_in: int) -> None:
        """Wake in so many microseconds, or earlier for a cue."""
        cue_in = self.play()
        deadline_in = engine_in / SECOND
        self._alarm.arm(deadline_in if cue_in is None else min(deadline_in, cue_in))

    def keep(self) -> None:
        """Wake when the engine wants to, or earlier for a cue: there may be others now."""
        self.arm(self._service.engine.wake_at() - self._now())

    def wake_in(self, in_seconds: float) -> None:
        """Wake after this long instead of at the deadline armed last."""
        self._alarm.arm(in_seconds)

    def try_cues(self, what: str) -> str:
        """Let "tones" or "speech" be heard now; why they are not, "" as far as is known."""
        problem = self._service.caller.try_out(what, self._now() / SECOND)
        self.keep()
        return problem

    def play(self) -> float | None:
        """Play what is due; the seconds to the next cue."""
        now, view, coach = self._now(), self._service.engine.view(), self._service.coach
        if view.break_kind is None or coach.session is None:
            return self._service.caller.follow(None, now / SECOND)
        since = 0 if view.is_break_paused else now - view.now
        place = Place(
            session=coach.session,
            since_seconds=coach.moved_at_seconds,
            describe=coach.steps,
            length_seconds=seconds(view.break_kind.length),
            elapsed_seconds=(view.break_rested + since) / SECOND,
            is_paused=view.is_break_paused,
        )
        return self._service.caller.follow(place, now / SECOND)

    def _now(self) -> int:
        return self._service.parts.clock.now().boot
