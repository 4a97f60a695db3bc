"""What holds a break back, from the probe to the popup."""

from __future__ import annotations

from deskbreak.engine.inputs import Tick
from deskbreak.service.hold_watch import foresee
from tests.service.world import World

CALL = "microphone in use by zoom"


def titles_ever(world: World) -> list[str]:
    return [notice.title for notice in world.notifier.history]


async def test_a_call_that_began_before_the_break_was_due_keeps_it_back_and_no_popup_flashes(world: World) -> None:
    world.call_probe.detail = CALL
    await world.pass_time(1800)
    snapshot = world.service.board.snapshot()
    assert (snapshot["state"], snapshot["holds"], snapshot["hold_details"]) == ("held", ["call"], {"call": CALL})
    assert world.notifier.history == []


async def test_when_the_call_ends_one_prompt_comes_once(world: World) -> None:
    world.call_probe.detail = CALL
    await world.pass_time(1820)
    world.call_probe.detail = ""
    await world.pass_time(10)
    assert world.state == "due"
    await world.pass_time(300)
    assert len(world.notifier.history) == 1
    assert world.service.board.snapshot()["hold_details"] == {}


async def test_a_call_that_begins_while_a_prompt_is_shown_withdraws_it(world: World) -> None:
    await world.pass_time(1800)
    assert world.notifier.shown
    world.call_probe.detail = CALL
    await world.pass_time(10)
    assert (world.state, world.notifier.shown) == ("held", {})
    world.call_probe.detail = ""
    await world.pass_time(10)
    assert (world.state, len(world.notifier.history)) == ("due", 2)


async def test_another_hold_that_takes_over_lets_no_prompt_through(world: World) -> None:
    world.call_probe.detail = CALL
    await world.pass_time(1800)
    world.call_probe.detail, world.dnd_probe.detail = "", "do not disturb (dunst)"
    await world.pass_time(30)
    assert world.service.board.snapshot()["holds"] == ["dnd"]
    assert world.notifier.history == []


async def test_ordinary_samples_look_at_nothing(world: World) -> None:
    await world.pass_time(1790)
    assert world.call_probe.looks == 0


async def test_nothing_is_looked_at_while_the_person_is_away_or_in_a_break(world: World) -> None:
    await world.pass_time(600)
    await world.leave(130)
    looks = world.call_probe.looks
    assert looks == 1
    await world.pass_time(3600)
    assert world.call_probe.looks == looks
    await world.come_back()
    await world.call("start", kind="stretch")
    await world.pass_time(200)
    assert world.call_probe.looks == looks


async def test_a_call_without_any_input_keeps_the_person_seated(world: World) -> None:
    await world.pass_time(600)
    world.call_probe.detail = CALL
    await world.leave(900)
    snapshot = world.service.board.snapshot()
    assert (snapshot["state"], snapshot["sitting_seconds"]) == ("sitting", 1500.0)
    await world.pass_time(300)
    assert (world.state, world.notifier.history) == ("held", [])


async def test_after_a_silent_call_the_absence_begins_with_its_end(world: World) -> None:
    await world.pass_time(600)
    world.call_probe.detail = CALL
    await world.leave(600)
    world.call_probe.detail = ""
    await world.pass_time(140)
    assert world.state == "away"
    assert 110 <= world.service.board.snapshot()["away_seconds"] <= 140
    assert 1190 <= next(span.seconds for span in world.ledger.spans() if span.what == "bout") <= 1230


async def test_do_not_disturb_keeps_nobody_seated(world: World) -> None:
    await world.pass_time(600)
    world.dnd_probe.detail = "do not disturb (dunst)"
    await world.leave(130)
    assert world.state == "away"


async def test_an_owed_break_is_not_shown_to_who_comes_back_into_a_call(world: World) -> None:
    world.config.write_text(
        '[prompt]\nwarn_before = "0s"\nremind_every = "0s"\n[presence]\nrest_credit = "whole"\n'
        '[[breaks]]\nname = "walk"\nevery = "30m"\nlength = "10m"\n'
    )
    await world.call("reload")
    await world.pass_time(1800)
    await world.leave(300)
    shown = len(world.notifier.history)
    world.call_probe.detail = CALL
    await world.come_back()
    assert (world.state, len(world.notifier.history)) == ("held", shown)


async def test_no_heads_up_in_a_call(world: World) -> None:
    world.config.write_text('[prompt]\nwarn_before = "1m"\nremind_every = "0s"\n')
    await world.call("reload")
    world.call_probe.detail = CALL
    await world.pass_time(1790)
    assert world.notifier.history == []


async def test_a_resumed_pause_looks_before_it_prompts(world: World) -> None:
    await world.call("pause")
    await world.pass_time(1900)
    world.call_probe.detail = CALL
    await world.call("resume")
    assert (world.state, world.notifier.history) == ("held", [])


async def test_a_snooze_that_ends_in_a_call_waits_for_its_end(world: World) -> None:
    await world.pass_time(1800)
    await world.call("snooze")
    world.call_probe.detail = CALL
    await world.pass_time(300)
    assert (world.state, len(world.notifier.history)) == ("held", 1)


async def test_a_suspend_within_a_call_is_an_absence_all_the_same(world: World) -> None:
    world.call_probe.detail = CALL
    await world.pass_time(1800)
    world.time.move(3600, asleep=True)
    await world.service.eyes.look()
    assert world.service.board.snapshot()["sitting_seconds"] < 60
    assert world.notifier.history == []


async def test_a_probe_that_fails_is_named_and_holds_nothing(world: World) -> None:
    world.call_probe.failure = "no answer within 0.85 s"
    await world.pass_time(1800)
    assert world.state == "due"
    assert world.service.board.snapshot()["problems"] == [
        "hold probe fake call: no answer within 0.85 s (it holds nothing back)"
    ]
    looks = world.call_probe.looks
    await world.pass_time(50)
    assert world.call_probe.looks == looks


async def test_since_when_is_said_once_and_stays(world: World) -> None:
    world.call_probe.detail, world.call_probe.for_seconds = CALL, 300.0
    await world.pass_time(1800)
    said = world.service.board.snapshot()["hold_details"]["call"]
    assert said == f"{CALL} since 09:25"
    await world.pass_time(120)
    assert world.service.board.snapshot()["hold_details"]["call"] == said


async def test_a_hold_is_kept_in_the_history_by_its_reason_alone(world: World) -> None:
    world.call_probe.detail = CALL
    await world.pass_time(1820)
    world.call_probe.detail = ""
    await world.pass_time(10)
    assert [(span.what, span.detail, round(span.seconds)) for span in world.ledger.spans()] == [("hold", "call", 30)]


async def test_holds_switched_off_in_the_settings_let_the_prompt_through(world: World) -> None:
    world.call_probe.detail = CALL
    await world.pass_time(1800)
    old, world.call_probe = world.call_probe, type(world.call_probe)("call")
    world.config.write_text('[prompt]\nwarn_before = "0s"\nremind_every = "0s"\n[hold]\ncall = false\n')
    await world.call("reload")
    await world.pass_time(10)
    assert (old.closed, world.state) == (True, "due")


async def test_a_prompt_left_by_a_restart_is_not_shown_again_in_a_call(world: World) -> None:
    await world.pass_time(1800)
    await world.kill()
    shown = len(world.notifier.history)
    world.call_probe.detail = CALL
    await world.boot()
    assert (world.state, len(world.notifier.history)) == ("held", shown)


async def test_foresight_changes_nothing_and_sees_what_will_come(world: World) -> None:
    await world.pass_time(1790)
    world.time.move(10)
    engine, now = world.service.engine, world.service.parts.clock.now()
    before = engine.save()
    assert [event.name for event in foresee(engine, Tick(), now)] == ["break_due"]
    assert engine.save() == before
    assert [event.name for event in engine.handle(Tick(), now)] == ["break_due"]


# -- commands


async def test_a_command_holds_until_it_ends(world: World) -> None:
    await world.pass_time(1700)
    end = world.handler.hold("nightly backup")
    await world.pass_time(200)
    snapshot = world.service.board.snapshot()
    assert (snapshot["state"], snapshot["hold_details"]) == ("held", {"command": "nightly backup"})
    end()
    await world.service.eyes.look()
    await world.service.herald.idle()
    assert (world.state, len(world.notifier.history)) == ("due", 1)


async def test_of_several_commands_the_last_one_ends_the_hold(world: World) -> None:
    first, second = world.handler.hold("one"), world.handler.hold("two\x1b[31m")
    await world.pass_time(1800)
    assert world.service.board.snapshot()["hold_details"] == {"command": "one and two[31m"}
    first()
    await world.pass_time(10)
    assert world.state == "held"
    second()
    second()
    await world.pass_time(10)
    assert world.state == "due"


async def test_a_command_that_ends_in_a_call_lets_no_prompt_through(world: World) -> None:
    end = world.handler.hold("build")
    await world.pass_time(1800)
    world.call_probe.detail = CALL
    end()
    await world.pass_time(10)
    assert (world.service.board.snapshot()["holds"], world.notifier.history) == (["call"], [])


async def test_a_command_holds_again_when_one_follows_the_other_at_once(world: World) -> None:
    first = world.handler.hold("one")
    first()
    world.handler.hold("two")
    await world.pass_time(1800)
    assert (world.state, world.service.board.snapshot()["hold_details"]) == ("held", {"command": "two"})
