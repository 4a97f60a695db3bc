"""The stretches as a library: what is told of them, leaving one out and letting it back in, trying one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deskbreak.errors import UsageError
from tests.service.world import World

HIP = "split-stance-hip-flexor"


async def told(world: World, stretch: str = HIP) -> dict[str, Any]:
    answer = await world.call("library")
    found: dict[str, Any] = next(each for each in answer["stretches"] if each["id"] == stretch)
    return found


async def test_the_library_has_every_stretch_in_full_as_plain_values(world: World) -> None:
    answer = await world.call("library")
    assert json.loads(json.dumps(answer)) == answer
    assert {each["id"] for each in answer["stretches"]} == {each.id for each in world.service.coach.catalogue.stretches}
    assert ["front", "front of the hips"] in answer["regions"]
    assert ["desk", "on the chair"] in answer["places"]
    hinge = await told(world, "supine-hamstring")
    assert "Physical Therapy" in " ".join(hinge["citations"])
    assert len(hinge["not_with"]) == 2
    assert hinge["left_out"] is False


async def test_what_is_left_out_stays_out_until_it_is_let_back_in(world: World) -> None:
    await world.call("leave_out", id=HIP, out=True)
    await world.call("leave_out", id=HIP, out=True)
    assert list(world.service.settings.routine.left_out) == [HIP]
    assert (await told(world))["left_out"] is True
    assert HIP in world.config.read_text()
    await world.call("leave_out", id=HIP, out=False)
    assert list(world.service.settings.routine.left_out) == []
    assert (await told(world))["left_out"] is False


async def test_a_condition_that_rules_a_stretch_out_is_named(world: World) -> None:
    world.config.write_text('[routine]\nleave_out = ["sciatica"]\n')
    await world.call("reload")
    assert len((await told(world, "supine-hamstring"))["ruled_out_by"]) == 1
    assert await world.refusal("try", id="supine-hamstring") == "left_out"


async def test_one_stretch_tried_is_a_break_of_its_own_with_both_sides(world: World) -> None:
    await world.pass_time(600)
    routine = (await world.call("try", id=HIP))["routine"]
    assert {step["stretch"] for step in routine["steps"]} == {"march", HIP}
    assert [step["side"] for step in routine["steps"] if step["kind"] == "hold"] == ["left", "right"]
    snapshot = world.service.board.snapshot()
    assert snapshot["break"]["kind"] == "stretch"
    assert snapshot["break"]["length_seconds"] >= routine["total_seconds"]
    await world.call("finish")
    again = (await world.call("start", kind="stretch"))["routine"]
    assert len({step["stretch"] for step in again["steps"]}) > 2


async def test_what_is_left_out_or_in_a_break_cannot_be_tried(world: World) -> None:
    await world.call("leave_out", id=HIP, out=True)
    assert await world.refusal("try", id=HIP) == "left_out"
    await world.call("try", id="standing-quad")
    assert await world.refusal("try", id="standing-quad")
    assert world.service.coach.only is None


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("leave_out", {"id": HIP}),
        ("leave_out", {"id": HIP, "out": "yes"}),
        ("leave_out", {"id": "no-such", "out": True}),
        ("try", {}),
        ("try", {"id": 3}),
        ("try", {"id": HIP, "out": True}),
    ],
)
async def test_nonsense_is_refused_in_words(world: World, method: str, params: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        await world.handler.call(method, params)
