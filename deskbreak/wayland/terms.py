"""The words of Wayland that everything here shares: an interface, a global, the deadline, the errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from deskbreak.errors import DeskbreakError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DEADLINE_SECONDS = 2.0

OnEvent: TypeAlias = "Callable[[str, tuple[Any, ...]], None]"
"""Called in the event loop with the event's name and arguments."""


class WaylandError(DeskbreakError):
    """The compositor cannot be reached, does not answer in time, or refuses."""


class WaylandClosedError(WaylandError):
    """The connection to the compositor has ended."""


@dataclass(frozen=True)
class Interface:
    """A protocol's interface as far as it is used: requests and events in the order of their opcodes.

    A signature has a letter for each argument: `i` int, `u` uint, `f` fixed, `s` string, `o` object, `n` new object,
    `a` array, `h` file descriptor (never carried). "" stands for none.
    """

    name: str
    version: int
    requests: Mapping[str, str]
    events: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Global:
    """Something the compositor offers: its number, interface and newest version."""

    number: int
    interface: str
    version: int


DISPLAY = Interface("wl_display", 1, {"sync": "n", "get_registry": "n"}, {"error": "ous", "delete_id": "u"})
REGISTRY = Interface("wl_registry", 1, {"bind": "usun"}, {"global": "usu", "global_remove": "u"})
CALLBACK = Interface("wl_callback", 1, {}, {"done": "u"})
SEAT = Interface("wl_seat", 1, {}, {"capabilities": "u", "name": "s"})
