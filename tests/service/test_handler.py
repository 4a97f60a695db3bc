"""The methods of the control socket."""

import asyncio
from typing import Any

import pytest

from deskbreak.control.failures import MethodNotFound
from deskbreak.errors import UsageError
from tests.service.world import World


async def test_status_is_the_snapshot(world: World) -> None:
    await world.pass_time(600)
    snapshot = await world.call("status")
    assert snapshot["state"] == "sitting"
    assert snapshot["sitting_seconds"] == 600.0
    assert snapshot["next"] == {"kind": "move", "due_in_seconds": 1200.0}
    assert snapshot["presence"] == {"source": "fake", "idle_seconds": 0.0}
    assert snapshot["notifier"] == "fake"


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("start", {"kind": "nap"}),
        ("start", {"prompt": "one"}),
        ("start", {"speed": 3}),
        ("snooze", {"for": "soon"}),
        ("snooze", {"for": -5}),
        ("snooze", {"for": True}),
        ("snooze", {"for": float("nan")}),
        ("snooze", {"for": "3 weeks"}),
        ("pause", {"for": "5m", "until": "17:00"}),
        ("pause", {"until": "25:00"}),
        ("pause", {"until": 17}),
        ("skip", {"prompt": True}),
        ("history", {"since": "yesterday-ish"}),
        ("history", {"since": "0001-01-01"}),
        ("set", {"key": "snooze.default"}),
        ("set", {"key": "snooze.default", "value": "never"}),
    ],
)
async def test_bad_parameters_are_refused_in_words_and_change_nothing(
    world: World, method: str, params: dict[str, Any]
) -> None:
    await world.pass_time(1800)
    before = world.service.engine.save()
    with pytest.raises(UsageError):
        await world.handler.call(method, params)
    assert world.service.engine.save() == before


async def test_an_unknown_method_is_said_to_be_unknown(world: World) -> None:
    with pytest.raises(MethodNotFound):
        await world.handler.call("dance", {})


@pytest.mark.parametrize(
    ("method", "reason"),
    [("snooze", "nothing_owed"), ("skip", "nothing_owed"), ("finish", "no_break"), ("resume", "not_paused")],
)
async def test_a_refused_command_names_its_reason(world: World, method: str, reason: str) -> None:
    assert await world.refusal(method) == reason


async def test_every_change_is_pushed_to_subscribers(world: World) -> None:
    pushed: list[tuple[str, dict[str, Any]]] = []
    unsubscribe = world.handler.subscribe(lambda method, params: pushed.append((method, params)))
    await world.pass_time(1800)
    assert (pushed[-2][1]["event"], pushed[-1][1]["state"]) == ("break_due", "due")
    unsubscribe()
    count = len(pushed)
    await world.call("skip")
    assert len(pushed) == count


async def test_nothing_is_pushed_while_nothing_changes(world: World) -> None:
    await world.pass_time(60)
    pushed: list[str] = []
    world.handler.subscribe(lambda method, params: pushed.append(method))
    await world.pass_time(600)
    assert pushed == []


async def test_the_timeline_has_what_was_and_what_runs(world: World) -> None:
    await world.pass_time(1200)
    await world.leave(600)
    await world.come_back()
    await world.pass_time(300)
    timeline = await world.call("timeline")
    assert [(span["what"], span["detail"]) for span in timeline["spans"]] == [
        ("bout", ""),
        ("absence", ""),
        ("bout", "now"),
    ]


async def test_history_gives_rows_as_plain_values(world: World) -> None:
    await world.pass_time(1800)
    await world.press("skip")
    history = await world.call("history")
    (row,) = history["breaks"]
    assert row["outcome"] == "skipped"
    later = await world.call("history", since="2026-03-03T00:00:00+00:00")
    assert later == {"breaks": [], "spans": []}


async def test_routine_commands_need_a_break(world: World) -> None:
    assert await world.refusal("routine_next") == "no_break"


async def test_the_routine_can_be_moved_through(world: World) -> None:
    await world.pass_time(1800)
    await world.press("start")
    await world.pass_time(3)
    moved = await world.call("routine_next")
    assert moved["routine"]["index"] == 1
    back = await world.call("routine_back")
    assert back["routine"]["total_seconds"] <= 60.0


async def test_stop_asks_the_service_to_end(world: World) -> None:
    await world.call("stop")
    async with asyncio.timeout(1):
        await world.service.is_stopping.wait()
