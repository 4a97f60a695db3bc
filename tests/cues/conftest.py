"""A routine to hear, and programs that write down how they were called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deskbreak.cues.plan import Part, parts
from deskbreak.routine.files import load_catalogue
from deskbreak.routine.plan import PlanRequest
from deskbreak.routine.planner import plan
from deskbreak.routine.session import Session

MakeProgram = Callable[..., Path]


@pytest.fixture(scope="session")
def routine() -> tuple[Part, ...]:
    """Four minutes, standing."""
    planned = plan(load_catalogue().catalogue, PlanRequest(240))
    steps: object = Session(planned, 240).snapshot(0)["steps"]
    assert isinstance(steps, list)
    return parts(steps)


@pytest.fixture
def program(tmp_path: Path) -> MakeProgram:
    """Puts a program into the folder `bin`, the whole of a PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def make(name: str, script: str) -> Path:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    return make
