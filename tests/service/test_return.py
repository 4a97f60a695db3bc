"""Coming back to the desk, and what only looks like it: a bump, a sleep told twice."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from deskbreak.presence.desk import Presence
from tests.service.world import FakeSource, World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = World(tmp_path)
    made.away_after = 120.0
    await made.boot()
    yield made
    await made.shut_down()


def spans(world: World, what: str) -> list[float]:
    return [span.seconds for span in world.ledger.spans() if span.what == what]


async def test_a_bump_of_the_mouse_is_no_return(world: World) -> None:
    await world.pass_time(1200)
    await world.leave(300)
    await world.bump()
    await world.pass_time(300)
    assert world.state == "away"
    assert world.service.board.snapshot()["away_seconds"] == 600.0
    assert spans(world, "absence") == []


async def test_who_goes_on_is_back_within_five_seconds_and_since_the_first_input(world: World) -> None:
    await world.pass_time(1200)
    await world.leave(600)
    await world.come_back()
    assert world.state == "away"
    await world.pass_time(5)
    assert world.state == "sitting"
    assert spans(world, "absence") == [600.0]
    assert world.service.board.snapshot()["sitting_seconds"] == 5.0


async def test_a_return_in_the_middle_of_the_credit_is_credited_up_to_its_first_input(world: World) -> None:
    await world.pass_time(1200)
    await world.leave(150)  # of a stretch's clock of 1200 s, 150 s give back all but nothing: 150 * 15 > 1200
    await world.come_back()
    await world.pass_time(3)
    assert [kind["clock_seconds"] for kind in world.service.board.snapshot()["kinds"]] == [3.0, 3.0]


async def test_two_touches_a_few_seconds_apart_are_a_return_at_the_first(world: World) -> None:
    await world.pass_time(1200)
    await world.leave(600)
    await world.bump()
    await world.pass_time(7)
    assert world.state == "away"
    await world.bump()
    assert world.state == "sitting"
    assert spans(world, "absence") == [600.0]


async def test_after_a_bump_a_later_return_is_dated_as_itself(world: World) -> None:
    await world.pass_time(1200)
    await world.leave(300)
    await world.bump()
    await world.pass_time(300)
    await world.come_back()
    await world.pass_time(5)
    assert spans(world, "absence") == [600.0]


async def test_an_input_after_less_than_an_absence_counts_at_once(world: World) -> None:
    await world.pass_time(600)
    await world.leave(100)
    await world.bump()
    await world.pass_time(100)
    assert world.state == "sitting"


async def test_a_command_by_hand_is_a_return_at_once(world: World) -> None:
    await world.leave(600)
    await world.call("touch")
    assert world.state == "sitting"


async def test_while_it_is_unsure_the_service_looks_again_within_three_seconds(world: World) -> None:
    await world.leave(600)
    await world.bump()
    assert world.alarm.armed_in == 3.0


# -- sleep


async def sleep(world: World, seconds: float, *, clocks: bool, logind: bool) -> None:
    world.person.typing = False
    if logind:
        world.session.on_sleep(True)
    world.time.move(seconds, asleep=clocks)
    if logind:
        world.session.on_sleep(False)
    await world.service.eyes.look()
    world.person.typing = True
    await world.pass_time(15)


@pytest.mark.parametrize(
    ("clocks", "logind"), [(True, False), (False, True), (True, True)], ids=["clocks", "logind", "both"]
)
async def test_a_sleep_is_counted_once_whoever_tells_it(world: World, clocks: bool, logind: bool) -> None:
    await world.pass_time(1200)
    await sleep(world, 3600, clocks=clocks, logind=logind)
    snapshot = world.service.board.snapshot()
    assert snapshot["state"] == "sitting"
    assert snapshot["today"]["natural"] == 1
    assert spans(world, "absence") == [pytest.approx(3600, abs=15)]
    assert spans(world, "bout") == [pytest.approx(1200)]


async def test_a_sleep_the_clocks_told_first_is_not_told_again_by_logind(world: World) -> None:
    await world.pass_time(1200)
    world.session.on_sleep(True)
    world.time.move(3600, asleep=True)
    await world.service.eyes.look()
    await world.pass_time(60)
    world.session.on_sleep(False)
    await world.pass_time(60)
    assert world.state == "sitting"
    assert len(spans(world, "absence")) == 1


async def test_a_sleep_that_did_not_come_about_is_no_absence(world: World) -> None:
    await world.pass_time(600)
    world.session.on_sleep(True)
    await world.pass_time(20)
    world.session.on_sleep(False)
    await world.pass_time(10)
    snapshot = world.service.board.snapshot()
    assert (snapshot["state"], snapshot["sitting_seconds"]) == ("sitting", 630.0)


async def test_waking_up_without_having_been_told_of_the_sleep_changes_nothing(world: World) -> None:
    await world.pass_time(600)
    world.session.on_sleep(False)
    await world.pass_time(10)
    assert world.service.board.snapshot()["sitting_seconds"] == 610.0


async def test_a_source_with_news_wakes_the_service(world: World) -> None:
    watched: list[object] = []

    class Telling(FakeSource):
        def watch(self, on_news: Callable[[], None]) -> None:
            watched.append(on_news)

    await world.service.use_presence(Presence([Telling(world.time)], lambda: world.time.boot))
    assert watched == [world.service.wake]
