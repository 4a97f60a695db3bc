"""A fake notification daemon with the quirks of real ones, and desks: one way to drive the fake and a real dunst."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from dbus_fast import Message, MessageType, NameFlag, unpack_variants
from dbus_fast.aio import MessageBus

from deskbreak import dbus
from deskbreak.notify.freedesktop import FreedesktopNotifier
from deskbreak.notify.port import Action, Answer, Closed, News, Notice, Returned
from tests.live import Daemon, Display, PrivateBus, dunst, private_bus, xvfb

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
DUNST_FACE = "org.dunstproject.cmd0"
EVENTUALLY_SECONDS = 5.0
EXPIRED, DISMISSED, BY_CALL = 1, 2, 3

BREAK = Notice(
    "Time to stretch",
    "You have been sitting for 1 hour.\nNext, 4 minutes: March & <lunge>.",
    (Action("start", "Start"), Action("snooze", "Snooze 5m"), Action("skip", "Skip"), Action("default", "Start")),
)
NEWS = Notice("Break in 1 minute", "Coming up: move.")


@dataclass(frozen=True)
class Quirks:
    """How a daemon differs from the plainest one."""

    server_name: str = "fake"
    signals_twice: bool = False
    has_actions: bool = True
    reads_markup: bool = False
    closes_answered: bool = False
    closes_before_it_answers: bool = False
    refuses: bool = False
    clicked_at_once: str = ""


@dataclass(frozen=True)
class Shown:
    """A popup as the daemon was asked to show it."""

    id: int
    title: str
    body: str
    actions: dict[str, str]
    hints: dict[str, Any]
    expire_milliseconds: int


class FakeDaemon:
    """A notification daemon in the test's own loop."""

    def __init__(self, address: str, quirks: Quirks) -> None:
        self._address = address
        self.quirks = quirks
        self.shown: dict[int, Shown] = {}
        self.log: list[Shown] = []
        self.asked: list[str] = []
        self.changed = asyncio.Condition()
        self._waiting: list[Message] | None = None
        self._last_id = 0
        self._connection: MessageBus | None = None

    async def start(self) -> None:
        self._connection = await MessageBus(bus_address=self._address).connect()
        self._connection.add_message_handler(self._handle)
        await self._connection.request_name(NAME, NameFlag.DO_NOT_QUEUE)

    async def stop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and connection.connected:
            connection.disconnect()
            with contextlib.suppress(EOFError):
                await connection.wait_for_disconnect()  # type: ignore[no-untyped-call]

    def hang(self) -> None:
        self._waiting = []

    async def has_got(self, member: str) -> None:
        """Wait until that call has arrived at the hung daemon."""
        async with asyncio.timeout(EVENTUALLY_SECONDS), self.changed:
            await self.changed.wait_for(lambda: member in [message.member for message in self._waiting or ()])

    def thaw(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for message in waiting:
            self._send(self._answer(message))

    async def press(self, key: str, popup_id: int | None = None) -> None:
        """What a click on that button of the newest popup does."""
        which = popup_id or max(self.shown)
        if self.quirks.closes_before_it_answers:
            await self.close(which, DISMISSED)
        await self.emit("ActionInvoked", "us", which, key)
        if self.quirks.closes_answered:
            await self.close(which, DISMISSED)

    async def close(self, popup_id: int, reason: int) -> None:
        self.shown.pop(popup_id, None)
        await self.emit("NotificationClosed", "uu", popup_id, reason)
        await self._tell()

    async def emit(self, member: str, signature: str, *body: Any) -> None:
        assert self._connection is not None
        for _ in range(2 if self.quirks.signals_twice else 1):
            signal = Message.new_signal(PATH, NAME, member, signature, list(body))
            await self._connection.send(signal)

    def _handle(self, message: Message) -> Message | bool:
        if message.message_type is not MessageType.METHOD_CALL or message.interface != NAME:
            return False
        if self._waiting is not None:
            self._waiting.append(message)
            asyncio.get_running_loop().call_soon(asyncio.ensure_future, self._tell())
            return True
        answer = self._answer(message)
        if message.member == "Notify" and self.quirks.clicked_at_once:
            self._send(answer)
            clicked = [max(self.shown), self.quirks.clicked_at_once]
            self._send(Message.new_signal(PATH, NAME, "ActionInvoked", "us", clicked))
            return True
        return answer

    def _answer(self, message: Message) -> Message:
        self.asked.append(str(message.member))
        match message.member:
            case "GetServerInformation":
                return Message.new_method_return(message, "ssss", [self.quirks.server_name, "test", "1", "1.2"])
            case "GetCapabilities":
                return Message.new_method_return(message, "as", [self._capabilities()])
            case "Notify":
                return self._notify(message)
            case _:
                return self._close_notification(message)

    def _capabilities(self) -> list[str]:
        has = {"body": True, "actions": self.quirks.has_actions, "body-markup": self.quirks.reads_markup}
        return [name for name, wanted in has.items() if wanted]

    def _notify(self, message: Message) -> Message:
        if self.quirks.refuses:
            return Message.new_error(message, "org.example.Error.Full", "too many popups")
        _, replaces, _, title, body, flat, hints, expire = unpack_variants(message.body)
        if replaces not in self.shown:
            self._last_id += 1
            replaces = self._last_id
        popup = Shown(replaces, title, body, dict(zip(flat[::2], flat[1::2], strict=True)), hints, expire)
        self.shown[popup.id] = popup
        self.log.append(popup)
        asyncio.get_running_loop().call_soon(asyncio.ensure_future, self._tell())
        return Message.new_method_return(message, "u", [popup.id])

    def _close_notification(self, message: Message) -> Message:
        popup_id = message.body[0]
        if popup_id not in self.shown:
            return Message.new_error(message, "org.freedesktop.Notifications.Error", "no such popup")
        asyncio.get_running_loop().call_soon(asyncio.ensure_future, self.close(popup_id, BY_CALL))
        return Message.new_method_return(message)

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    def _send(self, message: Message) -> None:
        assert self._connection is not None
        self._connection.send(message)


class Desk(Protocol):
    """A desktop with a notification daemon, as a test drives it."""

    environ: dict[str, str]
    address: str

    async def shows(self, count: int) -> None: ...
    async def press(self, key: str) -> None: ...
    async def restart(self) -> None: ...
    async def hang(self) -> None: ...
    async def thaw(self) -> None: ...


class FakeDesk:
    def __init__(self, bus: PrivateBus) -> None:
        self.environ, self.address = bus.environ, bus.address
        self.daemon = FakeDaemon(bus.address, Quirks())

    async def shows(self, count: int) -> None:
        async with asyncio.timeout(EVENTUALLY_SECONDS), self.daemon.changed:
            await self.daemon.changed.wait_for(lambda: len(self.daemon.shown) == count)

    async def press(self, key: str) -> None:
        await self.daemon.press(key)

    async def restart(self) -> None:
        await self.daemon.stop()
        self.daemon = FakeDaemon(self.address, self.daemon.quirks)
        await self.daemon.start()

    async def hang(self) -> None:
        self.daemon.hang()

    async def thaw(self) -> None:
        self.daemon.thaw()


CHOOSER = """#!/bin/sh
# dunst's context menu: picks the entry of the key written in the file beside this script.
grep -m 1 ",$(cat "$(dirname "$0")/wanted")\\]$"
"""


class DunstDesk:
    def __init__(self, bus: PrivateBus, display: Display, folder: Path) -> None:
        self.environ, self.address = bus.environ, bus.address
        self._bus, self._display, self._folder = bus, display, folder
        self._running = contextlib.ExitStack()
        self._watch: dbus.Bus | None = None
        self._daemon: Daemon | None = None
        self._chooser = folder / "choose"
        self._chooser.write_text(CHOOSER)
        self._chooser.chmod(0o700)

    async def start(self) -> None:
        self._watch = await dbus.connect(self.address)
        self._launch()

    def _launch(self) -> None:
        settings = f"dmenu = {self._chooser}\n    stack_duplicates = false"
        self._daemon = self._running.enter_context(dunst(self._bus, self._display, self._folder, settings))

    async def shows(self, count: int) -> None:
        async with asyncio.timeout(EVENTUALLY_SECONDS):
            while await self._length("displayed") != count or await self._length("waiting"):
                pass  # dunst announces no change of these; each question is a round trip to it

    async def _length(self, queue: str) -> int:
        assert self._watch is not None
        face = "org.freedesktop.DBus.Properties"
        return int((await self._watch.call(NAME, PATH, face, "Get", "ss", [DUNST_FACE, f"{queue}Length"]))[0])

    async def press(self, key: str) -> None:
        assert self._watch is not None
        if key == "default":
            await self._watch.call(NAME, PATH, DUNST_FACE, "NotificationAction", "u", [0])
            return
        (self._folder / "wanted").write_text(key)
        await self._watch.call(NAME, PATH, DUNST_FACE, "ContextMenuCall")

    async def restart(self) -> None:
        self._running.close()
        self._launch()

    async def hang(self) -> None:
        assert self._daemon is not None
        self._daemon.hang()

    async def thaw(self) -> None:
        assert self._daemon is not None
        self._daemon.thaw()

    async def stop(self) -> None:
        assert self._watch is not None
        await self._watch.close()
        self._running.close()


@dataclass
class Ears:
    """Where answers arrive, and apart from them all other news."""

    heard: list[Answer] = field(default_factory=list)
    other: list[Closed | Returned] = field(default_factory=list)
    _queue: asyncio.Queue[Answer] = field(default_factory=asyncio.Queue)
    _others: asyncio.Queue[Closed | Returned] = field(default_factory=asyncio.Queue)

    def __call__(self, news: News) -> None:
        if isinstance(news, Answer):
            self.heard.append(news)
            self._queue.put_nowait(news)
        else:
            self.other.append(news)
            self._others.put_nowait(news)

    async def next(self) -> Answer:
        async with asyncio.timeout(EVENTUALLY_SECONDS):
            return await self._queue.get()

    async def next_other(self) -> Closed | Returned:
        async with asyncio.timeout(EVENTUALLY_SECONDS):
            return await self._others.get()


@pytest.fixture(scope="session")
def fake_bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateBus]:
    with private_bus(tmp_path_factory.mktemp("fake-bus")) as running:
        yield running


@pytest.fixture(scope="session")
def dunst_bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateBus]:
    with private_bus(tmp_path_factory.mktemp("dunst-bus")) as running:
        yield running


@pytest.fixture(scope="session")
def display() -> Iterator[Display]:
    with xvfb() as running:
        yield running


@pytest.fixture
async def fake_desk(fake_bus: PrivateBus) -> AsyncIterator[FakeDesk]:
    desk = FakeDesk(fake_bus)
    await desk.daemon.start()
    yield desk
    await desk.daemon.stop()


@pytest.fixture
async def dunst_desk(dunst_bus: PrivateBus, display: Display, tmp_path: Path) -> AsyncIterator[DunstDesk]:
    desk = DunstDesk(dunst_bus, display, tmp_path)
    await desk.start()
    yield desk
    await desk.stop()


@pytest.fixture(params=["fake", "dunst"])
def desk(request: pytest.FixtureRequest) -> Desk:
    """Every kind of desk in turn."""
    found: Desk = request.getfixturevalue(f"{request.param}_desk")
    return found


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
async def notifiers(tmp_path: Path) -> AsyncIterator[Callable[[Desk], FreedesktopNotifier]]:
    """Makes D-Bus notifiers with a short deadline and one record file, and stops them at the end."""
    made: list[FreedesktopNotifier] = []

    def make(desk: Desk) -> FreedesktopNotifier:
        made.append(FreedesktopNotifier(desk.environ, tmp_path / "popups.json", deadline_seconds=0.5))
        return made[-1]

    yield make
    for notifier in made:
        await notifier.stop()
