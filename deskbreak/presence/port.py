"""What the service and the adapters agree on: a source of idle time, a sample, and a watch over the session.

An adapter owns mechanism only: it raises `SourceFailed` and leaves retrying, deadlines and combining to `desk`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from deskbreak.errors import SourceFailed

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_IDLE_SECONDS = 366 * 24 * 3600.0
"""More than this is no idle time but a broken reading (a year-1970 stamp, an all-ones counter)."""


class Unsuited(SourceFailed):
    """The session works, and will never tell this source anything: no other may judge by its silence."""


class Source(Protocol):
    """One way to learn when the person last touched keyboard, mouse or terminal."""

    @property
    def name(self) -> str:
        """The short word `presence.sources` and `status` know it by."""

    async def start(self) -> None:
        """Get ready, again after `stop` if need be; raises `SourceFailed` when it cannot work here."""

    async def idle_seconds(self) -> float:
        """Seconds since the last input; raises `SourceFailed`."""

    async def stop(self) -> None:
        """Let go of everything held; never raises, never waits for a peer, may be called at any time."""


@runtime_checkable
class Watchful(Protocol):
    """What a source can do beside, when it is told things rather than asks for them."""

    def watch(self, on_news: Callable[[], None]) -> None:
        """Have `on_news` called in the loop when it is worth asking now: an input after a long pause, a failure."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What is known at one moment: the newest input, and the first source that saw it or one about as new.

    `idle_seconds` is `None`, and the source "none", when nothing is known. `returned_seconds` is how long ago the
    person came back, in the one sample that makes it known. With `again_in_seconds` there was an input after a long
    silence, which does not count yet: it is worth a look then whether there is another.
    """

    source: str
    idle_seconds: float | None
    returned_seconds: float | None = None
    again_in_seconds: float | None = None


NOTHING_KNOWN = Sample("none", None)


class SessionWatch(Protocol):
    """Tells when the session is locked or unlocked and when the machine goes to sleep or wakes."""

    @property
    def locked(self) -> bool:
        """Whether the session is locked as far as is known."""

    async def start(self, on_lock: Callable[[bool], None], on_sleep: Callable[[bool], None]) -> None:
        """Begin watching; never raises for a missing daemon.

        `on_lock(True)` is also called when the session is found locked at the start. `on_sleep(True)` comes just
        before a suspend, `on_sleep(False)` after it.
        """

    def note_input(self, idle_seconds: float) -> None:
        """Note that the last input was so long ago: it ends a lock that no screen locker has confirmed."""

    async def stop(self) -> None:
        """Stop watching and let go of the connections."""


def plausible(idle_seconds: float) -> float:
    """Make a source's idle time sane: never negative; raises `SourceFailed` when it is no idle time at all."""
    if not math.isfinite(idle_seconds) or idle_seconds > LONGEST_IDLE_SECONDS:
        raise SourceFailed(f"the idle time makes no sense: {idle_seconds} s")
    return max(0.0, float(idle_seconds))
