"""Settings changed while it runs."""

import asyncio
import errno
from typing import Any

import pytest

from deskbreak.routine.files import new_text
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


async def test_what_is_wrong_with_a_persons_own_stretches_is_among_the_problems(world: World) -> None:
    own = world.folder / "stretches" / "mine.toml"
    own.parent.mkdir()
    own.write_text("[[stretch]]\nid = 7\n")
    await world.call("reload")
    assert any(problem.startswith(f"{own}:2") for problem in world.service.board.snapshot()["problems"])
    own.unlink()
    await world.call("reload")
    assert world.service.board.snapshot()["problems"] == []


async def test_a_stretch_of_ones_own_is_known_without_a_restart(world: World) -> None:
    own = world.folder / "stretches" / "mine.toml"
    own.parent.mkdir()
    own.write_text(new_text("march").replace("March on the spot", "Dance"))
    await world.call("reload")
    march = world.service.coach.catalogue.get("march")
    assert march is not None
    assert march.name == "Dance"


async def test_an_edited_stretch_file_is_noticed(world: World) -> None:
    own = world.folder / "stretches" / "mine.toml"
    pushed: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    unsubscribe = world.handler.subscribe(lambda _, params: pushed.put_nowait(params))
    await world.reloader.start()
    try:
        own.parent.mkdir()
        own.write_text("nonsense")
        async with asyncio.timeout(5):
            while not any(str(own) in problem for problem in (await pushed.get()).get("problems", [])):
                pass
    finally:
        unsubscribe()
        world.reloader.stop()


async def test_what_changed_between_reading_and_watching_counts(world: World) -> None:
    world.config.write_text('[snooze]\ndefault = "7m"\n')
    await world.reloader.start()
    assert world.service.settings.snooze.default == 420
    world.reloader.stop()


async def test_a_folder_that_cannot_be_watched_is_among_the_problems(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", refuse)
    await world.reloader.start()
    (problem,) = world.service.board.snapshot()["problems"]
    assert problem.startswith("changed settings are noticed only at the next start")
    assert str(world.folder) in problem
    assert "inotify watch limit reached" in problem
    world.reloader.stop()
