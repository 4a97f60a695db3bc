"""One notification sent to see what comes back: the core of `deskbreak notify-test`."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskbreak.notify.port import DEFAULT_KEY, Action, Answer, Notice

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
WITH_BUTTONS = frozenset({"dbus"})


@dataclass(frozen=True)
class TrialResult:
    """What a trial found: the backend that showed it, and the key that came back, "" when none did.

    `answerable` is whether that backend has buttons at all; without them the trial does not wait.
    """

    backend: str
    answerable: bool
    key: str
    waited_seconds: float


async def trial(chain: Notifier, wait_seconds: float) -> TrialResult:
    """Show the test notice, wait for a click at most `wait_seconds`, and take it away; raises NotifyFailed."""
    answers: asyncio.Queue[Answer] = asyncio.Queue()
    began = time.monotonic()
    try:
        await chain.start(answers.put_nowait)
        handle = await chain.show(TRIAL)
        backend, answerable = chain.name, chain.name in WITH_BUTTONS
        key = await _pressed(answers, handle, wait_seconds) if answerable else ""
        return TrialResult(backend, answerable, key, time.monotonic() - began)
    finally:
        await chain.stop()


async def _pressed(answers: asyncio.Queue[Answer], handle: str, wait_seconds: float) -> str:
    try:
        async with asyncio.timeout(wait_seconds):
            while True:
                answer = await answers.get()
                if answer.handle == handle:
                    return answer.key
    except TimeoutError:
        return ""
