"""What a person says of their body, from the settings and the answers into the next routine."""

from typing import Any

import pytest

from deskbreak.errors import UsageError
from tests.service.world import World

FRONT = {"front", "back", "outer", "inner", "low-back"}


async def take_break(world: World) -> dict[str, Any]:
    """An hour of sitting, and the long break to its end; answers the routine it had."""
    await world.pass_time(3600)
    routine: dict[str, Any] = (await world.call("start", kind="stretch"))["routine"]
    await world.pass_time(241)
    return routine


def holds(routine: dict[str, Any]) -> set[float]:
    return {step["seconds"] for step in routine["steps"] if step["kind"] == "hold"}


async def test_an_answer_after_a_break_moves_the_next_routine_a_little(world: World) -> None:
    assert await world.refusal("feedback", how="easier") == "nothing_to_rate"
    await take_break(world)
    assert (await world.call("feedback", how="easier"))["effort"] == {
        "can_say": True,
        "said": "easier",
        "hold_seconds": 28.0,
        "level": "usual",
    }
    assert max(holds(await take_break(world))) <= 28


async def test_a_second_answer_to_the_same_break_replaces_the_first(world: World) -> None:
    await take_break(world)
    for how in ("easier", "easier", "right"):
        snapshot = await world.call("feedback", how=how)
    assert snapshot["effort"]["hold_seconds"] == 30.0


async def test_the_answers_survive_a_restart(world: World) -> None:
    for _ in range(3):
        await take_break(world)
        await world.call("feedback", how="easier")
    await world.kill()
    await world.boot()
    snapshot = world.service.board.snapshot()
    assert snapshot["effort"] == {"can_say": False, "said": None, "hold_seconds": 24.0, "level": "gentle"}
    routine = await take_break(world)
    assert any(step["form"] for step in routine["steps"])


async def test_an_answer_is_one_of_three_words(world: World) -> None:
    for params in ({}, {"how": "faster"}, {"how": 3}, {"how": "right", "why": "x"}):
        with pytest.raises(UsageError):
            await world.handler.call("feedback", params)


async def test_conditions_and_focus_of_the_settings_reach_the_routine(world: World) -> None:
    await world.call("set", key="routine.leave_out", value="balance")
    await world.call("set", key="routine.focus", value="inner")
    routine = await take_break(world)
    catalogue = {stretch.id: stretch for stretch in world.service.parts.load_stretches().catalogue.stretches}
    done = [catalogue[step["stretch"]] for step in routine["steps"]]
    assert all("balance" not in stretch.leave_out for stretch in done)


async def test_the_week_counts_the_days_and_regions_of_breaks_that_are_over(world: World) -> None:
    assert world.service.board.snapshot()["week"] == {"days": 0, "goal": [3, 5], "regions": dict.fromkeys(FRONT, 0)}
    await take_break(world)
    week = world.service.board.snapshot()["week"]
    assert week["days"] == 1
    assert week["regions"]["front"] >= 1
    assert week["regions"]["back"] >= 1


async def test_the_week_is_looked_up_only_when_it_can_have_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await take_break(world)
    first = world.service.coach.week
    await world.pass_time(600)
    world.service.board.snapshot()
    assert world.service.coach.week is first
    world.alarm.on_day()
    assert world.service.coach.week is not first


async def test_a_person_is_asked_about_their_body_once(world: World) -> None:
    assert world.service.board.snapshot()["set_up"] is False
    assert (await world.call("asked"))["set_up"] is True
    await world.kill()
    await world.boot()
    assert world.service.board.snapshot()["set_up"] is True


async def test_who_has_said_where_they_stretch_is_not_asked(world: World) -> None:
    await world.call("set", key="routine.places", value="floor")
    assert world.service.board.snapshot()["set_up"] is True


async def test_a_routine_led_elsewhere_is_counted_and_not_led_twice(world: World) -> None:
    await world.pass_time(3600)
    started = await world.call("stretch", kind="stretch")
    assert (started["state"], started["routine"]) == ("break", None)
    await world.call("stretched", stretches=["standing-quad", "no-such-stretch"])
    await world.pass_time(241)
    (*_, row) = world.ledger.breaks()
    assert (row.outcome, row.stretches) == ("taken", ("standing-quad",))
    assert (await world.call("feedback", how="right"))["week"]["regions"]["front"] == 1
    assert (await world.call("start"))["routine"] is not None


async def test_what_is_done_elsewhere_after_its_break_is_still_written_down(world: World) -> None:
    await world.pass_time(3600)
    await world.call("stretch", kind="move")
    await world.leave(61)
    (*_, row) = world.ledger.breaks()
    assert (row.outcome, row.stretches) == ("taken", ())
    assert world.service.board.snapshot()["effort"]["can_say"] is False
    await world.leave(100)
    told = await world.call("stretched", stretches=["standing-quad", "standing-hamstring"])
    (*_, row) = world.ledger.breaks()
    assert (row.outcome, row.stretches) == ("taken", ("standing-quad", "standing-hamstring"))
    assert (told["week"]["regions"]["front"], told["effort"]["can_say"]) == (1, True)


async def test_the_next_break_ends_what_is_done_elsewhere(world: World) -> None:
    await world.call("stretch", kind="move")
    await world.call("stretched", stretches=["standing-quad"])
    await world.leave(61)
    await world.call("start", kind="move")
    assert await world.refusal("stretched", stretches=["side-lunge"]) == "no_break"
    assert [row.stretches for row in world.ledger.breaks()] == [("standing-quad",)]


async def test_a_routine_elsewhere_needs_a_break_that_can_start(world: World) -> None:
    assert await world.refusal("stretched", stretches=[]) == "no_break"
    await world.call("start")
    assert await world.refusal("stretch") == "in_break"
    assert world.service.board.snapshot()["routine"] is not None
    with pytest.raises(UsageError):
        await world.handler.call("stretched", {"stretches": "standing-quad"})


async def test_the_questions_come_with_what_is_known(world: World) -> None:
    await world.call("set", key="routine.leave_out", value="knee")
    places, _, conditions = (await world.call("setup"))["questions"]
    assert places["current"] == ["standing"]
    assert [option["value"] for option in places["options"]] == ["standing", "desk", "floor"]
    assert (conditions["key"], conditions["current"]) == ("routine.leave_out", ["knee"])
