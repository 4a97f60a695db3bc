from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskbreak.control.server import make_server
from tests.control_fakes import FakeHandler

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from deskbreak.control.server import Server


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"DESKBREAK_RUNTIME_DIR": str(tmp_path / "run")}


@pytest.fixture
async def handler() -> FakeHandler:
    return FakeHandler()


@pytest.fixture(params=["unix", "loopback"])
def either_environ(request: pytest.FixtureRequest, environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "DESKBREAK_LOOPBACK": "1"} if request.param == "loopback" else environ


@pytest.fixture
async def either_server(handler: FakeHandler, either_environ: dict[str, str]) -> AsyncIterator[Server]:
    server = make_server(handler, either_environ)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def server(handler: FakeHandler, environ: dict[str, str]) -> AsyncIterator[Server]:
    server = make_server(handler, environ)
    await server.start()
    yield server
    await server.stop()
