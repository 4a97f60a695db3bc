"""From sitting to a finished break: the popup, its buttons, the routine and the ledger."""

from datetime import timedelta

from tests.service.world import START, World


async def test_nothing_is_shown_before_a_break_is_due(world: World) -> None:
    await world.pass_time(1799)
    assert world.notifier.history == []
    assert world.state == "sitting"


async def test_a_due_break_is_shown_with_its_three_answers(world: World) -> None:
    await world.pass_time(1800)
    (notice,) = world.notifier.shown.values()
    assert [action.key for action in notice.actions] == ["start", "snooze", "skip", "default"]
    assert "30 minutes" in notice.body
    assert world.state == "due"


async def test_the_break_is_in_the_ledger_before_it_is_shown(world: World) -> None:
    seen: list[int] = []
    show = world.notifier.show

    async def showing(notice, replaces=None):  # type: ignore[no-untyped-def]
        seen.append(len(world.ledger.open_breaks()))
        return await show(notice, replaces)

    world.notifier.show = showing  # type: ignore[method-assign]
    await world.pass_time(1800)
    assert seen == [1]


async def test_start_on_the_popup_begins_the_break_and_takes_the_popup_away(world: World) -> None:
    await world.pass_time(1800)
    await world.press("start")
    assert world.state == "break"
    assert world.notifier.shown == {}
    routine = world.service.board.snapshot()["routine"]
    assert routine["steps"][0]["kind"] == "warm-up"


async def test_a_click_on_the_popup_itself_starts_too(world: World) -> None:
    await world.pass_time(1800)
    await world.press("default")
    assert world.state == "break"


async def test_a_completed_break_is_kept_with_its_stretches_and_the_bout_it_ended(world: World) -> None:
    await world.pass_time(1800)
    await world.press("start")
    await world.leave(60)
    (row,) = world.ledger.breaks()
    assert (row.kind, row.outcome, row.rested_seconds, row.prompts) == ("move", "taken", 60.0, 1)
    assert row.due_at == START + timedelta(minutes=30)
    assert row.stretches
    (bout,) = world.ledger.spans()
    assert (bout.what, bout.seconds) == ("bout", 1800.0)
    assert world.state == "away"  # nobody came back just because the break ended
    await world.come_back()
    assert world.state == "sitting"


async def test_the_end_of_a_break_is_announced(world: World) -> None:
    await world.pass_time(1800)
    await world.press("start")
    await world.leave(60)
    assert world.notifier.titles == ["Break done: move"]


async def test_snooze_brings_the_break_back_after_its_span(world: World) -> None:
    await world.pass_time(1800)
    await world.press("snooze")
    assert world.state == "snoozed"
    assert world.notifier.shown == {}
    await world.pass_time(299)
    assert world.state == "snoozed"
    await world.pass_time(1)
    assert world.state == "due"
    (row,) = world.ledger.breaks()
    assert (row.prompts, row.snoozes) == (2, 1)


async def test_snooze_is_not_offered_once_it_is_used_up(world: World) -> None:
    await world.pass_time(1800)
    for _ in range(3):
        await world.press("snooze")
        await world.pass_time(300)
    (notice,) = world.notifier.shown.values()
    assert [action.key for action in notice.actions] == ["start", "skip", "default"]
    assert await world.refusal("snooze") == "limit_reached"


async def test_skip_gives_the_break_up(world: World) -> None:
    await world.pass_time(1800)
    await world.press("skip")
    assert world.outcomes() == [("move", "skipped")]
    assert world.state == "sitting"


async def test_a_button_of_an_old_popup_changes_nothing(world: World) -> None:
    await world.pass_time(1800)
    old = next(iter(world.notifier.shown))
    await world.press("snooze")
    await world.pass_time(300)
    await world.press("skip", old)
    assert world.state == "due"
    assert world.outcomes() == [("move", None)]


async def test_a_longer_break_goes_on_in_the_row_of_the_one_it_takes_over(world: World) -> None:
    await world.pass_time(3600)
    assert world.notifier.titles == ["Time to stretch"]
    await world.press("start")
    await world.leave(240)
    assert world.outcomes() == [("stretch", "taken")]


async def test_a_break_ended_early_counts_in_part(world: World) -> None:
    await world.pass_time(1800)
    await world.press("start")
    await world.pass_time(30)
    await world.call("finish")
    (row,) = world.ledger.breaks()
    assert (row.outcome, row.rested_seconds) == ("partial", 30.0)
    assert world.service.board.snapshot()["kinds"][0]["clock_seconds"] == 900.0


async def test_an_abandoned_break_is_owed_again_in_the_same_row(world: World) -> None:
    await world.pass_time(1800)
    await world.press("start")
    await world.pass_time(10)
    await world.call("abandon")
    assert world.state == "snoozed"
    await world.pass_time(300)
    assert world.state == "due"
    assert world.outcomes() == [("move", None)]


async def test_a_break_begun_by_hand_has_a_row_of_its_own(world: World) -> None:
    await world.pass_time(600)
    await world.call("start", kind="move")
    await world.leave(60)
    assert world.outcomes() == [("move", "taken")]


async def test_a_broken_notifier_is_a_problem_in_words_and_nothing_more(world: World) -> None:
    world.notifier.works = False
    await world.pass_time(1800)
    assert world.state == "due"
    assert any("the fake is broken" in problem for problem in world.service.board.snapshot()["problems"])
