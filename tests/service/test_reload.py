"""Settings changed while it runs."""

from tests.service.world import World


async def test_a_changed_interval_applies_without_losing_the_clocks(world: World) -> None:
    await world.pass_time(900)
    world.config.write_text('[[breaks]]\nname = "move"\nevery = "20m"\nlength = "1m"\n')
    await world.call("reload")
    await world.pass_time(299)
    assert world.state == "sitting"
    await world.pass_time(1)
    assert world.state == "due"


async def test_an_invalid_file_is_reported_and_the_last_good_settings_stay(world: World) -> None:
    world.config.write_text('[[breaks]]\nname = "move"\nevery = "soon"\nlength = "1m"\n')
    await world.call("reload")
    (problem,) = world.service.board.snapshot()["config_problems"]
    assert f"{world.config}:3" in problem
    await world.pass_time(1800)
    assert world.state == "due"


async def test_a_mended_file_takes_the_report_away(world: World) -> None:
    world.config.write_text("nonsense")
    await world.call("reload")
    world.config.write_text("")
    await world.call("reload")
    assert world.service.board.snapshot()["config_problems"] == []


async def test_a_kind_that_is_gone_takes_its_prompt_with_it(world: World) -> None:
    await world.pass_time(1800)
    world.config.write_text('[[breaks]]\nname = "walk"\nevery = "2h"\nlength = "10m"\n')
    await world.call("reload")
    assert world.notifier.shown == {}
    assert world.state == "sitting"


async def test_set_changes_the_file_and_applies(world: World) -> None:
    answer = await world.call("set", key="snooze.default", value="7m")
    assert answer["snooze_seconds"] == 420.0
    assert 'default = "7m"' in world.config.read_text()


async def test_this_hurts_leaves_the_stretch_out_from_then_on(world: World) -> None:
    await world.pass_time(1800)
    await world.press("start")
    await world.pass_time(20)
    snapshot = world.service.board.snapshot()
    stretch = snapshot["routine"]["steps"][snapshot["routine"]["index"]]["stretch"]
    answer = await world.call("routine_hurts")
    assert stretch in world.config.read_text()
    assert stretch in world.service.settings.routine.left_out
    ahead = answer["routine"]["steps"][answer["routine"]["index"] :]
    assert stretch not in {step["stretch"] for step in ahead}


async def test_the_rhythm_of_sampling_follows_the_settings(world: World) -> None:
    world.config.write_text('[presence]\nsample_every = "15s"\n')
    await world.call("reload")
    assert world.alarm.rhythm[-1] == (15.0, 240)
