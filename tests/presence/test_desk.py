from __future__ import annotations

import asyncio
import itertools
import logging
import math
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import SourceFailed
from deskbreak.presence.awake import ThroughSuspend
from deskbreak.presence.desk import Presence, Reserve
from deskbreak.presence.keys import Keys
from deskbreak.presence.port import NOTHING_KNOWN, Sample, Unsuited
from tests.presence.fakes import FakeSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.presence.fakes import FakeTime

FAILED = SourceFailed("it broke")


async def test_one_source_is_reported_with_its_name(time: FakeTime) -> None:
    presence = Presence([FakeSource("x11", 3.5)], time)
    await presence.start()
    assert presence.source == "x11"
    assert await presence.sample() == Sample("x11", 3.5)


async def test_the_newest_input_of_the_working_sources_counts(time: FakeTime) -> None:
    presence = Presence([FakeSource("x11", 300.0), FakeSource("tty", 12.0), FakeSource("tmux", FAILED)], time)
    assert await presence.sample() == Sample("tty", 12.0)
    assert presence.source == "tty"


async def test_of_two_sources_with_input_about_as_new_the_first_is_named_and_the_newest_counts(time: FakeTime) -> None:
    presence = Presence([FakeSource("tty", 9.0), FakeSource("tmux", 2.0)], time)
    assert await presence.sample() == Sample("tty", 2.0)


async def test_without_a_source_nothing_is_known(time: FakeTime) -> None:
    presence = Presence([], time)
    await presence.start()
    assert await presence.sample() == NOTHING_KNOWN == Sample("none", None)
    assert presence.source == "none"


async def test_when_every_source_fails_nothing_is_known(time: FakeTime) -> None:
    presence = Presence([FakeSource("x11", FAILED)], time, reserves=[Reserve(FakeSource("tty", FAILED))])
    assert await presence.sample() == NOTHING_KNOWN


@pytest.mark.parametrize("nonsense", [math.nan, math.inf, -math.inf, 1.8e9, 2.0**64 / 1000])
async def test_an_idle_time_that_makes_no_sense_is_a_failure(time: FakeTime, nonsense: float) -> None:
    presence = Presence([FakeSource("x11", nonsense), FakeSource("tty", 4.0)], time)
    assert await presence.sample() == Sample("tty", 4.0)


async def test_an_input_from_the_future_is_one_of_now(time: FakeTime) -> None:
    assert await Presence([FakeSource("x11", -7.0)], time).sample() == Sample("x11", 0.0)


async def test_a_reserve_is_left_alone_while_a_source_works(time: FakeTime) -> None:
    reserve = FakeSource("tty", 1.0)
    presence = Presence([FakeSource("x11", 500.0)], time, reserves=[Reserve(reserve)])
    assert await presence.sample() == Sample("x11", 500.0)
    assert reserve.calls == []


async def test_a_reserve_with_a_threshold_is_asked_from_that_idleness_on(time: FakeTime) -> None:
    source, reserve = FakeSource("tty", 8.0), FakeSource("tmux", 2.0)
    presence = Presence([source], time, reserves=[Reserve(reserve, when_idle_seconds=9.0)])
    assert await presence.sample() == Sample("tty", 8.0)
    assert reserve.asked == 0
    source.answer = 9.0
    assert await presence.sample() == Sample("tty", 2.0)
    source.answer = 90.0
    assert await presence.sample() == Sample("tmux", 2.0)


async def test_a_failover_forgets_no_input(time: FakeTime) -> None:
    source, reserve = FakeSource("x11", 10.0), FakeSource("tty", 2400.0)
    presence = Presence([source], time, reserves=[Reserve(reserve)])
    await presence.sample()
    source.answer = FAILED
    time.go_by(10)
    assert await presence.sample() == Sample("tty", 20.0)
    reserve.answer = 1.0
    assert await presence.sample() == Sample("tty", 1.0)


async def test_a_failed_source_is_retried_after_a_growing_pause(time: FakeTime) -> None:
    source = FakeSource("x11", FAILED)
    presence = Presence([source], time)
    asked_at = []
    for second in range(0, 2000, 5):
        before = source.asked
        await presence.sample()
        if source.asked > before:
            asked_at.append(second)
        time.go_by(5)
    pauses = [after - before for before, after in itertools.pairwise(asked_at)]
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300, 300, 300]


async def test_a_source_that_works_again_is_used_again_and_its_pauses_begin_anew(time: FakeTime) -> None:
    source = FakeSource("x11", FAILED)
    presence = Presence([source, FakeSource("tty", 60.0)], time)
    for _ in range(3):
        assert (await presence.sample()).source == "tty"
        time.go_by(300)
    source.answer = 1.0
    assert await presence.sample() == Sample("x11", 1.0)
    source.answer = FAILED
    assert (await presence.sample()).source != "x11"
    source.answer = 1.0
    time.go_by(5)
    assert await presence.sample() == Sample("x11", 1.0)


async def test_a_source_that_failed_is_stopped_and_started_again(time: FakeTime) -> None:
    source = FakeSource("x11", FAILED)
    presence = Presence([source], time)
    await presence.sample()
    time.go_by(5)
    source.answer = 0.0
    await presence.sample()
    await presence.sample()
    assert source.calls == ["start", "ask", "stop", "start", "ask", "ask"]


async def test_a_failure_is_logged_once(time: FakeTime, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    presence = Presence([FakeSource("x11", FAILED)], time)
    for _ in range(5):
        await presence.sample()
        time.go_by(300)
    assert [record.getMessage() for record in caplog.records] == ["presence source x11: it broke"]


async def test_sources_that_hang_hold_a_sample_up_no_longer_than_the_limit(time: FakeTime) -> None:
    hanging = [FakeSource("mutter"), FakeSource("x11"), FakeSource("tty"), FakeSource("tmux")]
    for source in hanging:
        source.hangs = True
    reserves = [Reserve(source) for source in hanging[2:]]
    presence = Presence(hanging[:2], time, reserves=reserves, limit_seconds=0.05)
    loop = asyncio.get_running_loop()
    before = loop.time()
    assert await presence.sample() == NOTHING_KNOWN
    assert loop.time() - before < 0.5
    assert [source.calls for source in hanging] == [["start", "ask", "stop"]] * 4


async def test_a_hanging_source_does_not_keep_another_from_answering(time: FakeTime) -> None:
    hanging = FakeSource("mutter")
    hanging.hangs = True
    presence = Presence([hanging, FakeSource("x11", 2.0)], time, limit_seconds=0.05)
    assert await presence.sample() == Sample("x11", 2.0)


async def test_keys_in_our_own_screen_count_beside_a_working_source(time: FakeTime) -> None:
    presence = Presence([FakeSource("x11", 100.0)], time)
    presence.touch()
    time.go_by(4)
    assert await presence.sample() == Sample("keys", 4.0)


async def test_keys_alone_do_not_show_that_nobody_is_there(time: FakeTime) -> None:
    presence = Presence([FakeSource("x11", FAILED)], time)
    presence.touch()
    time.go_by(1000)
    assert await presence.sample() == NOTHING_KNOWN


async def test_keys_as_the_one_source_asked_for_do(time: FakeTime) -> None:
    presence = Presence([Keys(time)], time)
    await presence.start()
    time.go_by(130)
    assert await presence.sample() == Sample("keys", 130.0)
    presence.touch()
    assert await presence.sample() == Sample("keys", 0.0)


async def test_stopping_waits_for_the_sample_being_taken(time: FakeTime) -> None:
    source = FakeSource("x11")
    source.hangs = True
    presence = Presence([source], time, limit_seconds=0.05)
    sampling = asyncio.create_task(presence.sample())
    while not source.asked:  # noqa: ASYNC110 - one or two turns of the loop
        await asyncio.sleep(0)
    await presence.stop()
    assert sampling.done()


async def test_stopping_stops_every_source(time: FakeTime) -> None:
    source, reserve = FakeSource("x11"), FakeSource("tty")
    presence = Presence([source], time, reserves=[Reserve(reserve)])
    await presence.start()
    await presence.stop()
    assert source.calls[-1] == reserve.calls[-1] == "stop"
    assert presence.names == ("x11", "tty")


class Telling(FakeSource):
    """A source that is told things itself."""

    def watch(self, on_news: Callable[[], None]) -> None:
        self.on_news = on_news


async def test_news_of_a_source_that_is_told_things_is_passed_on(time: FakeTime) -> None:
    telling, wrapped = Telling("wayland"), Telling("mutter")
    presence = Presence([telling, FakeSource("x11")], time, reserves=[Reserve(ThroughSuspend(wrapped, time.clocks))])
    news: list[None] = []
    presence.watch(lambda: news.append(None))
    telling.on_news()
    wrapped.on_news()
    assert len(news) == 2


async def test_a_session_that_tells_nothing_is_not_judged_by_a_mere_substitute(time: FakeTime) -> None:
    reserve, beside = FakeSource("tty", 900.0), FakeSource("tmux", FAILED)
    presence = Presence(
        [FakeSource("wayland", Unsuited("it has no such protocol"))],
        time,
        reserves=[Reserve(reserve), Reserve(beside, when_idle_seconds=9.0)],
    )
    for _ in range(3):
        assert await presence.sample() == NOTHING_KNOWN
        time.go_by(1)
    assert (reserve.asked, beside.asked) == (0, 1)


# -- returns

AWAY_AFTER = 120.0


async def after_an_absence(time: FakeTime, source: FakeSource) -> Presence:
    presence = Presence([source], time, away_after_seconds=AWAY_AFTER)
    await presence.sample()
    time.go_by(600)
    source.answer = 600.0
    assert await presence.sample() == Sample(source.name, 600.0)
    return presence


async def test_a_lone_input_after_an_absence_is_kept_back_and_looked_at_again(time: FakeTime) -> None:
    source = FakeSource("x11", 0.0)
    presence = await after_an_absence(time, source)
    source.answer = 0.0
    assert await presence.sample() == Sample("x11", 600.0, again_in_seconds=3.0)
    for idle in (3.0, 6.0, 9.0):
        time.go_by(3)
        source.answer = idle
        assert await presence.sample() == Sample("x11", 600.0 + idle, again_in_seconds=3.0)
    time.go_by(3)
    source.answer = 12.0
    assert await presence.sample() == Sample("x11", 612.0)


async def test_a_second_input_makes_a_return_of_the_first(time: FakeTime) -> None:
    source = FakeSource("x11", 0.0)
    presence = await after_an_absence(time, source)
    source.answer = 1.0
    await presence.sample()
    time.go_by(3)
    source.answer = 0.5
    assert await presence.sample() == Sample("x11", 0.5, returned_seconds=4.0)
    assert await presence.sample() == Sample("x11", 0.5)


@pytest.mark.parametrize("name", ["tty", "tmux"])
async def test_what_is_typed_into_a_terminal_is_no_bump(time: FakeTime, name: str) -> None:
    source = FakeSource(name, 0.0)
    presence = await after_an_absence(time, source)
    source.answer = 2.0
    assert await presence.sample() == Sample(name, 2.0)


async def test_a_key_in_our_own_screen_is_no_bump(time: FakeTime) -> None:
    source = FakeSource("x11", 0.0)
    presence = await after_an_absence(time, source)
    presence.touch()
    source.answer = 0.0
    assert await presence.sample() == Sample("x11", 0.0)


async def test_input_seen_by_two_sources_at_different_moments_is_a_return(time: FakeTime) -> None:
    desk, laptop = FakeSource("x11", 0.0), FakeSource("wayland", 0.0)
    presence = Presence([desk, laptop], time, away_after_seconds=AWAY_AFTER)
    await presence.sample()
    time.go_by(600)
    desk.answer, laptop.answer = 1.0, 600.0
    await presence.sample()
    time.go_by(3)
    desk.answer, laptop.answer = 4.0, 1.0
    sample = await presence.sample()
    assert (sample.idle_seconds, sample.returned_seconds) == (1.0, 4.0)
