"""Which sources a session gets, by what its environment says. Owns the choice only; nothing is connected here.

| session                                | sources              | in reserve                                  |
| macOS; Windows                         | quartz; windows      |                                             |
| GNOME on Wayland                       | mutter, wayland      | tty, once neither is there                  |
| another compositor on Wayland          | wayland, mutter      | the same                                    |
| GNOME on X11; another desktop on X11   | mutter, x11; x11     | tty, once neither answers                   |
| ssh                                    | tty, x11 if forwarded | tmux, once the others see nothing new      |
| text console                           | tty                  | the same                                    |
| no session variables (a user service)  | mutter, wayland, tty | the same                                    |

XWayland and terminals see too little of a Wayland session to call anybody away: with a compositor that is there and
tells nothing, nothing is known. Keys in deskbreak's own screen count beside all of them. A list in
`presence.sources` is taken as it stands.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Protocol

from deskbreak.presence.awake import ThroughSuspend
from deskbreak.presence.clocks import Clocks, system_clocks
from deskbreak.presence.desk import Presence, Reserve
from deskbreak.presence.keys import Keys
from deskbreak.presence.session import NoSessionWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from deskbreak.presence.port import SessionWatch, Source

ASK_TMUX_WHEN_IDLE_SECONDS = 9.0
"""tmux costs a process a question; the person's ttys, which step by 8 s, mostly answer for it."""


class PresenceSettings(Protocol):
    """What is read of the settings."""

    @property
    def sources(self) -> str | Sequence[str]:
        """`"auto"`, or source names in order."""

    @property
    def away_after(self) -> float:
        """Seconds of silence that make an absence."""


def make_presence(
    settings: PresenceSettings,
    environ: Mapping[str, str],
    clock: Callable[[], float],
    clocks: Clocks | None = None,
) -> Presence:
    """Build the presence the settings ask for. `clock`: seconds on a clock that runs through suspend."""
    chosen = settings.sources
    names, reserves = automatic(environ, sys.platform) if isinstance(chosen, str) else listed(chosen)
    clocks = clocks or system_clocks()
    return Presence(
        [make_source(name, environ, clock, clocks) for name in names],
        clock,
        reserves=[Reserve(make_source(name, environ, clock, clocks), idle) for name, idle in reserves.items()],
        away_after_seconds=settings.away_after,
    )


def make_session(environ: Mapping[str, str], platform: str = sys.platform) -> SessionWatch:
    """Build the watch over locks and suspends: logind's on Linux, an empty one elsewhere."""
    if platform != "linux":
        return NoSessionWatch()
    from deskbreak.presence.logind import LogindWatch  # noqa: PLC0415 - only needed here

    return LogindWatch(environ)


def automatic(environ: Mapping[str, str], platform: str) -> tuple[tuple[str, ...], dict[str, float]]:
    """Choose for this session: names of sources, and of reserves with the idle seconds from which they are asked."""
    if platform in {"darwin", "win32"}:
        return (("quartz" if platform == "darwin" else "windows",), {})
    x11 = ("x11",) if environ.get("DISPLAY") else ()
    kind = environ.get("XDG_SESSION_TYPE", "")
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return ("tty", *x11), {"tmux": ASK_TMUX_WHEN_IDLE_SECONDS}
    mutter = ("mutter",) if "GNOME" in environ.get("XDG_CURRENT_DESKTOP", "").split(":") else ()
    if environ.get("WAYLAND_DISPLAY") or kind == "wayland":
        return ("mutter", "wayland") if mutter else ("wayland", "mutter"), {"tty": float("inf")}
    if x11:
        return mutter + x11, {"tty": float("inf")}
    return ("tty",) if kind == "tty" else ("mutter", "wayland", "tty"), {"tmux": ASK_TMUX_WHEN_IDLE_SECONDS}


def listed(names: Sequence[str]) -> tuple[tuple[str, ...], dict[str, float]]:
    """Take the list as it stands; keys count anyway, and tmux is spared while another source sees input."""
    others = tuple(name for name in names if name != "keys")
    if "tmux" not in others or len(others) == 1:
        return others or ("keys",), {}
    return tuple(name for name in others if name != "tmux"), {"tmux": ASK_TMUX_WHEN_IDLE_SECONDS}


def make_source(name: str, environ: Mapping[str, str], clock: Callable[[], float], clocks: Clocks) -> Source:  # noqa: PLR0911
    """Build one source by name, loading what it needs only now; raises ValueError for an unknown name."""
    match name:
        case "mutter":
            from deskbreak.presence.mutter import Mutter  # noqa: PLC0415

            return ThroughSuspend(Mutter(environ), clocks)
        case "wayland":
            from deskbreak.presence.wayland import Wayland  # noqa: PLC0415

            return ThroughSuspend(Wayland(environ, clocks), clocks)
        case "x11":
            from deskbreak.presence.x11 import X11  # noqa: PLC0415

            return ThroughSuspend(X11(environ), clocks)
        case "tty":
            from deskbreak.presence.tty import Ttys  # noqa: PLC0415

            return Ttys(clock, time.time, uid=os.getuid())
        case "tmux":
            from deskbreak.presence.tmux import Tmux  # noqa: PLC0415

            return Tmux(environ, clock, time.time)
        case "keys":
            return Keys(clock)
        case "quartz":
            from deskbreak.presence.quartz import Quartz  # noqa: PLC0415

            return ThroughSuspend(Quartz(), clocks)
        case "windows":
            from deskbreak.presence.windows import Windows  # noqa: PLC0415

            return Windows()
    raise ValueError(f"no presence source is called {name!r}")
