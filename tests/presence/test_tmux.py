from __future__ import annotations

import asyncio
import contextlib
import os
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import SourceFailed
from deskbreak.presence import tmux
from deskbreak.presence.tmux import Tmux, parse_clients, socket_path
from tests.presence.fakes import FakeTime
from tests.presence.machines import TmuxServer, Wall

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[TmuxServer]:
    started = TmuxServer(tmp_path)
    yield started
    started.end()


@pytest.fixture
async def source(server: TmuxServer, time: FakeTime) -> AsyncIterator[Tmux]:
    asked = Tmux(server.environ, time, Wall(time))
    await asked.start()
    yield asked
    await asked.stop()


async def until_attached(source: Tmux) -> float:
    async with asyncio.timeout(10):
        while True:
            with contextlib.suppress(SourceFailed):
                return await source.idle_seconds()


@pytest.mark.live
async def test_typing_resets_idleness_and_without_it_it_grows(server: TmuxServer, source: Tmux, time: FakeTime) -> None:
    with server.attached():
        first = await until_attached(source)
        assert 0 <= first < 10
        time.go_by(60)
        assert await source.idle_seconds() >= 60
        async with asyncio.timeout(10):
            while await source.idle_seconds() >= 60:
                server.type(b"x")  # its clock has steps of a second


@pytest.mark.live
async def test_with_nobody_attached_it_fails(source: Tmux) -> None:
    with pytest.raises(SourceFailed, match="nobody"):
        await source.idle_seconds()


@pytest.mark.live
async def test_a_server_that_ends_is_a_failure_and_is_not_started_again(server: TmuxServer, source: Tmux) -> None:
    server.end()
    with pytest.raises(SourceFailed):
        await source.idle_seconds()
    with pytest.raises(SourceFailed):
        await source.idle_seconds()


def program(folder: Path, text: str) -> dict[str, str]:
    """An environment whose tmux is the given shell script."""
    script = folder / "tmux"
    script.write_text(f"#!/bin/sh\n{text}\n")
    script.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}", "TMUX": f"{folder}/socket,1,0"}


@pytest.fixture
def socket_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tmux, "socket_path", lambda _: tmp_path / "socket")


@pytest.mark.usefixtures("socket_there")
async def test_a_tmux_that_hangs_is_killed_when_nobody_waits_any_longer(tmp_path: Path, time: FakeTime) -> None:
    written = tmp_path / "pid"
    environ = program(tmp_path, f"echo $$ > {written}.part\nmv {written}.part {written}\nexec sleep 600")
    asking = asyncio.create_task(Tmux(environ, time, time.wall).idle_seconds())
    async with asyncio.timeout(10):
        while not written.exists():  # noqa: ASYNC110 - a file, looked at with a deadline
            await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    with pytest.raises(ProcessLookupError):
        os.kill(int(written.read_text()), 0)


@pytest.mark.usefixtures("socket_there")
async def test_a_tmux_long_without_input_is_asked_once_a_minute(tmp_path: Path, time: FakeTime) -> None:
    stamp, count = int(time.wall()), tmp_path / "asked"
    source = Tmux(program(tmp_path, f"echo x >> {count}\necho client-1 {stamp}"), time, time.wall)
    for _ in range(60):  # ten minutes of samples
        await source.idle_seconds()
        time.go_by(10)
    for _ in range(60):
        assert await source.idle_seconds() == pytest.approx(time.wall() - stamp)
        time.go_by(10)
    assert count.read_text().count("x") == 60 + 10


@pytest.mark.usefixtures("socket_there")
async def test_what_tmux_prints_on_its_stderr_does_not_reach_ours(
    tmp_path: Path, time: FakeTime, capfd: pytest.CaptureFixture[str]
) -> None:
    source = Tmux(program(tmp_path, "echo oops >&2; exit 1"), time, time.wall)
    with pytest.raises(SourceFailed, match="does not list"):
        await source.idle_seconds()
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("socket_there")
async def test_without_a_tmux_program_it_fails(tmp_path: Path, time: FakeTime) -> None:
    source = Tmux({"PATH": str(tmp_path)}, time, time.wall)
    with pytest.raises(SourceFailed, match="cannot be run"):
        await source.idle_seconds()


async def test_without_a_server_it_does_not_start(tmp_path: Path, time: FakeTime) -> None:
    with pytest.raises(SourceFailed, match="no tmux server"):
        await Tmux({"TMUX_TMPDIR": str(tmp_path)}, time, time.wall).start()


@pytest.mark.live
def test_the_server_is_the_one_named_else_the_default_one(server: TmuxServer, tmp_path: Path) -> None:
    assert socket_path(server.environ) == server.socket
    default = server.socket.with_name("default")
    server.socket.rename(default)
    assert socket_path(server.environ) == default
    default.rename(server.socket)
    assert socket_path({"TMUX_TMPDIR": str(tmp_path)}) is None


def test_each_client_is_read_with_its_last_activity() -> None:
    printed = b"/dev/pts/3 1795218732\nclient-77 1795218700\n"
    assert parse_clients(printed) == {"/dev/pts/3": 1795218732.0, "client-77": 1795218700.0}


@pytest.mark.parametrize("printed", [b"", b"\n", b"/dev/pts/3\n", b"/dev/pts/3 soon\n", b"\xff\xfe -1\n"])
def test_what_lists_no_client_is_a_failure(printed: bytes) -> None:
    with pytest.raises(SourceFailed):
        parse_clients(printed)
