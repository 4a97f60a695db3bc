"""The ways to notify as the doctor sees them; nothing is ever shown."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TextIO

import pytest

from deskbreak.doctor.notifications import notification_checks
from deskbreak.doctor.report import Check
from deskbreak.settings.model import Notify


class Screen(io.StringIO):
    """A terminal that must not be written to."""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        raise AssertionError(f"the doctor wrote {text!r}")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A session without a bus."""
    return {"XDG_RUNTIME_DIR": str(tmp_path), "TERM": "xterm-kitty"}


async def looked(settings: Notify, environ: dict[str, str], terminal: TextIO | None = None) -> dict[str, Check]:
    return {check.name: check for check in await notification_checks(settings, environ, lambda: terminal)}


async def test_without_bus_and_terminal_both_are_to_be_mended(environ: dict[str, str]) -> None:
    found = await looked(Notify(backends=("dbus", "terminal")), environ)
    assert (found["dbus"].status, found["terminal"].status) == ("trouble", "trouble")
    assert found["dbus"].found == "no notification daemon: no session bus is known here"
    assert all(found[name].mend for name in ("dbus", "terminal"))


async def test_a_terminal_is_enough_and_says_what_it_shows(environ: dict[str, str]) -> None:
    screen = Screen()
    found = await looked(Notify(backends=("terminal",)), environ, screen)
    assert (found["terminal"].status, found["terminal"].found) == ("works", "shows a popup (OSC 9)")
    assert found["dbus"].status == "absent"
    assert screen.closed


async def test_a_later_way_that_is_missing_is_no_trouble_while_a_better_one_works(environ: dict[str, str]) -> None:
    found = await looked(Notify(backends=("terminal", "dbus")), environ, Screen())
    assert found["dbus"].status == "absent"


async def test_notifications_turned_off_are_a_trouble_with_its_remedy(environ: dict[str, str]) -> None:
    found = await looked(Notify(enabled=False), environ, Screen())
    assert found["notify.enabled"].mend == "deskbreak config set notify.enabled true"
    assert found["terminal"].found.endswith("(not in use)")
