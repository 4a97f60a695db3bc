"""The camera: own processes that have a capture device (/dev/video*) open, and those PipeWire opened one for."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from deskbreak.holds.names import is_listed, listed
from deskbreak.holds.port import Found, NotHere
from deskbreak.holds.recorders import pipewire_watchers
from deskbreak.holds.sound import ask_pipewire, has_pipewire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskbreak.holds.processes import Processes

DEVICES = Path("/dev")
UDEV = Path("/run/udev/data")
_MEDIA_SERVERS = ("pipewire*", "wireplumber")
_NAME = re.compile(r"video\d+")
_VIDEO_MAJOR = 81


class Camera:
    """PipeWire keeps cameras open that nobody uses, so it is asked itself whenever it has one open."""

    name = "camera"
    reason = "call"

    def __init__(
        self,
        environ: Mapping[str, str],
        processes: Processes,
        ignore: Sequence[str],
        devices: Path = DEVICES,
        udev: Path = UDEV,
    ) -> None:
        self._environ = environ
        self._processes = processes
        self._ignore = ignore
        self._devices = devices
        self._udev = udev

    async def look(self) -> Found | None:
        """Who takes pictures now."""
        cameras = self._cameras()
        if not cameras:
            raise NotHere("there is no camera")
        users: list[str] = []
        is_asked_of_pipewire = False
        async for pid in self._processes.own():
            if not cameras.isdisjoint(self._processes.files(pid)):
                names = self._processes.names(pid)
                if is_listed(names, _MEDIA_SERVERS):
                    is_asked_of_pipewire = True
                elif not is_listed(names, self._ignore):
                    users.append(self._processes.name(pid))
        if is_asked_of_pipewire and has_pipewire(self._environ):
            users += await self._users_of_pipewire()
        return Found(f"camera in use by {listed(users)}") if users else None

    async def close(self) -> None:
        """Nothing is left running between two looks."""

    async def _users_of_pipewire(self) -> list[str]:
        watchers = pipewire_watchers(await ask_pipewire(self._environ))
        return [watcher.names[0] for watcher in watchers if not is_listed(watcher.names, self._ignore)]

    def _cameras(self) -> set[str]:
        """The devices that give pictures; decoders and the like have such a name too."""
        try:
            names = os.listdir(self._devices)  # noqa: PTH208 - only the names are wanted
        except OSError:
            return set()
        found = (self._devices / name for name in names if _NAME.fullmatch(name))
        return {str(path) for path in found if self._gives_pictures(path)}

    def _gives_pictures(self, path: Path) -> bool:
        """What udev knows of the device; without a word from it, any may be a camera."""
        try:
            minor = os.minor(path.stat().st_rdev)
            known = (self._udev / f"c{_VIDEO_MAJOR}:{minor}").read_text("utf8", "replace")
        except OSError:
            return True
        capabilities = re.search(r"^E:ID_V4L_CAPABILITIES=(.*)$", known, re.MULTILINE)
        return capabilities is None or ":capture:" in capabilities[1]
