"""The words of D-Bus that everything here shares: the bus's own name, the deadline, the errors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from deskbreak.errors import DeskbreakError

DEADLINE_SECONDS = 2.0
BUS_NAME, BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"

SignalCallback: TypeAlias = "Callable[[list[Any]], None]"
"""Called in the event loop with the signal's arguments, variants unwrapped."""
Unsubscribe: TypeAlias = "Callable[[], Awaitable[None]]"
"""Ends a subscription; harmless when called again or after the bus has gone."""


class BusError(DeskbreakError):
    """A bus cannot be reached or a call failed; `name` is the D-Bus error's name, "" when it arose here."""

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.name = name


class BusTimeoutError(BusError):
    """No answer within the deadline."""


class BusClosedError(BusError):
    """The connection to the bus has ended."""
