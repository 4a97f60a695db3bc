"""What one run of a notification daemon can do, and a notice put into its terms.

Daemons differ in what they draw and what they interpret; every such difference is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskbreak.notify.port import DEFAULT_KEY, Action, Notice
from deskbreak.notify.text import escaped, named_in_words, one_line, plain

if TYPE_CHECKING:
    from deskbreak.dbus import Bus

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
NOTIFY_SIGNATURE = "susssasa{sv}i"

DRAW_DEFAULT_AS_BUTTON = frozenset({"Xfce Notify Daemon"})
BUTTONS_AT_MOST = 3
EXPIRES_NEVER, EXPIRES_AS_USUAL = 0, -1
NORMAL, CRITICAL = 1, 2


@dataclass(frozen=True)
class Server:
    """A notification daemon's answers about itself; `owner` is its unique name, other after every restart."""

    owner: str
    name: str
    capabilities: frozenset[str]

    def actions(self, notice: Notice) -> tuple[Action, ...]:
        """Return the actions this daemon is given."""
        if "actions" not in self.capabilities:
            return ()
        buttons = [action for action in notice.actions if action.key != DEFAULT_KEY]
        on_click = [action for action in notice.actions if action.key == DEFAULT_KEY]
        if self.name in DRAW_DEFAULT_AS_BUTTON:
            on_click = []
        return (*on_click, *buttons[:BUTTONS_AT_MOST])

    def body(self, notice: Notice) -> str:
        """Return the body as this daemon must be sent it."""
        told = notice if "actions" in self.capabilities else named_in_words(notice)
        text = plain(told.body)
        return escaped(text) if "body-markup" in self.capabilities else text

    def arguments(self, notice: Notice, replaces_id: int) -> list[Any]:
        """Return the arguments of Notify."""
        flat = [part for action in self.actions(notice) for part in (action.key, one_line(action.label))]
        expires = EXPIRES_NEVER if notice.actions else EXPIRES_AS_USUAL
        title, body = one_line(notice.title), self.body(notice)
        return ["deskbreak", replaces_id, "appointment-soon", title, body, flat, _hints(notice), expires]


async def ask_server(bus: Bus, deadline_seconds: float) -> Server:
    """Ask the daemon who it is and what it can do; raises BusError."""
    name, *_ = await bus.call(NAME, PATH, NAME, "GetServerInformation", timeout=deadline_seconds)
    (capabilities,) = await bus.call(NAME, PATH, NAME, "GetCapabilities", timeout=deadline_seconds)
    return Server(bus.owner(NAME), str(name), frozenset(map(str, capabilities)))


def _hints(notice: Notice) -> dict[str, tuple[str, Any]]:
    hints: dict[str, tuple[str, Any]] = {
        "urgency": ("y", CRITICAL if notice.urgent else NORMAL),
        "category": ("s", "x-deskbreak.break"),
        "desktop-entry": ("s", "deskbreak"),
    }
    if not notice.actions:
        hints["transient"] = ("b", True)  # news, not worth a place in a tray
    if notice.sound:
        hints["sound-name"] = ("s", "message")
    else:
        hints["suppress-sound"] = ("b", True)
    return hints
