"""One connection to a bus: calls with deadlines, signals whose sender is checked, the news that it is lost."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dbus_fast import MessageType

from deskbreak.dbus import wire
from deskbreak.dbus.owners import Owners, forget_match
from deskbreak.dbus.terms import (
    BUS_NAME,
    BUS_PATH,
    DEADLINE_SECONDS,
    BusClosedError,
    BusTimeoutError,
    SignalCallback,
    Unsubscribe,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dbus_fast import Message
    from dbus_fast.aio import MessageBus


@dataclass(eq=False)
class _Subscription:
    sender: str
    interface: str
    member: str
    path: str
    callback: SignalCallback
    active: bool = True

    @property
    def rule(self) -> str:
        return (
            f"type='signal',sender='{self.sender}',interface='{self.interface}',"
            f"member='{self.member}',path='{self.path}'"
        )

    def wants(self, message: Message, owner: str) -> bool:
        return (
            message.member == self.member
            and message.interface == self.interface
            and message.path == self.path
            and bool(owner)
            and message.sender == owner
        )

    def deliver(self, arguments: list[Any]) -> None:
        if self.active:
            self.callback(arguments)


class Bus:
    """One connection, made by `connect_session`, `connect_system` or `connect`, for the running loop."""

    def __init__(self, connection: MessageBus) -> None:
        self._connection = connection
        self._loop = asyncio.get_running_loop()
        self._replies: dict[int, asyncio.Future[Message]] = {}
        self._subscriptions: list[_Subscription] = []
        self._owners = Owners(self._ask_bus)
        self._on_close: list[Callable[[], None]] = []
        self._closing = False
        self.closed = asyncio.Event()
        connection.add_message_handler(self._receive)
        self._watcher = asyncio.create_task(self._watch_connection())

    @property
    def unique_name(self) -> str:
        """This connection's own name on the bus."""
        return self._connection.unique_name or ""

    def on_close(self, callback: Callable[[], None]) -> None:
        """Call back once when the connection is lost (not when it is closed with `close`)."""
        self._on_close.append(callback)

    async def call(  # noqa: PLR0913, PLR0917 (the parts of a D-Bus call)
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: Sequence[Any] = (),
        timeout: float = DEADLINE_SECONDS,  # noqa: ASYNC109 (every call has a deadline of its own)
    ) -> list[Any]:
        """Call a method; the reply's arguments, variants unwrapped.

        Where `signature` has a variant, `body` gives it as (signature, value). Raises BusTimeoutError,
        BusClosedError or, for an error reply, BusError with its name.
        """
        message = wire.call_message((destination, path, interface, member), signature, body)
        try:
            async with asyncio.timeout(timeout):
                return wire.result(await self._exchange(message))
        except TimeoutError as error:
            raise BusTimeoutError(f"{destination} does not answer {member} within {timeout:g} s") from error

    async def on_signal(
        self, sender: str, interface: str, member: str, path: str, callback: SignalCallback
    ) -> Unsubscribe:
        """Call back for each such signal that `sender` (a well-known or unique name) itself has sent.

        A well-known name is followed from owner to owner; a signal from anybody else is not delivered.
        """
        subscription = _Subscription(sender, interface, member, path, callback)
        unfollow = await self._owners.follow(sender)
        self._subscriptions.append(subscription)

        async def unsubscribe() -> None:
            if subscription.active:
                subscription.active = False
                self._subscriptions.remove(subscription)
                await forget_match(self._ask_bus, subscription.rule)
                await unfollow()

        try:
            await self._ask_bus("AddMatch", subscription.rule)
        except BaseException:
            await unsubscribe()
            raise
        return unsubscribe

    async def watch_name(self, name: str, callback: Callable[[str], None]) -> Unsubscribe:
        """Call back with the new owner's unique name, "" for none, whenever the well-known `name` changes hands."""
        return await self._owners.follow(name, callback)

    def owner(self, name: str) -> str:
        """Return the unique name behind a name that is watched or listened to, "" when it has no owner."""
        return self._owners.owner(name)

    async def close(self) -> None:
        """End the connection; pending calls raise BusClosedError."""
        self._closing = True
        if self._connection.connected:
            self._connection.disconnect()
        await self._watcher

    async def _ask_bus(self, member: str, argument: str) -> list[Any]:
        return await self.call(BUS_NAME, BUS_PATH, BUS_NAME, member, "s", [argument])

    async def _exchange(self, message: Message) -> Message:
        if not self._connection.connected:
            raise BusClosedError("the connection to the bus has ended")
        message.serial = self._connection.next_serial()
        reply: asyncio.Future[Message] = self._loop.create_future()
        self._replies[message.serial] = reply
        try:
            await self._connection.send(message)
            return await reply
        except TimeoutError:
            raise
        except (OSError, EOFError) as error:
            raise BusClosedError(f"the connection to the bus has ended: {error}") from error
        finally:
            del self._replies[message.serial]

    def _receive(self, message: Message) -> bool:
        reply = self._replies.get(message.reply_serial)
        if reply is not None:
            if not reply.done():
                reply.set_result(message)
            return True
        if message.message_type is MessageType.SIGNAL:
            self._receive_signal(message)
        return False

    def _receive_signal(self, message: Message) -> None:
        if message.sender == BUS_NAME and message.member == "NameOwnerChanged":
            self._owners.changed(message.body[0], message.body[2])
        for subscription in self._subscriptions:
            if subscription.wants(message, self.owner(subscription.sender)):
                # Later, but in order: one callback that fails must not keep the signal from the others.
                self._loop.call_soon(subscription.deliver, wire.unwrapped(message.body))

    async def _watch_connection(self) -> None:
        reason = "closed here"
        try:
            await self._connection.wait_for_disconnect()  # type: ignore[no-untyped-call]
        except (OSError, EOFError, ValueError, TypeError) as error:
            reason = str(error) or "the bus went away"
        self.closed.set()
        for reply in self._replies.values():
            if not reply.done():
                reply.set_exception(BusClosedError(f"the connection to the bus has ended: {reason}"))
        callbacks, self._on_close = self._on_close, []
        if not self._closing:
            for callback in callbacks:
                self._loop.call_soon(callback)
