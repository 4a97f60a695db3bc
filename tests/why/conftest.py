from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from deskbreak.cli.main import main
from deskbreak.control.server import make_server
from tests.service.world import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A machine with the service running and the person typing since nine o'clock."""
    made = World(tmp_path)
    await made.boot()
    yield made
    if not made.alarm.stopped:
        await made.shut_down()


@pytest.fixture
async def command(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Callable[..., Awaitable[int]]]:
    """Runs a command line that reaches this world's service over its socket."""
    monkeypatch.setenv("DESKBREAK_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("COLUMNS", "80")
    server = make_server(world.handler, os.environ)
    await server.start()

    async def run(*argv: str) -> int:
        async with asyncio.timeout(10):
            return await asyncio.to_thread(main, argv)

    yield run
    await server.stop()
