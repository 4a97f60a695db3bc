"""What the screen asks of the service: answers come back as snapshots, refusals and failures as words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from deskbreak.errors import DeskbreakError, Refused
from deskbreak.tui import words

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from deskbreak.tui.link import Link

TOUCH_SECONDS: Final = 5.0
"""The service is told of the person's input at most this often."""
RETURN_SECONDS: Final = 0.5
"""And this often while it takes the person to be away."""


class Desk(Protocol):
    """Who sends: shows what comes back, and runs work in the background."""

    def take(self, snapshot: dict[str, Any]) -> None:
        """Show a snapshot."""

    def say(self, text: str) -> None:
        """Whisper something to the person."""

    def in_background(self, work: Coroutine[Any, Any, object]) -> None:
        """Run this beside everything else."""


class Outbox:
    """Sends without making the screen wait."""

    def __init__(self, link: Link, desk: Desk, clock: Callable[[], float]) -> None:
        self._link = link
        self._desk = desk
        self._clock = clock
        self._touched_at = float("-inf")

    def send(self, method: str, params: dict[str, Any]) -> None:
        """Ask for something and show what comes of it."""
        self._desk.in_background(self._send(method, params))

    async def ask(self, method: str, params: dict[str, Any]) -> Any:
        """The answer; None, after saying why, when there is none."""
        try:
            return await self._link.call(method, params)
        except Refused as refused:
            self._desk.say(words.refusal(refused.reason, refused.command))
        except (DeskbreakError, OSError) as error:
            self._desk.say(str(error) or "The service does not answer.")
        return None

    def touch(self, *, is_away: bool = False) -> None:
        """Tell the service that the person did something here."""
        now = self._clock()
        if now - self._touched_at >= (RETURN_SECONDS if is_away else TOUCH_SECONDS):
            self._touched_at = now
            self._desk.in_background(self._touch())

    async def _send(self, method: str, params: dict[str, Any]) -> None:
        answer = await self.ask(method, params)
        if isinstance(answer, dict) and "state" in answer:
            self._desk.take(answer)

    async def _touch(self) -> None:
        try:
            await self._link.call("touch", {})
        except (DeskbreakError, OSError):
            return  # the listening side notices a lost service and says so
