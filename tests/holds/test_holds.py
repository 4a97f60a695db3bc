"""Looking at all probes together: in time, with back-off, and what a look says."""

from __future__ import annotations

import asyncio
import contextlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from deskbreak.holds.choose import make_holds
from deskbreak.holds.guarded import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS
from deskbreak.holds.holds import Holds
from deskbreak.holds.port import Found, NotHere, ProbeFailed
from deskbreak.holds.sound import Microphone
from deskbreak.settings.model import Hold

if TYPE_CHECKING:
    from tests.holds.conftest import Tools


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class FakeProbe:
    def __init__(self, name: str, reason: str = "call", answer: Found | Exception | None = None) -> None:
        self.name = name
        self.reason = reason
        self.answer = answer
        self.hangs = False
        self.looks = 0
        self.closed = 0

    async def look(self) -> Found | None:
        self.looks += 1
        if self.hangs:
            await asyncio.Event().wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    async def close(self) -> None:
        self.closed += 1


async def test_what_several_probes_see_of_one_hold_is_told_together() -> None:
    probes = [
        FakeProbe("microphone", answer=Found("microphone in use by zoom")),
        FakeProbe("alsa", answer=Found("microphone in use by zoom", 30.0)),
        FakeProbe("camera", answer=Found("camera in use by zoom", 90.0)),
        FakeProbe("dunst", "dnd"),
    ]
    looked = await Holds(probes, Clock()).look()
    assert looked.on == {"call": "microphone in use by zoom; camera in use by zoom"}
    assert looked.for_seconds == {"call": 90.0}
    assert (looked.failed, looked.absent) == ({}, {})


async def test_a_probe_that_fails_or_surprises_is_named_and_the_others_count() -> None:
    probes = [
        FakeProbe("a", answer=ProbeFailed("broken")),
        FakeProbe("b", answer=NotHere("no such thing")),
        FakeProbe("c", answer=RuntimeError("a bug")),
        FakeProbe("d", "dnd", Found("do not disturb (d)")),
    ]
    looked = await Holds(probes, Clock()).look()
    assert looked.on == {"dnd": "do not disturb (d)"}
    assert looked.failed == {"a": "broken", "c": "RuntimeError: a bug"}
    assert looked.absent == {"b": "no such thing"}


async def test_a_probe_that_hangs_costs_no_more_than_its_deadline() -> None:
    hanging = [FakeProbe("a"), FakeProbe("b")]
    for probe in hanging:
        probe.hangs = True
    holds = Holds([*hanging, FakeProbe("c", answer=Found("x"))], Clock(), limit_seconds=0.05)
    async with asyncio.timeout(1):
        looked = await holds.look()
    assert looked.on == {"call": "x"}
    assert looked.failed == {"a": "no answer within 0.05 s", "b": "no answer within 0.05 s"}


async def test_a_failed_probe_is_left_alone_for_a_growing_while_and_stays_named() -> None:
    clock, probe = Clock(), FakeProbe("a", answer=ProbeFailed("broken"))
    holds = Holds([probe], clock)
    pauses = []
    for _ in range(8):
        before, since = probe.looks, clock.now
        while probe.looks == before:
            assert (await holds.look()).failed or not before
            clock.now += 30
        pauses.append(clock.now - since)
    assert pauses[1] == FIRST_PAUSE_SECONDS
    assert pauses == sorted(pauses[:1] + pauses[1:])
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


async def test_a_probe_that_works_again_counts_again_and_has_its_first_pause_back() -> None:
    clock, probe = Clock(), FakeProbe("a", answer=ProbeFailed("broken"))
    holds = Holds([probe], clock)
    await holds.look()
    clock.now += FIRST_PAUSE_SECONDS
    probe.answer = Found("x")
    assert (await holds.look()).on == {"call": "x"}
    probe.answer = ProbeFailed("broken again")
    assert (await holds.look()).failed == {"a": "broken again"}
    clock.now += FIRST_PAUSE_SECONDS
    probe.answer = None
    assert (await holds.look()).failed == {}


async def test_a_young_look_serves_again_and_two_at_once_are_one() -> None:
    clock, probe = Clock(), FakeProbe("a")
    holds = Holds([probe], clock)
    await asyncio.gather(holds.look(3.0), holds.look(3.0))
    clock.now += 2.9
    await holds.look(3.0)
    assert probe.looks == 1
    clock.now += 0.1
    await holds.look(3.0)
    assert probe.looks == 2


async def test_closing_closes_every_probe() -> None:
    probe = FakeProbe("a")
    await Holds([probe], Clock()).close()
    assert probe.closed == 1


async def test_a_pactl_that_hangs_costs_at_most_a_second_and_is_ended_with_its_children(tools: Tools) -> None:
    started = tools.folder / "pid"
    tools.write("pactl", f"echo $$ > {started}; sleep 600 & sleep 600")
    holds = Holds([Microphone(tools.environ, ())], Clock())
    began = time.monotonic()
    looked = await holds.look()
    assert time.monotonic() - began < 1.0
    assert looked.failed == {"microphone": "no answer within 0.85 s"}
    assert not _is_alive(int(started.read_text()))


def _is_alive(group: int) -> bool:
    """Whether a process of the group still runs; one that has ended may not have been asked for yet."""
    states = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            states += [fields[0]] if int(fields[2]) == group else []
    return bool(set(states) - {"Z", "X"})


@pytest.mark.parametrize(
    ("settings", "reasons"),
    [
        (Hold(), {"call", "fullscreen", "dnd"}),
        (Hold(call=False), {"fullscreen", "dnd"}),
        (Hold(fullscreen=False, dnd=False), {"call"}),
        (Hold(call=False, fullscreen=False, dnd=False, app=("no-such-program",)), {"app"}),
        (Hold(call=False, fullscreen=False, dnd=False), set()),
    ],
)
async def test_the_settings_choose_what_is_looked_at(tools: Tools, settings: Hold, reasons: set[str]) -> None:
    holds = make_holds(settings, {"PATH": str(tools.folder), "XDG_RUNTIME_DIR": str(tools.folder)}, Clock())
    looked = await holds.look()
    await holds.close()
    assert {answer.reason for answer in looked.answers} == reasons
    assert (dict(looked.on), dict(looked.failed)) == ({}, {})
