"""The D-Bus door, on a private dbus-daemon with other connections playing services and impostors."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING, Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from deskbreak import dbus
from deskbreak.dbus.owners import Owners
from tests.live import PrivateBus, private_bus

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

NAME, PATH, FACE = "org.example.Kettle", "/kettle", "org.example.Kettle1"


class Kettle:
    """A service that answers what it is told to, and keeps what it was asked."""

    def __init__(self, connection: MessageBus) -> None:
        self.connection = connection
        self.asked: list[Message] = []
        connection.add_message_handler(self.answer)

    def answer(self, message: Message) -> Message | bool:
        if message.message_type is not MessageType.METHOD_CALL or message.interface != FACE:
            return False
        self.asked.append(message)
        if message.member == "Status":
            return Message.new_method_return(
                message, "a{sv}av", [{"warm": Variant("b", True)}, [Variant("v", Variant("i", 3))]]
            )
        if message.member == "Spill":
            return Message.new_error(message, "org.example.Error.Spilt", "tea everywhere")
        return True  # swallowed: the caller waits for ever

    async def whistle(self, text: str) -> None:
        await self.connection.send(Message.new_signal(PATH, FACE, "Whistled", "sv", [text, Variant("i", 7)]))

    async def go(self) -> None:
        self.connection.disconnect()
        await self.connection.wait_for_disconnect()  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateBus]:
    with private_bus(tmp_path_factory.mktemp("bus")) as running:
        yield running


@pytest.fixture
async def bus(daemon: PrivateBus) -> AsyncIterator[dbus.Bus]:
    connection = await dbus.connect_session(daemon.environ)
    yield connection
    await connection.close()


async def joined(daemon: PrivateBus, name: str = "") -> Kettle:
    connection = await MessageBus(bus_address=daemon.address).connect()
    if name:
        await connection.request_name(name)
    return Kettle(connection)


@pytest.fixture
async def kettle(daemon: PrivateBus) -> AsyncIterator[Kettle]:
    service = await joined(daemon, NAME)
    yield service
    if service.connection.connected:
        await service.go()


class Heard:
    """Collects what a callback is given and lets a test wait for the next."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self._queue: asyncio.Queue[Any] = asyncio.Queue()

    def __call__(self, what: Any = None) -> None:
        self.all.append(what)
        self._queue.put_nowait(what)

    async def next(self) -> Any:
        async with asyncio.timeout(5):
            return await self._queue.get()


async def settled(bus: dbus.Bus) -> None:
    """A round trip: everything the bus had for us before has been read and delivered."""
    await bus.call(dbus.BUS_NAME, dbus.BUS_PATH, dbus.BUS_NAME, "GetId")
    await asyncio.sleep(0)


@pytest.mark.live
async def test_a_reply_comes_without_variants(bus: dbus.Bus, kettle: Kettle) -> None:
    assert await bus.call(NAME, PATH, FACE, "Status") == [{"warm": True}, [3]]


@pytest.mark.live
async def test_pairs_become_variants_where_the_signature_has_one(bus: dbus.Bus, kettle: Kettle) -> None:
    with pytest.raises(dbus.BusTimeoutError):
        await bus.call(
            NAME,
            PATH,
            FACE,
            "Fill",
            "sa{sv}(iv)as",
            ["x", {"urgency": ("y", 1)}, (2, ("s", "t")), ["a", "b"]],
            timeout=0.05,
        )
    assert kettle.asked[0].body == ["x", {"urgency": Variant("y", 1)}, (2, Variant("s", "t")), ["a", "b"]]


@pytest.mark.live
async def test_an_error_reply_is_raised_with_its_name(bus: dbus.Bus, kettle: Kettle) -> None:
    with pytest.raises(dbus.BusError, match="tea everywhere") as caught:
        await bus.call(NAME, PATH, FACE, "Spill")
    assert caught.value.name == "org.example.Error.Spilt"


@pytest.mark.live
async def test_a_service_that_is_not_there_is_an_error_at_once(bus: dbus.Bus) -> None:
    with pytest.raises(dbus.BusError) as caught:
        await bus.call("org.example.Nobody", PATH, FACE, "Status")
    assert caught.value.name.endswith("ServiceUnknown")


@pytest.mark.live
async def test_a_call_without_an_answer_ends_at_its_deadline_and_leaves_nothing(bus: dbus.Bus, kettle: Kettle) -> None:
    with pytest.raises(dbus.BusTimeoutError, match="Boil"):
        await bus.call(NAME, PATH, FACE, "Boil", timeout=0.05)
    assert not bus._replies


@pytest.mark.live
async def test_an_answer_after_the_deadline_is_dropped(bus: dbus.Bus, kettle: Kettle) -> None:
    with pytest.raises(dbus.BusTimeoutError):
        await bus.call(NAME, PATH, FACE, "Boil", timeout=0.05)
    await kettle.connection.send(Message.new_method_return(kettle.asked[0], "s", ["late"]))
    await settled(bus)
    assert await bus.call(NAME, PATH, FACE, "Status") == [{"warm": True}, [3]]


@pytest.mark.live
async def test_a_signal_of_the_named_sender_is_delivered(bus: dbus.Bus, kettle: Kettle) -> None:
    heard = Heard()
    await bus.on_signal(NAME, FACE, "Whistled", PATH, heard)
    await kettle.whistle("ready")
    assert await heard.next() == ["ready", 7]


@pytest.mark.live
async def test_a_signal_from_somebody_else_is_ignored(bus: dbus.Bus, kettle: Kettle, daemon: PrivateBus) -> None:
    heard = Heard()
    await bus.on_signal(NAME, FACE, "Whistled", PATH, heard)
    reached: list[Message] = []
    bus._connection.add_message_handler(reached.append)
    impostor = await joined(daemon)
    forged = Message.new_signal(PATH, FACE, "Whistled", "sv", ["forged", Variant("i", 1)])
    forged.destination = bus.unique_name  # straight at us, past every match rule
    await impostor.connection.send(forged)
    await impostor.whistle("forged too")
    await impostor.go()
    await kettle.whistle("real")
    assert await heard.next() == ["real", 7]
    assert len(heard.all) == 1
    assert [message.body[0] for message in reached if message.member == "Whistled"] == ["forged", "real"]


@pytest.mark.live
async def test_a_name_that_changes_hands_is_followed(bus: dbus.Bus, kettle: Kettle, daemon: PrivateBus) -> None:
    heard, owners = Heard(), Heard()
    await bus.on_signal(NAME, FACE, "Whistled", PATH, heard)
    await bus.watch_name(NAME, owners)
    first = bus.owner(NAME)
    await kettle.go()
    assert await owners.next() == ""
    assert bus.owner(NAME) == ""
    successor = await joined(daemon, NAME)
    assert await owners.next() == bus.owner(NAME) != first
    await successor.whistle("second")
    assert await heard.next() == ["second", 7]
    await successor.go()


async def test_a_newer_owner_told_by_signal_wins_over_an_older_answer() -> None:
    async def ask_bus(member: str, argument: str) -> list[Any]:
        if member == "GetNameOwner":
            owners.changed(argument, ":1.2")
        return [":1.1"]

    owners = Owners(ask_bus)
    await owners.follow(NAME)
    assert owners.owner(NAME) == ":1.2"


@pytest.mark.live
async def test_listening_may_begin_before_the_sender_is_there(bus: dbus.Bus, daemon: PrivateBus) -> None:
    heard = Heard()
    await bus.on_signal(NAME, FACE, "Whistled", PATH, heard)
    service = await joined(daemon, NAME)
    await service.whistle("first")
    assert await heard.next() == ["first", 7]
    await service.go()


@pytest.mark.live
async def test_a_unique_name_can_be_listened_to(bus: dbus.Bus, kettle: Kettle) -> None:
    heard = Heard()
    await bus.on_signal(kettle.connection.unique_name or "", FACE, "Whistled", PATH, heard)
    await kettle.whistle("mine")
    assert await heard.next() == ["mine", 7]


@pytest.mark.live
async def test_after_unsubscribing_nothing_comes_and_nothing_is_kept(bus: dbus.Bus, kettle: Kettle) -> None:
    heard, other = Heard(), Heard()
    unsubscribe = await bus.on_signal(NAME, FACE, "Whistled", PATH, heard)
    stay = await bus.on_signal(NAME, FACE, "Whistled", PATH, other)
    await unsubscribe()
    await unsubscribe()
    await kettle.whistle("late")
    assert await other.next() == ["late", 7]
    assert heard.all == []
    await stay()
    assert (len(bus._subscriptions), len(bus._owners)) == (0, 0)


@pytest.mark.live
async def test_the_death_of_the_bus_is_told_and_fails_what_is_pending(tmp_path: Path) -> None:
    with private_bus(tmp_path) as daemon:
        service = await joined(daemon, NAME)
        bus, lost = await dbus.connect_session(daemon.environ), Heard()
        bus.on_close(lost)
        pending = asyncio.create_task(bus.call(NAME, PATH, FACE, "Boil", timeout=30))
        await settled(bus)
        daemon.kill()
        await lost.next()
        with pytest.raises(dbus.BusClosedError):
            await pending
        with pytest.raises(dbus.BusClosedError):
            await bus.call(NAME, PATH, FACE, "Status")
        assert bus.closed.is_set()
        await bus.close()
        assert lost.all == [None]
        with pytest.raises(EOFError):
            await service.connection.wait_for_disconnect()  # type: ignore[no-untyped-call]
    gc.collect()  # a future whose error nobody fetched would complain here


@pytest.mark.live
async def test_a_hung_bus_holds_a_caller_no_longer_than_the_deadline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbus, "DEADLINE_SECONDS", 0.1)
    with private_bus(tmp_path) as daemon:
        bus = await dbus.connect_session(daemon.environ)
        daemon.hang()
        with pytest.raises(dbus.BusTimeoutError):
            await bus.call(dbus.BUS_NAME, dbus.BUS_PATH, dbus.BUS_NAME, "GetId", timeout=0.1)
        with pytest.raises(dbus.BusTimeoutError):
            await dbus.connect_session(daemon.environ)
        await bus.close()


@pytest.mark.live
async def test_closing_says_nothing_to_those_who_wait_for_a_loss(daemon: PrivateBus) -> None:
    bus, lost = await dbus.connect_session(daemon.environ), Heard()
    bus.on_close(lost)
    await bus.close()
    await bus.close()
    assert bus.closed.is_set()
    assert lost.all == []


@pytest.mark.live
async def test_a_stale_address_gives_way_to_the_runtime_folder(daemon: PrivateBus, tmp_path: Path) -> None:
    stale = {**daemon.environ, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/gone"}
    bus = await dbus.connect_session(stale)
    await bus.close()


@pytest.mark.parametrize("address", ["unix:path={}/none", "disabled:", "autolaunch:", "nonsense", "tcp:host=x,port=y"])
async def test_an_address_that_leads_nowhere_is_an_error(address: str, tmp_path: Path) -> None:
    environ = {"DBUS_SESSION_BUS_ADDRESS": address.format(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    with pytest.raises(dbus.BusError):
        await dbus.connect_session(environ)


async def test_with_no_bus_anywhere_the_error_says_so(tmp_path: Path) -> None:
    with pytest.raises(dbus.BusError, match="no session bus"):
        await dbus.connect_session({"XDG_RUNTIME_DIR": str(tmp_path)})
