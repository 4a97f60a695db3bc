"""One notification sent to see what comes back: the core of `deskbreak notify-test`."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskbreak.notify.port import DEFAULT_KEY, Action, Answer, Closed, News, Notice

if TYPE_CHECKING:
    from deskbreak.notify.port import Notifier

TRIAL = Notice(
    "deskbreak: a test",
    "If you can read this, notifications work.\nPress one of the buttons, or click here.",
    (
        Action("start", "Start"),
        Action("snooze", "Snooze 5m"),
        Action("skip", "Skip"),
        Action(DEFAULT_KEY, "Start"),
    ),
)
LATE_SECONDS = 0.5
"""How long after its closing a popup may still be answered: some daemons tell the two in this order."""
WITH_BUTTONS = frozenset({"dbus"})


@dataclass(frozen=True)
class TrialResult:
    """What a trial found: the backend that showed it, and the key that came back, "" when none did.

    `answerable` is whether that backend has buttons at all; without them the trial does not wait. `is_closed` is
    whether the popup went away with nothing chosen, which ends the trial too.
    """

    backend: str
    answerable: bool
    key: str
    is_closed: bool
    waited_seconds: float


async def trial(chain: Notifier, wait_seconds: float) -> TrialResult:
    """Show the test notice, wait for a click at most `wait_seconds`, and take it away; raises NotifyFailed."""
    news: asyncio.Queue[News] = asyncio.Queue()
    began = time.monotonic()
    try:
        await chain.start(news.put_nowait)
        handle = await chain.show(TRIAL)
        backend, answerable = chain.name, chain.name in WITH_BUTTONS
        last = await _last_of(news, handle, wait_seconds) if answerable else None
        key = last.key if isinstance(last, Answer) else ""
        return TrialResult(backend, answerable, key, isinstance(last, Closed), time.monotonic() - began)
    finally:
        await chain.stop()


async def _last_of(news: asyncio.Queue[News], handle: str, wait_seconds: float) -> Answer | Closed | None:
    """The answer of that popup, else its closing, else None when nothing came in time."""
    closed: Closed | None = None
    with suppress(TimeoutError):
        async with asyncio.timeout(wait_seconds) as limit:
            while True:
                found = await news.get()
                if isinstance(found, Answer) and found.handle == handle:
                    return found
                if isinstance(found, Closed) and found.handle == handle:
                    closed = found
                    limit.reschedule(asyncio.get_running_loop().time() + LATE_SECONDS)
    return closed
