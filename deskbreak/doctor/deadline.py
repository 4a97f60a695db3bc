"""Nothing the doctor does may hang: checks run together, each with a deadline, those that block in daemon threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from deskbreak.doctor.report import Check, trouble

T = TypeVar("T")
Finding = Callable[[], Awaitable[Sequence[Check]]]
DEADLINE_SECONDS = 4.0


async def together(findings: Sequence[tuple[str, Finding]], deadline_seconds: float = DEADLINE_SECONDS) -> list[Check]:
    """What all find, by group; a group that does not end in time is one trouble."""
    found = await asyncio.gather(*(_in_time(group, find, deadline_seconds) for group, find in findings))
    return [check for checks in found for check in checks]


async def _in_time(group: str, find: Finding, deadline_seconds: float) -> Sequence[Check]:
    try:
        async with asyncio.timeout(deadline_seconds):
            return await find()
    except TimeoutError:
        return [trouble(group, group, f"no answer within {deadline_seconds:g} s", "something hangs; try again later")]
    except Exception as error:  # noqa: BLE001 - the outer edge of each group: what one hides must not hide the others
        said = f"{type(error).__name__}: {error}"
        return [trouble(group, group, said, "this is a fault of deskbreak; please report it")]


async def in_thread(work: Callable[[], T]) -> T:
    """What `work` returns or raises; when it is given up, its thread is left behind and ends with the program."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(act: Callable[[], None]) -> None:
        if not done.done():
            act()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            _tell(loop, lambda error=error: settle(lambda: done.set_exception(error)))  # type: ignore[misc]
        else:
            _tell(loop, lambda: settle(lambda: done.set_result(result)))

    threading.Thread(target=run, daemon=True, name="doctor").start()
    return await done


def _tell(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(act)
