"""Which driver the terminal gets: our own where it fits, so that waiting for a key costs nothing, else Textual's."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Final

from textual import constants
from textual._xterm_parser import XTermParser

if TYPE_CHECKING:
    from textual.driver import Driver

PLATFORM: str = sys.platform
"""Not the literal itself, so that every platform's type checker reads all of `choose_driver`."""
_log = logging.getLogger(__name__)

_USED: Final = {
    "start_application_mode": {"_run_input_thread"},
    "_run_input_thread": {"run_input_thread"},
    "disable_input": {"exit_event", "set", "join", "clear"},
    "process_message": set[str](),
    "_sigtstp_application": {"_must_signal_resume"},
    "_sigcont_application": {"resume_application_mode"},
}
"""The methods of LinuxDriver this one counts on, and the names each of them has to use."""


def choose_driver() -> type[Driver] | None:
    """Our driver where it fits the platform and Textual; None for Textual's own choice."""
    if PLATFORM != "linux" or constants.DRIVER is not None:
        return None
    from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415 - only there

    if (difference := find_difference(LinuxDriver)) is not None:
        _log.warning("the terminal is polled by Textual's own driver: %s", difference)
        return None
    from deskbreak.tui.waiting import WaitingDriver  # noqa: PLC0415 - only on what it fits

    return WaitingDriver


def find_difference(driver: type) -> str | None:
    """What about Textual is not as this driver needs it; None when all is."""
    for name, names in _USED.items():
        method = getattr(driver, name, None)
        if method is None or not names <= set(method.__code__.co_names):
            return f"{name} of its driver has changed"
    parser = XTermParser()
    if not hasattr(parser, "_timeout_time") or not hasattr(parser, "tick"):
        return "its parser has changed"
    return None
