"""The three clocks every sample reads, and what their disagreement means: a suspend, or a step of the wall clock.

| platform | boot: runs through suspend     | monotonic: stops in suspend             | wall      |
| Linux    | CLOCK_BOOTTIME                 | CLOCK_MONOTONIC                         | time_ns() |
| macOS    | CLOCK_MONOTONIC_RAW            | CLOCK_UPTIME_RAW (mach_absolute_time)   | time_ns() |
| Windows  | GetTickCount64 (10-16 ms)      | QueryUnbiasedInterruptTime              | time_ns() |
| others   | time.monotonic_ns()            | the same: a suspend shows as a step     | time_ns() |
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from deskbreak.presence.paused import Pauses, system_pauses

SECOND_NS = 1_000_000_000

Read = Callable[[], int]

_STEADY_NS = 1_000_000
_ATTEMPTS = 4
_JITTER_SECONDS = 0.25
_SLEW = 0.001  # twice the 500 ppm by which NTP may bend a clock


@dataclass(frozen=True, slots=True)
class Reading:
    """One moment on all three clocks, in nanoseconds; of the first two only differences mean anything."""

    boot_ns: int
    monotonic_ns: int
    wall_ns: int

    @property
    def suspended_seconds(self) -> float:
        """Everything slept so far, from an arbitrary origin."""
        return _seconds(self.boot_ns - self.monotonic_ns)


@dataclass(frozen=True, slots=True)
class Drift:
    """What happened between two readings; both 0.0 on an ordinary day. A backward step is negative."""

    suspended_seconds: float = 0.0
    stepped_seconds: float = 0.0


def compare(previous: Reading, now: Reading) -> Drift:
    """How long the machine slept and how far the wall clock was stepped since `previous`.

    Differences below a quarter of a second are read-out jitter; of the wall clock's, 0.1 % of the span is left to NTP.
    """
    elapsed = _seconds(now.boot_ns - previous.boot_ns)
    suspended = elapsed - _seconds(now.monotonic_ns - previous.monotonic_ns)
    stepped = _seconds(now.wall_ns - previous.wall_ns) - elapsed
    return Drift(
        suspended if suspended > _JITTER_SECONDS else 0.0,
        stepped if abs(stepped) > _JITTER_SECONDS + _SLEW * elapsed else 0.0,
    )


class Clocks:
    """Reads the three clocks together; each is a function giving nanoseconds, so tests bring their own.

    A virtual machine's pause, through which the boot clock stands still, is added to it: it counts as a suspend.
    """

    def __init__(self, boot: Read, monotonic: Read, wall: Read, pauses: Pauses | None = None) -> None:
        self._boot = boot
        self._monotonic = monotonic
        self._wall = wall
        self._pauses = pauses
        self._paused_ns = 0

    def read(self) -> Reading:
        """All three at one moment: read again when the process was held up in between."""
        for _ in range(_ATTEMPTS):
            before = self._boot()
            reading = Reading(before, self._monotonic(), self._wall())
            if self._boot() - before < _STEADY_NS:
                break
        if self._pauses is not None:
            self._paused_ns += self._pauses.look(reading.boot_ns, reading.wall_ns)
        return replace(reading, boot_ns=reading.boot_ns + self._paused_ns)

    def boot_seconds(self) -> float:
        """Read the clock for spans: it runs through suspend, never steps."""
        return _seconds(self._boot() + self._paused_ns)


def system_clocks() -> Clocks:
    """Give the clocks of this machine."""
    boot, monotonic = _boot_and_monotonic()
    return Clocks(boot, monotonic, time.time_ns, system_pauses() if sys.platform == "linux" else None)


if sys.platform == "win32":

    def _boot_and_monotonic() -> tuple[Read, Read]:
        import ctypes  # noqa: PLC0415 - only needed here

        kernel32 = ctypes.WinDLL("kernel32")
        tick_count = kernel32.GetTickCount64
        tick_count.restype = ctypes.c_ulonglong
        unbiased_time = kernel32.QueryUnbiasedInterruptTime
        unbiased_time.argtypes = [ctypes.POINTER(ctypes.c_ulonglong)]

        def monotonic() -> int:
            hundreds = ctypes.c_ulonglong()
            unbiased_time(ctypes.byref(hundreds))
            return hundreds.value * 100

        return lambda: tick_count() * 1_000_000, monotonic

elif sys.platform == "darwin":

    def _boot_and_monotonic() -> tuple[Read, Read]:
        return (
            lambda: time.clock_gettime_ns(time.CLOCK_MONOTONIC_RAW),
            lambda: time.clock_gettime_ns(time.CLOCK_UPTIME_RAW),
        )

else:

    def _boot_and_monotonic() -> tuple[Read, Read]:
        boot: int | None = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic_ns if boot is None else lambda: time.clock_gettime_ns(boot), time.monotonic_ns


def _seconds(span_ns: int) -> float:
    return span_ns / SECOND_NS
