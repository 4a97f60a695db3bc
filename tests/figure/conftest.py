"""The drawings of all stretches there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskbreak.figure.files import drawn_ids, load_sequence

if TYPE_CHECKING:
    from deskbreak.figure.sequence import Sequence


@pytest.fixture(params=drawn_ids())
def sequence(request: pytest.FixtureRequest) -> Sequence:
    """Each drawing in turn."""
    return load_sequence(request.param)


@pytest.fixture
def pigeon() -> Sequence:
    """One drawing."""
    return load_sequence("pigeon")
