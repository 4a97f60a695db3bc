"""Lends the terminal to another program for a while: the screen stands still, the service in this process goes on."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import SuspendNotSupported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App


class Lender(Protocol):
    """An app that knows that its terminal is lent, and draws and tells it nothing meanwhile."""

    is_lent: bool


async def edited(app: App[Any], path: str) -> str:
    """Have the person change a settings file in `$VISUAL` or `$EDITOR`; what went wrong, "" for nothing.

    A key that was pressed twice before the editor came opens one.
    """
    if app.is_lent:  # type: ignore[attr-defined]
        return ""
    # The command knows how to make a file that is not there yet and which editor to take.
    command = (sys.executable, "-m", "deskbreak", "--config", path, "config", "edit")
    try:
        with _lent(app):
            process = await asyncio.create_subprocess_exec(*command)
            await process.wait()
    except SuspendNotSupported:
        return "This terminal cannot be lent to an editor; use: deskbreak config edit"
    except OSError as error:
        return f"The editor cannot be started: {error.strerror or error}"
    return ""


@contextmanager
def _lent(app: App[Any]) -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    app.is_lent = True  # type: ignore[attr-defined]
    try:
        with app.batch_update(), app.suspend():
            # Ctrl+C is for the editor now; a handler of ours is not handed on to it, as ignoring would be.
            signal.signal(signal.SIGINT, lambda *_: None)
            yield
    finally:
        signal.signal(signal.SIGINT, before)
        app.is_lent = False  # type: ignore[attr-defined]
        app.refresh(repaint=True, layout=True)
