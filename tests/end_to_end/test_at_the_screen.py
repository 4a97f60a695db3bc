"""A day's use through the screen alone: the service, the screen in tmux, and a person who types and looks.

The service is started by a few lines that put its clocks ahead by what a file says, so that nobody sits for 20 minutes.
"""

import csv
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.end_to_end.desk import EVENTUALLY_SECONDS, Desk
from tests.live import tied

pytestmark = pytest.mark.live

SETTINGS = """\
# mine, and to stay
[[breaks]]
name = "stretch"
every = "45m"        # as the doctor says
length = "1m"

[prompt]
warn_before = "0s"

[snooze]
choices = ["5m", "10m"]

[presence]
away_after = "2h"
"""

HURRIED = """
import pathlib, sys, time

ahead, names = pathlib.Path(sys.argv.pop(1)), ("monotonic", "time", "monotonic_ns", "time_ns")

def hurried(clock, unit):
    return lambda *which: clock(*which) + int(ahead.read_text()) * unit

for name in names:
    setattr(time, name, hurried(getattr(time, name), 10**9 if name.endswith("_ns") else 1))
time.clock_gettime_ns = hurried(time.clock_gettime_ns, 10**9)

from deskbreak.cli.main import run
raise SystemExit(run())
"""


class Screen:
    """The screen in a pane of 80x24 which stays when it ends, and the clock of its service."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ahead = 0
        self.pass_time(0)

    def press(self, *keys: str, sees: str = "", loses: str = "") -> str:
        """Press keys one by one, and look until the words are there, or gone."""
        for key in keys:
            self._desk.tmux("send-keys", key)
        return self.look(sees, loses)

    def write(self, text: str, sees: str = "", loses: str = "") -> str:
        """Type text as it is."""
        self._desk.tmux("send-keys", "-l", text)
        return self.look(sees, loses)

    def look(self, sees: str = "", loses: str = "") -> str:
        until = time.monotonic() + EVENTUALLY_SECONDS
        while True:
            seen = self._desk.tmux("capture-pane", "-p")
            if sees in seen and not (loses and loses in seen):
                return seen
            assert time.monotonic() < until, f"waited for {sees!r} without {loses!r}:\n{seen}"

    def pass_time(self, seconds: int) -> None:
        """Have the service find, when it is next asked something, that so much time has passed."""
        self._ahead += seconds
        (self._desk.folder / "later").write_text(str(self._ahead))
        (self._desk.folder / "later").replace(self._desk.folder / "ahead")

    def resize(self, width: int, height: int) -> None:
        self._desk.tmux("resize-window", "-x", str(width), "-y", str(height))

    def about(self, what: str) -> str:
        return self._desk.tmux("display-message", "-p", f"#{{{what}}}").strip()


@pytest.fixture
def screen(at_desk: Desk) -> Iterator[Screen]:
    at_desk.config.write_text(SETTINGS)
    found = Screen(at_desk)
    command = tied(sys.executable, "-c", HURRIED, str(at_desk.folder / "ahead"), "service", "run")
    with subprocess.Popen(command, env=at_desk.environ, stdin=subprocess.DEVNULL) as process:
        try:
            at_desk.first_status()
            at_desk.screen()
            at_desk.tmux("set-option", "-g", "remain-on-exit", "on")
            yield found
        finally:
            process.kill()


def answer_the_first_questions(screen: Screen, desk: Desk) -> None:
    """The first questions, whose answers go to the settings."""
    screen.look("Where can you stretch?")
    screen.press("2", sees="● on the chair")
    screen.press("n", sees="tightest")
    screen.press("n", sees="apply to you")
    screen.press("n", sees="minutes")
    desk.until(lambda: 'places = ["standing", "desk"]' in desk.config.read_text())
    assert screen.about("pane_title") == "deskbreak: 45 min"


def type_a_setting(screen: Screen, desk: Desk) -> None:
    """A setting is typed; a word that is none is said before it is written, and comments stay."""
    screen.press(",", sees="Settings")
    screen.press("/", sees="a word of a key")
    screen.write("every", sees="breaks.stretch.every")
    screen.press("Enter", sees="enter change")
    screen.press("Enter", sees="enter save")
    screen.press("C-u", sees="not a duration")
    screen.write("20m", sees="A duration such as", loses="not a duration")
    screen.press("Enter", sees="Written")
    assert 'every = "20m"        # as the doctor says' in desk.config.read_text()
    assert desk.config.read_text().startswith("# mine, and to stay\n")
    screen.press("Escape", sees="profile")
    screen.press("Escape", sees="minutes")


def put_the_prompt_off(screen: Screen, desk: Desk) -> None:
    """The prompt, put off for as long as is chosen, and again."""
    screen.pass_time(20 * 60)
    desk.status()
    screen.look("Time to get up")
    screen.press("Z", sees="Put the break off for")
    screen.press("2", sees="Put off")
    assert desk.status()["snoozes_left"] == 2
    screen.pass_time(10 * 60)
    desk.status()
    screen.look("2 snoozes left")


def rest(screen: Screen) -> None:
    """The routine, paused and skipped in; its end, and how the next one should be."""
    screen.press("s", sees="March on the spot")
    screen.press("n", sees="left side")
    screen.press("Space", sees="paused")
    screen.press("Space", loses="paused")
    screen.pass_time(58)
    screen.press("Space", sees="paused")
    screen.press("Space", sees="Well done")
    screen.press("2", sees="Thank you")
    screen.press("Enter", sees="1 break today")  # a key alone says that somebody is back


def read_and_export_the_history(screen: Screen, desk: Desk) -> None:
    """What was, in numbers, and in a file."""
    screen.press("H", sees="Breaks taken")
    screen.press("x", sees="Write this period")
    screen.press("1", sees="written to")
    (exported,) = (desk.folder / "state" / "exports").iterdir()
    with exported.open(newline="") as rows:
        assert [row["outcome"] for row in csv.DictReader(rows)] == ["taken"]
    screen.press("Escape", sees="minutes")


def leave_a_stretch_out_and_let_it_in(screen: Screen, desk: Desk) -> None:
    """A stretch is left out and let in again."""
    screen.press("l", sees="28 stretches")
    screen.press("o", sees="let in")
    assert desk.run("stretches", "show", "march").stdout.count("LEFT OUT") == 1
    screen.press("o", sees="leave out")
    screen.press("Escape", sees="minutes")


def use_the_palette_the_keys_and_why(screen: Screen) -> None:
    """Commands by name, the keys, and why."""
    screen.press("C-p", sees="Search for commands")
    screen.write("pause reminders", sees="1 hour")
    screen.press("Enter", sees="paused")
    screen.press("p", sees="minutes")
    screen.press("?", sees="Put the break off for the usual time")
    screen.press("Escape", loses="Put the break off")
    screen.press("w", sees="nothing is due yet")
    screen.press("Escape", sees="minutes")


def have_less_room_and_room_again(screen: Screen) -> None:
    """Less room, and room again."""
    screen.resize(60, 20)
    screen.look("H history   ? help   q quit", loses="library")
    screen.resize(80, 24)
    screen.look("l library  , settings  ? help  q quit")


def test_from_the_first_question_to_the_last_key(screen: Screen, at_desk: Desk) -> None:
    answer_the_first_questions(screen, at_desk)
    type_a_setting(screen, at_desk)
    put_the_prompt_off(screen, at_desk)
    rest(screen)
    read_and_export_the_history(screen, at_desk)
    leave_a_stretch_out_and_let_it_in(screen, at_desk)
    use_the_palette_the_keys_and_why(screen)
    have_less_room_and_room_again(screen)
    screen.press("q")
    at_desk.until(lambda: screen.about("pane_dead") == "1")
    assert screen.about("pane_dead_status") in ("0", "")  # tmux 3.3 does not always hear of the end of its child
    assert "deskbreak" not in screen.about("pane_title")
    assert at_desk.status()["state"] == "sitting"
