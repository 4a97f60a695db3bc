"""A hold of a client lives as long as its connection."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from deskbreak.control.client import connect

if TYPE_CHECKING:
    from deskbreak.control.client import Client
    from deskbreak.control.server import Server
    from tests.control_fakes import FakeHandler


async def hold(environ: dict[str, str], *reasons: object) -> Client:
    def call() -> Client:
        client = connect(environ)
        for reason in reasons:
            client.call("hold", {"reason": reason})
        return client

    return await asyncio.to_thread(call)


async def test_it_ends_with_the_connection(
    handler: FakeHandler, either_server: Server, either_environ: dict[str, str]
) -> None:
    client = await hold(either_environ, "backup")
    assert (handler.holding, client.is_connected) == (["backup"], True)
    client.close()
    async with asyncio.timeout(5):
        await handler.released.wait()
    assert handler.holding == []


async def test_a_second_one_of_the_same_client_takes_the_place_of_the_first(
    handler: FakeHandler, server: Server, environ: dict[str, str]
) -> None:
    client = await hold(environ, "one", "two", 3)
    assert handler.holding == ["3"]
    client.close()


async def test_it_ends_with_the_server_and_the_client_can_tell(
    handler: FakeHandler, server: Server, environ: dict[str, str]
) -> None:
    client = await hold(environ, "backup")
    await server.stop()
    assert (handler.holding, client.is_connected) == ([], False)
    client.close()
