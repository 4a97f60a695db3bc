from __future__ import annotations

import asyncio
import itertools
import logging
import math
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import SourceFailed
from deskbreak.presence.desk import Presence, Reserve
from deskbreak.presence.keys import Keys
from deskbreak.presence.port import NOTHING_KNOWN, Sample
from tests.presence.fakes import FakeSource

if TYPE_CHECKING:
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
