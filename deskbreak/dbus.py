"""The one door to D-Bus: calls with deadlines, signals whose sender is checked, news of a bus that is gone.

Only this module knows the D-Bus library, and loads it when a connection is made. It knows no service.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskbreak.errors import DeskbreakError

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus
    from dbus_fast.signature import SignatureType

DEADLINE_SECONDS = 2.0
BUS_NAME, BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"

SignalCallback = Callable[[list[Any]], None]
"""Called in the event loop with the signal's arguments, variants unwrapped."""
Unsubscribe = Callable[[], Awaitable[None]]
"""Ends a subscription; harmless when called again or after the bus has gone."""


class BusError(DeskbreakError):
    """A bus cannot be reached or a call failed; `name` is the D-Bus error's name, "" when it arose here."""

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.name = name


class BusTimeoutError(BusError):
    """No answer within the deadline."""


class BusClosedError(BusError):
    """The connection to the bus has ended."""


async def connect_session(environ: Mapping[str, str]) -> Bus:
    """Connect to the session bus, also where the environment does not name it; raises BusError."""
    addresses = session_addresses(environ)
    for address in addresses[:-1]:
        try:
            return await connect(address)
        except BusError:
            continue  # a stale variable from an earlier login; the next one may be alive
    if not addresses:
        raise BusError("no session bus is known here")
    return await connect(addresses[-1])


async def connect_system(environ: Mapping[str, str] = os.environ) -> Bus:
    """Connect to the system bus; raises BusError."""
    return await connect(environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_BUS)


def session_addresses(environ: Mapping[str, str]) -> list[str]:
    """Where the session bus may be, best first."""
    named = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    runtime = environ.get("XDG_RUNTIME_DIR") or (f"/run/user/{os.getuid()}" if hasattr(os, "getuid") else "")
    socket = Path(runtime, "bus")
    found = [named] if named else []
    usual = f"unix:path={socket}"
    if runtime and socket.exists() and usual not in found:
        found.append(usual)
    return found


async def connect(address: str) -> Bus:
    """Connect to the bus at `address`; raises BusError, after the deadline at the latest."""
    try:
        from dbus_fast.aio import MessageBus  # noqa: PLC0415 (only where there is a bus)
        from dbus_fast.errors import DBusFastError  # noqa: PLC0415
    except ImportError as error:
        raise BusError("the D-Bus library is not installed") from error
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            return Bus(await MessageBus(bus_address=address).connect())
    except TimeoutError as error:
        raise BusTimeoutError(f"the bus at {address} does not answer") from error
    except (OSError, EOFError, TypeError, ValueError, DBusFastError) as error:
        raise BusError(f"the bus at {address} cannot be reached: {error}") from error


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


@dataclass(eq=False)
class _Name:
    """A well-known name that is followed: who owns it, how many need to know, who wants to be told."""

    owner: str = ""
    users: int = 0
    changes: int = 0
    watchers: list[Callable[[str], None]] = field(default_factory=list)


class Bus:
    """One connection, made by `connect_session`, `connect_system` or `connect`, for the running loop."""

    def __init__(self, connection: MessageBus) -> None:
        self._connection = connection
        self._loop = asyncio.get_running_loop()
        self._replies: dict[int, asyncio.Future[Message]] = {}
        self._subscriptions: list[_Subscription] = []
        self._names: dict[str, _Name] = {}
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
        message = _message((destination, path, interface, member), signature, body)
        try:
            async with asyncio.timeout(timeout):
                return _result(await self._exchange(message))
        except TimeoutError as error:
            raise BusTimeoutError(f"{destination} does not answer {member} within {timeout:g} s") from error

    async def on_signal(
        self, sender: str, interface: str, member: str, path: str, callback: SignalCallback
    ) -> Unsubscribe:
        """Call back for each such signal that `sender` (a well-known or unique name) itself has sent.

        A well-known name is followed from owner to owner; a signal from anybody else is not delivered.
        """
        subscription = _Subscription(sender, interface, member, path, callback)
        unfollow = await self._follow(sender)
        self._subscriptions.append(subscription)

        async def unsubscribe() -> None:
            if subscription.active:
                subscription.active = False
                self._subscriptions.remove(subscription)
                await self._forget_match(subscription.rule)
                await unfollow()

        try:
            await self._match("AddMatch", subscription.rule)
        except BaseException:
            await unsubscribe()
            raise
        return unsubscribe

    async def watch_name(self, name: str, callback: Callable[[str], None]) -> Unsubscribe:
        """Call back with the new owner's unique name, "" for none, whenever `name` changes hands."""
        unfollow = await self._follow(name)
        watchers = self._names[name].watchers
        watchers.append(callback)

        async def unwatch() -> None:
            if callback in watchers:
                watchers.remove(callback)
                await unfollow()

        return unwatch

    def owner(self, name: str) -> str:
        """Return the unique name behind a name that is watched or listened to, "" when it has no owner."""
        if name == BUS_NAME or name.startswith(":"):
            return name
        known = self._names.get(name)
        return known.owner if known else ""

    async def close(self) -> None:
        """End the connection; pending calls raise BusClosedError."""
        self._closing = True
        if self._connection.connected:
            self._connection.disconnect()
        await self._watcher

    async def _exchange(self, message: Message) -> Message:
        if not self._connection.connected:
            raise BusClosedError("the connection to the bus has ended")
        message.serial = self._connection.next_serial()
        reply: asyncio.Future[Message] = self._loop.create_future()
        self._replies[message.serial] = reply
        try:
            await self._connection.send(message)
            return await reply
        except (OSError, EOFError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise BusClosedError(f"the connection to the bus has ended: {error}") from error
        finally:
            del self._replies[message.serial]

    def _receive(self, message: Message) -> bool:
        reply = self._replies.get(message.reply_serial)
        if reply is not None:
            if not reply.done():
                reply.set_result(message)
            return True
        if message.message_type.name == "SIGNAL":
            self._receive_signal(message)
        return False

    def _receive_signal(self, message: Message) -> None:
        if message.sender == BUS_NAME and message.member == "NameOwnerChanged":
            self._owner_changed(message.body[0], message.body[2])
        for subscription in self._subscriptions:
            if subscription.wants(message, self.owner(subscription.sender)):
                self._loop.call_soon(subscription.deliver, _unwrapped(message.body))

    def _owner_changed(self, name: str, owner: str) -> None:
        known = self._names.get(name)
        if known is None:
            return
        known.owner = owner
        known.changes += 1
        for watcher in known.watchers:
            self._loop.call_soon(watcher, owner)

    async def _follow(self, name: str) -> Unsubscribe:
        """Keep the owner of `name` known until the returned function is called."""
        if name == BUS_NAME or name.startswith(":"):
            return _nothing
        rule = f"type='signal',sender='{BUS_NAME}',member='NameOwnerChanged',path='{BUS_PATH}',arg0='{name}'"
        known = self._names.setdefault(name, _Name())
        known.users += 1

        async def unfollow() -> None:
            known.users -= 1
            if not known.users:
                self._names.pop(name, None)
            await self._forget_match(rule)

        try:
            await self._match("AddMatch", rule)
            await self._ask_owner(name, known)
        except BaseException:
            await unfollow()
            raise
        return unfollow

    async def _ask_owner(self, name: str, known: _Name) -> None:
        changes = known.changes
        try:
            owner = str((await self.call(BUS_NAME, BUS_PATH, BUS_NAME, "GetNameOwner", "s", [name]))[0])
        except BusError as error:
            if not error.name.endswith(".NameHasNoOwner"):
                raise
            owner = ""
        if known.changes == changes:  # else a signal has told a newer owner already
            known.owner = owner

    async def _match(self, verb: str, rule: str) -> None:
        await self.call(BUS_NAME, BUS_PATH, BUS_NAME, verb, "s", [rule])

    async def _forget_match(self, rule: str) -> None:
        try:
            await self._match("RemoveMatch", rule)
        except BusError:
            return  # with the connection gone or stuck, so is the rule

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


async def _nothing() -> None:
    """End a subscription that needed no beginning."""


def _result(reply: Message) -> list[Any]:
    if reply.error_name:
        text = str(reply.body[0]) if reply.body else reply.error_name
        raise BusError(text, reply.error_name)
    return _unwrapped(reply.body)


def _unwrapped(body: list[Any]) -> list[Any]:
    from dbus_fast import unpack_variants  # noqa: PLC0415 (loaded by now)

    unpacked: list[Any] = unpack_variants(body)
    return unpacked


def _message(address: tuple[str, str, str, str], signature: str, body: Sequence[Any]) -> Message:
    from dbus_fast import Message  # noqa: PLC0415 (loaded by now)
    from dbus_fast.signature import get_signature_tree  # noqa: PLC0415 (loaded by now)

    tree = get_signature_tree(signature)
    wrapped = [_wrapped(kind, value) for kind, value in zip(tree.types, body, strict=True)]
    return Message(*address, signature=tree, body=wrapped)


def _wrapped(kind: SignatureType, value: Any) -> Any:
    """`value` with every (signature, value) pair that stands for a variant made one."""
    match kind.token:
        case "v":
            from dbus_fast import Variant  # noqa: PLC0415 (loaded by now)

            return Variant(value[0], value[1])
        case "a" if kind.children[0].token == "{":  # noqa: S105 (a type code)
            key, entry = kind.children[0].children
            return {_wrapped(key, name): _wrapped(entry, item) for name, item in value.items()}
        case "a" if not isinstance(value, bytes):
            return [_wrapped(kind.children[0], item) for item in value]
        case "(":
            return [_wrapped(child, item) for child, item in zip(kind.children, value, strict=True)]
        case _:
            return value
