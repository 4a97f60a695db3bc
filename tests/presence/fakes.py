"""Stand-ins for time, sources and D-Bus services."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from deskbreak.presence.clocks import SECOND_NS, Clocks

if TYPE_CHECKING:
    from collections.abc import Callable

    Method = Callable[[list[Any]], tuple[str, list[Any]]]


class FakeTime:
    """A boot clock, a monotonic one and a wall clock that move only when told."""

    def __init__(self) -> None:
        self.boot = 1000.0
        self.slept = 0.0
        self.stepped = 1.8e9
        self.clocks = Clocks(
            lambda: round(self.boot * SECOND_NS),
            lambda: round((self.boot - self.slept) * SECOND_NS),
            lambda: round(self.wall() * SECOND_NS),
        )

    def __call__(self) -> float:
        return self.boot

    def wall(self) -> float:
        return self.boot + self.stepped

    def go_by(self, seconds: float) -> None:
        self.boot += seconds

    def sleep(self, seconds: float) -> None:
        self.boot += seconds
        self.slept += seconds

    def step(self, seconds: float) -> None:
        self.stepped += seconds


class FakeSource:
    """A source that answers what it is told to: idle seconds, an exception, or (with `hangs`) nothing at all."""

    def __init__(self, name: str = "fake", answer: float | Exception = 0.0) -> None:
        self.name = name
        self.answer = answer
        self.hangs = False
        self.calls: list[str] = []

    async def start(self) -> None:
        self.calls.append("start")

    async def idle_seconds(self) -> float:
        self.calls.append("ask")
        if self.hangs:
            await asyncio.Event().wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    async def stop(self) -> None:
        self.calls.append("stop")

    @property
    def asked(self) -> int:
        return self.calls.count("ask")


class FakeService:
    """A program on a bus with a name of its own: `methods` by (path, interface, member), and signals."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self.methods: dict[tuple[str, str, str], Method] = {}
        self.calls: list[str] = []
        bus.add_message_handler(self._answer)

    @classmethod
    async def join(cls, address: str, name: str) -> FakeService:
        service = cls(await MessageBus(bus_address=address).connect())
        await service._bus.request_name(name)
        return service

    async def signal(self, path: str, interface: str, member: str, signature: str = "", body: Any = ()) -> None:
        await self._bus.send(Message.new_signal(path, interface, member, signature, list(body)))

    async def leave(self) -> None:
        if self._bus.connected:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

    def _answer(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        self.calls.append(str(message.member))
        key = (str(message.path), str(message.interface), str(message.member))
        if key not in self.methods:
            return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "no such method")
        try:
            return Message.new_method_return(message, *self.methods[key](message.body))
        except LookupError as error:
            return Message.new_error(message, str(error.args[0]), "no such thing")


class Told:
    """A callback that remembers what it was called with and can be waited for."""

    def __init__(self) -> None:
        self.all: list[bool] = []
        self._news: asyncio.Queue[bool] = asyncio.Queue()

    def __call__(self, value: bool) -> None:
        self.all.append(value)
        self._news.put_nowait(value)

    async def next(self) -> bool:
        async with asyncio.timeout(5):
            return await self._news.get()
