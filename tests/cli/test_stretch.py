"""`deskbreak stretch`: in plain lines or drawn, by a clock that a test moves."""

from __future__ import annotations

import asyncio
import io
import math
from argparse import Namespace
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deskbreak.cli.counted import Counted, Uncounted, fitting_kind
from deskbreak.cli.guides import OwnGuide, ServiceGuide
from deskbreak.cli.main import main
from deskbreak.cli.plain_routine import AHEAD_SECONDS, GREETING, PlainRoutine, Stage
from deskbreak.cli.solo import Solo
from deskbreak.cli.solo_control import SoloControl
from deskbreak.cli.stretch import is_plain
from deskbreak.control.client import Client
from deskbreak.control.server import Server
from deskbreak.cues.plan import Part, done
from deskbreak.cues.port import Cue
from deskbreak.engine.values import SECOND, Kind
from deskbreak.errors import NotRunning, Refused
from deskbreak.routine.files import Loaded as Stretches
from deskbreak.routine.files import load_catalogue
from deskbreak.service.caller import Caller
from deskbreak.service.coach import Coach
from deskbreak.settings import load
from deskbreak.settings.model import Cues, Routine
from tests.control_fakes import SNAPSHOT, FakeHandler

Run = Callable[..., Awaitable[int]]

NOBODY = Uncounted(lambda _: "")
SILENT = Caller(lambda _: (), Cues())

ROUTINE = (
    Part("warm-up", "march", "March", "", 30, ("Walk about.",)),
    Part("change", "quad", "Quad", "left", 4, ("Left heel up.",)),
    Part("hold", "quad", "Quad", "left", 20, ("Breathe.",), "Use a belt."),
    Part("change", "quad", "Quad", "right", 4, ("Right heel up.",)),
    Part("hold", "quad", "Quad", "right", 20, ("Breathe.",)),
)
SPOKEN = """\
March, for 30 seconds.
Walk about.
Halfway.
Three.
Two.
One.
Next: Quad, left side.
Left heel up.
Hold for 20 seconds.
Breathe.
Use a belt.
Halfway.
Three.
Two.
One.
Rest. Change sides: right side.
Right heel up.
Hold for 20 seconds.
Breathe.
Halfway.
Three.
Two.
One.
The break is over.
Done: March, Quad.
"""


class Room:
    """Everything a plain routine touches; sleeping is what moves the clock."""

    def __init__(self) -> None:
        self.now = 100.0
        self.lines: list[tuple[float, str]] = []
        self.rings: list[float] = []
        self.played: list[Cue] = []
        self.at: dict[float, Callable[[], None]] = {}

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds
        for at in [at for at in self.at if at <= self.now]:
            self.at.pop(at)()

    def stage(self) -> Stage:
        return Stage(
            lambda line: self.lines.append((round(self.now - 100, 2), line)),
            lambda: self.rings.append(round(self.now - 100, 2)),
            self.sleep,
            (self,),
        )

    @property
    def said(self) -> str:
        return "".join(f"{line}\n" for _, line in self.lines)

    message = ""

    def play(self, cue: Cue) -> None:
        self.played.append(cue)

    def tidy(self) -> None:
        pass

    def close(self) -> None:
        pass


class Led(Solo):
    """A routine of these parts by the room's clock."""

    def __init__(self, room: Room, routine: tuple[Part, ...] = ROUTINE) -> None:
        coach: Any = Namespace(session=None, steps=lambda: [step(part) for part in routine])
        super().__init__(coach, SILENT, room.clock)
        self.routine, self.length_seconds = routine, sum(part.seconds for part in routine)

    @property
    def done(self) -> tuple[str, ...]:
        return done(self.routine, self.rested_seconds + AHEAD_SECONDS * (not self.is_over))

    def follow(self) -> None:
        self.is_over = self.is_over or self.rested_seconds >= self.length_seconds

    def end(self) -> None:
        self.is_over = True


class FakeClient(Client):
    """A service of canned answers."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.calls: list[tuple[str, dict[str, Any] | None]] = []

    def call(self, method: str, params: dict[str, Any] | None = None) -> Any:
        self.calls.append((method, params))
        answer = self.answers.get(method, {})
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer


def stop() -> None:
    raise KeyboardInterrupt


def test_every_step_is_said_with_its_side_halfway_the_last_seconds_and_the_next() -> None:
    room = Room()
    assert PlainRoutine(OwnGuide(Led(room), NOBODY), room.stage()).run()
    assert room.said == SPOKEN
    assert (room.lines[2], room.lines[3]) == ((15, "Halfway."), (27, "Three."))
    assert (78, "The break is over.") in room.lines


def test_the_bell_and_the_players_have_every_cue() -> None:
    room = Room()
    PlainRoutine(OwnGuide(Led(room), NOBODY), room.stage()).run()
    assert room.rings == [0, 0.25, 30, 34, 34.25, 54, 58, 58.25, 78, 78.25, 78.5]
    assert [cue.kind for cue in room.played].count("halfway") == 3
    assert room.played[1 + 4].text == "Next: Quad, left side. Left heel up."


def test_an_interruption_says_what_was_done_and_ends_the_break() -> None:
    room, client = Room(), FakeClient({"status": {"kinds": [{"name": "move", "length_seconds": 60.0}]}})
    counted = Counted(client, NOBODY)
    assert counted.begin(78) == ""
    room.at[140] = stop
    assert not PlainRoutine(OwnGuide(Led(room), counted), room.stage()).run()
    assert room.said.endswith("Stopped after 44s. Done: March.\n")
    assert client.calls[1:] == [
        ("stretch", {"kind": "move"}),
        ("stretched", {"stretches": ["march"]}),
        ("finish", {}),
    ]


def test_what_is_done_after_the_services_break_is_still_told_until_another_break_begins() -> None:
    client = FakeClient({"status": {"kinds": [{"name": "move", "length_seconds": 60.0}]}})
    counted = Counted(client, NOBODY)
    counted.begin(300)
    client.answers["break_pause"] = Refused("no_break", "break_pause")
    counted.pause()
    counted.note(("march",))
    client.answers["stretched"] = Refused("no_break", "stretched")
    counted.note(("march", "standing-quad"))
    counted.end()
    assert [method for method, _ in client.calls[2:]] == ["break_pause", "stretched", "stretched"]


def test_a_stretch_is_told_just_before_its_end_for_the_break_that_counts_it_may_end_sooner() -> None:
    room, told = Room(), list[tuple[float, tuple[str, ...]]]()

    class Keeper(Uncounted):
        def note(self, done: tuple[str, ...]) -> None:
            told.append((round(room.now - 100), done))

    PlainRoutine(OwnGuide(Led(room), Keeper(lambda _: "")), room.stage()).run()
    assert told == [(29, ("march",)), (77, ("march", "quad"))]


def test_a_routine_goes_on_when_the_service_does_not_count_it() -> None:
    room, client = Room(), FakeClient({"status": {"kinds": [{"name": "m", "length_seconds": 60.0}]}})
    client.answers["stretch"] = Refused("in_break", "start")
    counted = Counted(client, NOBODY)
    assert counted.begin(78) == "a break is going on"
    assert PlainRoutine(OwnGuide(Led(room), counted), room.stage()).run()
    assert [method for method, _ in client.calls] == ["status", "stretch"]


@pytest.mark.parametrize(
    ("seconds", "kind"), [(30, "move"), (60, "move"), (238, "move"), (240, "stretch"), (900, "stretch")]
)
def test_the_longest_kind_that_is_over_with_the_routine_counts(seconds: float, kind: str) -> None:
    kinds = [{"name": "stretch", "length_seconds": 240.0}, {"name": "move", "length_seconds": 60.0}]
    assert fitting_kind(kinds, seconds) == kind


def step(part: Part) -> dict[str, Any]:
    return {
        "kind": part.kind, "stretch": part.stretch, "name": part.name, "side": part.side, "seconds": part.seconds,
        "instructions": list(part.lines), "form": part.form,
    }  # fmt: skip


class Break:
    """A service's break by the room's clock."""

    def __init__(self, room: Room, routine: tuple[Part, ...] = ROUTINE) -> None:
        self.room, self.routine = room, routine
        self.began = room.now
        self.paused_at: float | None = None
        self.is_gone = False

    def snapshot(self) -> dict[str, Any]:
        if self.is_gone:
            raise NotRunning("gone")
        elapsed = (self.paused_at or self.room.now) - self.began
        length = sum(part.seconds for part in self.routine)
        if elapsed >= length - 1e-6:
            return {**SNAPSHOT, "break": None}
        now = {
            "kind": "move",
            "length_seconds": length,
            "rested_seconds": elapsed,
            "paused": self.paused_at is not None,
        }
        return {"break": now, "routine": {"steps": [step(part) for part in self.routine]}}

    def pause(self) -> None:
        self.paused_at = self.room.now

    def resume(self) -> None:
        assert self.paused_at is not None
        self.began += self.room.now - self.paused_at
        self.paused_at = None


def test_the_services_break_is_followed_word_for_word() -> None:
    room = Room()
    PlainRoutine(ServiceGuide(FakeClient({"status": Break(room).snapshot}), room.clock), room.stage()).run()
    assert room.said == SPOKEN


def test_a_pause_elsewhere_is_said_and_waited_for() -> None:
    room = Room()
    rest = Break(room)
    room.at = {120: rest.pause, 150: rest.resume}
    PlainRoutine(ServiceGuide(FakeClient({"status": rest.snapshot}), room.clock), room.stage()).run()
    assert room.said == SPOKEN.replace("Three.\n", "Paused.\nGoing on.\nThree.\n", 1)
    assert 107 <= room.lines[-1][0] <= 110


def test_a_step_skipped_elsewhere_is_skipped_here() -> None:
    room = Room()
    rest = Break(room)

    def skip() -> None:
        rest.routine = (Part("warm-up", "march", "March", "", 10.0), *ROUTINE[3:])

    room.at = {110: skip}
    PlainRoutine(ServiceGuide(FakeClient({"status": rest.snapshot}), room.clock), room.stage()).run()
    assert room.said.startswith("March, for 30 seconds.\nWalk about.\nNext: Quad, right side.\n")
    assert room.said.endswith("The break is over.\nDone: March, Quad.\n")


def test_a_service_that_goes_does_not_end_the_routine() -> None:
    room = Room()
    rest = Break(room)
    room.at = {140: lambda: setattr(rest, "is_gone", True)}
    PlainRoutine(ServiceGuide(FakeClient({"status": rest.snapshot}), room.clock), room.stage()).run()
    assert room.said == SPOKEN


class Typing(Room):
    """A room in which a person types: at each second its line."""

    def __init__(self, typed: dict[float, str]) -> None:
        super().__init__()
        self.typed = typed

    def hear(self, seconds: float) -> str | None:
        at = min(self.typed, default=math.inf)
        self.sleep(max(0.001, min(seconds, 100 + at - self.now)))
        return self.typed.pop(at) if self.now >= 100 + at else None

    def stage(self) -> Stage:
        return replace(super().stage(), hear=self.hear)


class Told(Uncounted):
    """Writes down what a keeper is told."""

    def __init__(self) -> None:
        super().__init__(lambda _: "")
        self.deeds: list[str] = []

    def leave_out(self, stretch: str) -> None:
        self.deeds.append(f"out {stretch}")

    def note(self, done: tuple[str, ...]) -> None:
        self.deeds.append(" ".join(done))

    def pause(self) -> None:
        self.deeds.append("pause")

    def go_on(self) -> None:
        self.deeds.append("go on")


def begun(room: Room, seconds: int = 120) -> Solo:
    """A real routine, by the room's clock."""
    loaded = Stretches(load_catalogue().catalogue)
    coach = Coach(lambda: loaded, lambda: (), Routine())
    coach.begin(Kind("stretch", seconds * SECOND, seconds * SECOND), 3600.0, 0)
    return Solo(coach, SILENT, room.clock)


def test_enter_stops_the_clock_and_lets_it_go_on() -> None:
    room, told = Typing({10: "", 70: " "}), Told()
    assert PlainRoutine(OwnGuide(Led(room), told), room.stage()).run()
    assert room.said == f"{GREETING}\n" + SPOKEN.replace("Halfway.", "Paused.\nGoing on.\nHalfway.", 1)
    assert (138, "The break is over.") in room.lines
    assert told.deeds[:2] == ["pause", "go on"]


def test_what_is_typed_to_hurt_ends_at_once_is_kept_out_and_is_not_said_to_be_done() -> None:
    room, told = Typing({30: "Hurts"}), Told()
    assert PlainRoutine(OwnGuide(begun(room), told), room.stage()).run()
    (out,) = [deed.removeprefix("out ") for deed in told.deeds if deed.startswith("out ")]
    told_at = [at for at, line in room.lines if f"deskbreak stretches let-in {out} lets it back in" in line]
    assert told_at == [30]
    assert any(at == 30 and line.startswith("Watch for: ") for at, line in room.lines)
    assert any(at == 30 and line.startswith("Rest. Next: ") for at, line in room.lines)
    assert not any(out in deed.split() for deed in told.deeds if not deed.startswith("out "))


def test_a_step_that_is_typed_away_is_left_and_not_counted() -> None:
    room, told = Typing({30: "next", 31: "dance"}), Told()
    solo = begun(room)
    skipped = next(each for each in solo.coach.steps() if each["kind"] == "hold")
    assert PlainRoutine(OwnGuide(solo, told), room.stage()).run()
    assert any(line.startswith("dance is no word known here.") for _, line in room.lines)
    assert skipped["name"] not in room.lines[-1][1]
    assert not any(skipped["stretch"] in deed.split() for deed in told.deeds)


def test_a_routine_is_finished_by_a_word() -> None:
    room = Typing({44: "finish"})
    assert not PlainRoutine(OwnGuide(Led(room), NOBODY), room.stage()).run()
    assert room.said.endswith("Stopped after 44s. Done: March.\n")


def test_words_are_passed_on_to_the_service_and_what_it_refuses_is_said() -> None:
    room = Typing({10: "", 12: "next"})
    rest = Break(room)
    client = FakeClient({"status": rest.snapshot, "break_pause": rest.pause, "break_resume": rest.resume})
    client.answers["routine_next"] = Refused("no_break", "routine_next")
    room.at = {120: rest.resume}
    PlainRoutine(ServiceGuide(client, room.clock), room.stage()).run()
    assert [method for method, _ in client.calls if method != "status"] == ["break_pause", "routine_next"]
    assert "Paused.\n" in room.said
    assert "refused: there is no break going on\n" in room.said


def test_no_line_can_move_the_cursor() -> None:
    room = Room()
    evil = (Part("warm-up", "x", "\x1b[2JMarch\r", "", 20, ("a\nb\x07",)),)
    PlainRoutine(OwnGuide(Led(room, evil), NOBODY), room.stage()).run()
    assert all(line.isprintable() for _, line in room.lines)


# -- the command


def test_an_unknown_id_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stretch", "standing-quads"]) == 2
    assert "did you mean standing-quad?" in capsys.readouterr().err
    assert main(["stretch", "standing-quad", "--minutes", "3"]) == 2
    assert main(["stretch", "--minutes", "long"]) == 2
    assert main(["stretch", "--place", "pool"]) == 2


def test_without_a_terminal_a_routine_is_plain_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = Room()
    monkeypatch.setattr("time.sleep", room.sleep)
    monkeypatch.setattr("time.monotonic", room.clock)
    assert main(["stretch", "standing-quad"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("March on the spot, for 30 seconds.\n")
    assert "left side." in said
    assert "Change sides: right side." in said
    assert said.endswith("The break is over.\nDone: March on the spot, Standing quad stretch.\n")
    assert "\a" not in said
    assert "\x1b" not in said


async def test_a_running_service_is_asked_for_the_break_it_owes(
    command: Run, handler: FakeHandler, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await command("stretch") == 0
    assert ("start", {}) in handler.calls
    assert capsys.readouterr().out == "The break is over.\nNothing was done to its end.\n"


def test_a_running_service_counts_what_is_led_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = Room()
    effort = {"hold_seconds": 22.0, "level": "gentle"}
    client = FakeClient({"status": {"kinds": [{"name": "move", "length_seconds": 60.0}], "effort": effort}})
    monkeypatch.setattr("time.sleep", room.sleep)
    monkeypatch.setattr("time.monotonic", room.clock)
    monkeypatch.setattr("deskbreak.cli.stretch._client", lambda _: client)
    assert main(["stretch", "--minutes", "0.5"]) == 0
    assert [method for method, _ in client.calls] == ["status", "status", "stretch", "stretched", "finish"]
    said = capsys.readouterr().out
    assert "Walk slowly around the room instead." in said
    assert "Done: March on the spot" in said


class Terminal(io.StringIO):
    """A stream a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Namespace:
    """All three streams of the command lead to one; what it prints to stdout goes to pytest all the same."""
    monkeypatch.setenv("TERM", "xterm-256color")
    streams = Namespace(stdin=Terminal(), stdout=Terminal(), stderr=Terminal())
    monkeypatch.setattr("deskbreak.cli.stretch.sys", streams)
    return streams


Left = Callable[[SoloControl, Room], Awaitable[None]]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[Left], None]:
    """Has the screen be one that does this with its control and is left then."""

    def use(leave: Left) -> None:
        room = Room()
        monkeypatch.setattr("deskbreak.cli.stretch.time", Namespace(monotonic=room.clock))

        def run_screen(open_control: Callable[[], Awaitable[SoloControl]], *, is_single: bool) -> int:
            assert is_single

            async def run() -> None:
                control = await open_control()
                await leave(control, room)
                await control.call("stop")
                await control.close()

            asyncio.run(run())
            return 0

        monkeypatch.setattr("deskbreak.tui.run.run_screen", run_screen)

    return use


async def to_the_end(control: SoloControl, room: Room) -> None:
    assert (await control.call("status"))["break"]["length_seconds"] == 60
    room.now += 61


async def for_five_seconds(_: SoloControl, room: Room) -> None:
    room.now += 5


@pytest.mark.parametrize(
    ("leave", "status", "said"),
    [
        (to_the_end, 0, "Done: March on the spot, "),
        (for_five_seconds, 130, "Stopped after 5s. Nothing was done to its end.\n"),
    ],
)
def test_in_a_terminal_it_is_drawn_and_ends_with_how_it_went(
    terminal: Namespace,
    screen: Callable[[Left], None],
    capsys: pytest.CaptureFixture[str],
    leave: Left,
    status: int,
    said: str,
) -> None:
    screen(leave)
    assert main(["stretch", "--minutes", "1"]) == status
    assert capsys.readouterr().out.startswith(said)


def test_what_hurts_is_left_out_in_the_settings_file(
    terminal: Namespace, screen: Callable[[Left], None], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hurt(control: SoloControl, room: Room) -> None:
        await control.call("routine_hurts")

    monkeypatch.setenv("DESKBREAK_CONFIG_DIR", str(home))
    screen(hurt)
    assert main(["stretch", "kneeling-hip-flexor"]) == 130
    assert load(home / "deskbreak.toml", {}).settings.routine.left_out == ("march",)


def test_one_stretch_makes_room_for_no_other(terminal: Namespace, screen: Callable[[Left], None]) -> None:
    async def skip(control: SoloControl, room: Room) -> None:
        room.now += 5
        steps = (await control.call("routine_next"))["routine"]["steps"]
        assert {step["stretch"] for step in steps} == {"march", "kneeling-hip-flexor"}

    screen(skip)
    assert main(["stretch", "kneeling-hip-flexor"]) == 130


def test_what_a_service_does_not_count_is_said_once_it_can_be_read(
    terminal: Namespace, screen: Callable[[Left], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = FakeClient({"status": {"kinds": [{"name": "m", "length_seconds": 60.0}]}})
    client.answers["stretch"] = Refused("in_break", "start")
    monkeypatch.setattr("deskbreak.cli.stretch._client", lambda _: client)

    async def look(_: SoloControl, __: Room) -> None:
        assert terminal.stderr.getvalue() == ""

    screen(look)
    assert main(["stretch", "--minutes", "1"]) == 130
    assert "not counted as a break: a break is going on\n" in terminal.stderr.getvalue()


@pytest.mark.parametrize("why", ["asked", "dumb", "stdin", "stdout", "stderr"])
def test_lines_where_they_are_asked_for_or_nothing_can_be_drawn(
    terminal: Namespace, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    elif why != "asked":
        setattr(terminal, why, io.StringIO())
    assert is_plain(Namespace(plain=why == "asked"))


def test_a_terminal_is_drawn_on(terminal: Namespace) -> None:
    assert not is_plain(Namespace(plain=False))
