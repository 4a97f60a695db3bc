"""Where a routine in plain lines gets its steps and its time from, and what carries out the words typed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from deskbreak.cli.plain_reading import after_word
from deskbreak.cues.plan import Part, parts
from deskbreak.errors import DeskbreakError, NotRunning

if TYPE_CHECKING:
    from deskbreak.cli.counted import Keeper
    from deskbreak.cli.solo import Solo
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
        """These stretches are done by now, as far as the steps tell."""

    def done(self, done: tuple[str, ...]) -> tuple[str, ...]:
        """Those of them that are done, where it is known better than the steps tell."""

    def obey(self, method: str) -> list[str]:
        """Do what one of the service's methods does; what is to be said then. Raises `DeskbreakError`."""

    def end(self) -> None:
        """The person ends it early."""


class OwnGuide:
    """A routine by this process's clock. The keeper is told how it goes."""

    longest_wait_seconds = 3600.0

    def __init__(self, solo: Solo, keeper: Keeper) -> None:
        self._solo = solo
        self._keeper = keeper
        self._deeds: dict[str, Callable[[], list[str]]] = {
            "break_pause": self._pause,
            "break_resume": self._go_on,
            "routine_next": self._next,
            "routine_back": self._back,
            "routine_hurts": self._hurts,
        }
        solo.start()

    def look(self) -> Look | None:
        """See `Guide`."""
        solo = self._solo
        solo.follow()
        if solo.is_over:
            return None
        return Look(parts(solo.coach.steps()), solo.length_seconds, solo.rested_seconds, solo.is_paused)

    def note(self, done: tuple[str, ...]) -> None:  # noqa: ARG002 - what was skipped is among the steps, too
        """See `Guide`."""
        self._keeper.note(self._solo.done)

    def done(self, done: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG002 - what was skipped is among the steps, too
        """See `Guide`."""
        return self._solo.done

    def obey(self, method: str) -> list[str]:
        """See `Guide`."""
        return self._deeds[method]()

    def end(self) -> None:
        """See `Guide`."""
        self._solo.end()
        self._keeper.end()

    def _pause(self) -> list[str]:
        self._solo.pause()
        self._keeper.pause()
        return []

    def _go_on(self) -> list[str]:
        self._keeper.go_on()  # first: where it is counted it must not end later than here
        self._solo.start()
        return []

    def _next(self) -> list[str]:
        self._solo.coach.skip(self._solo.rested_seconds)
        return []

    def _back(self) -> list[str]:
        self._solo.coach.back(self._solo.rested_seconds)
        return []

    def _hurts(self) -> list[str]:
        rested = self._solo.rested_seconds
        before = {"break": {"rested_seconds": rested}, "routine": self._solo.coach.snapshot(rested)}
        if stretch := self._solo.coach.hurts(rested):
            self._keeper.leave_out(stretch)
        return after_word("routine_hurts", before)


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

    def done(self, done: tuple[str, ...]) -> tuple[str, ...]:
        """See `Guide`."""
        return done

    def obey(self, method: str) -> list[str]:
        """See `Guide`."""
        if self._client is None:
            raise NotRunning("deskbreak has stopped; the routine goes on by itself")
        before = self._client.call("status")
        self._client.call(method)
        return after_word(method, before)

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
