"""Seated time: the clock of each kind, the running bout and the day's total; what an absence takes back and gives.

Nothing here decides whether the person sits; it only counts what it is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .values import Kind


@dataclass(slots=True)
class Clock:
    """One kind's clock and what is owed of it. All spans in microseconds."""

    kind: Kind
    seated: int = 0
    doubtful: int = 0
    """The part of `seated` since the last sign of the person: taken back if an absence began there."""
    owed_at: int | None = None
    """Since when a break is owed, None when none is."""
    is_early: bool = False
    """Owed ahead of its time, because a shorter kind fell due just before it."""
    is_warned: bool = False
    snoozes: int = 0
    clears_after: int | None = None
    """During a rest: how much of it brings the clock to 0; None once it has, or with nothing to clear."""
    was_owed: bool = False
    """Whether it was owed when the absence became known."""
    given_back: int = 0
    """What rest has taken off `seated` since the last absence became known."""

    @property
    def left(self) -> int:
        """Sitting still missing until the kind is due; negative when overdue."""
        return self.kind.every - self.seated

    def forgive(self) -> None:
        """Nothing is owed of this kind any more."""
        self.owed_at = None
        self.is_early = False
        self.snoozes = 0

    def clear(self) -> None:
        """The clock starts again from 0."""
        self.forgive()
        self.seated = self.doubtful = 0
        self.is_warned = False


def credited(clock: Clock, rest: int, *, is_whole: bool) -> int:
    """The clock's seated time after `rest`: less in proportion, or 0 once a whole rest is long enough."""
    if is_whole:
        return 0 if rest >= clock.kind.length else clock.seated
    return max(0, clock.seated - rest * clock.kind.every // clock.kind.length)


@dataclass(slots=True)
class Tally:
    """All clocks (shortest break first), the bout and the day, and the rest they are being credited with."""

    clocks: list[Clock]
    bout: int = 0
    bout_doubtful: int = 0
    day: int = 0
    day_doubtful: int = 0
    rest_since: int | None = None
    """The instant from which an absence (or the time between working hours) is credited."""
    is_whole: bool = field(default=False, kw_only=True)

    def sit(self, span: int, *, is_sure: bool) -> None:
        """Count `span` of sitting; doubtful when the person gave no sign meanwhile."""
        for clock in self.clocks:
            clock.seated += span
        self.bout += span
        self.day += span
        if not is_sure:
            for clock in self.clocks:
                clock.doubtful += span
            self.bout_doubtful += span
            self.day_doubtful += span

    def trust(self, doubtful: int = 0) -> None:
        """The person gave a sign: at most the last `doubtful` of what was counted stays in doubt."""
        for clock in self.clocks:
            clock.doubtful = min(clock.doubtful, doubtful)
        self.bout_doubtful = min(self.bout_doubtful, doubtful)
        self.day_doubtful = min(self.day_doubtful, doubtful)

    def take_back(self) -> None:
        """Put everything back to the last sign of the person."""
        for clock in self.clocks:
            clock.seated -= clock.doubtful
        self.bout -= self.bout_doubtful
        self.day -= self.day_doubtful
        self.trust()

    def end_bout(self) -> int:
        """End the bout and return how long it was."""
        sat, self.bout, self.bout_doubtful = self.bout, 0, 0
        return sat

    def begin_rest(self, since: int) -> None:
        """Everything from `since` on is rest; the clocks hold what was sat before it."""
        self.rest_since = since
        for clock in self.clocks:
            clock.clears_after = self._clears_after(clock)

    def _clears_after(self, clock: Clock) -> int | None:
        if not clock.seated:
            return None
        kind = clock.kind
        return kind.length if self.is_whole else -(-clock.seated * kind.length // kind.every)

    def end_rest(self, now: int) -> None:
        """The rest is over: the clocks keep what it has not taken off, and what it settled is forgiven."""
        if self.rest_since is None:
            return
        for clock in self.clocks:
            seated = self.seated(clock, now)
            clock.given_back += clock.seated - seated
            clock.seated = seated
            clock.clears_after = None
        self.rest_since = None
        self.forgive_settled(now)

    def seated(self, clock: Clock, now: int) -> int:
        """The clock's seated time as it stands at `now`."""
        if self.rest_since is None:
            return clock.seated
        return credited(clock, now - self.rest_since, is_whole=self.is_whole)

    def given_back(self, clock: Clock, now: int) -> int:
        """What the rest of the last absence has taken off the clock by `now`."""
        return clock.given_back + clock.seated - self.seated(clock, now)

    def cleared(self, now: int) -> list[tuple[int, Clock]]:
        """The clocks that the rest has brought to 0 by `now` and that were not asked for before, with the instant."""
        if self.rest_since is None:
            return []
        found = [
            (self.rest_since + clock.clears_after, clock)
            for clock in self.clocks
            if clock.clears_after is not None and self.rest_since + clock.clears_after <= now
        ]
        found.sort(key=lambda item: item[0])
        for _, clock in found:
            clock.given_back += clock.seated
            clock.clear()
            clock.clears_after = None
        return found

    def next_clear(self) -> int | None:
        """The next instant at which the rest brings a clock to 0."""
        if self.rest_since is None:
            return None
        spans = [clock.clears_after for clock in self.clocks if clock.clears_after is not None]
        return self.rest_since + min(spans) if spans else None

    def forgive_settled(self, now: int) -> None:
        """What rest has brought below its `every` is not owed any more, nor what was only owed along with it."""
        for clock in self.clocks:
            if clock.owed_at is not None and not clock.is_early and self.seated(clock, now) < clock.kind.every:
                clock.forgive()
        if not any(clock.owed_at is not None and not clock.is_early for clock in self.clocks):
            for clock in self.clocks:
                clock.forgive()

    def forget_warnings(self, warn_before: int) -> None:
        """A clock that is back before its heads-up may be announced again."""
        for clock in self.clocks:
            if clock.left > warn_before:
                clock.is_warned = False

    def up_to(self, kind: Kind) -> Iterator[Clock]:
        """The clock of `kind` and those of kinds no longer than it."""
        return (clock for clock in self.clocks if clock.kind.length <= kind.length)

    def clock(self, name: str) -> Clock | None:
        """The clock of the kind called `name`."""
        return next((clock for clock in self.clocks if clock.kind.name == name), None)

    def owed(self, now: int) -> list[Clock]:
        """The clocks of which a break is owed at `now`, shortest first."""
        if self.rest_since is not None:
            self.forgive_settled(now)
        return [clock for clock in self.clocks if clock.owed_at is not None]
