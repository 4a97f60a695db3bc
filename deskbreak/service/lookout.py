"""What a look at the clocks and at the desk tells the engine. Takes no look itself; knows no clock and no engine."""

from __future__ import annotations

from deskbreak.engine import inputs as i
from deskbreak.engine.values import SECOND, Instant, micros
from deskbreak.presence.clocks import Drift
from deskbreak.presence.port import Sample

_SAME_INPUT = SECOND
"""Sources name one and the same input with some jitter."""


class Lookout:
    """Keeps what was seen, so that every input and every sleep is told once."""

    def __init__(self) -> None:
        self._input_at = -_SAME_INPUT
        self._asleep_from = -_SAME_INPUT
        self._going_to_sleep_at: int | None = None
        self._is_awake_again = False

    def note_sleep(self, is_asleep: bool, now: Instant) -> None:  # noqa: FBT001 - the port's callback
        """The session's watch says that the machine goes to sleep, or that it is awake again."""
        if is_asleep:
            self._going_to_sleep_at = now.boot
        self._is_awake_again = not is_asleep

    def slept(self, drift: Drift, now: Instant) -> i.Slept | None:
        """The sleep that is over and not told yet: by the clocks, or by the session's watch where they show none."""
        if drift.suspended_seconds:
            since = now.boot - micros(drift.suspended_seconds)
        elif self._going_to_sleep_at is not None and self._is_awake_again:
            since = self._going_to_sleep_at
        else:
            return None
        self._going_to_sleep_at = None
        self._asleep_from = since
        return i.Slept(since)

    def note_hand(self, now: Instant) -> None:
        """The person did something just now that is told to the engine already."""
        self._input_at = now.boot

    def seen(self, sample: Sample, now: Instant, *, hands_on: bool) -> list[i.Input]:
        """What a sample tells. Where nobody can tell, hands are taken to be on: better one break too many than none.

        `hands_on`: whether the engine takes them to be on.
        """
        if sample.idle_seconds is None:
            return [i.HandsOn()]
        found: list[i.Input] = [i.HandsOff()] if hands_on else []
        for ago in (sample.returned_seconds, sample.idle_seconds):
            at = None if ago is None else now.boot - micros(ago)
            # An input from before a sleep may come to light only after it; taken then, it would be a return.
            if at is not None and at > max(self._input_at + _SAME_INPUT, self._asleep_from):
                self._input_at = min(at, now.boot)
                found.append(i.InputSeen(at))
        return found or [i.Tick()]
