"""A control that answers from memory, a clock moved by hand, and snapshots of every state, for the screen's tests."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from deskbreak.errors import NotRunning

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

HIP = {
    "stretch": "split-stance-hip-flexor",
    "name": "Split-stance hip flexor stretch",
    "avoid": "Arching the low back, tipping the chest forward, turning the back foot out.",
    "watch_for": "A pinch in the low back or deep in the groin: shorten the step.",
    "source": "deskbreak",
}
HAMSTRING = {
    "stretch": "standing-hamstring",
    "name": "Standing hamstring stretch",
    "avoid": "Rounding the back to reach further.",
    "watch_for": "Tingling in the foot: bend the knee a little more.",
    "source": "deskbreak",
}


def _step(about: dict[str, Any], side: str, kind: str, seconds: float, *instructions: str) -> dict[str, Any]:
    return {**about, "side": side, "kind": kind, "seconds": seconds, "instructions": list(instructions)}


STEPS = [
    {
        "stretch": "march", "name": "March on the spot", "side": "", "kind": "warm-up", "seconds": 30.0,
        "instructions": ["Lift the knees in turn at an easy pace.", "Let the arms swing along."],
        "avoid": "Stamping.", "watch_for": "", "source": "hart",
    },
    _step(HIP, "left", "change", 6.0, "Step the left foot well back, the right foot forward.", "A hand on the desk."),
    _step(
        HIP, "left", "hold", 30.0, "Squeeze the left buttock, tuck the tailbone under.",
        "Bend the right knee until the left hip front pulls.", "Stay tall; breathe out into the stretch.",
    ),
    _step(HIP, "right", "change", 4.0, "Change feet: the right one back."),
    _step(HIP, "right", "hold", 30.0, "Squeeze the right buttock.", "Bend the left knee."),
    _step(HAMSTRING, "left", "change", 6.0, "Set the left heel on the chair."),
    _step(HAMSTRING, "left", "hold", 30.0, "Hinge at the hips with a long back.", "Keep the knee soft."),
    _step(HAMSTRING, "right", "change", 4.0, "Set the right heel on the chair."),
    _step(HAMSTRING, "right", "hold", 30.0, "Hinge at the hips with a long back.", "Keep the knee soft."),
]  # fmt: skip
"""170 seconds of routine."""

TIMELINE: dict[str, Any] = {
    "start": "2026-11-20T04:00:00+01:00",
    "end": "2026-11-21T04:00:00+01:00",
    "spans": [
        {"what": what, "start": f"2026-11-20T{start}:00+01:00", "end": f"2026-11-20T{end}:00+01:00", "detail": detail}
        for what, start, end, detail in (
            ("bout", "08:12", "08:42", ""),
            ("break", "08:42", "08:43", "taken"),
            ("bout", "08:43", "09:48", ""),
            ("break", "09:48", "09:52", "taken"),
            ("bout", "09:52", "10:25", ""),
            ("absence", "10:25", "10:41", ""),
            ("bout", "10:41", "12:02", ""),
            ("hold", "11:10", "11:40", "call"),
            ("break", "11:41", "11:41", "skipped"),
            ("absence", "12:02", "12:49", ""),
            ("bout", "12:49", "13:20", ""),
            ("break", "13:20", "13:22", "partial"),
            ("bout", "13:22", "13:44", "now"),
        )
    ],
}


def snapshot(**changes: Any) -> dict[str, Any]:
    """A snapshot of an ordinary afternoon, seated for 21 minutes, with changes."""
    ordinary: dict[str, Any] = {
        "version": "0.1.0", "pid": 1, "at": "2026-11-20T13:44:00+01:00", "state": "sitting",
        "sitting_seconds": 1266.0, "accruing": True, "next": {"kind": "move", "due_in_seconds": 534.0},
        "kinds": [
            {"name": "move", "every_seconds": 1800.0, "length_seconds": 60.0, "clock_seconds": 1266.0},
            {"name": "stretch", "every_seconds": 3600.0, "length_seconds": 240.0, "clock_seconds": 1266.0},
        ],
        "owed": [], "holds": [], "snoozes_left": 3, "snooze_seconds": 300.0, "snooze_ends_in_seconds": None,
        "skip_allowed": True, "prompt": None,
        "paused_until": None, "away_seconds": None, "break": None, "routine": None,
        "presence": {"source": "x11", "idle_seconds": 3.2}, "notifier": "dbus", "config_path": "",
        "config_problems": [], "problems": [],
        "today": {"taken": 3, "partial": 1, "skipped": 1, "natural": 1, "missed": 0, "longest_bout_seconds": 4800.0},
        "hold_details": {},
        "week": {"days": 2, "goal": [3, 5], "regions": {"front": 3, "back": 2, "outer": 1, "inner": 0, "low-back": 0}},
        "screen": {
            "seconds": "auto", "reduced_motion": False, "theme": "deskbreak", "bell": True,
            "snooze_choices": [300.0, 600.0, 900.0, 1800.0],
        },
    }  # fmt: skip
    return ordinary | changes


def due(**changes: Any) -> dict[str, Any]:
    """The prompt of the longer break is shown."""
    return (
        snapshot(
            state="due",
            owed=["stretch"],
            prompt=7,
            sitting_seconds=3720.0,
            next={"kind": "stretch", "due_in_seconds": 0.0},
        )
        | changes
    )


def resting(elapsed: float = 47.0, **changes: Any) -> dict[str, Any]:
    """A break with a routine, that many seconds in."""
    return (
        snapshot(
            state="break",
            accruing=False,
            sitting_seconds=0.0,
            **{"break": {"kind": "stretch", "length_seconds": 180.0, "rested_seconds": elapsed, "paused": False}},
            routine={"total_seconds": 170.0, "index": 1, "elapsed_seconds": elapsed, "steps": STEPS},
        )
        | changes
    )


STATES: dict[str, dict[str, Any]] = {
    "sitting": snapshot(),
    "soon": snapshot(next={"kind": "move", "due_in_seconds": 88.0}),
    "due": due(),
    "due-last": due(snoozes_left=0, skip_allowed=False),
    "snoozed": snapshot(
        state="snoozed", owed=["stretch"], sitting_seconds=3900.0, snoozes_left=2, snooze_ends_in_seconds=200.0,
        next={"kind": "stretch", "due_in_seconds": 200.0},
    ),
    "away": snapshot(state="away", accruing=False, away_seconds=425.0, sitting_seconds=0.0),
    "held": snapshot(
        state="held", holds=["call"], owed=["move"], next={"kind": "move", "due_in_seconds": 0.0},
        hold_details={"call": "microphone in use by zoom since 13:31"},
    ),
    "held-early": snapshot(state="held", holds=["fullscreen"]),
    "paused": snapshot(state="paused", holds=["paused"], paused_until="2026-11-20T17:30:00+01:00"),
    "off": snapshot(state="off", accruing=False, next=None, sitting_seconds=0.0),
    "problems": snapshot(
        config_problems=["/home/a/.config/deskbreak/deskbreak.toml:12: snooze.default: 5 is no duration; write \"5m\""],
        problems=["dbus: no notification daemon"], presence={"source": None, "idle_seconds": None}, notifier="terminal",
    ),
    "break": resting(),
    "break-paused": resting(
        elapsed=65.0, **{"break": {"kind": "stretch", "length_seconds": 180.0, "rested_seconds": 65.0, "paused": True}}
    ),
    "break-change": resting(elapsed=32.0),
    "break-walking": resting(elapsed=172.0),
    "break-plain": resting(routine=None),
}  # fmt: skip


class HandClock:
    """A monotonic clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class FakeHandle:
    """A timer that never fires."""

    def __init__(self, seconds: float, callback: Callable[[], object]) -> None:
        self.seconds = seconds
        self.callback = callback
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class FakeTimers:
    """Keeps what was armed, so that a test can look at it and let it fire."""

    def __init__(self) -> None:
        self.armed: list[FakeHandle] = []

    def __call__(self, seconds: float, callback: Callable[[], object]) -> FakeHandle:
        handle = FakeHandle(seconds, callback)
        self.armed.append(handle)
        return handle

    @property
    def running(self) -> list[FakeHandle]:
        return [handle for handle in self.armed if not handle.is_cancelled]


class FakeControl:
    """Remembers what it was asked, answers what it was given, and pushes what a test says."""

    def __init__(self, first: dict[str, Any] | None = None, *, owns_service: bool = False) -> None:
        self.owns_service = owns_service
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, Any] = {"timeline": TIMELINE}
        self.failures: dict[str, Exception] = {}
        self.is_closed = False
        self._inbox: asyncio.Queue[tuple[str, dict[str, Any]] | None] = asyncio.Queue()
        self._first = snapshot() if first is None else first

    async def call(self, method: str, params: dict[str, Any] | None = None) -> Any:
        if self.is_closed:
            raise NotRunning("the service is not running")
        self.calls.append((method, params or {}))
        if method in self.failures:
            raise self.failures[method]
        return self.answers.get(method)

    async def messages(self) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        yield "snapshot", self._first
        while (message := await self._inbox.get()) is not None:
            yield message

    async def close(self) -> None:
        self.is_closed = True
        self.lose()

    def push(self, pushed: dict[str, Any]) -> None:
        """Send a snapshot to the screen."""
        self._inbox.put_nowait(("snapshot", pushed))

    def lose(self) -> None:
        """End the messages, as a service that goes does."""
        self._inbox.put_nowait(None)

    def asked(self, *but: str) -> list[tuple[str, dict[str, Any]]]:
        """The calls, without the ones the screen makes by itself."""
        return [call for call in self.calls if call[0] not in {"touch", "timeline", *but}]
