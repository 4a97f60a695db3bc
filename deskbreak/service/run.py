"""Runs the service: with no screen until a signal ends it, or beside a screen in the same process."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from deskbreak.control.attach import LocalControl
from deskbreak.control.lock import AlreadyRunning
from deskbreak.control.server import Server, make_server
from deskbreak.errors import DONE, DeskbreakError
from deskbreak.paths import make_state_folder
from deskbreak.service import logs
from deskbreak.service.board import Push
from deskbreak.service.handler import ServiceHandler
from deskbreak.service.parts import Options, real_parts
from deskbreak.service.reload import Reloader
from deskbreak.service.service import Service

log = logging.getLogger(__name__)


@asynccontextmanager
async def running_service(options: Options) -> AsyncIterator[tuple[Service, ServiceHandler]]:
    """The service, started and listening; stopped, saved and silent afterwards.

    Raises `AlreadyRunning` when another one serves this user, `SettingsError` when the settings have problems.
    """
    loaded = options.load_settings()
    folder = Path(make_state_folder(options.environ))
    logs.start_log(
        folder,
        loaded.settings.log.level,
        is_verbose=options.is_verbose,
        to_terminal=options.is_verbose and not options.has_screen,
    )
    gate = _Gate()
    server = make_server(gate, options.environ)
    await server.start()
    try:
        service = Service(real_parts(options))
        reloader = Reloader(service)
        await service.start()
        await reloader.start()
        service.after_looks.append(Listening(server, service.is_stopping).keep)
        gate.open(ServiceHandler(service, reloader))
        log.info("running, presence by %s, notifications by %s", service.parts.presence.source, service.herald.name)
        try:
            yield service, gate.handler
        finally:
            reloader.stop()
            await server.stop()
            await service.stop()
            log.info("stopped")
    finally:
        await server.stop()


class Arguments(Protocol):
    """What is read of the command line."""

    config: str | None
    set: list[str]
    verbose: bool


def run_headless(args: Arguments) -> int:
    """Run the service with no screen until SIGTERM, SIGINT, SIGHUP or the command to stop; returns an exit status."""
    asyncio.run(_serve(_options(args, has_screen=False)))
    return DONE


async def open_owned(args: Arguments) -> OwnedControl:
    """Run the service beside a screen in this process; closing the control stops it."""
    stack = AsyncExitStack()
    service, handler = await stack.enter_async_context(running_service(_options(args, has_screen=True)))
    return OwnedControl(handler, stack, service.is_stopping)


class OwnedControl(LocalControl):
    """The control of a service that lives and ends with its screen; told to stop, it ends the screen's messages."""

    def __init__(self, handler: ServiceHandler, stack: AsyncExitStack, is_stopping: asyncio.Event) -> None:
        super().__init__(handler)
        self._stack = stack
        self._watcher = asyncio.create_task(self._watch(is_stopping), name="told to stop")

    async def _watch(self, is_stopping: asyncio.Event) -> None:
        await is_stopping.wait()
        await super().close()

    async def close(self) -> None:
        """Stop the service: save, take the popup away, leave no socket behind. Harmless when called again."""
        self._watcher.cancel()
        await super().close()
        await self._stack.aclose()


def _options(args: Arguments, *, has_screen: bool) -> Options:
    return Options(os.environ, args.config, tuple(args.set or ()), is_verbose=args.verbose, has_screen=has_screen)


async def _serve(options: Options) -> None:
    async with running_service(options) as (service, _):
        with stopping_signals(service.is_stopping):
            await service.is_stopping.wait()


class Listening:
    """Sees to it that clients find the service, also after somebody has cleared the folder of its socket.

    Where another service has taken the place meanwhile this one ends: two would ask for every break twice.
    """

    def __init__(self, server: Server, is_stopping: asyncio.Event) -> None:
        self._server = server
        self._is_stopping = is_stopping
        self._trouble = ""

    async def keep(self) -> None:
        """Listen anew if need be."""
        try:
            await self._server.keep_listening()
            self._trouble = ""
        except AlreadyRunning as error:
            log.error("%s and has taken over; this one ends", error)  # noqa: TRY400 - the message says it all
            self._is_stopping.set()
        except (DeskbreakError, OSError) as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                log.warning("nobody can reach the service: %s", error)


class _Gate:
    """Answers clients from the moment the socket is there: those who come before the service is ready wait for it."""

    def __init__(self) -> None:
        self._handler: asyncio.Future[ServiceHandler] = asyncio.get_running_loop().create_future()

    @property
    def handler(self) -> ServiceHandler:
        """The handler behind the gate; only once it is open."""
        return self._handler.result()

    def open(self, handler: ServiceHandler) -> None:
        """Let the clients in."""
        self._handler.set_result(handler)

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        """See `Handler`."""
        return await (await asyncio.shield(self._handler)).call(method, params)

    def subscribe(self, push: Push) -> Callable[[], None]:
        """See `Handler`; a client subscribes only after its first call was answered."""
        return self.handler.subscribe(push)

    def hold(self, reason: str) -> Callable[[], None]:
        """See `Handler`; a client holds only after its first call was answered."""
        return self.handler.hold(reason)


class stopping_signals:  # noqa: N801 - used as a statement
    """While it lasts, SIGTERM, SIGINT and SIGHUP set the event instead of ending the process."""

    def __init__(self, event: asyncio.Event) -> None:
        self._event = event
        self._loop = asyncio.get_running_loop()
        names = ("SIGTERM", "SIGINT", "SIGHUP")
        self._signals = [getattr(signal, name) for name in names if hasattr(signal, name)]

    def __enter__(self) -> None:
        for number in self._signals:
            with suppress(NotImplementedError):  # Windows has no signal handlers on the loop
                self._loop.add_signal_handler(number, self._event.set)

    def __exit__(self, *_: object) -> None:
        for number in self._signals:
            with suppress(NotImplementedError):
                self._loop.remove_signal_handler(number)
