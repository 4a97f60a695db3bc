from __future__ import annotations

import asyncio
import os
import pty
import sys
from typing import TYPE_CHECKING, Any

import pytest

from deskbreak.cli import screen
from deskbreak.cli.guides import look_at
from deskbreak.cli.main import main
from deskbreak.cli.parser import parse
from deskbreak.cli.plain import PlainScreen
from deskbreak.cli.plain_steps import Steps
from deskbreak.cli.plain_words import OTHER_WORDS, WORDS, asked, told, usage
from deskbreak.cli.screen import is_plain
from deskbreak.errors import NotRunning, Refused
from tests import habit
from tests.tui_fakes import STATES, STEPS, FakeControl, HandClock, due, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.control_fakes import FakeHandler


class Listener:
    """Hears what a plain screen says, line by line."""

    def __init__(self, first: dict[str, Any] | None = None, *, owns_service: bool = False) -> None:
        self.control = FakeControl(first, owns_service=owns_service)
        self.clock = HandClock()
        self._lines: asyncio.Queue[str] = asyncio.Queue()
        self.heard: list[str] = []
        self.screen = PlainScreen(self.control, self._lines.put_nowait, self.clock)

    async def hear(self, words: str) -> str:
        """The next line with these words; fails when none comes."""
        async with asyncio.timeout(5):
            while True:
                line = await self._lines.get()
                self.heard.append(line)
                if words in line:
                    return line

    async def hear_out(self, work: Awaitable[object]) -> None:
        """Wait for the end, and take what was said until then."""
        async with asyncio.timeout(5):
            await work
        while not self._lines.empty():
            self.heard.append(self._lines.get_nowait())


async def test_each_change_of_state_is_a_line_and_nothing_else_is() -> None:
    listener = Listener()
    running = asyncio.create_task(listener.screen.run())
    await listener.hear("Sitting for 21m; move in 8m.")
    listener.control.push(snapshot(sitting_seconds=1300.0))
    listener.control.push(STATES["away"])
    await listener.hear("Away for 7m.")
    assert not [line for line in listener.heard if "22m" in line]
    listener.screen.type("quit")
    await listener.hear_out(running)
    assert listener.heard[-1] == "Reminders go on."


async def test_a_due_break_says_the_words_that_answer_it() -> None:
    listener = Listener(due())
    running = asyncio.create_task(listener.screen.run())
    await listener.hear("Break due: stretch, after 1h 02m of sitting.")
    assert await listener.hear("Type") == "Type start, snooze (for 5m, or such as snooze 10m) or skip. 3 snoozes left."
    listener.screen.type("snooze 10m")
    listener.screen.type("SKIP")
    listener.screen.type("q")
    await listener.hear_out(running)
    assert listener.control.asked() == [("snooze", {"for": "10m", "prompt": 7}), ("skip", {"prompt": 7})]


async def test_a_break_is_led_step_by_step() -> None:
    listener = Listener(due())
    running = asyncio.create_task(listener.screen.run())
    await listener.hear("Type start")
    listener.control.push(resting(0.0))
    await listener.hear("In a break: stretch, 0s of 3m.")
    await listener.hear("Type next, back, hurts, wait, finish or not now.")
    await listener.hear("March on the spot, for 30 seconds.")
    listener.control.push(resting(31.0))
    await listener.hear("Next: Split-stance hip flexor stretch, left side.")
    listener.clock.now += 5.5
    listener.screen.type("")
    await listener.hear("In a break: stretch, 36s of 3m.")
    await listener.hear("Hold for 30 seconds.")
    listener.control.push(snapshot())
    await listener.hear("The break is over.")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def test_a_paused_break_says_no_step_and_waits_for_no_time() -> None:
    look = look_at(STATES["break-paused"])
    assert look is not None
    steps = Steps()
    assert steps.lines(look) == []
    assert steps.wait_seconds(look) is None


async def test_a_refusal_and_an_unknown_word_are_said_and_nothing_ends() -> None:
    listener = Listener()
    listener.control.failures["skip"] = Refused("nothing_owed", "skip")
    running = asyncio.create_task(listener.screen.run())
    await listener.hear("Sitting")
    listener.screen.type("skip")
    await listener.hear("refused: no break is owed now")
    listener.screen.type("jump\x1b[2J")
    assert "\x1b" not in await listener.hear("is no word known here")
    listener.screen.type("help")
    await listener.hear("quit: leave.")
    listener.screen.type("q")
    await listener.hear_out(running)


async def test_why_and_the_history_are_read_out_and_other_screens_are_told_as_commands(tmp_path: Path) -> None:
    habit.fill(tmp_path / "history.db")
    listener = Listener()
    listener.control.answers |= {
        "why": {"text": ["No prompt is shown.", "No break is owed\x1b[2J."]},
        "statistics": habit.told(tmp_path / "history.db", "week"),
    }
    running = asyncio.create_task(listener.screen.run())
    listener.screen.type("why")
    await listener.hear("No prompt is shown.")
    assert "\x1b" not in await listener.hear("No break is owed")
    listener.screen.type("History  week")
    await listener.hear("16 to 22 November 2026.")
    await listener.hear("Longest bout: 1 h 21 min, week before 1 h 40 min.")
    listener.screen.type("library")
    await listener.hear("after quit: deskbreak stretches.")
    listener.screen.type("history decade")
    await listener.hear("history decade is no word known here.")
    listener.screen.type("q")
    await listener.hear_out(running)
    assert ("statistics", {"period": "week"}) in listener.control.calls
    assert "" not in listener.heard


async def test_after_a_break_what_it_did_is_said_and_how_the_next_should_be_is_asked() -> None:
    steps = [step | {"region": "back" if "hamstring" in step["stretch"] else "front"} for step in STEPS]
    listener = Listener(resting(100.0, routine={"total_seconds": 170.0, "elapsed_seconds": 100.0, "steps": steps}))
    running = asyncio.create_task(listener.screen.run())
    await listener.hear("In a break")
    listener.clock.now += 69.5
    listener.control.push(snapshot(effort={"can_say": True, "said": None}))
    await listener.hear("The break is over.")
    await listener.hear("Stretched: front of the hips, back of the thighs.")
    await listener.hear("Type easier, right or harder.")
    listener.screen.type("harder")
    await listener.hear("Thank you.")
    listener.screen.type("q")
    await listener.hear_out(running)
    assert listener.control.asked() == [("feedback", {"how": "harder"})]


async def test_no_step_of_a_routine_that_was_just_changed_is_said() -> None:
    listener = Listener(resting(31.0))
    running = asyncio.create_task(listener.screen.run())
    await listener.hear("Next: Split-stance hip flexor stretch, left side.")
    listener.screen.type("hurts")
    await listener.hear("ask a physical therapist")
    listener.clock.now += 6.0  # here its hold would have begun
    for _ in range(2):
        listener.screen.type("")
        await listener.hear("In a break: stretch, 37s of 3m.")
    assert not [line for line in listener.heard if "Hold for" in line]
    listener.control.push(resting(37.0))
    await listener.hear("Hold for 30 seconds.")
    listener.screen.type("q")
    await listener.hear_out(running)


async def test_what_hurts_is_left_out_and_said_to_be() -> None:
    listener = Listener(resting(47.0))
    running = asyncio.create_task(listener.screen.run())
    await listener.hear("In a break")
    listener.screen.type("hurts")
    await listener.hear("deskbreak stretches let-in split-stance-hip-flexor lets it back in.")
    await listener.hear("Watch for: A pinch in the low back")
    await listener.hear("ask a physical therapist")
    listener.screen.type("q")
    await listener.hear_out(running)
    assert listener.control.asked() == [("routine_hurts", {})]


async def test_problems_are_said_once_each() -> None:
    listener = Listener(STATES["problems"])
    running = asyncio.create_task(listener.screen.run())
    await listener.hear("Problem: /home/a/.config")
    await listener.hear("Problem: dbus: no notification daemon")
    listener.control.push(STATES["problems"])
    listener.screen.type("q")
    await listener.hear_out(running)
    assert len([line for line in listener.heard if "Problem" in line]) == 2


@pytest.mark.parametrize("owns_service", [True, False])
async def test_the_end_of_the_service_is_the_end(owns_service: bool) -> None:
    listener = Listener(owns_service=owns_service)
    running = asyncio.create_task(listener.screen.run())
    await listener.hear("Sitting")
    listener.control.lose()
    if owns_service:
        await listener.hear_out(running)
        assert listener.heard[-1] == "deskbreak was told to stop."
    else:
        with pytest.raises(NotRunning, match="has stopped"):
            await listener.hear_out(running)


@pytest.mark.parametrize("name", sorted(STATES))
def test_every_state_has_lines_without_control_characters(name: str) -> None:
    lines = told(STATES[name])
    assert lines
    assert all(line and line.isprintable() and line.endswith(".") for line in lines)


def test_what_may_not_be_is_not_offered() -> None:
    assert told(STATES["due-last"])[1] == "Type start. No snoozes left."
    assert told(STATES["break-paused"])[1] == "Type next, back, hurts, go on, finish or not now."
    assert told(STATES["paused"])[1] == "Type resume to end the pause."


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_is_understood_and_explained(word: str) -> None:
    call = asked(f"  {word.upper()} ", snapshot())
    assert call == (WORDS[word].method, dict(WORDS[word].given))
    assert any(line.startswith(f"{word}: ") for line in usage())
    assert set(OTHER_WORDS) == {"status", "why", "history", "help", "quit"}


def test_a_parameter_is_passed_on_as_it_was_typed() -> None:
    assert asked("start Move", snapshot()) == ("start", {"kind": "Move"})
    assert asked("pause  1h  30m", snapshot()) == ("pause", {"for": "1h 30m"})
    assert asked("finish it", snapshot()) is None


@pytest.mark.parametrize(
    ("argv", "term", "streams", "expected"),
    [
        (["--plain"], "xterm", "", True),
        (["screen", "--plain"], "xterm", "io", True),
        ([], "xterm", "io", False),
        ([], "dumb", "io", True),
        ([], "xterm", "i", True),
        ([], "dumb", "", False),
        ([], "xterm", "o", False),
    ],
)
def test_lines_are_said_where_a_person_types_and_no_screen_can_be(
    argv: list[str], term: str, streams: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: "i" in streams, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: "o" in streams, raising=False)
    assert is_plain(parse(argv)[1]) is expected


def test_a_command_that_leads_to_the_screen_need_not_have_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[bool] = []

    def run_screen(_: object, *, is_compact: bool) -> int:
        shown.append(is_compact)
        return 0

    monkeypatch.setattr("deskbreak.tui.run.run_screen", run_screen)
    monkeypatch.setenv("TERM", "xterm")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    assert screen.run(parse(["stretch"])[1]) == 0
    assert shown == [False]


def test_plain_may_stand_before_any_command_so_that_it_can_be_always_there() -> None:
    assert parse(["--plain", "stats"])[1].plain
    assert parse(["--plain", "history"])[1].plain
    assert main(["--plain", "status"]) == 3  # says lines anyway


async def test_it_attaches_answers_and_goes_quietly_on_an_interruption(server: object, handler: FakeHandler) -> None:
    outer, inner = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from deskbreak.cli.main import run; raise SystemExit(run())", "--plain",
        stdin=inner, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    os.close(inner)
    assert process.stdout
    async with asyncio.timeout(20):
        await process.stdout.readuntil(b"move in 9m.\n")
        os.write(outer, b"skip\n")
        await handler.called["skip"].wait()
        process.send_signal(2)
        out, complaint = await process.communicate()
    os.close(outer)
    assert (process.returncode, complaint) == (0, b"")
    assert b"\x1b" not in out


async def test_attached_it_ends_with_the_service(
    server: Any, program: Callable[..., Awaitable[asyncio.subprocess.Process]]
) -> None:
    process = await program("--plain")
    assert process.stdout
    async with asyncio.timeout(20):
        await process.stdout.readuntil(b"move in 9m.\n")
        await server.stop()
        _, complaint = await process.communicate()
    assert (process.returncode, complaint) == (3, b"deskbreak: deskbreak has stopped\n")


async def test_without_a_service_it_owns_one_that_ends_with_it(
    program: Callable[..., Awaitable[asyncio.subprocess.Process]],
) -> None:
    process = await program("--plain", "--set", 'presence.sources=["keys"]', "--set", "notify.enabled=false")
    assert process.stdout
    async with asyncio.timeout(20):
        await process.stdout.readuntil(b"move in ")
        process.terminate()
        _, complaint = await process.communicate()
    assert (process.returncode, complaint) == (0, b"")
    assert await asyncio.to_thread(main, ["status"]) == 3
