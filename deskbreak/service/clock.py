"""Readings of the machine's clocks as the engine's instants. The only place of the service that asks the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from deskbreak.engine.calendar import wall_time
from deskbreak.engine.values import Instant
from deskbreak.presence.clocks import Clocks, Drift, Reading, compare

_NS_PER_MICRO = 1000


class InstantClock:
    """The clocks of the machine read together, with the time zone of the person."""

    def __init__(self, clocks: Clocks, find_zone: Callable[[], tzinfo]) -> None:
        self._clocks = clocks
        self._find_zone = find_zone
        self._zone = find_zone()
        self._counted = self._looked = clocks.read()

    def now(self) -> Instant:
        """This instant."""
        return self._instant(self._clocks.read())

    def changes(self) -> tuple[Instant, Drift]:
        """This instant, and the suspend and the step of the wall clock since this was last asked."""
        reading = self._clocks.read()
        drift = compare(self._counted, reading)
        self._counted = reading
        return self._instant(reading), drift

    def has_jumped(self) -> bool:
        """Whether there was a suspend or a step since this was last asked; takes nothing away from `changes`."""
        reading = self._clocks.read()
        drift = compare(self._looked, reading)
        self._looked = reading
        return bool(drift.suspended_seconds or drift.stepped_seconds)

    def look_up_zone(self) -> None:
        """Ask for the local time zone again: people travel."""
        zone = self._find_zone()
        if str(zone) != str(self._zone):
            self._zone = zone

    def _instant(self, reading: Reading) -> Instant:
        return Instant(reading.boot_ns // _NS_PER_MICRO, wall_time(reading.wall_ns // _NS_PER_MICRO, self._zone))


def local_zone() -> tzinfo:
    """The zone of this machine, with its daylight-saving rules where it is named; else the offset in force now."""
    from zoneinfo import ZoneInfoNotFoundError  # noqa: PLC0415 - only a running service needs it

    from tzlocal import reload_localzone  # noqa: PLC0415

    try:
        return reload_localzone()
    except (ZoneInfoNotFoundError, ValueError):  # TZ may also spell the rules out, such as CET-1CEST
        return datetime.now(UTC).astimezone().tzinfo or UTC
