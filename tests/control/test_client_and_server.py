from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.control.address import read_loopback
from deskbreak.control.attach import LocalControl, SocketControl
from deskbreak.control.client import NoAnswer, connect
from deskbreak.control.inbox import Inbox
from deskbreak.control.interface import MethodNotFound
from deskbreak.control.protocol import encode_request
from deskbreak.control.server import make_server
from deskbreak.errors import DeskbreakError, NotRunning, Refused, UsageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from deskbreak.control.interface import Control
    from deskbreak.control.server import Server
    from tests.control_fakes import FakeHandler


def call(environ: dict[str, str], method: str, params: dict[str, Any] | None = None, seconds: float = 2.0) -> Any:
    with connect(environ, seconds) as client:
        return client.call(method, params)


async def test_a_call_returns_what_the_handler_answered(
    either_server: Server, either_environ: dict[str, str], handler: FakeHandler
) -> None:
    assert await asyncio.to_thread(call, either_environ, "snooze", {"for": "5m"}) == handler.snapshot
    assert handler.calls == [("snooze", {"for": "5m"})]


@pytest.mark.parametrize(
    ("method", "kind"), [("refuse", Refused), ("misuse", UsageError), ("nonsense", MethodNotFound)]
)
async def test_the_handlers_errors_reach_the_caller(
    server: Server, environ: dict[str, str], method: str, kind: type[DeskbreakError]
) -> None:
    with pytest.raises(kind):
        await asyncio.to_thread(call, environ, method)
    control = await SocketControl.open(environ)
    with pytest.raises(kind):
        await control.call(method)
    await control.close()


async def test_a_bug_in_the_handler_costs_one_answer(
    server: Server, environ: dict[str, str], handler: FakeHandler, caplog: pytest.LogCaptureFixture
) -> None:
    handler.errors["start"] = ZeroDivisionError()
    handler.results["history"] = object()
    for method in ("start", "history"):
        with pytest.raises(DeskbreakError, match="internal error"):
            await asyncio.to_thread(call, environ, method)
    assert await asyncio.to_thread(call, environ, "status") == handler.snapshot
    assert "ZeroDivisionError" in caplog.text


async def test_a_large_answer_arrives(server: Server, environ: dict[str, str], handler: FakeHandler) -> None:
    handler.results["history"] = {"breaks": ["x" * 1000] * 5000}
    assert await asyncio.to_thread(call, environ, "history") == handler.results["history"]


async def test_a_service_that_hangs_is_told_apart(server: Server, environ: dict[str, str]) -> None:
    with pytest.raises(NoAnswer, match="does not answer"):
        await asyncio.to_thread(call, environ, "hang", None, 0.05)
    control = await SocketControl.open(environ, 0.05)
    with pytest.raises(NoAnswer):
        await control.call("hang")
    await control.close()


def test_no_service_is_not_running(either_environ: dict[str, str]) -> None:
    with pytest.raises(NotRunning, match="start it with"):
        connect(either_environ)


async def test_no_service_is_not_running_for_a_screen(either_environ: dict[str, str]) -> None:
    with pytest.raises(NotRunning):
        await SocketControl.open(either_environ)


async def test_a_client_refuses_a_service_of_another_user(
    server: Server, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskbreak.control.client.peer_uid", lambda _: 12345)
    monkeypatch.setattr("deskbreak.control.attach.peer_uid", lambda _: 12345)
    with pytest.raises(DeskbreakError, match="another user"):
        connect(environ)
    with pytest.raises(DeskbreakError, match="another user"):
        await SocketControl.open(environ)


async def test_the_wrong_token_is_not_let_in(handler: FakeHandler, environ: dict[str, str]) -> None:
    environ["DESKBREAK_LOOPBACK"] = "1"
    server = make_server(handler, environ)
    await server.start()
    port, _ = read_loopback(environ["DESKBREAK_RUNTIME_DIR"])
    guess = encode_request(1, "authenticate", {"token": "guess"})
    for first in (encode_request(1, "status"), b"junk\n", guess):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(first)
        assert b'"error"' in await reader.readline()
        assert await reader.read() == b""
        writer.close()
    assert handler.calls == []
    await server.stop()


@pytest.fixture(params=["local", "socket"])
async def control(
    request: pytest.FixtureRequest, server: Server, environ: dict[str, str], handler: FakeHandler
) -> AsyncIterator[Control]:
    control: Control = LocalControl(handler) if request.param == "local" else await SocketControl.open(environ)
    yield control
    await control.close()


async def test_a_screen_is_given_the_snapshot_then_every_push(control: Control, handler: FakeHandler) -> None:
    messages = control.messages()
    assert await anext(messages) == ("snapshot", handler.snapshot)
    handler.push("event", {"event": "break_due"})
    assert await anext(messages) == ("event", {"event": "break_due"})
    handler.push("snapshot", {"state": "due"})
    assert await anext(messages) == ("snapshot", {"state": "due"})


async def test_a_screen_calls_while_it_listens(control: Control, handler: FakeHandler) -> None:
    messages = control.messages()
    await anext(messages)
    assert await control.call("snooze", {"for": 300}) == handler.snapshot
    with pytest.raises(Refused):
        await control.call("refuse")


async def test_closing_a_screen_ends_its_messages_and_its_subscription(control: Control, handler: FakeHandler) -> None:
    messages = control.messages()
    await anext(messages)
    waiting = asyncio.ensure_future(anext(messages))
    await handler.subscribed.wait()
    await control.close()
    with pytest.raises(StopAsyncIteration):
        await waiting
    await handler.unsubscribed.wait()
    assert handler.subscribers == []


async def test_messages_end_and_calls_fail_when_the_service_goes(server: Server, environ: dict[str, str]) -> None:
    control = await SocketControl.open(environ)
    messages = control.messages()
    await anext(messages)
    hanging = asyncio.ensure_future(control.call("hang"))
    await asyncio.sleep(0)
    await server.stop()
    assert [message async for message in messages] == []
    with pytest.raises(NotRunning):
        await hanging
    with pytest.raises(NotRunning):
        await control.call("status")
    await control.close()


async def test_a_screen_knows_whether_it_owns_the_service(
    server: Server, environ: dict[str, str], handler: FakeHandler
) -> None:
    control = await SocketControl.open(environ)
    assert not control.owns_service
    assert LocalControl(handler).owns_service
    await control.close()


async def test_the_light_client_follows_pushes_to_the_end(
    server: Server, environ: dict[str, str], handler: FakeHandler
) -> None:
    def follow() -> list[object]:
        with connect(environ) as client:
            client.call("subscribe")
            read: list[object] = [client.next_push(0.001)]
            with suppress(NotRunning):
                while True:
                    read.append(client.next_push())
            return read

    following = asyncio.create_task(asyncio.to_thread(follow))
    await handler.subscribed.wait()
    handler.push("snapshot", {"state": "due"})
    handler.push("event", {"event": "break_due"})
    await server.stop()
    assert (await following)[-2:] == [("snapshot", {"state": "due"}), ("event", {"event": "break_due"})]


async def test_unread_snapshots_are_replaced_and_events_are_bounded() -> None:
    inbox = Inbox(events=2)
    for number in range(5):
        inbox.put("snapshot", {"n": number})
        inbox.put("event", {"n": number})
    inbox.close()
    inbox.put("event", {"n": 9})
    read = [await inbox.get() for _ in range(4)]
    assert read == [("event", {"n": 3}), ("event", {"n": 4}), ("snapshot", {"n": 4}), None]
