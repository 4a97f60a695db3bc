"""One connection to a compositor: its objects, what it offers, and the deadline of everything asked of it."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

from deskbreak.wayland import wire
from deskbreak.wayland.address import socket_paths
from deskbreak.wayland.terms import (
    CALLBACK,
    DEADLINE_SECONDS,
    DISPLAY,
    REGISTRY,
    Global,
    Interface,
    OnEvent,
    WaylandClosedError,
    WaylandError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_CHUNK_BYTES = 16 * 1024
_FIRST_OF_COMPOSITOR = 0xFF000000
"""Ids from here on are given by the compositor."""


async def connect(environ: Mapping[str, str], deadline_seconds: float = DEADLINE_SECONDS) -> Display:
    """Connect to the person's compositor and learn what it offers; raises `WaylandError`."""
    paths = socket_paths(environ)
    if not paths:
        raise WaylandError("no Wayland compositor is known here")
    for path in paths[:-1]:
        try:
            return await _connect(path, deadline_seconds)
        except WaylandError:
            continue  # a socket left behind by a compositor that died
    return await _connect(paths[-1], deadline_seconds)


async def _connect(path: Path, deadline_seconds: float) -> Display:
    if not hasattr(socket, "AF_UNIX"):
        raise WaylandError("this system has no Wayland")
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.setblocking(False)  # noqa: FBT003 - its only way to be called
    try:
        async with asyncio.timeout(deadline_seconds):
            await asyncio.get_running_loop().sock_connect(connection, str(path))
    except BaseException as error:
        connection.close()
        if isinstance(error, OSError):  # a TimeoutError is one, too
            raise WaylandError(f"the compositor at {path} cannot be reached: {error}") from error
        raise
    display = Display(connection)
    try:
        await display.roundtrip(deadline_seconds)
    except BaseException:
        display.close()
        raise
    return display


class Proxy:
    """One object of the compositor, as the client knows it."""

    def __init__(self, display: Display, interface: Interface, number: int, on_event: OnEvent | None) -> None:
        self._display = display
        self.interface = interface
        self.number = number
        self.on_event = on_event

    def request(self, name: str, *arguments: Any) -> None:
        """Send a request that makes no object; an object argument is a `Proxy`. Raises `WaylandError`."""
        self._send(name, [_number(argument) for argument in arguments])

    def create(self, name: str, interface: Interface, *arguments: Any, on_event: OnEvent | None = None) -> Proxy:
        """Send a request that makes an object of `interface`; its id goes where the signature has an `n`."""
        made = self._display.add(interface, on_event)
        numbers = [_number(argument) for argument in arguments]
        numbers.insert(self.interface.requests[name].index("n"), made.number)
        self._send(name, numbers)
        return made

    def destroy(self, name: str = "destroy") -> None:
        """Send the request that ends this object, and hear nothing of it any more."""
        self.on_event = None
        self._send(name, [])
        self._display.forget(self)

    def _send(self, name: str, numbers: list[Any]) -> None:
        requests = self.interface.requests
        self._display.send(wire.message(self.number, list(requests).index(name), requests[name], numbers))


class Display:
    """A connection made by `connect`, for the running loop. Nothing is asked but what is requested here."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._loop = asyncio.get_running_loop()
        self._received = bytearray()
        self._objects: dict[int, Proxy] = {}
        self._unused: list[int] = []
        self._on_close: list[Callable[[], None]] = []
        self._reason = "the connection to the compositor was closed"
        self._globals: dict[int, Global] = {}
        self.closed = asyncio.Event()
        self._root = self.add(DISPLAY, self._heard_of_all)
        self._loop.add_reader(connection, self._readable)
        self._registry = self._root.create("get_registry", REGISTRY, on_event=self._heard_of_globals)

    # -- what it offers

    def offered(self, interface: str) -> list[Global]:
        """Every global of that interface, oldest first."""
        return [found for found in self._globals.values() if found.interface == interface]

    def bind(self, offer: Global, interface: Interface, on_event: OnEvent | None = None) -> Proxy:
        """Get hold of a global, in the newest version both sides know."""
        version = min(offer.version, interface.version)
        return self._registry.create("bind", interface, offer.number, interface.name, version, on_event=on_event)

    def adopt(self, number: int, interface: Interface, on_event: OnEvent | None = None) -> Proxy:
        """Take up an object the compositor made; call it in the event that names its id."""
        self._objects[number] = adopted = Proxy(self, interface, number, on_event)
        return adopted

    async def roundtrip(self, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        """Return once everything sent so far is done and heard of; raises `WaylandError`, at the deadline at last."""
        answered: asyncio.Future[None] = self._loop.create_future()

        def done(_event: str, _arguments: tuple[Any, ...]) -> None:
            answered.set_result(None)

        self._root.create("sync", CALLBACK, on_event=done)
        ended = asyncio.ensure_future(self.closed.wait())
        try:
            await asyncio.wait((answered, ended), timeout=deadline_seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
        self.check_open()
        if not answered.done():
            raise WaylandError("the compositor does not answer")

    # -- its end

    def on_close(self, callback: Callable[[], None]) -> None:
        """Call back when the compositor has gone or has ended the connection; not after `close`."""
        self._on_close.append(callback)

    def close(self) -> None:
        """End the connection; harmless when called again."""
        self._on_close.clear()
        self._end(self._reason)

    def _end(self, reason: str) -> None:
        if self.closed.is_set():
            return
        self._reason = reason
        self.closed.set()
        self._loop.remove_reader(self._connection)
        self._connection.close()
        self._objects.clear()
        for callback in self._on_close[:]:
            callback()

    def check_open(self) -> None:
        """Raise `WaylandClosedError` with the reason once the connection has ended."""
        if self.closed.is_set():
            raise WaylandClosedError(self._reason)

    # -- objects, for `Proxy`

    def add(self, interface: Interface, on_event: OnEvent | None) -> Proxy:
        """Make room for an object of ours."""
        number = self._unused.pop() if self._unused else 1 + sum(key < _FIRST_OF_COMPOSITOR for key in self._objects)
        self._objects[number] = made = Proxy(self, interface, number, on_event)
        return made

    def forget(self, proxy: Proxy) -> None:
        """Let go of an object that the compositor made; ids of ours wait until it says that they are free."""
        if proxy.number >= _FIRST_OF_COMPOSITOR:
            self._objects.pop(proxy.number, None)

    def send(self, request: bytes) -> None:
        """Send at once: requests are few and small, so one that does not fit means nobody reads them."""
        self.check_open()
        try:
            sent = self._connection.send(request)
        except OSError as error:
            self._end(f"the compositor has gone: {error}")
        else:
            if sent < len(request):
                self._end("the compositor does not read what it is sent")
        self.check_open()

    # -- what it says

    def _readable(self) -> None:
        try:
            chunk = self._connection.recv(_CHUNK_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            self._end(f"the compositor has gone: {error}")
            return
        if not chunk:
            self._end("the compositor has gone")
            return
        self._received += chunk
        try:
            for sender, opcode, body in wire.messages(self._received):
                self._deliver(sender, opcode, body)
        except WaylandError as error:
            self._end(str(error))

    def _deliver(self, sender: int, opcode: int, body: bytes) -> None:
        proxy = self._objects.get(sender)
        if proxy is None or proxy.on_event is None:
            return
        events = list(proxy.interface.events.items())
        if opcode >= len(events):
            return  # of a version newer than the one bound
        name, signature = events[opcode]
        proxy.on_event(name, wire.arguments(signature, body))

    def _heard_of_all(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "error":
            number, code, text = arguments
            told = "".join(character for character in text if character.isprintable())[:200]
            interface = self._objects[number].interface.name if number in self._objects else "an object"
            self._end(f"the compositor refuses {interface}: {told} ({code})")
        elif arguments[0] in self._objects:
            del self._objects[arguments[0]]
            self._unused.append(arguments[0])

    def _heard_of_globals(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "global":
            self._globals[arguments[0]] = Global(*arguments)
        else:
            self._globals.pop(arguments[0], None)


def _number(argument: Any) -> Any:
    return argument.number if isinstance(argument, Proxy) else argument
