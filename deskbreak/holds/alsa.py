"""The microphone as the kernel sees it: ALSA capture devices that run for a program other than a sound server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from deskbreak.holds.names import is_listed, listed
from deskbreak.holds.port import Found, NotHere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskbreak.holds.processes import Processes

CARDS = Path("/proc/asound")
SOUND_SERVERS = ("pipewire*", "wireplumber", "pulseaudio", "jackd", "jackdbus")


class AlsaCapture:
    """What the sound servers have open they account for themselves; everything else is a program that records."""

    name = "alsa"
    reason = "call"

    def __init__(self, processes: Processes, ignore: Sequence[str], cards: Path = CARDS) -> None:
        self._processes = processes
        self._ignore = (*ignore, *SOUND_SERVERS)
        self._cards = cards

    async def look(self) -> Found | None:
        """Who records now."""
        if not self._cards.is_dir():
            raise NotHere("this system has no ALSA")
        users: dict[str, float] = {}
        for path in self._cards.glob("card*/pcm*c/sub*/status"):
            status = _status(path)
            owner = status.get("owner_pid", "")
            if status.get("state") == "RUNNING" and owner.isdigit():
                names = self._processes.names(pid := self._processes.leader(int(owner)))
                if not is_listed(names, self._ignore):
                    users[self._processes.name(pid)] = _running_seconds(status)
        return Found(f"microphone in use by {listed(users)}", max(users.values()) or None) if users else None

    async def close(self) -> None:
        """Nothing to let go of."""


def _status(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text("ascii", "replace").splitlines()
    except OSError:
        return {}  # unplugged since it was listed
    return {name.strip(): value.strip() for name, colon, value in (line.partition(":") for line in lines) if colon}


def _running_seconds(status: dict[str, str]) -> float:
    """How long it runs, by whichever clock the program chose; 0.0 when that is not told."""
    try:
        return max(0.0, float(status["tstamp"]) - float(status["trigger_time"]))
    except (KeyError, ValueError):
        return 0.0
