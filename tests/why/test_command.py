"""`deskbreak why` over the socket of a whole service, as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

import pytest

from deskbreak.cli.main import main
from deskbreak.engine import inputs as i
from tests.service.world import World

Run = Callable[..., Awaitable[int]]


async def test_a_story_of_a_morning_is_told_in_plain_words(
    world: World, command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    await world.pass_time(1200)
    await world.leave(190)
    await world.come_back()
    await world.pass_time(1800)
    await world.call("snooze", **{"for": "10m"})
    world.service.take(i.HoldBegan("dnd"))
    await world.pass_time(660)
    await world.leave(12)
    assert await command("why") == 0
    assert capsys.readouterr().out.splitlines() == [
        "No prompt for move now: breaks are held back.",
        "move is owed since 09:53; you snoozed it once.",
        "move is held back by do not disturb since 09:53.",
        "Sitting for 41m without a break, 61m today.",
        "move: 41m of 30m seated.",
        "stretch: 41m of 60m seated.",
        "Away for 3m 10s at 09:20 gave back 20m of move and 20m of stretch.",
        "Last input 12s ago (fake).",
        "Notifications by fake.",
    ]


async def test_a_call_seen_by_a_probe_is_named_with_its_program(
    world: World, command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.call_probe.detail, world.call_probe.for_seconds = "microphone in use by firefox", 300.0
    await world.pass_time(1830)
    assert await command("why") == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "No prompt for move now: breaks are held back.",
        "move is owed since 09:30.",
        "move is held back by a call: microphone in use by firefox since 09:25; it counts",
    ]


async def test_json_has_the_state_every_fact_and_the_words(
    world: World, command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    await world.pass_time(600)
    assert await command("why", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["state"] == "sitting"
    assert answer["at"] == "2026-03-02T09:10:00.000+00:00"
    facts = {fact["fact"]: fact for fact in answer["facts"]}
    assert facts["not_prompted"] == {"fact": "not_prompted", "kind": None, "reasons": ["not_due"]}
    assert facts["coming"]["due_at"] == "2026-03-02T09:30:00.000+00:00"
    assert facts["last_input"] == {"fact": "last_input", "source": "fake", "idle_seconds": 0.0}
    assert answer["text"][0] == "No prompt for a break now: nothing is due yet."


async def test_what_hurt_and_what_is_spared_for_it_is_told_until_the_break_is_over(
    world: World, command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    await world.call("try", id="lunge-twist")
    await world.leave(50)
    await world.call("routine_hurts")
    assert await command("why") == 0
    said = (
        "Lunge with a twist hurt: left out until deskbreak stretches let-in lunge-twist, "
        "and nothing more comes for the front of the hips and low back in this break."
    )
    assert said in " ".join(capsys.readouterr().out.split())
    await world.call("finish")
    assert await command("why") == 0
    assert "hurt" not in capsys.readouterr().out


async def test_asking_why_changes_nothing(world: World, command: Run) -> None:
    await world.pass_time(1800)
    before = world.service.engine.save()
    assert await command("why") == 0
    assert world.service.engine.save() == before


async def test_what_comes_from_outside_is_printed_without_control_characters(
    world: World, command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.service.config_problems = ["deskbreak.toml:1: \x1b]0;gone\x07 [bold]x[/bold]\nsecond line"]
    assert await command("why") == 0
    out = capsys.readouterr().out
    assert out.endswith("Settings problem: deskbreak.toml:1:  ]0;gone  [bold]x[/bold] second line\n")


@pytest.mark.parametrize("columns", ["80", "40", "24"])
async def test_no_line_is_wider_than_the_terminal(
    world: World, command: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    await world.pass_time(3300)
    await world.call("pause", until="17:30")
    assert await command("why") == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= int(columns)


def test_without_a_service_it_says_so(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESKBREAK_RUNTIME_DIR", str(tmp_path))
    assert main(["why"]) == 3
    assert "not running" in capsys.readouterr().err
