import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.desk import Desk, desk


@pytest.fixture
def at_desk() -> Iterator[Desk]:
    """A desk with a short path: sockets do not like long ones."""
    with tempfile.TemporaryDirectory(prefix="db-") as folder, desk(Path(folder)) as found:
        yield found
