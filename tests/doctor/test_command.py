"""`deskbreak doctor` from its arguments to its exit status."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from deskbreak import __version__
from deskbreak.cli import doctor
from deskbreak.cli.main import main
from deskbreak.control.server import make_server
from deskbreak.doctor.report import GROUPS, Report, Verdict, trouble
from deskbreak.paths import config_folder
from deskbreak.routine.files import load_catalogue
from tests.control_fakes import FakeHandler
from tests.live import Display, PrivateBus, dunst, private_bus, wait_for_name, xvfb

Run = Callable[..., Awaitable[int]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing: no bus, no display, no terminal of its own."""
    for name in [name for name in os.environ if name.startswith(("DESKBREAK_", "XDG_", "DBUS_", "SSH_"))]:
        monkeypatch.delenv(name)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "system"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("deskbreak.notify.terminal.own_terminal", lambda: None)
    return tmp_path


@pytest.fixture
async def handler(home: Path) -> AsyncIterator[FakeHandler]:
    """A service that runs."""
    (home / "runtime").mkdir(mode=0o700)
    handler = FakeHandler()
    handler.snapshot["version"] = __version__
    server = make_server(handler, os.environ)
    await server.start()
    yield handler
    await server.stop()


async def beside(*argv: str) -> int:
    """A command line beside the service, in a thread of its own."""
    async with asyncio.timeout(20):
        return await asyncio.to_thread(main, argv)


def test_where_nothing_works_it_says_so_changes_nothing_and_fails(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["reaches_person"] is False
    assert report["verdict"] == "no: none of the ways to notify that are set works here"
    assert {check["group"] for check in report["checks"]} == set(GROUPS)
    assert all(check["mend"] for check in report["checks"] if check["status"] == "trouble")
    assert not list(home.iterdir())


def test_settings_with_problems_are_told_and_the_rest_is_looked_at_all_the_same(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = home / "bad.toml"
    config.write_text('[snooze]\ndefault = "soon"\n')
    assert main(["doctor", "--json", "--config", str(config)]) == 1
    report = json.loads(capsys.readouterr().out)
    (settings,) = [check for check in report["checks"] if check["group"] == "settings"]
    assert settings["status"] == "trouble"
    assert settings["found"].startswith(f"{config}:2: snooze.default:")
    assert report["verdict"] == "no: with these settings deskbreak does not start"


async def test_what_is_wrong_with_an_own_stretch_is_told_once_with_its_line_and_how_to_mend_it(
    handler: FakeHandler, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(config_folder(os.environ)) / "stretches" / "mine.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[[stretch]]\nid = "mine"\nplace = "pool"\n')
    handler.snapshot |= {"problems": [str(problem) for problem in load_catalogue(file.parent.parent).problems]}
    handler.snapshot["config_problems"] = [f"{home}/deskbreak.toml:3: snooze.default: found 'soon'"]
    assert await beside("doctor", "--json") == 0
    troubles = [check for check in json.loads(capsys.readouterr().out)["checks"] if check["status"] == "trouble"]
    (place,) = [check for check in troubles if "place" in check["found"]]
    assert (place["group"], place["name"]) == ("files", "own stretches")
    assert place["found"].startswith(f"{file}:3: stretch 1: place: found 'pool'")
    assert {check["mend"].split(";")[0] for check in troubles if ".toml" in check["found"]} == {"mend that file"}


async def test_a_running_service_that_notifies_is_enough(
    handler: FakeHandler, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await beside("doctor", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["verdict"] == "yes: deskbreak runs and notifies by dbus"
    service = [check["found"] for check in report["checks"] if check["group"] == "service"]
    assert service == [f"runs as process 1, version {__version__}", "it reads x11", "it notifies by dbus"]


async def test_the_troubles_of_a_running_service_are_told(
    handler: FakeHandler, capsys: pytest.CaptureFixture[str]
) -> None:
    handler.snapshot |= {
        "notifier": "none",
        "version": "0.0.1",
        "presence": {"source": "none", "idle_seconds": None},
        "problems": ["no notification could be shown: \x1b[2Jgone"],
    }
    assert await beside("doctor") == 1
    out = capsys.readouterr().out
    assert "no notification could be shown:  [2Jgone" in out
    assert f"it runs 0.0.1, this command is {__version__}" in out
    assert out.endswith("Would a break reach you? Only on the open screen: deskbreak runs, but no way to\n"
                        "notify works for it.\n")  # fmt: skip


async def test_a_service_that_does_not_answer_holds_nothing_up(
    handler: FakeHandler, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    handler.hanging.add("status")
    monkeypatch.setattr("deskbreak.doctor.service.DEADLINE_SECONDS", 0.05)
    assert await beside("doctor") == 1
    assert "does not answer" in capsys.readouterr().out


@pytest.mark.parametrize("columns", [80, 60, 40, 24])
def test_no_line_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    check = trouble("notifications", "a name", "some \x1b[31mwords " * 9, "/a/very/long/path/without/a/space" * 3)
    lines = list(doctor.report_lines(Report((check,), Verdict(reaches=False, words="no: " + "words " * 20))))
    assert max(map(len, lines)) <= columns
    assert all(line.isprintable() for line in lines)


class Terminal(io.StringIO):
    """A standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_color", "shown"), [("", "  \x1b[1;33m!!\x1b[0m a name"), ("1", "  !! a name")])
def test_a_terminal_is_shown_colours_unless_it_wants_none(
    monkeypatch: pytest.MonkeyPatch, no_color: str, shown: str
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr("sys.stdout", Terminal())
    check = trouble("holds", "a name", "broken", "mend it")
    lines = list(doctor.report_lines(Report((check,), Verdict(reaches=False, words="no"))))
    assert lines[1].startswith(shown)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[PrivateBus]:
    """A session bus with dunst on it."""
    with private_bus(tmp_path) as bus, xvfb() as display:
        yield from _with_dunst(bus, display, tmp_path)


def _with_dunst(bus: PrivateBus, display: Display, folder: Path) -> Iterator[PrivateBus]:
    with dunst(bus, display, folder):
        wait_for_name(bus.address, "org.freedesktop.Notifications")
        yield bus


@pytest.mark.live
def test_on_a_desktop_with_a_notification_daemon_a_break_reaches_the_person(
    desktop: PrivateBus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.address)
    assert main(["doctor", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["verdict"] == "yes, by dbus, once deskbreak runs (it does not run now)"
    (daemon,) = [check for check in report["checks"] if check["name"] == "dbus"]
    assert (daemon["status"], daemon["found"]) == ("works", "dunst answers, with buttons")


@pytest.fixture
def silent_sockets(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Buses and a service that take every connection and never say a word."""
    folder = home / "silent"
    (folder / "deskbreak").mkdir(parents=True, mode=0o700)
    with contextlib.ExitStack() as stack:
        for name in ("bus", "system", "deskbreak/control.sock"):
            listening = stack.enter_context(socket.socket(socket.AF_UNIX))
            listening.bind(str(folder / name))
            listening.listen()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={folder}/bus")
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={folder}/system")
        monkeypatch.setattr("deskbreak.dbus.DEADLINE_SECONDS", 0.05)
        monkeypatch.setattr("deskbreak.doctor.service.DEADLINE_SECONDS", 0.05)
        yield


@pytest.mark.usefixtures("silent_sockets")
def test_what_hangs_is_named_and_holds_nothing_up(capfd: pytest.CaptureFixture[str]) -> None:
    began = time.monotonic()
    assert main(["doctor", "--json"]) == 1
    assert time.monotonic() - began < 10
    out, err = capfd.readouterr()
    checks = {(check["group"], check["name"]): check for check in json.loads(out)["checks"]}
    assert "does not answer" in checks["service", "service"]["found"]
    assert "does not answer" in checks["notifications", "dbus"]["found"]
    assert "does not answer" in checks["session", "session bus"]["found"]
    assert "does not answer" in checks["session", "logind"]["found"]
    assert not err
