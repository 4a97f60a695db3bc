"""Looks at the clocks and at who is there, and gives what it sees to the service as inputs for the engine."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from deskbreak.engine import inputs as i
from deskbreak.engine.values import SECOND, Instant
from deskbreak.presence.port import Sample
from deskbreak.service.lookout import Lookout

if TYPE_CHECKING:
    from deskbreak.service.service import Service

log = logging.getLogger(__name__)

_GLANCE_SECONDS = 0.5


class Eyes:
    """One look at a time: who asks for one while one is under way shares it."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._parts = service.parts
        self._lookout = Lookout()
        self._looking: asyncio.Task[None] | None = None

    async def look(self) -> None:
        """Look, and let the engine know what was seen."""
        await asyncio.shield(self._look())

    async def look_anew(self) -> None:
        """Look from now on: a look that is under way may have read the clocks before the deadline that woke us."""
        if self._looking is not None and not self._looking.done():
            await asyncio.wait({self._looking})
        await self.look()

    async def glance(self) -> None:
        """Look, but wait for it only a moment: a slow source must not keep a client waiting."""
        await asyncio.wait({self._look()}, timeout=_GLANCE_SECONDS)

    async def close(self) -> None:
        """Give up the look under way."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    def note_hand(self) -> None:
        """A command was given by hand just now: whoever gave it is there."""
        now = self._parts.clock.now()
        self._parts.presence.touch()
        self._lookout.note_hand(now)
        self._service.take(i.InputSeen(now.boot), now)

    def note_sleep(self, is_asleep: bool) -> None:  # noqa: FBT001 - as the session's port tells it
        """The machine is about to sleep, or has woken."""
        self._lookout.note_sleep(is_asleep, self._parts.clock.now())

    def _look(self) -> asyncio.Task[None]:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_safely(), name="look at the desk")
        return self._looking

    async def _look_safely(self) -> None:
        try:
            await self._look_at_desk()
        except Exception:  # the outer edge: one bad sample must not end the service
            log.exception("a look at the desk failed")

    async def _look_at_desk(self) -> None:
        now, drift = self._parts.clock.changes()
        slept = self._lookout.slept(drift, now)
        if slept is not None:
            log.info("the machine slept for %.0f s", (now.boot - slept.since) / SECOND)
            await self._take_prepared(slept)
        if drift.stepped_seconds:
            log.info("the wall clock was set by %+.1f s", drift.stepped_seconds)
        sample = await self._parts.presence.sample()
        now = self._parts.clock.now()
        if sample.source != self._service.board.sample.source:
            log.info("presence now by %s", sample.source)
        self._service.board.note_sample(sample, now)
        if sample.idle_seconds is not None:
            self._parts.session.note_input(sample.idle_seconds)
        await self._take_sample(sample, now)
        await self._service.hold_watch.end_commands()

    async def _take_sample(self, sample: Sample, now: Instant) -> None:
        machine, look_again = self._service.engine.machine, sample.again_in_seconds
        if look_again is not None and machine.away_since is not None:
            # What may be a return is told once it is known: time let pass until then could not be taken back.
            self._service.pace.wake_in(look_again)
            return
        for given in self._lookout.seen(sample, now, hands_on=machine.hands_on):
            await self._take_prepared(given)
        if look_again is not None:
            self._service.pace.wake_in(min(look_again, (self._service.engine.wake_at() - now.boot) / SECOND))

    async def _take_prepared(self, given: i.Input) -> None:
        """Take an input that may lead to a prompt: what holds is looked at first."""
        await self._service.hold_watch.prepare(given)
        self._service.take(given)
