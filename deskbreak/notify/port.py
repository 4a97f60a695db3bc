"""The notification port: what is shown, what comes back, and what every way of showing it must do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_KEY = "default"
"""The key of the action a click on the notification itself stands for; it is no button."""


@dataclass(frozen=True)
class Action:
    """Something a person can choose: `key` is stable (start, snooze, skip, default), `label` is what they read."""

    key: str
    label: str


@dataclass(frozen=True)
class Notice:
    """One notification. Without actions it asks for nothing and may go away by itself."""

    title: str
    body: str
    actions: tuple[Action, ...] = ()
    urgent: bool = False
    sound: bool = False


@dataclass(frozen=True)
class Answer:
    """A person chose the action `key` on the notification `handle`."""

    handle: str
    key: str


@dataclass(frozen=True)
class Closed:
    """The notification `handle` went away with nothing chosen. Some daemons tell the choice only after this."""

    handle: str


@dataclass(frozen=True)
class Returned:
    """A way that lost what it showed, or could not show it, works again: what is still wanted must be shown again."""


News: TypeAlias = Answer | Closed | Returned

OnNews: TypeAlias = "Callable[[News], None]"
"""Called in the event loop, with one answer at most for each notification, never before `show` returned its handle."""


class Notifier(Protocol):
    """One way to show notifications. Failure is always NotifyFailed, never silence."""

    @property
    def name(self) -> str:
        """The way's name in settings and status: dbus, plyer, terminal, null."""
        ...

    async def start(self, on_news: OnNews) -> None:
        """Make ready, and remove what a crashed run left; raises NotifyFailed when it cannot work here."""
        ...

    async def show(self, notice: Notice, replaces: str | None = None) -> str:
        """Show `notice`, in place of `replaces` where that is still shown; its handle. Raises NotifyFailed."""
        ...

    async def close(self, handle: str) -> None:
        """Take a notification away; an unknown or expired handle is no error."""
        ...

    async def stop(self) -> None:
        """Take away all that is still shown and let go of everything."""
        ...
