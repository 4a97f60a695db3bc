from __future__ import annotations

import argparse
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest

from deskbreak.cli.screen import Opener, run
from deskbreak.control.attach import LocalControl
from deskbreak.control.lock import AlreadyRunning
from deskbreak.errors import NotRunning
from tests.control_fakes import FakeHandler

if TYPE_CHECKING:
    from deskbreak.control.interface import Control
    from deskbreak.control.server import Server


def opener(**options: object) -> Opener:
    return Opener(argparse.Namespace(**{"config": None, "set": [], "verbose": False, **options}))


async def test_a_screen_attaches_to_a_service_that_runs(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    control = await opener()()
    assert not control.owns_service
    await control.close()
    assert capsys.readouterr().err == ""


async def test_options_for_a_start_that_is_none_are_noted_to_be_told_afterwards(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    opens = opener(config="a.toml")
    await (await opens()).close()
    assert opens.ignores_options
    assert capsys.readouterr().err == ""  # the screen is drawn there


@pytest.mark.parametrize("goes", [True, False])
def test_ignored_options_are_told_at_the_end_also_when_the_service_went_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, goes: bool
) -> None:
    def attached(_: argparse.Namespace, opens: Opener) -> int:
        opens.ignores_options = True
        if goes:
            raise NotRunning("deskbreak has stopped")
        return 0

    monkeypatch.setattr("deskbreak.cli.screen._run", attached)
    with pytest.raises(NotRunning) if goes else nullcontext():
        run(argparse.Namespace())
    assert "were ignored" in capsys.readouterr().err


async def test_a_screen_owns_a_service_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    async def own(_: object) -> Control:
        return LocalControl(FakeHandler())

    monkeypatch.setattr("deskbreak.service.run.open_owned", own)
    assert (await opener()()).owns_service


async def test_a_service_that_went_is_not_started_again(server: Server) -> None:
    again = opener()
    await (await again()).close()
    await server.stop()
    with pytest.raises(NotRunning):
        await again()


async def test_of_two_starts_at_once_the_later_attaches(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    late = opener()
    attach, tries = late._attach, 0

    async def slow_attach() -> Control:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise NotRunning("not yet")
        return await attach()

    async def lose(_: object) -> Control:
        raise AlreadyRunning("another start was faster")

    monkeypatch.setattr(late, "_attach", slow_attach)
    monkeypatch.setattr("deskbreak.service.run.open_owned", lose)
    monkeypatch.setattr("deskbreak.cli.screen.PAUSE_SECONDS", 0)
    control = await late()
    assert not control.owns_service
    await control.close()
