"""The routine of the break in progress: planned when it begins, followed while it runs, summed up when it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deskbreak.engine.values import Kind, seconds
from deskbreak.errors import Refused
from deskbreak.routine.catalogue import Catalogue
from deskbreak.routine.plan import PastBreak, PlanRequest
from deskbreak.routine.planner import plan
from deskbreak.routine.session import Session
from deskbreak.settings.model import Routine


class Coach:
    """Owns the session while a break runs. Positions are seconds of rest since the break began."""

    def __init__(
        self, load: Callable[[], Catalogue], past: Callable[[], tuple[PastBreak, ...]], settings: Routine
    ) -> None:
        """`load` reads the catalogue when the first break needs it; `past` gives the breaks of the last days."""
        self._load = load
        self._past = past
        self._settings = settings
        self._catalogue: Catalogue | None = None
        self._session: Session | None = None
        self._done: tuple[str, ...] = ()

    def use(self, settings: Routine) -> None:
        """Plan from here on by these settings; the running routine goes on as it is."""
        self._settings = settings
        self._catalogue = None

    @property
    def done(self) -> tuple[str, ...]:
        """The stretches done in the break that ended last."""
        return self._done

    def begin(self, kind: Kind, sitting_seconds: float, seed: int) -> None:
        """Plan the routine of a break that starts now."""
        self._session = self._plan(kind, sitting_seconds, seed)

    def end(self, elapsed_seconds: float) -> None:
        """The break is over after this much rest."""
        self._done = ()
        if self._session is not None:
            self._done = self._session.done_stretches(elapsed_seconds)
        self._session = None

    def upcoming(self, kind: Kind, sitting_seconds: float, seed: int) -> tuple[str, ...]:
        """The names of the stretches a break of `kind` would have, for the notification."""
        steps = self._plan(kind, sitting_seconds, seed).steps
        return tuple(dict.fromkeys(step.stretch.name for step in steps))

    def skip(self, elapsed_seconds: float) -> None:
        """Leave the present stretch."""
        self._session = self._running().skip(elapsed_seconds)

    def back(self, elapsed_seconds: float) -> None:
        """Do the present stretch again, or the one before when it has only just begun."""
        self._session = self._running().back(elapsed_seconds)

    def hurts(self, elapsed_seconds: float) -> str:
        """Leave the present stretch at once; returns its id, "" when none is going on."""
        session = self._running()
        step = session.at(elapsed_seconds).step
        self._session = session.hurts(elapsed_seconds)
        return step.stretch.id if step else ""

    def snapshot(self, elapsed_seconds: float) -> dict[str, Any] | None:
        """The routine as clients see it."""
        return None if self._session is None else self._session.snapshot(elapsed_seconds)

    def _running(self) -> Session:
        if self._session is None:
            raise Refused("no_break", "routine")
        return self._session

    def _plan(self, kind: Kind, sitting_seconds: float, seed: int) -> Session:
        if self._catalogue is None:
            self._catalogue = self._load()
        length = seconds(kind.length)
        request = PlanRequest(
            length_seconds=length,
            sitting_seconds=sitting_seconds,
            places=self._settings.places,
            leave_out=frozenset(self._settings.left_out),
            history=self._past(),
            hold_seconds=self._settings.hold,
            seed=seed,
        )
        return Session(plan(self._catalogue, request), length)
