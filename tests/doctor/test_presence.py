"""The presence sources as the doctor sees them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from deskbreak.doctor import presence
from deskbreak.doctor.presence import presence_checks, session_checks, source_names
from deskbreak.errors import SourceFailed


class Source:
    """A source that answers, fails or hangs."""

    def __init__(self, name: str, idle: float | str | None) -> None:
        self.name = name
        self.idle = idle
        self.stopped = False

    async def start(self) -> None:
        if self.idle is None:
            raise SourceFailed(f"no {self.name} here")

    async def idle_seconds(self) -> float:
        if isinstance(self.idle, str):
            await asyncio.Event().wait()
        assert isinstance(self.idle, float)
        return self.idle

    async def stop(self) -> None:
        self.stopped = True


async def looked(used: list[str], **idle: float | str | None) -> dict[str, tuple[str, str]]:
    made: list[Source] = []

    def make(name: str) -> Source:
        made.append(Source(name, idle.get(name)))
        return made[-1]

    checks = await presence_checks(used, make, "linux")
    assert all(source.stopped for source in made)
    return {check.name: (check.status, check.found) for check in checks}


async def test_one_source_that_works_is_enough() -> None:
    found = await looked(["mutter", "x11"], x11=12.4)
    assert found["mutter"] == ("absent", "no mutter here")
    assert found["x11"] == ("works", "last input 12 s ago")
    assert found["tmux"] == ("absent", "no tmux here (not in use)")


async def test_with_none_in_use_working_each_of_them_is_to_be_mended() -> None:
    found = await looked(["mutter", "x11"], tty=3.0)
    assert (found["mutter"][0], found["x11"][0]) == ("trouble", "trouble")
    assert found["tty"] == ("works", "last input 3 s ago (not in use)")


async def test_a_source_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "ANSWER_SECONDS", 0.01)
    assert (await looked(["x11"], x11="hangs"))["x11"] == ("trouble", "no answer within 0.01 s")


async def test_a_source_that_hangs_is_to_be_mended_though_another_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "ANSWER_SECONDS", 0.01)
    found = await looked(["wayland", "tty"], wayland="hangs", tty=1.0)
    assert (found["wayland"][0], found["tty"][0]) == ("trouble", "works")


async def test_nonsense_is_no_answer() -> None:
    assert (await looked(["x11"], x11=float("inf")))["x11"][0] == "trouble"


def test_the_sources_in_use_are_those_of_the_service() -> None:
    assert source_names("auto", {"DISPLAY": ":0"}, "linux")[0] == "x11"
    assert source_names(["tty", "tmux", "keys"], {}, "linux") == ["tty", "tmux"]


async def test_without_any_bus_locks_are_not_told_and_that_is_said(tmp_path: Path) -> None:
    environ = {"XDG_RUNTIME_DIR": str(tmp_path), "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/none"}
    bus, logind = await session_checks(environ, "linux")
    assert (bus.status, bus.found) == ("trouble", "no session bus is known here")
    assert logind.status == "absent"
    assert "locks and suspends" in logind.found
