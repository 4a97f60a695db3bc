"""Lines typed on standard input, for an event loop or without. The thread that waits never keeps the program alive."""

from __future__ import annotations

import asyncio
import os
import queue
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK_BYTES = 4096


def read_lines(take: Callable[[str], None], end: Callable[[], None]) -> None:
    """Call `take` in the running loop with every line that comes, and `end` when there are no more."""
    loop = asyncio.get_running_loop()
    _start(lambda line: loop.call_soon_threadsafe(take, line), lambda: loop.call_soon_threadsafe(end))


class TypedLines:
    """Lines for a program without a loop: one at a time, waited for as long as there is time."""

    def __init__(self) -> None:
        self._lines = queue.SimpleQueue[str]()
        _start(self._lines.put, lambda: None)

    def wait(self, seconds: float) -> str | None:
        """The next line; None when none came in this time."""
        with suppress(queue.Empty):
            return self._lines.get(timeout=seconds)
        return None


def may_be_typed() -> bool:
    """Whether a person can type here: a job in the background that reads its terminal would be stopped for it."""
    try:
        number = sys.stdin.fileno()
        is_ours = not hasattr(os, "tcgetpgrp") or os.tcgetpgrp(number) == os.getpgrp()
    except (OSError, ValueError):  # no input at all, or no terminal
        return False
    return is_ours and sys.stdin.isatty()


def _start(take: Callable[[str], object], end: Callable[[], object]) -> None:
    threading.Thread(target=_read, args=(take, end), name="typed lines", daemon=True).start()


def _read(take: Callable[[str], object], end: Callable[[], object]) -> None:
    # Not through sys.stdin: its lock, held by a thread that waits, would be missed when the program ends.
    with suppress(OSError, ValueError, RuntimeError):  # no input at all, or the loop is closed by now
        rest, number = b"", sys.stdin.fileno()
        while data := os.read(number, CHUNK_BYTES):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                take(line.decode(errors="replace"))
        end()
