from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

import pytest

from deskbreak.cli.main import main
from deskbreak.control.server import make_server
from tests.control_fakes import FakeHandler

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from deskbreak.control.server import Server

PROGRAM = "from deskbreak.cli.main import run; raise SystemExit(run())"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the person running the tests is read or written."""
    for name in [name for name in os.environ if name.startswith(("DESKBREAK_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DESKBREAK_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "system"))
    return tmp_path


@pytest.fixture
async def handler() -> FakeHandler:
    return FakeHandler()


@pytest.fixture
async def server(handler: FakeHandler, home: Path) -> AsyncIterator[Server]:
    server = make_server(handler, os.environ)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def command(server: Server) -> Callable[..., Awaitable[int]]:
    """Runs a command line beside the server, in a thread of its own; answers its exit status."""

    async def run(*argv: str) -> int:
        async with asyncio.timeout(10):
            return await asyncio.to_thread(main, argv)

    return run


@pytest.fixture
def program(home: Path) -> Callable[..., Awaitable[asyncio.subprocess.Process]]:
    """Starts the command line as a process of its own."""

    async def start(*argv: str, **environ: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            PROGRAM,
            *argv,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            stdin=asyncio.subprocess.DEVNULL,
            env={**os.environ, **environ},
        )

    return start
