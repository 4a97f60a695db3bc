from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.control.budget import Budget
from deskbreak.control.connection import Limits
from deskbreak.control.endpoint import UnixEndpoint
from deskbreak.control.protocol import encode_request
from deskbreak.control.server import Server
from deskbreak.paths import socket_path

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import AsyncIterator

    from tests.control_fakes import FakeHandler


@pytest.fixture
def path(environ: dict[str, str]) -> Path:
    return Path(socket_path(environ))


@pytest.fixture
async def server(handler: FakeHandler, path: Path) -> AsyncIterator[Server]:
    limits = Limits(
        connections=2,
        waiting=3,
        wait_seconds=0.2,
        bad_lines=3,
        request_bytes=1000,
        backlog_bytes=20_000,
        write_seconds=0.2,
    )
    server = Server(handler, UnixEndpoint(path), limits)
    await server.start()
    yield server
    await server.stop()


class Peer:
    def __init__(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def answer(self) -> Any:
        async with asyncio.timeout(5):
            return json.loads(await self.reader.readline())

    async def is_hung_up_on(self) -> bool:
        async with asyncio.timeout(5):
            try:
                while await self.reader.read(65536):
                    pass
            except ConnectionError:
                pass
        return True


@pytest.fixture
async def peer(server: Server, path: Path) -> AsyncIterator[Peer]:
    peer = Peer(*await asyncio.open_unix_connection(path))
    yield peer
    peer.writer.close()


async def test_half_lines_are_put_together(peer: Peer) -> None:
    line = encode_request(1, "status")
    for byte in line:
        peer.writer.write(bytes([byte]))
        await peer.writer.drain()
    assert (await peer.answer())["result"]["state"] == "sitting"


async def test_many_requests_in_one_write_are_answered_in_order(peer: Peer) -> None:
    peer.writer.write(b"".join(encode_request(number, "status") for number in range(5)))
    assert [(await peer.answer())["id"] for _ in range(5)] == [0, 1, 2, 3, 4]


async def test_a_notification_gets_no_answer(peer: Peer, handler: FakeHandler) -> None:
    peer.writer.write(encode_request(None, "touch") + encode_request(2, "status"))
    assert (await peer.answer())["id"] == 2
    assert handler.calls[0] == ("touch", {})


async def test_an_oversized_line_ends_the_connection_with_a_reason(peer: Peer, handler: FakeHandler) -> None:
    peer.writer.write(b"x" * 1001)
    assert "at most 1000 bytes" in (await peer.answer())["error"]["message"]
    assert await peer.is_hung_up_on()
    assert handler.calls == []


async def test_garbage_is_answered_a_few_times_then_hung_up_on(peer: Peer) -> None:
    peer.writer.write(b"junk\n[]\njunk\njunk\n")
    codes = [(await peer.answer())["error"]["code"] for _ in range(3)]
    assert codes == [-32700, -32600, -32700]
    assert await peer.is_hung_up_on()


async def test_a_connection_too_many_is_told_so(peer: Peer, server: Server, path: Path) -> None:
    second = Peer(*await asyncio.open_unix_connection(path))
    second.writer.write(encode_request(1, "status"))
    await second.answer()
    third = Peer(*await asyncio.open_unix_connection(path))
    assert "too many" in (await third.answer())["error"]["message"]
    assert await third.is_hung_up_on()
    second.writer.close()
    third.writer.close()
    assert server.connections <= 2


async def test_more_clients_at_once_than_there_is_room_for_wait_their_turn(
    peer: Peer, server: Server, path: Path
) -> None:
    crowd = [Peer(*await asyncio.open_unix_connection(path)) for _ in range(4)]
    for each in crowd:
        each.writer.write(encode_request(1, "status"))
    for each in crowd:
        assert (await each.answer())["result"]["state"] == "sitting"
        each.writer.close()


async def test_nobody_waits_behind_more_than_may_wait(peer: Peer, server: Server, path: Path) -> None:
    crowd = [Peer(*await asyncio.open_unix_connection(path)) for _ in range(5)]
    assert "too many" in (await crowd[-1].answer())["error"]["message"]
    for each in crowd:
        each.writer.close()


async def test_another_user_is_hung_up_on_unheard(handler: FakeHandler, path: Path) -> None:
    server = Server(handler, UnixEndpoint(path, peer=lambda _: 12345))
    await server.start()
    peer = Peer(*await asyncio.open_unix_connection(path))
    peer.writer.write(encode_request(1, "status"))
    assert await peer.is_hung_up_on()
    assert handler.calls == []
    peer.writer.close()
    await server.stop()


async def test_a_subscriber_that_does_not_read_is_dropped(peer: Peer, handler: FakeHandler, server: Server) -> None:
    peer.writer.write(encode_request(1, "subscribe"))
    await peer.answer()
    peer.writer.transport.pause_reading()  # type: ignore[attr-defined]
    pushes = 0
    while handler.subscribers and pushes < 1000:
        handler.push("snapshot", {"filling": "x" * 10_000})
        pushes += 1
        await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await handler.unsubscribed.wait()
    assert 1 < pushes < 1000


async def test_an_answer_nobody_reads_does_not_hold_the_connection(
    peer: Peer, handler: FakeHandler, server: Server
) -> None:
    handler.results["history"] = "x" * 3_000_000
    peer.writer.transport.pause_reading()  # type: ignore[attr-defined]
    peer.writer.write(encode_request(1, "history"))
    async with asyncio.timeout(5):
        await handler.called["history"].wait()
        await asyncio.gather(*server._tasks, return_exceptions=True)
    assert server.connections == 0


async def test_pushes_go_on_while_a_large_answer_is_read(peer: Peer, handler: FakeHandler, server: Server) -> None:
    handler.results["history"] = "x" * 500_000
    peer.writer.write(encode_request(1, "subscribe"))
    await peer.answer()
    peer.writer.write(encode_request(2, "history"))
    await handler.called["history"].wait()
    handler.push("snapshot", {"n": 1})
    peer.reader._limit = 1_000_000  # type: ignore[attr-defined]
    assert (await peer.answer())["id"] == 2
    assert (await peer.answer())["params"] == {"n": 1}


async def test_a_flood_is_answered_in_full_but_at_the_allowed_rate(handler: FakeHandler, path: Path) -> None:
    server = Server(handler, UnixEndpoint(path), Limits(requests_per_second=200.0, burst=5))
    await server.start()
    peer = Peer(*await asyncio.open_unix_connection(path))
    began = asyncio.get_running_loop().time()
    peer.writer.write(b"".join(encode_request(number, "status") for number in range(25)))
    assert [(await peer.answer())["id"] for _ in range(25)] == list(range(25))
    assert asyncio.get_running_loop().time() - began > 0.09
    peer.writer.close()
    await server.stop()


async def test_who_asks_too_fast_waits_in_proportion() -> None:
    now, waits = 0.0, []

    async def sleep(seconds: float) -> None:
        nonlocal now
        waits.append(round(seconds, 6))
        now += seconds

    budget = Budget(10.0, 3, clock=lambda: now, sleep=sleep)
    for _ in range(6):
        await budget.spend()
    assert waits == [0.1, 0.1, 0.1]
    now += 100.0
    for _ in range(3):
        await budget.spend()
    assert len(waits) == 3
