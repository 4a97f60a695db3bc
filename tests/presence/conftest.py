"""Fixtures of the presence tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import live
from tests.presence.fakes import FakeTime

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[live.PrivateBus]:
    with live.private_bus(tmp_path) as private:
        yield private


@pytest.fixture
def display() -> Iterator[live.Display]:
    with live.xvfb() as server:
        yield server
