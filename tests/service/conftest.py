from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.service.world import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A machine with the service running and the person typing since nine o'clock."""
    made = World(tmp_path)
    await made.boot()
    yield made
    if not made.alarm.stopped:
        await made.shut_down()
