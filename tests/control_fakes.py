"""A service's end of the control socket without a service, and what the tests of it share."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from deskbreak.control.interface import MethodNotFound
from deskbreak.errors import Refused, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

SNAPSHOT: dict[str, Any] = {
    "version": "0.1.0",
    "pid": 1,
    "at": "2026-11-20T10:00:00+01:00",
    "state": "sitting",
    "sitting_seconds": 1234.5,
    "accruing": True,
    "next": {"kind": "move", "due_in_seconds": 565.5},
    "kinds": [{"name": "move", "every_seconds": 1800.0, "length_seconds": 60.0, "clock_seconds": 1234.5}],
    "owed": [],
    "holds": [],
    "snoozes_left": 3,
    "snooze_seconds": 300.0,
    "snooze_ends_in_seconds": None,
    "skip_allowed": True,
    "prompt": None,
    "paused_until": None,
    "away_seconds": None,
    "break": None,
    "routine": None,
    "presence": {"source": "x11", "idle_seconds": 3.2},
    "notifier": "dbus",
    "config_path": "/home/someone/.config/deskbreak/deskbreak.toml",
    "config_problems": [],
    "problems": [],
    "today": {
        "taken": 2,
        "partial": 0,
        "skipped": 1,
        "natural": 0,
        "missed": 0,
        "longest_bout_seconds": 2400.0,
    },
    "screen": {
        "seconds": "auto",
        "reduced_motion": False,
        "theme": "deskbreak",
        "bell": True,
        "snooze_choices": [300.0, 600.0],
    },
}


class FakeHandler:
    """Records calls, answers `status` and the commands with `snapshot`, and fails as the method's name says."""

    def __init__(self) -> None:
        self.snapshot = dict(SNAPSHOT)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.results: dict[str, Any] = {}
        self.errors: dict[str, Exception] = {}
        self.hanging = {"hang"}
        self.subscribers: list[Callable[[str, dict[str, Any]], None]] = []
        self.called: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.subscribed = asyncio.Event()
        self.unsubscribed = asyncio.Event()
        self.holding: list[str] = []
        self.held = asyncio.Event()
        self.released = asyncio.Event()

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        self.calls.append((method, params))
        self.called[method].set()
        if method in self.errors:
            raise self.errors[method]
        if method in self.hanging:
            await asyncio.Event().wait()
        if method == "nonsense":
            raise MethodNotFound("no method nonsense")
        if method == "refuse":
            raise Refused("nothing_owed", "snooze")
        if method == "misuse":
            raise UsageError("for: not a duration: 'soon'")
        return self.results.get(method, self.snapshot)

    def subscribe(self, push: Callable[[str, dict[str, Any]], None]) -> Callable[[], None]:
        self.subscribers.append(push)
        self.subscribed.set()

        def unsubscribe() -> None:
            self.subscribers.remove(push)
            self.unsubscribed.set()

        return unsubscribe

    def hold(self, reason: str) -> Callable[[], None]:
        self.holding.append(reason)
        self.held.set()

        def release() -> None:
            self.holding.remove(reason)
            self.released.set()

        return release

    def push(self, method: str, params: dict[str, Any]) -> None:
        for subscriber in list(self.subscribers):
            subscriber(method, params)
