"""Ways to harm a history file, and to find what was set aside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

STAMP = datetime(2026, 11, 20, 11, tzinfo=UTC)


def damage(path: Path) -> None:
    """Overwrite every page but the first with noise, in place, as a failing disk does; empty the log."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        with log.open("r+b") as file:
            file.write(b"\xa5" * log.stat().st_size)
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))


def set_aside_files(path: Path) -> list[Path]:
    """Everything set aside from `path`, by name."""
    return sorted(path.parent.glob(f"{path.name}.set-aside-*"))
