"""A whole service over fakes: a desk whose time, person, notifications and files a test moves by hand."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from deskbreak.errors import NotifyFailed, Refused, SourceFailed
from deskbreak.history.ledger import Ledger
from deskbreak.holds.holds import Holds
from deskbreak.holds.port import Found, ProbeFailed
from deskbreak.notify.port import Answer, Notice, OnNews, Returned
from deskbreak.presence.clocks import Clocks
from deskbreak.presence.desk import Presence
from deskbreak.routine.files import FOLDER, load_catalogue
from deskbreak.service.clock import InstantClock
from deskbreak.service.handler import ServiceHandler
from deskbreak.service.memory import Memory
from deskbreak.service.parts import Parts
from deskbreak.service.reload import Reloader
from deskbreak.service.service import Service
from deskbreak.settings.load import load

START = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
NS = 1_000_000_000


@dataclass
class FakeTime:
    """Three clocks that only a test moves."""

    boot: float = 5000.0
    asleep: float = 0.0
    wall: datetime = START

    def clocks(self) -> Clocks:
        return Clocks(
            lambda: round(self.boot * NS),
            lambda: round((self.boot - self.asleep) * NS),
            lambda: round(self.wall.timestamp() * NS),
        )

    def move(self, seconds: float, *, asleep: bool = False) -> None:
        self.boot += seconds
        self.wall += timedelta(seconds=seconds)
        if asleep:
            self.asleep += seconds


class FakeSource:
    """A person whose last input the test sets; None while the source does not work."""

    name = "fake"

    def __init__(self, time: FakeTime) -> None:
        self._time = time
        self.last_input: float | None = time.boot
        self.typing = True

    async def start(self) -> None:
        if self.last_input is None:
            raise SourceFailed("no fake")

    async def idle_seconds(self) -> float:
        if self.last_input is None:
            raise SourceFailed("no fake")
        if self.typing:
            self.last_input = self._time.boot
        return self._time.boot - self.last_input

    async def stop(self) -> None:
        pass


class FakeNotifier:
    """Keeps what is shown; a test presses the buttons."""

    name = "fake"

    def __init__(self) -> None:
        self.shown: dict[str, Notice] = {}
        self.history: list[Notice] = []
        self.works = True
        self.stopped = False
        self._count = 0
        self._on_news: OnNews | None = None

    async def start(self, on_news: OnNews) -> None:
        self._on_news = on_news
        self.stopped = False

    async def show(self, notice: Notice, replaces: str | None = None) -> str:
        if not self.works:
            raise NotifyFailed("the fake is broken")
        self._count += 1
        if replaces is not None:
            self.shown.pop(replaces, None)
        handle = str(self._count)
        self.shown[handle] = notice
        self.history.append(notice)
        return handle

    async def close(self, handle: str) -> None:
        self.shown.pop(handle, None)

    async def stop(self) -> None:
        self.shown.clear()
        self.stopped = True

    def press(self, key: str, handle: str | None = None) -> None:
        assert self._on_news is not None
        self._on_news(Answer(handle or next(iter(self.shown)), key))

    def lose_all(self) -> None:
        """What shows the popups is killed, and comes back."""
        self.shown.clear()
        assert self._on_news is not None
        self._on_news(Returned())

    @property
    def titles(self) -> list[str]:
        return [notice.title for notice in self.shown.values()]


class FakeSession:
    """A session whose lock and sleep the test plays."""

    locked = False

    def __init__(self) -> None:
        self.on_lock: Callable[[bool], None] = lambda _: None
        self.on_sleep: Callable[[bool], None] = lambda _: None

    async def start(self, on_lock: Callable[[bool], None], on_sleep: Callable[[bool], None]) -> None:
        self.on_lock, self.on_sleep = on_lock, on_sleep

    def note_input(self, idle_seconds: float) -> None:
        pass

    async def stop(self) -> None:
        pass


class FakeProbe:
    """A reason not to prompt that the test switches on; counts how often it is looked at."""

    def __init__(self, reason: str) -> None:
        self.name = f"fake {reason}"
        self.reason = reason
        self.detail = ""
        self.for_seconds: float | None = None
        self.failure = ""
        self.looks = 0
        self.closed = False

    async def look(self) -> Found | None:
        self.looks += 1
        if self.failure:
            raise ProbeFailed(self.failure)
        return Found(self.detail, self.for_seconds) if self.detail else None

    async def close(self) -> None:
        self.closed = True


@dataclass
class FakeAlarm:
    """Notes what is armed; the world rings it."""

    on_wake: Callable[[], None]
    on_day: Callable[[], None]
    has_jumped: Callable[[], bool]
    armed_in: float | None = None
    rhythm: list[tuple[float, int]] = field(default_factory=list)
    stopped: bool = False

    def start(self, sample_seconds: float, day_starts: int) -> None:
        self.set_rhythm(sample_seconds, day_starts)

    def set_rhythm(self, sample_seconds: float, day_starts: int) -> None:
        self.rhythm.append((sample_seconds, day_starts))

    def arm(self, in_seconds: float) -> None:
        self.armed_in = in_seconds

    def stop(self) -> None:
        self.stopped = True


class World:
    """One person's machine. `boot` starts the service on it, `kill` ends it without a word, `pass_time` lives on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.time = FakeTime()
        self.person = FakeSource(self.time)
        self.away_after = math.inf
        """From this silence on a lone input does not count."""
        self.notifier = FakeNotifier()
        self.session = FakeSession()
        self.call_probe = FakeProbe("call")
        self.dnd_probe = FakeProbe("dnd")
        self.zone: tzinfo = UTC
        self.boot_id = "this boot"
        self.config = folder / "deskbreak.toml"
        self.waiting = folder / "waiting"
        self.config.write_text('[prompt]\nwarn_before = "0s"\nremind_every = "0s"\n')
        self.service: Service
        self.handler: ServiceHandler
        self.reloader: Reloader
        self.ledger: Ledger
        self.alarms: list[FakeAlarm] = []
        self.pushed: list[tuple[str, dict[str, object]]] = []

    @property
    def alarm(self) -> FakeAlarm:
        return self.alarms[-1]

    def parts(self) -> Parts:
        def settings() -> object:
            return load(self.config, {})

        def alarm(on_wake: Callable[[], None], on_day: Callable[[], None], has_jumped: Callable[[], bool]) -> FakeAlarm:
            self.alarms.append(FakeAlarm(on_wake, on_day, has_jumped))
            return self.alarms[-1]

        self.ledger = Ledger.open(self.folder / "history.db", lambda: self.time.wall)
        return Parts(
            load_settings=lambda: load(self.config, {}),
            loaded=load(self.config, {}),
            clock=InstantClock(self.time.clocks(), lambda: self.zone),
            presence=self.presence(),
            session=self.session,
            holds=self.holds(),
            notifier=self.notifier,
            ledger=self.ledger,
            memory=Memory(self.folder / "state.json", self.boot_id),
            load_stretches=lambda: load_catalogue(self.folder),
            own_stretches=self.folder / FOLDER,
            make_presence=lambda _: self.presence(),
            make_holds=lambda _: self.holds(),
            make_notifier=lambda _: self.notifier,
            make_alarm=alarm,
            waiting_path=self.waiting,
        )

    def presence(self) -> Presence:
        return Presence([self.person], lambda: self.time.boot, away_after_seconds=self.away_after)

    def holds(self) -> Holds:
        return Holds([self.call_probe, self.dnd_probe], lambda: self.time.boot)

    async def boot(self) -> None:
        self.service = Service(self.parts())
        self.reloader = Reloader(self.service)
        self.handler = ServiceHandler(self.service, self.reloader)
        await self.service.start()
        await self.service.herald.idle()

    async def shut_down(self) -> None:
        await self.service.stop()

    async def kill(self) -> None:
        """What kill -9 leaves: no saving, no closing of popups; only this process's tasks are ended."""
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}), return_exceptions=True)
        self.ledger.close()

    async def pass_time(self, seconds: float) -> None:
        """Let time go by as the real alarm would: a sample every 10 s and at each deadline."""
        end = self.time.boot + seconds
        while self.time.boot < end:
            step = min(10.0, end - self.time.boot)
            if self.alarm.armed_in is not None and 0 < self.alarm.armed_in < step:
                step = self.alarm.armed_in
            self.time.move(step)
            self.alarm.armed_in = None
            await self.service.eyes.look()
        await self.service.herald.idle()

    async def leave(self, seconds: float) -> None:
        """The person gets up, and time goes by."""
        self.person.typing = False
        self.person.last_input = self.time.boot
        await self.pass_time(seconds)

    async def bump(self) -> None:
        """Something touches the mouse, once, and the service is told at once."""
        self.person.last_input = self.time.boot
        await self.service.eyes.look()

    async def come_back(self) -> None:
        self.person.typing = True
        await self.service.eyes.look()
        await self.service.herald.idle()

    async def press(self, key: str, handle: str | None = None) -> None:
        self.notifier.press(key, handle)
        await self.service.herald.idle()

    async def call(self, method: str, **params: object) -> Any:
        answer = await self.handler.call(method, params)
        await self.service.herald.idle()
        return answer

    async def refusal(self, method: str, **params: object) -> str:
        try:
            await self.handler.call(method, params)
        except Refused as refused:
            return refused.reason
        return ""

    @property
    def state(self) -> str:
        return str(self.service.board.snapshot()["state"])

    def outcomes(self) -> list[tuple[str, str | None]]:
        return [(row.kind, row.outcome) for row in self.ledger.breaks()]
