from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

import pytest
from dbus_fast import Variant

from deskbreak import dbus
from deskbreak.presence.logind import LOGIND, MANAGER, MANAGER_PATH, PROPERTIES, SESSION, LogindWatch, find_session
from tests import live
from tests.presence.fakes import FakeService, FakeTime, Told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

OWN, OTHER, GRAPHICAL = (f"{MANAGER_PATH}/session/_3{digit}" for digit in (2, 7, 9))
USER_PATH = f"{MANAGER_PATH}/user/_{os.getuid()}"
NO_SUCH_SESSION = f"{LOGIND}.NoSuchSession"
GNOME, GNOME_PATH = "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"

pytestmark = pytest.mark.live


class FakeLogind:
    """logind with the sessions `2` (ours) and `7`, whose state tests set."""

    def __init__(self, service: FakeService) -> None:
        self.service = service
        self.hint = False
        self.sessions = {"2": OWN, "7": OTHER}
        self.by_process: dict[int, str] = {}
        self.display = ("", "/")
        service.methods |= {
            (MANAGER_PATH, MANAGER, "GetSession"): lambda body: ("o", [_found(self.sessions, body[0])]),
            (MANAGER_PATH, MANAGER, "GetSessionByPID"): lambda body: ("o", [_found(self.by_process, body[0])]),
            (MANAGER_PATH, MANAGER, "GetUser"): lambda _: ("o", [USER_PATH]),
            (USER_PATH, PROPERTIES, "Get"): lambda _: ("v", [Variant("(so)", list(self.display))]),
        }
        for path in (OWN, OTHER, GRAPHICAL):
            service.methods[path, PROPERTIES, "Get"] = lambda _: ("v", [Variant("b", self.hint)])

    async def say(self, member: str, path: str = OWN) -> None:
        await self.service.signal(path, SESSION, member)

    async def set_hint(self, locked: bool, path: str = OWN) -> None:
        changed = {"LockedHint": Variant("b", locked)}
        await self.service.signal(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", [SESSION, changed, []])

    async def sleep(self, begins: bool) -> None:
        await self.service.signal(MANAGER_PATH, MANAGER, "PrepareForSleep", "b", [begins])

    async def session_comes(self, member: str, name: str, path: str) -> None:
        await self.service.signal(MANAGER_PATH, MANAGER, member, "so", [name, path])


def _found(known: dict[Any, str], key: Any) -> str:
    if key not in known:
        raise LookupError(NO_SUCH_SESSION)
    return known[key]


class Pause:
    """Stands in for sleeping between attempts: over when the test says so."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[float] = asyncio.Queue()
        self._over = asyncio.Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        self.asked.put_nowait(seconds)
        await self._over.acquire()

    async def end_next(self) -> float:
        async with asyncio.timeout(5):
            seconds = await self.asked.get()
        self._over.release()
        return seconds


@pytest.fixture
async def logind(bus: live.PrivateBus) -> AsyncIterator[FakeLogind]:
    service = await FakeService.join(bus.address, LOGIND)
    yield FakeLogind(service)
    await service.leave()


@pytest.fixture
def environ(bus: live.PrivateBus) -> dict[str, str]:
    return {**bus.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus.address, "XDG_SESSION_ID": "2"}


@pytest.fixture
def locks() -> Told:
    return Told()


@pytest.fixture
def sleeps() -> Told:
    return Told()


@pytest.fixture
async def watch(environ: dict[str, str], time: FakeTime) -> AsyncIterator[LogindWatch]:
    watching = LogindWatch(environ, time, Pause())
    yield watching
    await watching.stop()


async def test_lock_and_unlock_of_the_session_are_told(
    logind: FakeLogind, watch: LogindWatch, locks: Told, sleeps: Told
) -> None:
    await watch.start(locks, sleeps)
    await logind.say("Lock")
    assert await locks.next()
    assert watch.locked
    await logind.say("Unlock")
    assert not await locks.next()
    assert sleeps.all == []


async def test_a_locker_that_only_sets_the_hint_is_heard(
    logind: FakeLogind, watch: LogindWatch, locks: Told, sleeps: Told
) -> None:
    await watch.start(locks, sleeps)
    await logind.set_hint(True)
    assert await locks.next()
    await logind.set_hint(False)
    assert not await locks.next()


async def test_another_session_does_not_count(
    logind: FakeLogind, watch: LogindWatch, locks: Told, sleeps: Told
) -> None:
    await watch.start(locks, sleeps)
    await logind.say("Lock", OTHER)
    await logind.set_hint(True, OTHER)
    await logind.sleep(True)
    await sleeps.next()
    assert locks.all == []


async def test_somebody_else_on_the_bus_cannot_lock_the_session(
    logind: FakeLogind, bus: live.PrivateBus, watch: LogindWatch, locks: Told, sleeps: Told
) -> None:
    await watch.start(locks, sleeps)
    forger = await FakeService.join(bus.address, "org.example.Forger")
    await forger.signal(OWN, SESSION, "Lock")
    await logind.sleep(True)
    await sleeps.next()
    assert locks.all == []
    await forger.leave()


async def test_a_session_found_locked_is_told_at_the_start(
    logind: FakeLogind, watch: LogindWatch, locks: Told, sleeps: Told
) -> None:
    logind.hint = True
    await watch.start(locks, sleeps)
    assert watch.locked
    assert locks.all == [True]


async def test_suspend_and_resume_are_told(logind: FakeLogind, watch: LogindWatch, locks: Told, sleeps: Told) -> None:
    await watch.start(locks, sleeps)
    await logind.sleep(True)
    await logind.sleep(False)
    assert [await sleeps.next(), await sleeps.next()] == [True, False]


async def test_input_ends_a_lock_nobody_confirmed(
    logind: FakeLogind, watch: LogindWatch, locks: Told, sleeps: Told, time: FakeTime
) -> None:
    await watch.start(locks, sleeps)
    await logind.say("Lock")
    await locks.next()
    time.go_by(60)
    watch.note_input(1.0)
    assert locks.all == [True, False]


async def test_a_screen_saver_that_covers_the_screen_is_a_lock(
    logind: FakeLogind, bus: live.PrivateBus, watch: LogindWatch, locks: Told, sleeps: Told
) -> None:
    saver = await FakeService.join(bus.address, GNOME)
    saver.methods[GNOME_PATH, GNOME, "GetActive"] = lambda _: ("b", [True])
    await watch.start(locks, sleeps)
    assert await locks.next()
    await saver.signal(GNOME_PATH, GNOME, "ActiveChanged", "b", [False])
    assert not await locks.next()
    await saver.signal(GNOME_PATH, GNOME, "ActiveChanged", "b", [True])
    assert await locks.next()
    await saver.leave()
    assert not await locks.next()


async def test_a_screen_saver_is_heard_without_logind(
    bus: live.PrivateBus, tmp_path: Path, time: FakeTime, locks: Told, sleeps: Told
) -> None:
    saver = await FakeService.join(bus.address, GNOME)
    none = f"unix:path={tmp_path}/none"
    watch = LogindWatch({**bus.environ, "DBUS_SYSTEM_BUS_ADDRESS": none}, time, Pause())
    await watch.start(locks, sleeps)
    await saver.signal(GNOME_PATH, GNOME, "ActiveChanged", "b", [True])
    assert await locks.next()
    await watch.stop()
    await saver.leave()


async def test_without_any_bus_it_watches_in_vain(tmp_path: Path, time: FakeTime, locks: Told, sleeps: Told) -> None:
    none = f"unix:path={tmp_path}/none"
    environ = {
        "DBUS_SYSTEM_BUS_ADDRESS": none,
        "DBUS_SESSION_BUS_ADDRESS": none,
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    watch = LogindWatch(environ, time, Pause())
    await watch.start(locks, sleeps)
    assert not watch.locked
    await watch.stop()


async def test_a_hung_bus_does_not_hold_up_the_start(
    bus: live.PrivateBus, watch: LogindWatch, locks: Told, sleeps: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskbreak.presence.logind.FIRST_ANSWER_SECONDS", 0.05)
    bus.hang()
    async with asyncio.timeout(1):
        await watch.start(locks, sleeps)
        await watch.stop()


async def test_after_the_bus_has_died_it_is_watched_again(
    tmp_path: Path, time: FakeTime, locks: Told, sleeps: Told
) -> None:
    pause = Pause()
    with live.private_bus(tmp_path) as first:
        environ = {"XDG_RUNTIME_DIR": "/nonexistent", "DBUS_SYSTEM_BUS_ADDRESS": first.address, "XDG_SESSION_ID": "2"}
        service = await FakeService.join(first.address, LOGIND)
        FakeLogind(service)
        watch = LogindWatch(environ, time, pause)
        await watch.start(locks, sleeps)
        assert await pause.end_next() == 30.0  # the session bus, which is not there
        await service.leave()
        first.kill()
        assert await pause.asked.get() in {30.0, 60.0}
    with live.private_bus(tmp_path) as second:
        service = await FakeService.join(second.address, LOGIND)
        FakeLogind(service).hint = True
        for _ in range(3):
            pause._over.release()
        assert await locks.next()
        await watch.stop()
        await service.leave()


async def test_a_session_that_comes_later_is_watched_from_then_on(
    logind: FakeLogind, watch: LogindWatch, locks: Told, sleeps: Told
) -> None:
    own = logind.sessions.pop("2")
    await watch.start(locks, sleeps)
    logind.sessions["2"], logind.hint = own, True
    await logind.session_comes("SessionNew", "2", own)
    watch._connections[0]._sleep._over.release()  # type: ignore[attr-defined]
    assert await locks.next()


async def test_a_session_that_ends_is_no_longer_locked(
    logind: FakeLogind, watch: LogindWatch, locks: Told, sleeps: Told
) -> None:
    logind.hint = True
    await watch.start(locks, sleeps)
    await locks.next()
    logind.hint = False
    await logind.session_comes("SessionRemoved", "2", logind.sessions.pop("2"))
    assert not await locks.next()


@pytest.mark.parametrize(
    ("session_id", "by_process", "display", "found"),
    [
        ("2", OTHER, ("9", GRAPHICAL), OWN),
        ("gone", OTHER, ("9", GRAPHICAL), OTHER),
        ("", OTHER, ("9", GRAPHICAL), OTHER),
        ("", "", ("9", GRAPHICAL), GRAPHICAL),
        ("", "", ("", "/"), ""),
    ],
)
async def test_the_session_is_the_named_one_else_the_process_s_else_the_graphical_one(
    logind: FakeLogind,
    bus: live.PrivateBus,
    session_id: str,
    by_process: str,
    display: tuple[str, str],
    found: str,
) -> None:
    logind.by_process = {os.getpid(): by_process} if by_process else {}
    logind.display = display
    connection = await dbus.connect(bus.address)
    assert await find_session(connection, {"XDG_SESSION_ID": session_id}) == found
    await connection.close()


async def test_a_bus_without_logind_is_an_error_to_try_again(bus: live.PrivateBus) -> None:
    connection = await dbus.connect(bus.address)
    with pytest.raises(dbus.BusError):
        await find_session(connection, {"XDG_SESSION_ID": "2"})
    await connection.close()
