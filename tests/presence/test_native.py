"""The macOS and Windows sources over stand-ins for the systems' functions."""

from __future__ import annotations

import sys

import pytest

from deskbreak.errors import SourceFailed
from deskbreak.presence import quartz, windows
from deskbreak.presence.quartz import Quartz
from deskbreak.presence.windows import Windows


async def test_macos_is_asked_for_any_input_of_the_login_session() -> None:
    asked: list[tuple[int, int]] = []

    def seconds_since(state: int, event_type: int) -> float:
        asked.append((state, event_type))
        return 12.25

    source = Quartz(seconds_since)
    await source.start()
    assert await source.idle_seconds() == 12.25
    assert asked == [(quartz.COMBINED_SESSION_STATE, quartz.ANY_INPUT_EVENT)] == [(0, 0xFFFFFFFF)]


@pytest.mark.parametrize(
    ("last_input", "now", "idle"),
    [
        (1000, 4500, 3.5),
        (7, 7, 0.0),
        (2**32 - 1000, 2000, 3.0),  # the ticks have wrapped in between
        (2000, 1990, 0.0),  # the input came after the clock was read
    ],
)
async def test_windows_idle_time_is_the_difference_of_two_ticks(last_input: int, now: int, idle: float) -> None:
    source = Windows(lambda: (last_input, now))
    await source.start()
    assert await source.idle_seconds() == idle


async def test_a_windows_that_does_not_tell_is_a_failure() -> None:
    def ticks() -> tuple[int, int]:
        raise SourceFailed("error 5")

    with pytest.raises(SourceFailed):
        await Windows(ticks).idle_seconds()


@pytest.mark.parametrize("source", [Quartz(), Windows()], ids=["quartz", "windows"])
async def test_asked_before_the_start_a_native_source_fails(source: Quartz | Windows) -> None:
    with pytest.raises(SourceFailed):
        await source.idle_seconds()


@pytest.mark.skipif(sys.platform == "darwin", reason="there it works")
async def test_elsewhere_the_macos_source_does_not_start() -> None:
    with pytest.raises(SourceFailed, match="macOS"):
        await Quartz().start()


@pytest.mark.skipif(sys.platform == "win32", reason="there it works")
async def test_elsewhere_the_windows_source_does_not_start() -> None:
    with pytest.raises(SourceFailed, match="Windows"):
        await Windows().start()
    assert windows.Windows.name == "windows"
