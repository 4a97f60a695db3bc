"""The service stays within reach of its clients, and gives way to another one that has taken its place."""

import asyncio
import logging
from typing import cast

import pytest

from deskbreak.control.lock import AlreadyRunning
from deskbreak.control.server import Server
from deskbreak.errors import DeskbreakError
from deskbreak.service.run import Listening
from tests.service.world import World


class FakeServer:
    """A server that has this trouble with its socket."""

    trouble: Exception | None = None

    def __init__(self) -> None:
        self.was_asked = asyncio.Event()

    async def keep_listening(self) -> None:
        self.was_asked.set()
        if self.trouble is not None:
            raise self.trouble


def made(server: FakeServer) -> tuple[Listening, asyncio.Event]:
    is_stopping = asyncio.Event()
    return Listening(cast("Server", server), is_stopping), is_stopping


async def test_it_is_seen_to_at_every_look_at_the_desk(world: World) -> None:
    server = FakeServer()
    world.service.after_looks.append(made(server)[0].keep)
    world.service.wake()
    async with asyncio.timeout(5):
        await server.was_asked.wait()


async def test_it_ends_when_another_one_serves(caplog: pytest.LogCaptureFixture) -> None:
    server = FakeServer()
    listening, is_stopping = made(server)
    await listening.keep()
    assert not is_stopping.is_set()
    server.trouble = AlreadyRunning("deskbreak is already running (process 7)")
    await listening.keep()
    assert is_stopping.is_set()
    assert "process 7" in caplog.text


@pytest.mark.parametrize("trouble", [DeskbreakError("no folder"), OSError("no folder")])
async def test_a_trouble_that_stays_is_logged_once_and_does_not_end_it(
    trouble: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    server = FakeServer()
    server.trouble = trouble
    listening, is_stopping = made(server)
    await listening.keep()
    await listening.keep()
    assert not is_stopping.is_set()
    assert caplog.text.count("no folder") == 1
