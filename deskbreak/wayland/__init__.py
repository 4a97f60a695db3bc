"""The one door to a Wayland compositor: its globals, requests, events by callback, the news that it is gone.

Speaks the wire protocol itself over a socket the loop watches; carries no file descriptors, draws nothing.

    display = await connect(environ)
    seat = display.bind(display.offered("wl_seat")[0], SEAT)
    notifier = display.bind(display.offered("ext_idle_notifier_v1")[0], NOTIFIER)
    pause = notifier.create("get_idle_notification", NOTIFICATION, 5000, seat, on_event=heard)

`heard(event, arguments)` is called in the loop; there it may `display.adopt` an object the compositor made. Errors are
`WaylandError`. libwayland blocks and ends the process on a protocol slip, and its binding (pywayland) has no wheels for
ARM or musl and costs 3 MB; this is what two protocols take.
"""

from __future__ import annotations

from deskbreak.wayland.address import socket_paths
from deskbreak.wayland.display import Display, Proxy, connect
from deskbreak.wayland.terms import DEADLINE_SECONDS, Global, Interface, WaylandClosedError, WaylandError

__all__ = [
    "DEADLINE_SECONDS",
    "Display",
    "Global",
    "Interface",
    "Proxy",
    "WaylandClosedError",
    "WaylandError",
    "connect",
    "socket_paths",
]
