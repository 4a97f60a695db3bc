"""Which probes the settings ask for on this system. Nothing is connected or started here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

from deskbreak.holds.holds import Holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from deskbreak.holds.port import Probe


class HoldSettings(Protocol):
    """What is read of the settings."""

    @property
    def call(self) -> bool:
        """Whether a call holds."""

    @property
    def fullscreen(self) -> bool:
        """Whether a full screen holds."""

    @property
    def dnd(self) -> bool:
        """Whether do not disturb holds."""

    @property
    def app(self) -> Sequence[str]:
        """Programs that hold while they run."""

    @property
    def ignore(self) -> Sequence[str]:
        """Programs that never hold."""

    @property
    def fullscreen_ignore(self) -> Sequence[str]:
        """Programs whose full screen does not hold."""


def make_holds(settings: HoldSettings, environ: Mapping[str, str], clock: Callable[[], float]) -> Holds:
    """Build the probes the settings ask for; none where the system is not Linux. `clock`: boot-clock seconds."""
    return Holds(list(_probes(settings, environ)) if sys.platform == "linux" else [], clock)


def _probes(settings: HoldSettings, environ: Mapping[str, str]) -> Iterator[Probe]:
    import os  # noqa: PLC0415 - as everything here: loaded by a service that needs it
    from pathlib import Path  # noqa: PLC0415

    from deskbreak.holds.processes import Processes  # noqa: PLC0415

    processes = Processes(Path("/proc"), os.getuid())
    if settings.call:
        from deskbreak.holds.alsa import AlsaCapture  # noqa: PLC0415
        from deskbreak.holds.camera import Camera  # noqa: PLC0415
        from deskbreak.holds.sound import Microphone  # noqa: PLC0415

        yield Microphone(environ, settings.ignore)
        yield AlsaCapture(processes, settings.ignore)
        yield Camera(environ, processes, settings.ignore)
    if settings.fullscreen:
        from deskbreak.holds.fullscreen import FullScreen  # noqa: PLC0415
        from deskbreak.holds.toplevels import WaylandFullScreen  # noqa: PLC0415

        ignored = (*settings.ignore, *settings.fullscreen_ignore)
        yield FullScreen(environ, processes, ignored)
        yield WaylandFullScreen(environ, ignored)
    if settings.dnd:
        from deskbreak.holds.dnd import make_probes  # noqa: PLC0415
        from deskbreak.holds.sessionbus import SessionBus  # noqa: PLC0415

        yield from make_probes(SessionBus(environ), environ)
    if settings.app:
        from deskbreak.holds.apps import Apps  # noqa: PLC0415

        yield Apps(processes, settings.app, settings.ignore)
