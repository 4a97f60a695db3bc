"""What the service is made of, and how the real ones are put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from deskbreak.cues.port import Player
from deskbreak.history.ledger import Ledger
from deskbreak.holds.holds import Holds
from deskbreak.notify.port import Notifier
from deskbreak.notify.terminal import own_terminal
from deskbreak.paths import config_folder, make_state_folder, waiting_path
from deskbreak.presence.clocks import system_clocks
from deskbreak.presence.desk import Presence
from deskbreak.presence.port import SessionWatch
from deskbreak.service.clock import InstantClock, local_zone
from deskbreak.service.memory import FILE, Memory, boot_id
from deskbreak.service.timer import Timer
from deskbreak.settings import model
from deskbreak.settings.load import Loaded, load

if TYPE_CHECKING:
    from deskbreak.routine.files import Loaded as Stretches

DATABASE = "history.db"
OWN_STRETCHES = "stretches"


@dataclass(frozen=True)
class Options:
    """What was asked for when the program was started."""

    environ: Mapping[str, str]
    config_path: str | None = None
    overrides: Sequence[str] = ()
    is_verbose: bool = False
    has_screen: bool = False

    def load_settings(self) -> Loaded:
        """The settings in effect now. Raises `SettingsError`."""
        return load(self.config_path, self.environ, self.overrides)


class Alarm(Protocol):
    """What wakes the service; `Timer` is the real one."""

    def start(self, sample_seconds: float, day_starts: int) -> None:
        """Begin to sample."""

    def set_rhythm(self, sample_seconds: float, day_starts: int) -> None:
        """Change how often is sampled, and when a day begins."""

    def arm(self, in_seconds: float) -> None:
        """Wake then, instead of at the deadline armed before."""

    def stop(self) -> None:
        """Wake nobody any more."""


@dataclass
class Parts:
    """The adapters the service drives, each behind its port, so that tests bring fakes."""

    load_settings: Callable[[], Loaded]
    loaded: Loaded
    clock: InstantClock
    presence: Presence
    session: SessionWatch
    holds: Holds
    notifier: Notifier
    ledger: Ledger
    memory: Memory
    load_stretches: Callable[[], Stretches]
    make_presence: Callable[[model.Presence], Presence]
    make_holds: Callable[[model.Hold], Holds]
    make_notifier: Callable[[model.Notify], Notifier]
    make_alarm: Callable[[Callable[[], None], Callable[[], None], Callable[[], bool]], Alarm]
    make_players: Callable[[model.Cues], Sequence[Player]] = lambda _: ()
    terminal: TextIO | None = None
    waiting_path: Path | None = None
    """The file that tells shells that a prompt waits for a pause."""
    own_stretches: Path | None = None
    """The folder of a person's own stretches, which need not exist."""


def real_parts(options: Options) -> Parts:
    """The parts for this machine and session. Raises `SettingsError`, or another `DeskbreakError`."""
    from deskbreak.holds.choose import make_holds  # noqa: PLC0415 - each of these is loaded once, by the service alone
    from deskbreak.notify.chain import make_chain  # noqa: PLC0415
    from deskbreak.presence.choose import make_presence, make_session  # noqa: PLC0415

    loaded = options.load_settings()
    environ = options.environ
    state, config = Path(make_state_folder(environ)), Path(config_folder(environ))
    clocks = system_clocks()

    def presence(settings: model.Presence) -> Presence:
        return make_presence(settings, environ, clocks.boot_seconds, clocks)

    terminal = own_terminal()

    def holds(settings: model.Hold) -> Holds:
        return make_holds(settings, environ, clocks.boot_seconds)

    def notifier(settings: model.Notify) -> Notifier:
        return make_chain(settings, environ, state, terminal)

    return Parts(
        load_settings=options.load_settings,
        loaded=loaded,
        clock=InstantClock(clocks, local_zone),
        presence=presence(loaded.settings.presence),
        session=make_session(environ),
        holds=holds(loaded.settings.hold),
        notifier=notifier(loaded.settings.notify),
        ledger=Ledger.open(state / DATABASE),
        memory=Memory(state / FILE, boot_id()),
        load_stretches=lambda: _stretches(config),
        make_presence=presence,
        make_holds=holds,
        make_notifier=notifier,
        make_alarm=Timer,
        make_players=lambda settings: _players(settings, environ),
        terminal=terminal,
        waiting_path=Path(waiting_path(environ)),
        own_stretches=config / OWN_STRETCHES,
    )


def _players(settings: model.Cues, environ: Mapping[str, str]) -> Sequence[Player]:
    if settings.quiet or not (settings.tones or settings.speech):
        return ()
    from deskbreak.cues.choose import make_players  # noqa: PLC0415 - only for somebody who wants to hear them

    return make_players(settings, environ)


def _stretches(folder: Path) -> Stretches:
    from deskbreak.routine.files import load_catalogue  # noqa: PLC0415 - only the first break needs it

    return load_catalogue(folder)
