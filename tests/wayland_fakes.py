"""A compositor that speaks the real wire protocol and tells of idleness when a test says so."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deskbreak.wayland import wire

SEAT_V2 = {"wl_seat": 8, "ext_idle_notifier_v1": 2}
SEAT_V1 = {"wl_seat": 8, "ext_idle_notifier_v1": 1, "org_kde_kwin_idle": 1}
SEAT_KDE = {"wl_seat": 7, "org_kde_kwin_idle": 1}


@dataclass
class Notification:
    """What a client asked for."""

    number: int
    request: str
    timeout_seconds: float
    is_destroyed: bool = False


class FakeCompositor:
    """Serves one client at a time on `folder`/wayland-0; `offers` are interfaces and versions."""

    def __init__(self, folder: Path, offers: dict[str, int], seats: int = 1) -> None:
        self.offers = [*offers.items(), *[("wl_seat", 5)] * (seats - 1)]
        self.path = folder / "wayland-0"
        self.environ = {"XDG_RUNTIME_DIR": str(folder), "WAYLAND_DISPLAY": "wayland-0"}
        self.notifications: list[Notification] = []
        self.bound: dict[str, int] = {}
        self.requests = 0
        self.hangs = False
        self.first_word = b""
        self._objects: dict[int, str] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_unix_server(self._serve, self.path)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
            self.path.unlink(missing_ok=True)
        await self.drop()

    async def drop(self) -> None:
        """End the client's connection."""
        if self._writer is not None:
            self._writer.close()
            with contextlib.suppress(OSError):
                await self._writer.wait_closed()

    def say(self, sender: int, opcode: int, signature: str = "", *arguments: Any) -> None:
        assert self._writer is not None
        self._writer.write(wire.message(sender, opcode, signature, arguments))

    def fall_idle(self, timeout_seconds: float) -> None:
        """Tell every notification with that time-out."""
        self._tell(timeout_seconds, 0)

    def see_input(self, timeout_seconds: float) -> None:
        self._tell(timeout_seconds, 1)

    def open_notifications(self) -> list[Notification]:
        return [each for each in self.notifications if not each.is_destroyed]

    def _tell(self, timeout_seconds: float, opcode: int) -> None:
        found = [each for each in self.open_notifications() if each.timeout_seconds == timeout_seconds]
        assert found, f"nobody asked to be told after {timeout_seconds} s"
        for notification in found:
            self.say(notification.number, opcode)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._objects = {1: "wl_display"}
        self.notifications.clear()
        writer.write(self.first_word)
        received = bytearray()
        while chunk := await reader.read(4096):
            received += chunk
            for sender, opcode, body in wire.messages(received):
                self.requests += 1
                if not self.hangs:
                    self._answer(sender, opcode, body)
        writer.close()

    def _answer(self, sender: int, opcode: int, body: bytes) -> None:
        match self._objects.get(sender), opcode:
            case "wl_display", 0:
                (number,) = wire.arguments("n", body)
                self.say(number, 0, "u", 1)
                self.say(1, 1, "u", number)
            case "wl_display", 1:
                self._list(*wire.arguments("n", body))
            case "wl_registry", 0:
                _, interface, version, number = wire.arguments("usun", body)
                self._objects[number] = interface
                self.bound[interface] = version
            case "ext_idle_notifier_v1", 1 | 2:
                number, timeout, _ = wire.arguments("nuo", body)
                self._notify(number, "input" if opcode == 2 else "idle", timeout)
            case "org_kde_kwin_idle", 0:
                number, _, timeout = wire.arguments("nou", body)
                self._notify(number, "kde", timeout)
            case "notification", 0:
                next(each for each in self.open_notifications() if each.number == sender).is_destroyed = True
                self.say(1, 1, "u", sender)

    def _list(self, registry: int) -> None:
        self._objects[registry] = "wl_registry"
        for number, (interface, version) in enumerate(self.offers, start=1):
            self.say(registry, 0, "usu", number, interface, version)

    def _notify(self, number: int, request: str, timeout: int) -> None:
        self._objects[number] = "notification"
        self.notifications.append(Notification(number, request, timeout / 1000))


@dataclass
class Heard:
    """A callback that keeps the events it was called with."""

    events: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        self.events.append((event, arguments))
