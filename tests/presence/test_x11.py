from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import struct
import time as system_time
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import SourceFailed
from deskbreak.presence.desk import Presence, Reserve
from deskbreak.presence.steady import APART_SECONDS
from deskbreak.presence.x11 import X11
from tests.presence.fakes import FakeSource, FakeTime
from tests.presence.machines import move, press, x_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from tests import live

    Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def grown(source: X11, to_seconds: float) -> float:
    """The idle time once it has reached `to_seconds`; the clock is the X server's own."""
    async with asyncio.timeout(5):
        while (idle := await source.idle_seconds()) < to_seconds:  # noqa: ASYNC110 - nobody tells when it has grown
            await asyncio.sleep(to_seconds - idle)
    return idle


@pytest.fixture
async def source(display: live.Display) -> AsyncIterator[X11]:
    x11 = X11(display.environ)
    await x11.start()
    yield x11
    await x11.stop()


@pytest.mark.live
@pytest.mark.parametrize("use", [press, move], ids=["a key", "the mouse"])
async def test_input_resets_idleness_and_without_it_it_grows(
    display: live.Display, source: X11, use: Callable[[live.Display], None]
) -> None:
    began = system_time.monotonic()
    first = await grown(source, 0.3)
    assert await grown(source, first + 0.1) <= first + 0.1 + (system_time.monotonic() - began)
    use(display)
    assert await source.idle_seconds() < 0.3


@pytest.mark.live
async def test_our_own_questions_are_no_input(source: X11) -> None:
    for _ in range(50):
        await source.idle_seconds()
    first = await source.idle_seconds()
    await grown(source, first + 0.05)


@pytest.mark.live
async def test_a_server_that_dies_is_a_failure_and_no_more(display: live.Display, source: X11) -> None:
    await source.idle_seconds()
    display.kill()
    with pytest.raises(SourceFailed):
        await source.idle_seconds()
    with pytest.raises(SourceFailed):
        await source.start()


@pytest.mark.live
async def test_presence_goes_on_without_the_server_and_takes_it_back(time: FakeTime) -> None:
    other = FakeSource("tty", 500.0)
    with x_server() as first:
        presence = Presence([X11(first.environ)], time, reserves=[Reserve(other)])
        await presence.start()
        assert presence.source == "x11"
        first.kill()
        time.go_by(10)
        failover = await presence.sample()
        assert failover.source == "tty"
        assert failover.idle_seconds == pytest.approx(10, abs=1)
    with x_server(first.name):
        time.go_by(10)
        assert (await presence.sample()).source == "x11"
        await presence.stop()


@pytest.mark.live
async def test_a_hung_server_holds_nothing_up(display: live.Display, time: FakeTime) -> None:
    presence = Presence([X11(display.environ)], time, limit_seconds=0.2)
    await presence.start()
    display.hang()
    loop = asyncio.get_running_loop()
    for _ in range(2):  # the second time it hangs while connecting
        before = loop.time()
        sample, longest_stall = await asyncio.gather(presence.sample(), longest_step(0.1))
        assert sample.source == "none"
        assert loop.time() - before < 0.5
        assert longest_stall < 0.1
        time.go_by(10)
    display.thaw()
    time.go_by(10)
    assert (await presence.sample()).source == "x11"
    await presence.stop()


async def longest_step(seconds: float) -> float:
    """The longest that the loop was away from this coroutine, which asks to run every few milliseconds."""
    loop = asyncio.get_running_loop()
    end, longest = loop.time() + seconds, 0.0
    while (before := loop.time()) < end:
        await asyncio.sleep(0.005)
        longest = max(longest, loop.time() - before)
    return longest


@pytest.mark.live
async def test_a_server_that_asks_for_a_cookie_gets_it(tmp_path: Path) -> None:
    cookie, host = os.urandom(16), socket.gethostname().encode()
    fields = b"".join(struct.pack(">H", len(part)) + part for part in (host, b"", b"MIT-MAGIC-COOKIE-1", cookie))
    authority = tmp_path / "Xauthority"
    authority.write_bytes(struct.pack(">H", 256) + fields)
    with x_server("-auth", str(authority)) as guarded:
        with pytest.raises(SourceFailed, match="refuses"):
            await X11({**guarded.environ, "HOME": str(tmp_path)}).start()
        source = X11({**guarded.environ, "XAUTHORITY": str(authority)})
        await source.start()
        assert await source.idle_seconds() >= 0
        await source.stop()


@contextlib.asynccontextmanager
async def fake_server(serve: Serve) -> AsyncIterator[X11]:
    """A source of a server on the loopback interface that behaves as `serve` does."""
    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    source = X11({"DISPLAY": f"localhost:{port - 6000}", "HOME": "/nonexistent"})
    try:
        yield source
    finally:
        await source.stop()
        listening.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x01",
        b"\x00\x04\x0b\x00\x00\x00\x01\x00nope",
        b"\x02\x00\x00\x00\x00\x00\x01\x00more",
        b"\x07" * 40,
        b"\x01\x00\x0b\x00\x00\x00\x00\x00",
        b"\x01\x00\x0b\x00\x00\x00\x0a\x00" + b"\xff" * 40,
        b"\x01\x00\x0b\x00\x00\x00\x0a\x00" + b"\x00" * 40,
    ],
    ids=["nothing", "a byte", "no", "more credentials", "noise", "empty setup", "wild lengths", "no screen"],
)
async def test_a_server_that_talks_nonsense_is_a_failure(answer: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(12)
        writer.write(answer)
        writer.close()

    async with fake_server(serve) as source, asyncio.timeout(5):
        with pytest.raises(SourceFailed):
            await source.start()


@pytest.mark.parametrize("display", ["", "nonsense", ":64999", "localhost:1"])
async def test_without_a_server_the_source_does_not_start(display: str) -> None:
    with pytest.raises(SourceFailed):
        await X11({"DISPLAY": display}).start()


async def test_asked_before_the_start_it_fails() -> None:
    with pytest.raises(SourceFailed):
        await X11({"DISPLAY": ":0"}).idle_seconds()


@pytest.mark.live
async def test_a_bumped_mouse_is_no_return_and_a_hand_that_goes_on_is_one(display: live.Display) -> None:
    presence = Presence([X11(display.environ)], system_time.monotonic, away_after_seconds=0.5)
    await presence.start()
    async with asyncio.timeout(10):
        while ((await presence.sample()).idle_seconds or 0) < 1.3:  # noqa: ASYNC110 - nobody tells when it has grown
            await asyncio.sleep(0.1)
    move(display)
    bumped_at = system_time.monotonic()
    bumped = await presence.sample()
    assert (bumped.returned_seconds, bumped.again_in_seconds) == (None, 3.0)
    assert bumped.idle_seconds is not None
    assert bumped.idle_seconds >= 1.3
    await asyncio.sleep(APART_SECONDS + 0.2)  # the X server's own clock has to go on
    move(display)
    back = await presence.sample()
    assert back.returned_seconds == pytest.approx(system_time.monotonic() - bumped_at, abs=0.5)
    assert back.idle_seconds is not None
    assert back.idle_seconds < 0.5
    await presence.stop()
