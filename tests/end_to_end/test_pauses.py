"""A suspend while a prompt is shown, and a shell's mark while one waits: the whole program on a real desk.

No program can be suspended alone, and libfaketime moves the boot clock and the monotonic one only together. So the
service is started by a few lines that put the boot clock and the wall clock ahead by what a file says.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.end_to_end.desk import SETTINGS, Desk
from tests.live import tied

pytestmark = pytest.mark.live

SLEEPER = """
import pathlib, sys, time

slept, boot_ns, wall_ns = pathlib.Path(sys.argv.pop(1)), time.clock_gettime_ns, time.time_ns

def asleep_ns():
    return int(slept.read_text()) * 10**9

time.clock_gettime_ns = lambda clock: boot_ns(clock) + (asleep_ns() if clock == time.CLOCK_BOOTTIME else 0)
time.time_ns = lambda: wall_ns() + asleep_ns()

from deskbreak.cli.main import run
raise SystemExit(run())
"""


@contextlib.contextmanager
def service_that_sleeps(desk: Desk) -> Iterator[None]:
    """The service in a machine that has slept as many seconds as the file `slept` says."""
    sleep(desk, 0)
    command = tied(sys.executable, "-c", SLEEPER, str(desk.folder / "slept"), "service", "run")
    with subprocess.Popen(command, env=desk.environ, stdin=subprocess.DEVNULL) as process:
        try:
            desk.first_status()
            yield
        finally:
            process.kill()


def sleep(desk: Desk, seconds: int) -> None:
    """Have the machine sleep so long."""
    (desk.folder / "woken").write_text(str(seconds))
    (desk.folder / "woken").replace(desk.folder / "slept")


def types_on(desk: Desk) -> bool:
    """A key is pressed; whether that is known to be somebody who is there."""
    desk.touch_key()
    return bool(desk.status()["state"] != "away")


def test_a_suspend_shown_by_the_clocks_takes_the_popup_away_and_counts_as_the_break(at_desk: Desk) -> None:
    at_desk.config.write_text(f'{SETTINGS.replace("1h", "2m")}sample_every = "5s"\n')
    with service_that_sleeps(at_desk), at_desk.events() as events:
        events.until("break_due")
        at_desk.until_popups(1)
        assert types_on(at_desk)
        sleep(at_desk, 3600)
        assert events.until("withdrawn")["reason"] == "away"
        assert events.until("rested")["owed"] is True
        at_desk.until_popups(0)
        assert 3595 < at_desk.status()["away_seconds"] < 3630
        at_desk.until(lambda: types_on(at_desk))
        assert 3595 < events.until("returned")["absent"] < 3630
        assert (events.seen.count("rested"), events.seen.count("returned")) == (1, 1)


def test_the_end_of_a_command_lets_a_waiting_prompt_come(at_desk: Desk) -> None:
    at_desk.config.write_text(SETTINGS.replace("[prompt]", '[prompt]\nwait_for_pause = "1m"'))
    waiting = at_desk.folder / "run" / "waiting"
    with at_desk.service(), at_desk.events() as events:
        at_desk.touch_key()
        at_desk.until(lambda: at_desk.status()["owed"] == ["move"])
        assert waiting.exists()
        assert at_desk.popups() == 0
        assert at_desk.run("mark").stdout == ""
        events.until("break_due")
        at_desk.until_popups(1)
        assert not waiting.exists()
