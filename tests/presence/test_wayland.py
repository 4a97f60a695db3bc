from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from deskbreak import wayland
from deskbreak.errors import SourceFailed
from deskbreak.presence.awake import ThroughSuspend
from deskbreak.presence.clocks import system_clocks
from deskbreak.presence.desk import Presence, Reserve
from deskbreak.presence.port import Sample, Unsuited
from deskbreak.presence.seats import (
    CLOSE_LOOK_SECONDS,
    CLOSE_PAUSE_SECONDS,
    KDE_NOTIFICATION,
    KDE_NOTIFIER,
    PAUSE_SECONDS,
)
from deskbreak.presence.wayland import SILENT_SECONDS, Wayland
from deskbreak.wayland.terms import SEAT
from tests import live
from tests.presence.fakes import FakeSource, FakeTime
from tests.wayland_fakes import SEAT_KDE, SEAT_V1, SEAT_V2, FakeCompositor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path


@pytest.fixture
async def compositor(tmp_path: Path) -> AsyncIterator[FakeCompositor]:
    fake = FakeCompositor(tmp_path, SEAT_V2)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def source(compositor: FakeCompositor, time: FakeTime) -> AsyncIterator[Wayland]:
    made = Wayland(compositor.environ, time.clocks)
    await made.start()
    yield made
    await made.stop()


async def heard(source: Wayland) -> None:
    """Return when the source has heard everything said so far."""
    assert source._display is not None
    await source._display.roundtrip()


async def pause(compositor: FakeCompositor, source: Wayland, time: FakeTime, seconds: float) -> None:
    """Nobody touches anything for so long."""
    time.go_by(PAUSE_SECONDS)
    compositor.fall_idle(PAUSE_SECONDS)
    await heard(source)
    time.go_by(seconds - PAUSE_SECONDS)


@pytest.mark.parametrize(("offers", "request_"), [(SEAT_V2, "input"), (SEAT_V1, "idle"), (SEAT_KDE, "kde")])
async def test_the_best_protocol_of_the_compositor_is_used(
    tmp_path: Path, time: FakeTime, offers: dict[str, int], request_: str
) -> None:
    compositor = FakeCompositor(tmp_path, offers)
    await compositor.start()
    source = Wayland(compositor.environ, time.clocks)
    await source.start()
    assert [(each.request, each.timeout_seconds) for each in compositor.notifications] == [(request_, PAUSE_SECONDS)]
    await pause(compositor, source, time, 60)
    assert await source.idle_seconds() == pytest.approx(60)
    compositor.see_input(PAUSE_SECONDS)
    await heard(source)
    assert await source.idle_seconds() == 0
    await source.stop()
    await compositor.stop()


@pytest.mark.parametrize("offers", [{"wl_seat": 8}, {"ext_idle_notifier_v1": 2}])
async def test_a_compositor_that_tells_nothing_is_no_source(
    tmp_path: Path, time: FakeTime, offers: dict[str, int]
) -> None:
    compositor = FakeCompositor(tmp_path, offers)
    await compositor.start()
    with pytest.raises(Unsuited):
        await Wayland(compositor.environ, time.clocks).start()
    reserve = FakeSource("tty", 900.0)
    presence = Presence([Wayland(compositor.environ, time.clocks)], time, reserves=[Reserve(reserve)])
    assert (await presence.sample()).idle_seconds is None
    assert reserve.asked == 0
    await compositor.stop()
    time.go_by(10)
    assert (await presence.sample()).source == "tty"


async def test_while_somebody_types_on_nothing_is_said_and_nothing_asked(
    compositor: FakeCompositor, source: Wayland, time: FakeTime
) -> None:
    time.go_by(PAUSE_SECONDS + 1)
    before = compositor.requests
    for _ in range(4):
        assert await source.idle_seconds() == 0
        time.go_by(10)
    assert compositor.requests == before


async def test_connecting_is_no_input(compositor: FakeCompositor, source: Wayland, time: FakeTime) -> None:
    time.go_by(2)
    assert await source.idle_seconds() == pytest.approx(2)
    time.go_by(1)
    compositor.fall_idle(PAUSE_SECONDS)
    await heard(source)
    assert await source.idle_seconds() == pytest.approx(3)


async def test_the_newest_input_of_all_seats_counts(tmp_path: Path, time: FakeTime) -> None:
    compositor = FakeCompositor(tmp_path, SEAT_V2, seats=2)
    await compositor.start()
    source = Wayland(compositor.environ, time.clocks)
    await source.start()
    first, second = compositor.notifications
    await pause(compositor, source, time, 60)
    compositor.say(second.number, 1)
    await heard(source)
    time.go_by(1)
    assert first.number != second.number
    assert await source.idle_seconds() == 0
    await source.stop()
    await compositor.stop()


async def test_an_input_after_a_long_pause_is_news_and_looked_at_closely(
    compositor: FakeCompositor, source: Wayland, time: FakeTime
) -> None:
    news: list[float] = []
    source.watch(lambda: news.append(time()))
    await pause(compositor, source, time, 600)
    compositor.see_input(PAUSE_SECONDS)
    await heard(source)
    assert len(news) == 1
    time.go_by(CLOSE_PAUSE_SECONDS)
    compositor.fall_idle(CLOSE_PAUSE_SECONDS)
    await heard(source)
    time.go_by(1)
    assert await source.idle_seconds() == pytest.approx(2)
    compositor.see_input(CLOSE_PAUSE_SECONDS)
    await heard(source)
    assert len(news) == 2
    time.go_by(CLOSE_LOOK_SECONDS)
    await source.idle_seconds()
    await heard(source)
    assert [each.timeout_seconds for each in compositor.open_notifications()] == [PAUSE_SECONDS]


async def test_an_input_after_a_short_pause_is_no_news(
    compositor: FakeCompositor, source: Wayland, time: FakeTime
) -> None:
    news: list[float] = []
    source.watch(lambda: news.append(time()))
    await pause(compositor, source, time, 10)
    compositor.see_input(PAUSE_SECONDS)
    await heard(source)
    assert news == []


async def test_a_bump_is_no_return_and_a_hand_that_goes_on_is_one(compositor: FakeCompositor, time: FakeTime) -> None:
    source = Wayland(compositor.environ, time.clocks)
    presence = Presence([source], time, away_after_seconds=120)
    await presence.start()
    await pause(compositor, source, time, 600)
    await presence.sample()
    compositor.see_input(PAUSE_SECONDS)
    await heard(source)
    assert await presence.sample() == Sample("wayland", pytest.approx(600), None, 3.0)  # type: ignore[arg-type]
    time.go_by(1)
    compositor.fall_idle(CLOSE_PAUSE_SECONDS)
    await heard(source)
    time.go_by(2)
    assert await presence.sample() == Sample("wayland", pytest.approx(603), None, 3.0)  # type: ignore[arg-type]
    time.go_by(4)
    compositor.see_input(CLOSE_PAUSE_SECONDS)
    await heard(source)
    assert await presence.sample() == Sample("wayland", 0.0, pytest.approx(7), None)  # type: ignore[arg-type]
    await presence.stop()


async def test_a_suspend_is_no_input(compositor: FakeCompositor, time: FakeTime) -> None:
    wire = Wayland(compositor.environ, time.clocks)
    source = ThroughSuspend(wire, time.clocks)
    await source.start()
    time.go_by(10)
    assert await source.idle_seconds() == 0
    time.go_by(1)
    time.sleep(3600)
    assert await source.idle_seconds() == pytest.approx(3601)
    time.go_by(2)
    compositor.fall_idle(PAUSE_SECONDS)
    await heard(wire)
    assert await source.idle_seconds() == pytest.approx(3603, abs=1)
    compositor.see_input(PAUSE_SECONDS)
    await heard(wire)
    assert await source.idle_seconds() == pytest.approx(0)
    await source.stop()


async def test_a_compositor_silent_for_long_is_asked_for_a_sign_of_life(
    compositor: FakeCompositor, source: Wayland, time: FakeTime
) -> None:
    before = compositor.requests
    time.go_by(SILENT_SECONDS)
    await source.idle_seconds()
    await source.idle_seconds()
    assert compositor.requests == before + 1


async def test_a_compositor_that_hangs_is_found_out_within_a_minute(compositor: FakeCompositor, time: FakeTime) -> None:
    presence = Presence([Wayland(compositor.environ, time.clocks)], time, limit_seconds=0.1)
    await presence.start()
    assert presence.source == "wayland"
    compositor.hangs = True
    sources = []
    for _ in range(6):
        time.go_by(10)
        sources.append((await presence.sample()).source)
    assert sources[-1] == "none"
    await presence.stop()


async def test_a_compositor_that_goes_is_news_and_a_failure(compositor: FakeCompositor, source: Wayland) -> None:
    news = asyncio.Event()
    source.watch(news.set)
    await compositor.stop()
    async with asyncio.timeout(5):
        await news.wait()
    with pytest.raises(SourceFailed, match="gone"):
        await source.idle_seconds()
    with pytest.raises(SourceFailed, match="cannot be reached"):
        await source.start()


async def test_presence_goes_on_without_the_compositor_and_takes_it_back(
    compositor: FakeCompositor, time: FakeTime
) -> None:
    other = FakeSource("tty", 500.0)
    presence = Presence([Wayland(compositor.environ, time.clocks)], time, reserves=[Reserve(other)])
    await presence.start()
    assert presence.source == "wayland"
    await compositor.stop()
    time.go_by(10)
    assert (await presence.sample()).source == "tty"
    await compositor.start()
    time.go_by(10)
    assert (await presence.sample()).source == "wayland"
    await presence.stop()


async def test_asked_before_the_start_it_fails(time: FakeTime) -> None:
    with pytest.raises(SourceFailed):
        await Wayland({}, time.clocks).idle_seconds()


# -- real compositors


async def told(source: Wayland, expected: Callable[[float], bool]) -> float:
    """The idle time once it is as expected; the clock is the compositor's own."""
    async with asyncio.timeout(PAUSE_SECONDS + 5):
        while not expected(idle := await source.idle_seconds()):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
    return idle


@pytest.mark.live
async def test_on_sway_silence_grows_input_ends_it_and_its_death_is_survived() -> None:
    clocks = system_clocks()
    with live.runtime_folder() as folder:
        with live.sway(folder) as sway:
            source = Wayland(sway.environ, clocks)
            presence = Presence([source], clocks.boot_seconds, reserves=[Reserve(FakeSource("tty", 1.0))])
            await presence.start()
            assert presence.source == "wayland"
            await told(source, lambda idle: idle > PAUSE_SECONDS + 0.1)
            sway.type()
            await told(source, lambda idle: idle == 0)
            news = asyncio.Event()
            presence.watch(news.set)
            sway.kill()
            await asyncio.wait_for(news.wait(), 5)
            assert (await presence.sample()).source == "tty"
        with live.sway(folder) as again:
            assert again.environ == sway.environ
            presence._sources[0]._retry_at = 0  # its pause is over
            assert (await presence.sample()).source == "wayland"
            again.hang()
            await presence.stop()


@pytest.mark.live
async def test_on_kwin_silence_grows_and_input_ends_it() -> None:
    with live.runtime_folder() as folder, live.private_bus(folder) as bus, live.kwin(bus) as kwin:
        source = Wayland(kwin.environ, system_clocks())
        await source.start()
        await told(source, lambda idle: idle > PAUSE_SECONDS + 0.1)
        await simulate_input(kwin.environ)
        await told(source, lambda idle: idle == 0)
        await source.stop()


async def simulate_input(environ: dict[str, str]) -> None:
    """Have KWin believe in a hand, by a request that its own idle protocol has for that."""
    display = await wayland.connect(environ)
    seat = display.bind(display.offered(SEAT.name)[0], SEAT)
    notifier = display.bind(display.offered(KDE_NOTIFIER.name)[0], KDE_NOTIFIER)
    notifier.create("get_idle_timeout", KDE_NOTIFICATION, seat, 60_000).request("simulate_user_activity")
    await display.roundtrip()
    display.close()
