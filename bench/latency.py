"""From due to the Notify call on the bus, and from a click to the new state, with a notification daemon of our own."""

from __future__ import annotations

import asyncio
import json
import time
from statistics import median
from typing import Any

from bench.desk import DESKBREAK, place
from bench.measurement import Measurement

ROUNDS = 9
NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
SETTINGS = """
[[breaks]]
name = "move"
every = "1s"
length = "1h"
[prompt]
warn_before = "0s"
remind_every = "0s"
[snooze]
default = "1s"
max_per_break = 0
"""


def measure() -> list[Measurement]:
    """Medians over some prompts, each answered by Snooze on the popup."""
    with place(SETTINGS) as environ:
        if "DBUS_SESSION_BUS_ADDRESS" not in environ:
            return []
        due, click = asyncio.run(_measure(environ))
    return [
        Measurement("due -> Notify on the bus", median(due) * 1000, 50.0, "ms"),
        Measurement("button -> state changed", median(click) * 1000, 100.0, "ms"),
    ]


async def _measure(environ: dict[str, str]) -> tuple[list[float], list[float]]:
    daemon = Daemon()
    await daemon.start(environ["DBUS_SESSION_BUS_ADDRESS"])
    service = await asyncio.create_subprocess_exec(*DESKBREAK, "service", "run", env=environ)
    try:
        await daemon.shown.get()
        reader, writer = await _subscribe(f"{environ['DESKBREAK_RUNTIME_DIR']}/control.sock")
        due, click = [], []
        for _ in range(ROUNDS):
            pressed = time.monotonic()
            daemon.press("snooze")
            snapshot = await _until_state(reader, "snoozed")
            changed = time.monotonic()
            click.append(changed - pressed)
            notified = await daemon.shown.get()
            due.append(notified - changed - snapshot["snooze_ends_in_seconds"])
            await _until_state(reader, "due")
        writer.close()
        return due, click
    finally:
        service.terminate()
        await service.wait()


class Daemon:
    """The least a notification daemon has to be."""

    def __init__(self) -> None:
        self.shown: asyncio.Queue[float] = asyncio.Queue()
        self._bus: Any = None
        self._last_id = 0

    async def start(self, address: str) -> None:
        from dbus_fast.aio import MessageBus

        self._bus = await MessageBus(bus_address=address).connect()
        self._bus.add_message_handler(self._handle)
        await self._bus.request_name(NAME)

    def press(self, key: str) -> None:
        from dbus_fast import Message

        signal = Message.new_signal(PATH, NAME, "ActionInvoked", "us", [self._last_id, key])
        asyncio.ensure_future(self._bus.send(signal))

    def _handle(self, message: Any) -> Any:
        from dbus_fast import Message

        answers: dict[str, tuple[str, list[Any]]] = {
            "GetCapabilities": ("as", [["actions", "body"]]),
            "GetServerInformation": ("ssss", ["bench", "bench", "1", "1.2"]),
            "CloseNotification": ("", []),
        }
        if message.interface != NAME:
            return None
        if message.member == "Notify":
            self.shown.put_nowait(time.monotonic())
            self._last_id = message.body[1] or self._last_id + 1
            return Message.new_method_return(message, "u", [self._last_id])
        if message.member in answers:
            return Message.new_method_return(message, *answers[message.member])
        return None


async def _subscribe(path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_unix_connection(path, limit=1 << 20)
    writer.write(b'{"jsonrpc": "2.0", "id": 1, "method": "subscribe"}\n')
    await reader.readline()
    return reader, writer


async def _until_state(reader: asyncio.StreamReader, state: str) -> dict[str, Any]:
    async with asyncio.timeout(10):
        while True:
            message = json.loads(await reader.readline())
            if message.get("method") == "snapshot" and message["params"]["state"] == state:
                params: dict[str, Any] = message["params"]
                return params
