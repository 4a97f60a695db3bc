"""What a screen talks to where a break is led in this process: as much of the service's methods as a break needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from deskbreak.control.failures import MethodNotFound
from deskbreak.control.inbox import Inbox
from deskbreak.tui.ticker import Ticker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from deskbreak.cli.counted import Keeper
    from deskbreak.cli.errands import Errands
    from deskbreak.cli.solo import Solo

KIND = "stretch"


class SoloControl:
    """A `Control` of one break, which begins with it; needs a running loop.

    The keeper is told on errands. `screen` is what the settings say about the screen, as in the service's snapshots.
    """

    owns_service = True

    def __init__(
        self,
        solo: Solo,
        keeper: Keeper,
        screen: dict[str, Any],
        errands: Errands,
        ticker: Callable[[Callable[[], object]], Ticker] = Ticker,
    ) -> None:
        self._solo = solo
        self._keeper = keeper
        self._screen = screen
        self._errands = errands
        self._ticker = ticker(self._tick)
        self._inbox = Inbox()
        self._noted: tuple[str, ...] = ()
        self._was_ended = False
        self._kept: dict[str, Any] = {}
        self._methods: dict[str, Callable[[dict[str, Any]], Awaitable[None]]] = {
            "status": self._nothing,
            "touch": self._nothing,
            "break_pause": self._pause,
            "break_resume": self._go_on,
            "routine_next": self._next,
            "routine_back": self._back,
            "routine_hurts": self._hurts,
            "finish": self._finish,
            "stop": self._finish,
            "feedback": self._feedback,
        }
        solo.start()
        self._tick()

    async def call(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """See `Control`; every method answers the snapshot. Raises `Refused` for what needs a break that runs."""
        if method not in self._methods:
            raise MethodNotFound(f"a break on its own knows no method {method[:40]!r}")
        self._tick()
        await self._methods[method](params or {})
        self._tick()
        return self._snapshot()

    async def messages(self) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """See `Control`."""
        self._push()
        while (message := await self._inbox.get()) is not None:
            yield message

    async def close(self) -> None:
        """See `Control`: silent at once; what the keeper has not heard yet, it hears."""
        self._ticker.disarm()
        self._solo.close()
        self._inbox.close()
        await self._errands.finish()

    # -- methods

    async def _nothing(self, _params: dict[str, Any]) -> None:
        """Time has passed, nothing else."""

    async def _pause(self, _params: dict[str, Any]) -> None:
        if not self._solo.is_paused:
            self._solo.pause()
            self._errands.send(self._keeper.pause)

    async def _go_on(self, _params: dict[str, Any]) -> None:
        await self._errands.ask(self._keeper.go_on)  # first: where it is counted it must not end later than here
        self._solo.start()

    async def _next(self, _params: dict[str, Any]) -> None:
        self._solo.coach.skip(self._solo.rested_seconds)

    async def _back(self, _params: dict[str, Any]) -> None:
        self._solo.coach.back(self._solo.rested_seconds)

    async def _hurts(self, _params: dict[str, Any]) -> None:
        stretch = self._solo.coach.hurts(self._solo.rested_seconds)
        self._tick()
        self._push()  # it is over here and now, whether or not that can be kept
        if stretch:
            await self._errands.ask(lambda: self._keeper.leave_out(stretch))

    async def _finish(self, _params: dict[str, Any]) -> None:
        self._solo.end()

    async def _feedback(self, params: dict[str, Any]) -> None:
        how = str(params.get("how"))
        await self._errands.ask(lambda: self._keeper.feedback(how))
        await self._errands.ask(self._look)

    # -- time

    def _tick(self) -> None:
        """Let time pass until now, and have it known what has come of it."""
        self._ticker.arm(self._solo.follow())
        if (done := self._solo.done) != self._noted:
            self._noted = done
            self._errands.send(lambda: self._keeper.note(done))
        if self._solo.is_over and not self._was_ended:
            self._was_ended = True
            self._errands.send(self._keeper.end)
            self._errands.send(self._look, then=self._push)
            self._push()

    def _look(self) -> None:
        self._kept = self._keeper.look()

    # -- what is shown

    def _push(self) -> None:
        self._inbox.put("snapshot", self._snapshot())

    def _snapshot(self) -> dict[str, Any]:
        solo = self._solo
        rested = solo.rested_seconds
        now = {"kind": KIND, "length_seconds": solo.length_seconds, "rested_seconds": rested, "paused": solo.is_paused}
        return {
            "state": "off" if solo.is_over else "break",
            "break": None if solo.is_over else now,
            "routine": solo.coach.snapshot(rested),
            "set_up": True,
            "screen": self._screen,
            **self._kept,
        }
