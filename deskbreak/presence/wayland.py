"""Idle time from a Wayland compositor, which tells of pauses itself: while somebody types on, nothing is exchanged."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from deskbreak import wayland
from deskbreak.errors import SourceFailed
from deskbreak.presence.clocks import SECOND_NS
from deskbreak.presence.port import Unsuited
from deskbreak.presence.seats import SeatWatch, find_notifier
from deskbreak.wayland.terms import SEAT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deskbreak.presence.clocks import Clocks

SILENT_SECONDS = 50.0
"""A compositor not heard of for so long is asked for a sign of life: one that hangs tells nothing either."""
_SLEPT_SECONDS = 0.25


class Wayland:
    """The compositor's word on every seat. Deadlines are the caller's: cancelling a call leaves nothing but to `stop`.

    Counts on a clock that stops in suspend, as the compositor does.
    """

    name = "wayland"

    def __init__(self, environ: Mapping[str, str], clocks: Clocks) -> None:
        self._environ = environ
        self._clocks = clocks
        self._display: wayland.Display | None = None
        self._seats: list[SeatWatch] = []
        self._on_news: Callable[[], None] = _ignore
        self._heard_at = -math.inf
        self._slept_seconds = 0.0

    def watch(self, on_news: Callable[[], None]) -> None:
        """See `port.Watchful`."""
        self._on_news = on_news

    async def start(self) -> None:
        """Connect; raises `SourceFailed` without a compositor, or `Unsuited` with one that tells nothing."""
        await self.stop()
        try:
            self._display = await wayland.connect(self._environ)
            self._follow(self._display)
            await self._display.roundtrip()
        except wayland.WaylandError as error:
            await self.stop()
            raise SourceFailed(str(error)) from error
        except BaseException:
            await self.stop()
            raise
        self._display.on_close(self._tell_news)

    async def idle_seconds(self) -> float:
        """Seconds since the last input on any seat; raises `SourceFailed` when the compositor has gone or hangs."""
        if self._display is None:
            raise SourceFailed("not connected to a compositor")
        try:
            await self._be_sure_of(self._display)
            self._notice_sleep()
            now = self._awake()
            return now - max(seat.last_input(now) for seat in self._seats)
        except wayland.WaylandError as error:
            raise SourceFailed(str(error)) from error

    async def stop(self) -> None:
        """Close the connection."""
        display, self._display = self._display, None
        self._seats.clear()
        if display is not None:
            display.close()

    def _follow(self, display: wayland.Display) -> None:
        notifier = find_notifier(display)
        seats = [display.bind(offer, SEAT) for offer in display.offered(SEAT.name)]
        if not seats:
            raise Unsuited("the compositor has no keyboard and no mouse")
        self._slept_seconds = self._clocks.read().suspended_seconds
        self._heard_at = self._awake()
        self._seats = [SeatWatch(notifier, seat, self._awake, self._tell_news) for seat in seats]

    async def _be_sure_of(self, display: wayland.Display) -> None:
        """Raise `WaylandError` for a compositor that is not there or, silent for long, does not answer."""
        display.check_open()
        if self._awake() - self._heard_at >= SILENT_SECONDS:
            await display.roundtrip()
            self._heard_at = self._awake()

    def _notice_sleep(self) -> None:
        reading = self._clocks.read()
        if reading.suspended_seconds > self._slept_seconds + _SLEPT_SECONDS:
            for seat in self._seats:
                seat.doubt(reading.monotonic_ns / SECOND_NS)
        self._slept_seconds = reading.suspended_seconds

    def _awake(self) -> float:
        return self._clocks.read().monotonic_ns / SECOND_NS

    def _tell_news(self) -> None:
        self._on_news()


def _ignore() -> None:
    """Nobody listens yet."""
