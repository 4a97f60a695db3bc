from __future__ import annotations

import os
import time as system_time
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import SourceFailed
from deskbreak.presence.tty import Ttys
from tests.presence.fakes import FakeTime
from tests.presence.machines import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STEP_SECONDS = 8.0


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    opened = Terminal()
    yield opened
    opened.close()


@pytest.fixture
def devices(tmp_path: Path, terminal: Terminal) -> Path:
    """A folder of devices holding the one terminal, whatever else runs on this machine."""
    (tmp_path / "pts").mkdir()
    (tmp_path / "pts" / "7").symlink_to(terminal.path)
    return tmp_path


def ttys(time: FakeTime, devices: Path, uid: int | None = None) -> Ttys:
    return Ttys(time, system_time.time, uid=os.getuid() if uid is None else uid, devices=devices)


async def test_typing_resets_idleness_and_without_it_it_grows(
    time: FakeTime, terminal: Terminal, devices: Path
) -> None:
    terminal.age(300)
    source = ttys(time, devices)
    await source.start()
    assert await source.idle_seconds() == pytest.approx(300, abs=2)
    time.go_by(60)
    assert await source.idle_seconds() == pytest.approx(360, abs=2)
    terminal.type(b"x\n")
    assert await source.idle_seconds() <= STEP_SECONDS


async def test_what_is_printed_is_no_input(time: FakeTime, terminal: Terminal, devices: Path) -> None:
    terminal.age(300)
    source = ttys(time, devices)
    await source.start()
    terminal.show(b"deskbreak draws its screen")
    assert await source.idle_seconds() == pytest.approx(300, abs=2)


async def test_a_terminal_of_another_person_does_not_count(time: FakeTime, devices: Path) -> None:
    source = ttys(time, devices, uid=os.getuid() + 1)
    with pytest.raises(SourceFailed, match="no terminal"):
        await source.start()


async def test_the_last_terminal_closing_is_a_failure(time: FakeTime, devices: Path) -> None:
    source = ttys(time, devices)
    await source.start()
    (devices / "pts" / "7").unlink()
    with pytest.raises(SourceFailed):
        await source.idle_seconds()


async def test_other_devices_do_not_count(time: FakeTime, devices: Path) -> None:
    (devices / "pts" / "7").rename(devices / "pts" / "ptmx")
    for name in ("tty", "tty0", "ttyS0", "ttyUSB0", "null"):
        (devices / name).touch()
    with pytest.raises(SourceFailed):
        await ttys(time, devices).start()


async def test_a_console_counts_once_it_was_read_by_its_owner(time: FakeTime, devices: Path) -> None:
    (devices / "pts" / "7").unlink()
    console = devices / "tty2"
    console.touch()
    os.utime(console, (system_time.time() - 1000,) * 2)
    with pytest.raises(SourceFailed):
        await ttys(time, devices).start()
    os.utime(console, (system_time.time() + 3,) * 2)
    source = ttys(time, devices)
    await source.start()
    assert await source.idle_seconds() == 0.0


async def test_without_a_folder_of_devices_it_does_not_start(time: FakeTime, tmp_path: Path) -> None:
    with pytest.raises(SourceFailed):
        await ttys(time, tmp_path / "none").start()


async def test_the_terminals_of_this_machine_are_found(time: FakeTime, terminal: Terminal) -> None:
    source = Ttys(time, system_time.time, uid=os.getuid())
    await source.start()
    terminal.age(30)
    terminal.type(b"x\n")
    assert await source.idle_seconds() <= STEP_SECONDS
