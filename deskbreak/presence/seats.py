"""Input on a Wayland seat, as the compositor tells it: the two protocols there are, made into one watch over a seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskbreak.presence.activity import Activity
from deskbreak.presence.port import Unsuited
from deskbreak.wayland import Interface, Proxy

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.wayland import Display

PAUSE_SECONDS = 3.0
"""A pause this long is told, and so is its end: twice in it the loop wakes, never while somebody types on."""
CLOSE_PAUSE_SECONDS = 1.0
"""The same while it is looked at closely whether somebody has come back."""
CLOSE_LOOK_SECONDS = 15.0
LONG_PAUSE_SECONDS = 20.0
"""An input after this long may be a return."""

EXT_NOTIFIER = Interface(
    "ext_idle_notifier_v1",
    2,
    {"destroy": "", "get_idle_notification": "nuo", "get_input_idle_notification": "nuo"},
    {},
)
EXT_NOTIFICATION = Interface("ext_idle_notification_v1", 2, {"destroy": ""}, {"idled": "", "resumed": ""})
KDE_NOTIFIER = Interface("org_kde_kwin_idle", 1, {"get_idle_timeout": "nou"}, {})
KDE_NOTIFICATION = Interface(
    "org_kde_kwin_idle_timeout", 1, {"destroy": "", "simulate_user_activity": ""}, {"idled": "", "resumed": ""}
)
"""Its own names for these are `release` and `idle`."""


@dataclass(frozen=True)
class Notifier:
    """What tells of pauses on a seat: ext-idle-notify-v1, or org_kde_kwin_idle of older compositors.

    Version 2 of the first has pauses of input alone. In version 1 there is no pause while a program keeps the screen
    on, so with a film on nobody is ever away.
    """

    proxy: Proxy
    request: str
    notification: Interface
    is_seat_first: bool = False

    def notify(self, seat: Proxy, timeout_seconds: float, told: Callable[[bool], None]) -> Proxy:
        """Have `told(True)` called when the seat is idle for that long, `told(False)` at the first input then."""
        timeout = round(timeout_seconds * 1000)
        arguments = (seat, timeout) if self.is_seat_first else (timeout, seat)

        def heard(event: str, _: tuple[Any, ...]) -> None:
            told(event == "idled")

        return self.proxy.create(self.request, self.notification, *arguments, on_event=heard)


def find_notifier(display: Display) -> Notifier:
    """The best the compositor has; raises `Unsuited` when it has none."""
    for offer in display.offered(EXT_NOTIFIER.name):
        request = "get_input_idle_notification" if offer.version > 1 else "get_idle_notification"
        return Notifier(display.bind(offer, EXT_NOTIFIER), request, EXT_NOTIFICATION)
    for offer in display.offered(KDE_NOTIFIER.name):
        return Notifier(display.bind(offer, KDE_NOTIFIER), "get_idle_timeout", KDE_NOTIFICATION, is_seat_first=True)
    raise Unsuited("the compositor tells nobody how long it has been idle")


class SeatWatch:
    """When one seat last saw input.

    An ordinary pause is told with `PAUSE_SECONDS`. After a long one it is looked at closely for a while, so that
    a single bump can be told from a person who goes on.
    """

    def __init__(
        self, notifier: Notifier, seat: Proxy, clock: Callable[[], float], on_return: Callable[[], None]
    ) -> None:
        """`clock`: seconds that stop in suspend. `on_return` is called at the first inputs after a long pause."""
        self._notifier = notifier
        self._seat = seat
        self._clock = clock
        self._on_return = on_return
        self._activity = Activity(PAUSE_SECONDS, clock())
        self._close: tuple[Activity, Proxy, float] | None = None
        notifier.notify(seat, PAUSE_SECONDS, self._told)

    def last_input(self, now: float) -> float:
        """When the last input was."""
        if self._close is not None and now >= self._close[2]:
            self._look_away()
        return (self._activity if self._close is None else self._close[0]).last_input(now)

    def doubt(self, now: float) -> None:
        """The machine slept until now."""
        self._look_away()
        self._activity.doubt(now)

    def _told(self, is_idle: bool) -> None:  # noqa: FBT001 - the callback's form
        now = self._clock()
        if is_idle:
            self._activity.note_idle(now)
            return
        pause = now - self._activity.last_input(now)
        self._activity.note_input(now)
        if pause >= LONG_PAUSE_SECONDS:
            self._look_closely(now)
            self._on_return()

    def _look_closely(self, now: float) -> None:
        self._look_away()
        activity = Activity(CLOSE_PAUSE_SECONDS, now, is_input=True)

        def told(is_idle: bool) -> None:  # noqa: FBT001
            if is_idle:
                activity.note_idle(self._clock())
            else:
                activity.note_input(self._clock())
                self._on_return()

        proxy = self._notifier.notify(self._seat, CLOSE_PAUSE_SECONDS, told)
        self._close = activity, proxy, now + CLOSE_LOOK_SECONDS

    def _look_away(self) -> None:
        if self._close is not None:
            self._close[1].destroy()
            self._close = None
