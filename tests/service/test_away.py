"""Leaving the desk: absences, locks, sleep, and sources that fail."""

from tests.service.world import World


async def test_leaving_takes_the_popup_away_and_the_rest_settles_the_break(world: World) -> None:
    await world.pass_time(1800)
    assert world.notifier.shown
    await world.leave(119)
    assert world.notifier.shown
    await world.pass_time(1)
    assert world.notifier.shown == {}
    assert world.state == "away"
    assert world.outcomes() == [("stretch", "natural")]


async def test_several_clocks_cleared_by_one_absence_are_one_natural_break_of_the_longest(world: World) -> None:
    await world.pass_time(1200)
    await world.leave(600)
    assert world.outcomes() == [("stretch", "natural")]


async def test_a_bout_ends_with_the_last_input_and_the_absence_is_kept_on_return(world: World) -> None:
    await world.pass_time(1200)
    await world.leave(600)
    await world.come_back()
    spans = [(span.what, span.seconds) for span in world.ledger.spans()]
    assert spans == [("bout", 1200.0), ("absence", 600.0)]
    assert world.service.board.snapshot()["today"]["longest_bout_seconds"] == 1200.0


async def test_an_owed_break_that_the_absence_did_not_settle_is_shown_on_return(world: World) -> None:
    world.config.write_text(
        '[prompt]\nwarn_before = "0s"\nremind_every = "0s"\n[presence]\nrest_credit = "whole"\n'
        '[[breaks]]\nname = "walk"\nevery = "30m"\nlength = "10m"\n'
    )
    await world.call("reload")
    await world.pass_time(1800)
    await world.leave(300)
    await world.come_back()
    assert world.state == "due"
    assert world.outcomes() == [("walk", None)]


async def test_a_lock_of_five_seconds_changes_nothing(world: World) -> None:
    await world.pass_time(600)
    world.session.on_lock(True)
    await world.pass_time(5)
    world.session.on_lock(False)
    await world.pass_time(5)
    snapshot = world.service.board.snapshot()
    assert (snapshot["state"], snapshot["sitting_seconds"]) == ("sitting", 610.0)


async def test_a_long_lock_is_an_absence_from_its_first_second(world: World) -> None:
    await world.pass_time(600)
    world.session.on_lock(True)
    await world.pass_time(300)
    assert world.state == "away"
    assert world.service.board.snapshot()["away_seconds"] == 300.0


async def test_a_suspend_is_seen_by_the_clocks_alone(world: World) -> None:
    await world.pass_time(1700)
    world.time.move(3600, asleep=True)
    await world.service.eyes.look()
    await world.service.herald.idle()
    snapshot = world.service.board.snapshot()
    assert snapshot["sitting_seconds"] < 60
    assert world.notifier.history == []
    assert snapshot["today"]["natural"] == 1


async def test_the_last_input_before_a_suspend_is_no_return_when_it_is_seen_only_after_it(world: World) -> None:
    await world.pass_time(600)
    world.person.typing = False
    world.time.move(5)
    world.person.last_input = world.time.boot
    world.time.move(2)
    world.time.move(3600, asleep=True)
    await world.pass_time(30)
    assert world.state == "away"
    await world.come_back()
    await world.pass_time(5)
    assert world.state == "sitting"
    assert [span.what for span in world.ledger.spans()] == ["bout", "absence"]


async def test_a_step_of_the_wall_clock_is_no_sleep(world: World) -> None:
    await world.pass_time(900)
    world.time.wall = world.time.wall.replace(hour=11)
    await world.pass_time(899)
    assert world.state == "sitting"
    await world.pass_time(1)
    assert world.state == "due"


async def test_without_any_source_every_minute_counts_as_sitting(world: World) -> None:
    world.person.typing = False
    world.person.last_input = None
    await world.pass_time(1900)
    snapshot = world.service.board.snapshot()
    assert snapshot["state"] == "due"
    assert snapshot["presence"] == {"source": "none", "idle_seconds": None}


async def test_a_source_that_comes_back_is_believed_again(world: World) -> None:
    world.person.typing = False
    world.person.last_input = None
    await world.pass_time(600)
    world.person.last_input = world.time.boot
    await world.pass_time(900)
    assert world.state == "away"
