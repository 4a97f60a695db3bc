"""Idle time on Windows: GetLastInputInfo of user32, compared with GetTickCount, through ctypes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from deskbreak.errors import SourceFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    Ticks = Callable[[], tuple[int, int]]

_WRAP = 1 << 32
_FUTURE = 1 << 31


class Windows:
    """Counts from the tick of this session's last input; `ticks` stands in for the system in tests.

    Ticks are milliseconds in 32 bits that wrap after 49.7 days and run on in sleep.
    """

    name = "windows"

    def __init__(self, ticks: Ticks | None = None) -> None:
        """`ticks`: gives (tick of the last input, tick now)."""
        self._ticks = ticks

    async def start(self) -> None:
        """Find the functions; raises `SourceFailed` on another system."""
        if self._ticks is None:
            self._ticks = _load()

    async def idle_seconds(self) -> float:
        """Seconds since the last keyboard or mouse input; raises `SourceFailed` when Windows does not tell."""
        if self._ticks is None:
            raise SourceFailed("GetLastInputInfo is not loaded")
        last_input, now = self._ticks()
        idle = (now - last_input) % _WRAP
        return 0.0 if idle >= _FUTURE else idle / 1000  # the input came after the clock was read

    async def stop(self) -> None:
        """Nothing to let go of."""


if sys.platform == "win32":

    def _load() -> Ticks:
        import ctypes  # noqa: PLC0415 - only needed here

        class LastInputInfo(ctypes.Structure):
            _fields_ = (("cbSize", ctypes.c_uint), ("dwTime", ctypes.c_uint))

        user32 = ctypes.WinDLL("user32", use_last_error=True)
        tick_count = ctypes.WinDLL("kernel32").GetTickCount
        tick_count.restype = ctypes.c_uint

        def ticks() -> tuple[int, int]:
            info = LastInputInfo(ctypes.sizeof(LastInputInfo), 0)
            if not user32.GetLastInputInfo(ctypes.byref(info)):
                raise SourceFailed(f"GetLastInputInfo fails with error {ctypes.get_last_error()}")
            return int(info.dwTime), int(tick_count())

        return ticks

else:

    def _load() -> Ticks:
        raise SourceFailed("only Windows has GetLastInputInfo")
