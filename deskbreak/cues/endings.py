"""Tells when a started program has ended, in the loop that runs and without a thread. Starts and ends nothing."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable


def when_ended(pid: int, callback: Callable[[], None]) -> Callable[[], None]:
    """Have `callback` called in the running loop once the child `pid` has ended; call what is returned to wait no more.

    Nothing is ever called where no loop runs, or where the system has no pidfd.
    """
    try:
        loop = asyncio.get_running_loop()
        descriptor = os.pidfd_open(pid)
    except (RuntimeError, AttributeError, OSError):
        return _nothing
    is_open = True

    def close() -> None:
        nonlocal is_open
        if is_open:
            is_open = False
            if not loop.is_closed():
                loop.remove_reader(descriptor)
            os.close(descriptor)

    def ended() -> None:
        close()
        callback()

    loop.add_reader(descriptor, ended)
    return close


def _nothing() -> None:
    """Nobody waits."""
