"""Runs the screen from its first control to the end of both."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

from deskbreak.errors import DeskbreakError
from deskbreak.tui.app import DeskbreakApp
from deskbreak.tui.pending import PendingControl

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from deskbreak.control.interface import Control

_ENDING_SIGNALS = ("SIGTERM", "SIGHUP")


def run_screen(
    open_control: Callable[[], Awaitable[Control]], *, is_compact: bool = False, is_single: bool = False
) -> int:
    """Show the screen until it is left; the exit status. A terminal that goes away leaves it like any other end.

    `is_compact`: as one that needs few lines; `is_single`: one break is all there is.

    `open_control` attaches to a running service or owns one in this process; it is called again after a lost
    connection, and may raise `DeskbreakError` then for as long as there is none. A service the screen owns is stopped.
    Raises the `DeskbreakError` of the first opening, once the screen is gone.
    """
    forget_sizes(os.environ)
    return asyncio.run(_run(open_control, is_compact=is_compact, is_single=is_single))


def forget_sizes(environ: MutableMapping[str, str]) -> None:
    """Ask the terminal for its size, not the environment: what some shells export there is true until it changes."""
    for name in ("COLUMNS", "LINES"):
        environ.pop(name, None)


async def _run(open_control: Callable[[], Awaitable[Control]], *, is_compact: bool, is_single: bool) -> int:
    control = PendingControl(open_control, lambda: app.exit(1))
    app = DeskbreakApp(control, open_control, is_compact=is_compact, is_single=is_single)
    _exit_on_signals(app)
    try:
        await app.run_async()
    finally:
        await _let_go(app)
    if control.failure is not None:
        raise control.failure
    return app.return_code or 0


async def _let_go(app: DeskbreakApp) -> None:
    try:
        if app.link.control.owns_service:
            await app.link.call("stop", {})
    except (DeskbreakError, OSError):
        pass  # it was gone already
    finally:
        await app.link.close()


def _exit_on_signals(app: DeskbreakApp) -> None:
    """Leave the terminal as it was, and let an owned service save, when the process is asked to end."""
    loop = asyncio.get_running_loop()
    for name in _ENDING_SIGNALS:
        if hasattr(signal, name):
            try:
                loop.add_signal_handler(getattr(signal, name), app.exit, 0)
            except NotImplementedError:  # Windows has no handlers on its loop
                return
