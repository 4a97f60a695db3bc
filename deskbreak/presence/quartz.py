"""Idle time on macOS: CGEventSourceSecondsSinceLastEventType of the ApplicationServices framework, through ctypes.

Needs no permission: it counts events, it does not see them.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from deskbreak.errors import SourceFailed

if TYPE_CHECKING:
    from collections.abc import Callable

FRAMEWORK = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
COMBINED_SESSION_STATE = 0
"""kCGEventSourceStateCombinedSessionState: hardware input and input posted by programs of this login session."""
ANY_INPUT_EVENT = 0xFFFFFFFF
"""kCGAnyInputEventType: (CGEventType)(~0)."""


class Quartz:
    """The window server's own count of seconds; `seconds_since` stands in for it in tests."""

    name = "quartz"

    def __init__(self, seconds_since: Callable[[int, int], float] | None = None) -> None:
        """`seconds_since`: called with the state and event type, gives seconds."""
        self._seconds_since = seconds_since

    async def start(self) -> None:
        """Load the framework; raises `SourceFailed` where there is none."""
        if self._seconds_since is None:
            self._seconds_since = _load()

    async def idle_seconds(self) -> float:
        """Seconds since the last keyboard, mouse or tablet event."""
        if self._seconds_since is None:
            raise SourceFailed("the macOS event source is not loaded")
        return self._seconds_since(COMBINED_SESSION_STATE, ANY_INPUT_EVENT)

    async def stop(self) -> None:
        """Nothing to let go of; the framework stays loaded."""


if sys.platform == "darwin":

    def _load() -> Callable[[int, int], float]:
        import ctypes  # noqa: PLC0415 - only needed here

        try:
            function = ctypes.CDLL(FRAMEWORK).CGEventSourceSecondsSinceLastEventType
        except (OSError, AttributeError) as error:
            raise SourceFailed(f"the macOS event source cannot be loaded: {error}") from error
        function.restype = ctypes.c_double
        function.argtypes = [ctypes.c_int32, ctypes.c_uint32]
        return lambda state, event_type: float(function(state, event_type))

else:

    def _load() -> Callable[[int, int], float]:
        raise SourceFailed("only macOS has this event source")
