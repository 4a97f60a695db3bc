"""Nothing is forgotten: restarts, crashes, reboots, damaged files."""

import json
from pathlib import Path

import pytest

from tests.service.world import World


async def test_a_restart_keeps_the_clocks(world: World) -> None:
    await world.pass_time(900)
    await world.shut_down()
    world.time.move(30)
    await world.boot()
    assert world.service.board.snapshot()["sitting_seconds"] == 930.0  # half a minute is no absence


async def test_time_the_program_was_gone_counts_as_an_absence(world: World) -> None:
    await world.pass_time(1200)
    await world.shut_down()
    world.time.move(600)
    await world.boot()
    assert world.service.board.snapshot()["kinds"][0]["clock_seconds"] == 0.0
    assert world.outcomes() == [("stretch", "natural")]


async def test_a_break_that_was_owed_is_shown_again_by_a_new_popup(world: World) -> None:
    await world.pass_time(1810)
    await world.shut_down()
    assert world.notifier.shown == {}
    world.time.move(5)
    await world.boot()
    assert world.notifier.titles == ["Time to move"]
    await world.press("start")
    await world.leave(60)
    assert world.outcomes() == [("move", "taken")]


async def test_a_prompt_whose_popup_was_lost_is_shown_again_at_once_and_can_be_answered(world: World) -> None:
    await world.pass_time(1810)
    world.notifier.lose_all()
    await world.service.herald.idle()
    assert world.notifier.titles == ["Time to move"]
    await world.press("start")
    assert world.state == "break"


async def test_nothing_is_shown_again_where_nothing_is_owed(world: World) -> None:
    await world.pass_time(1810)
    await world.press("snooze")
    world.notifier.lose_all()
    await world.service.herald.idle()
    assert world.notifier.shown == {}


async def test_a_snooze_and_its_count_outlive_a_restart(world: World) -> None:
    await world.pass_time(1800)
    await world.press("snooze")
    await world.shut_down()
    world.time.move(20)
    await world.boot()
    assert world.state == "snoozed"
    assert world.notifier.shown == {}
    await world.pass_time(280)
    assert world.state == "due"
    assert world.service.board.snapshot()["snoozes_left"] == 2


async def test_a_pause_outlives_a_restart(world: World) -> None:
    await world.call("pause", **{"for": "1h"})
    await world.shut_down()
    world.time.move(20)
    await world.boot()
    snapshot = world.service.board.snapshot()
    assert (snapshot["state"], snapshot["paused_until"]) == ("paused", "2026-03-02T10:00:00+00:00")


async def test_a_running_break_goes_on_after_a_restart_and_rests_meanwhile(world: World) -> None:
    await world.pass_time(1800)
    await world.press("start")
    await world.pass_time(10)
    await world.shut_down()
    world.time.move(20)
    await world.boot()
    snapshot = world.service.board.snapshot()
    assert snapshot["break"]["rested_seconds"] == 30.0
    assert snapshot["routine"] is not None
    await world.leave(30)
    assert world.outcomes() == [("move", "taken")]


async def test_a_routine_led_elsewhere_is_not_led_here_after_a_restart(world: World) -> None:
    await world.call("stretch", kind="stretch")
    await world.call("stretched", stretches=["standing-quad"])
    await world.kill()
    world.time.move(20)
    await world.boot()
    assert world.state == "break"
    assert world.service.board.snapshot()["routine"] is None
    await world.leave(240)
    (*_, row) = world.ledger.breaks()
    assert (row.outcome, row.stretches) == ("taken", ("standing-quad",))


async def test_a_routine_goes_on_after_a_restart_as_it_had_become(world: World) -> None:
    await world.call("start", kind="stretch")
    await world.leave(80)
    await world.call("routine_hurts")
    before = (await world.call("routine_next"))["routine"]
    await world.kill()
    await world.boot()
    after = world.service.board.snapshot()["routine"]
    assert (after["steps"], after["index"]) == (before["steps"], before["index"])
    (hurt,) = {step["region"] for step in after["steps"] if step["cut"]}
    ahead = (await world.call("routine_next"))["routine"]["steps"][after["index"] + 1 :]
    assert ahead
    assert hurt not in {step["region"] for step in ahead}


async def test_one_stretch_tried_alone_is_still_alone_after_a_restart(world: World) -> None:
    await world.call("try", id="standing-quad")
    await world.shut_down()
    await world.boot()
    steps = world.service.board.snapshot()["routine"]["steps"]
    assert {step["stretch"] for step in steps} == {"march", "standing-quad"}


@pytest.mark.parametrize("found", [None, [], {}, {"session": {"steps": []}}, {"session": {"steps": [["x"] * 6]}}])
async def test_a_routine_that_makes_no_sense_any_more_is_planned_anew(world: World, found: object) -> None:
    before = (await world.call("start", kind="stretch"))["routine"]
    await world.kill()
    path = world.folder / "state.json"
    record = json.loads(path.read_text())
    record["service"]["routine"] = found
    path.write_text(json.dumps(record))
    await world.boot()
    assert world.service.board.snapshot()["routine"]["steps"] == before["steps"]


async def test_a_kill_loses_at_most_the_last_minute(world: World) -> None:
    await world.pass_time(1830)
    await world.kill()
    world.time.move(40)
    await world.boot()
    assert world.state == "due"
    assert world.service.board.snapshot()["sitting_seconds"] == 1870.0
    assert world.outcomes() == [("move", None)]


async def test_the_state_is_saved_every_minute_even_if_nothing_happens(world: World) -> None:
    before = (world.folder / "state.json").read_text()
    await world.pass_time(70)
    assert (world.folder / "state.json").read_text() != before


async def test_after_a_reboot_the_wall_clock_tells_how_long_it_was(world: World) -> None:
    await world.pass_time(1200)
    await world.shut_down()
    world.time.move(60)
    world.time.boot = 12.0
    world.person.last_input = 12.0
    world.boot_id = "the next boot"
    await world.boot()
    assert world.service.board.snapshot()["sitting_seconds"] == 1260.0


@pytest.mark.parametrize(
    "damage",
    ["", "{", "[]", "null", '{"engine": {}}', '{"engine": {}, "service": {}, "boot": 1, "boot_id": "", "wall": "x"}'],
)
async def test_a_damaged_state_is_set_aside_and_said(world: World, damage: str) -> None:
    await world.shut_down()
    (world.folder / "state.json").write_text(damage)
    await world.boot()
    assert world.state == "sitting"
    (aside,) = world.folder.glob("state.json.set-aside-*")
    assert aside.read_text() == damage
    assert aside.name in " ".join(world.service.board.snapshot()["problems"])


async def test_a_state_with_a_damaged_engine_is_set_aside_too(world: World) -> None:
    await world.pass_time(100)
    await world.shut_down()
    path = world.folder / "state.json"
    record = json.loads(path.read_text())
    record["engine"]["clocks"]["move"]["seated"] = "many"
    path.write_text(json.dumps(record))
    await world.boot()
    assert world.service.board.snapshot()["sitting_seconds"] == 0.0
    assert list(world.folder.glob("state.json.set-aside-*"))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("boot",), 1e999),
        (("boot",), "soon"),
        (("service", "scribe"), [1]),
        (("engine", "tally", "bout"), 10**17),
        (("engine", "clocks", "move", "seated"), 10**17),
        (("engine", "quiet_until"), 1e300),
    ],
)
async def test_a_state_with_values_it_never_had_is_set_aside_too(
    world: World, place: tuple[str, ...], value: object
) -> None:
    await world.pass_time(100)
    await world.shut_down()
    write_into(world.folder / "state.json", place, value)
    await world.boot()
    assert world.service.board.snapshot()["sitting_seconds"] == 0.0
    assert list(world.folder.glob("state.json.set-aside-*"))


@pytest.mark.parametrize(
    "wall", ["0001-01-01T00:00:00+00:00", "1970-01-01T00:00:09+00:00", "9999-12-31T23:59:59+00:00"]
)
async def test_a_state_saved_under_an_absurd_wall_clock_is_gone_on_with(world: World, wall: str) -> None:
    await world.pass_time(100)
    await world.shut_down()
    write_into(world.folder / "state.json", ("wall",), wall)
    world.boot_id = "the next boot"
    await world.boot()
    assert world.state == "sitting"
    assert not list(world.folder.glob("state.json.set-aside-*"))


def write_into(path: Path, place: tuple[str, ...], value: object) -> None:
    """Change one value of a saved state."""
    record = json.loads(path.read_text())
    table = record
    for name in place[:-1]:
        table = table[name]
    table[place[-1]] = value
    path.write_text(json.dumps(record))


async def test_a_state_that_cannot_be_written_is_a_problem_in_words(world: World) -> None:
    (world.folder / "state.json.new").mkdir()
    await world.pass_time(1800)
    assert world.state == "due"
    assert any("state cannot be saved" in problem for problem in world.service.board.snapshot()["problems"])


async def test_stopping_takes_the_popup_away(world: World) -> None:
    await world.pass_time(1800)
    await world.shut_down()
    assert world.notifier.stopped
    assert world.notifier.shown == {}
