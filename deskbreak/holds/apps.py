"""Programs the person has named: a break waits while one of them runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskbreak.holds.names import is_listed, listed
from deskbreak.holds.port import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskbreak.holds.processes import Processes


class Apps:
    """Own processes with one of the names, or a name that one of the patterns fits."""

    name = reason = "app"

    def __init__(self, processes: Processes, wanted: Sequence[str], ignore: Sequence[str]) -> None:
        self._processes = processes
        self._wanted = wanted
        self._ignore = ignore

    async def look(self) -> Found | None:
        """Which of them run now."""
        running: dict[str, float] = {}
        async for pid in self._processes.own():
            names = self._processes.names(pid)
            if is_listed(names, self._wanted) and not is_listed(names, self._ignore):
                age = self._processes.age_seconds(pid) or 0.0
                running[names[0]] = max(age, running.get(names[0], 0.0))
        if not running:
            return None
        return Found(f"{listed(running)} {'is' if len(running) == 1 else 'are'} running", max(running.values()) or None)

    async def close(self) -> None:
        """Nothing to let go of."""
