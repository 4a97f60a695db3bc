"""Where a routine in plain lines gets its steps and its time from: a plan of its own, or the running service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from deskbreak.cues.plan import Part, parts
from deskbreak.errors import DeskbreakError

if TYPE_CHECKING:
    from deskbreak.cli.counted import Keeper
    from deskbreak.control.client import Client

Clock = Callable[[], float]


@dataclass(frozen=True)
class Look:
    """A routine at one moment."""

    routine: tuple[Part, ...]
    length_seconds: float
    elapsed_seconds: float
    is_paused: bool = False


class Guide(Protocol):
    """Knows how far the routine is."""

    longest_wait_seconds: float
    """Look again after this long at the latest: something may have changed."""

    def look(self) -> Look | None:
        """The routine now; None once it is over."""

    def note(self, done: tuple[str, ...]) -> None:
        """These stretches are done by now."""

    def end(self) -> None:
        """The person ends it early."""


class OwnGuide:
    """A routine by this process's clock. The keeper is told how it goes."""

    longest_wait_seconds = 3600.0

    def __init__(self, routine: tuple[Part, ...], clock: Clock, keeper: Keeper) -> None:
        self._routine = routine
        self._length = sum(part.seconds for part in routine)
        self._clock = clock
        self._keeper = keeper
        self._began = clock()

    def look(self) -> Look | None:
        """See `Guide`."""
        elapsed = self._clock() - self._began
        return Look(self._routine, self._length, elapsed) if elapsed < self._length else None

    def note(self, done: tuple[str, ...]) -> None:
        """See `Guide`."""
        self._keeper.note(done)

    def end(self) -> None:
        """See `Guide`."""
        self._keeper.end()


class ServiceGuide:
    """The routine of the service's break. When the service goes, it is led to its end by the clock here."""

    longest_wait_seconds = 2.0

    def __init__(self, client: Client, clock: Clock) -> None:
        self._client: Client | None = client
        self._clock = clock
        self._last: Look | None = None
        self._looked_at = clock()

    def look(self) -> Look | None:
        """See `Guide`."""
        try:
            snapshot = self._client.call("status") if self._client else None
        except DeskbreakError:
            self._client, snapshot = None, None
        if snapshot is None:
            return self._led_on()
        self._last, self._looked_at = look_at(snapshot), self._clock()
        return self._last

    def note(self, done: tuple[str, ...]) -> None:
        """See `Guide`; the service knows."""

    def end(self) -> None:
        """See `Guide`."""
        try:
            if self._client:
                self._client.call("finish")
        except DeskbreakError:  # it was over already
            return

    def _led_on(self) -> Look | None:
        last = self._last
        if last is None:
            return None
        elapsed = last.elapsed_seconds + self._clock() - self._looked_at
        return Look(last.routine, last.length_seconds, elapsed) if elapsed < last.length_seconds else None


def look_at(snapshot: dict[str, Any]) -> Look | None:
    """The routine in a snapshot; None without a break."""
    now, routine = snapshot.get("break"), snapshot.get("routine")
    if not now:
        return None
    steps = parts(routine["steps"]) if routine else ()
    return Look(steps, float(now["length_seconds"]), float(now["rested_seconds"]), bool(now["paused"]))
