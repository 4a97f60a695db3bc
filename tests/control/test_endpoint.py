from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from deskbreak.control.address import loopback_file
from deskbreak.control.attach import SocketControl
from deskbreak.control.client import connect
from deskbreak.control.lock import AlreadyRunning, Lock
from deskbreak.control.server import make_server
from deskbreak.errors import DeskbreakError, NotRunning
from deskbreak.paths import UnsafeFolder, socket_path

if TYPE_CHECKING:
    from deskbreak.control.server import Server
    from tests.control_fakes import FakeHandler

SERVE = """
import asyncio, os
from deskbreak.control.server import make_server
from tests.control_fakes import FakeHandler

async def main():
    await make_server(FakeHandler(), os.environ).start()
    print("up", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def mode_of(path: str | Path) -> int:
    return stat.S_IMODE(os.lstat(path).st_mode)


async def test_the_socket_is_private_in_a_private_folder(server: Server, environ: dict[str, str]) -> None:
    path = Path(socket_path(environ))
    assert (mode_of(path), mode_of(path.parent)) == (0o600, 0o700)


async def test_stopping_leaves_nothing_to_connect_to(
    either_server: Server, either_environ: dict[str, str], tmp_path: Path
) -> None:
    await either_server.stop()
    assert [entry.name for entry in (tmp_path / "run").iterdir()] == ["control.lock"]
    with pytest.raises(NotRunning):
        connect(either_environ)


async def test_a_second_service_is_told_of_the_first(
    either_server: Server, either_environ: dict[str, str], handler: FakeHandler
) -> None:
    with pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"):
        await make_server(handler, either_environ).start()
    control = await SocketControl.open(either_environ)  # the first one is still there
    await control.close()


async def test_a_service_can_follow_one_that_stopped(
    either_server: Server, either_environ: dict[str, str], handler: FakeHandler
) -> None:
    await either_server.stop()
    second = make_server(handler, either_environ)
    await second.start()
    await second.stop()


@pytest.mark.parametrize("loopback", ["", "1"])
async def test_after_kill_9_the_next_start_takes_over_at_once(
    environ: dict[str, str], handler: FakeHandler, loopback: str
) -> None:
    environ["DESKBREAK_LOOPBACK"] = loopback
    with subprocess.Popen([sys.executable, "-c", SERVE], env={**os.environ, **environ}, stdout=-1) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"up\n"
        with pytest.raises(AlreadyRunning, match=f"process {first.pid}"):
            await make_server(handler, environ).start()
        first.send_signal(signal.SIGKILL)
    with pytest.raises(NotRunning):
        connect(environ)
    second = make_server(handler, environ)
    await second.start()
    await second.stop()


async def test_a_live_socket_without_a_lock_is_not_taken_away(environ: dict[str, str], handler: FakeHandler) -> None:
    path = Path(socket_path(environ))
    path.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(path))
        other.listen()
        with pytest.raises(AlreadyRunning):
            await make_server(handler, environ).start()
    assert path.exists()


async def test_a_file_in_the_way_is_not_deleted(environ: dict[str, str], handler: FakeHandler) -> None:
    path = Path(socket_path(environ))
    path.parent.mkdir(mode=0o700)
    path.write_text("precious")
    with pytest.raises(DeskbreakError, match="in the way"):
        await make_server(handler, environ).start()
    assert path.read_text() == "precious"


async def test_stopping_removes_only_its_own_socket(server: Server, environ: dict[str, str]) -> None:
    path = Path(socket_path(environ))
    path.unlink()
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(path))
        await server.stop()
        assert path.exists()


async def test_stopping_removes_only_its_own_token(
    handler: FakeHandler, environ: dict[str, str], tmp_path: Path
) -> None:
    environ["DESKBREAK_LOOPBACK"] = "1"
    server = make_server(handler, environ)
    await server.start()
    file = Path(loopback_file(str(tmp_path / "run")))
    assert mode_of(file) == 0o600
    file.write_text('{"port": 1, "token": "another"}')
    await server.stop()
    assert file.exists()


async def test_an_open_folder_is_refused(environ: dict[str, str], handler: FakeHandler, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run").chmod(0o755)
    with pytest.raises(UnsafeFolder, match="chmod 700"):
        await make_server(handler, environ).start()


def test_a_lock_is_held_by_one_and_can_be_handed_on(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "a.lock"), Lock(tmp_path / "a.lock")
    first.acquire()
    with pytest.raises(AlreadyRunning):
        second.acquire()
    first.release()
    first.release()
    second.acquire()
    second.release()


def test_a_lock_does_not_follow_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"a\.lock"):
        Lock(tmp_path / "a.lock").acquire()
    assert not (tmp_path / "elsewhere").exists()


async def test_a_socket_that_was_taken_away_is_made_anew_and_clients_stay(
    either_server: Server, either_environ: dict[str, str], handler: FakeHandler
) -> None:
    before = await SocketControl.open(either_environ)
    for folder_too in (False, True):
        take_away(either_environ, folder_too=folder_too)
        await either_server.keep_listening()
        after = await SocketControl.open(either_environ)
        assert (await after.call("status", {}))["state"] == "sitting"
        await after.close()
    assert (await before.call("status", {}))["state"] == "sitting"
    await before.close()


async def test_a_socket_that_is_there_is_left_alone(either_server: Server) -> None:
    listening = either_server._server
    await either_server.keep_listening()
    assert either_server._server is listening


async def test_a_service_whose_place_was_taken_meanwhile_is_told_so(
    either_server: Server, either_environ: dict[str, str], handler: FakeHandler
) -> None:
    take_away(either_environ, folder_too=True)
    second = make_server(handler, either_environ)
    await second.start()
    with pytest.raises(AlreadyRunning):
        await either_server.keep_listening()
    await either_server.stop()
    control = await SocketControl.open(either_environ)
    await control.close()
    await second.stop()


def take_away(environ: dict[str, str], *, folder_too: bool) -> None:
    folder = Path(environ["DESKBREAK_RUNTIME_DIR"])
    if folder_too:
        shutil.rmtree(folder)
    else:
        for name in ("control.sock", "control.json"):
            (folder / name).unlink(missing_ok=True)
