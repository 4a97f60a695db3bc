"""Lines typed on standard input, handed to the event loop. The thread that waits never keeps the program alive."""

from __future__ import annotations

import asyncio
import os
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
    waiting = threading.Thread(target=_read, args=(loop, take, end), name="typed lines", daemon=True)
    waiting.start()


def _read(loop: asyncio.AbstractEventLoop, take: Callable[[str], None], end: Callable[[], None]) -> None:
    # Not through sys.stdin: its lock, held by a thread that waits, would be missed when the program ends.
    with suppress(OSError, ValueError, RuntimeError):  # no input at all, or the loop is closed by now
        rest, number = b"", sys.stdin.fileno()
        while data := os.read(number, CHUNK_BYTES):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                loop.call_soon_threadsafe(take, line.decode(errors="replace"))
        loop.call_soon_threadsafe(end)
