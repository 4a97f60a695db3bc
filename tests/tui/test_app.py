"""Keys, clicks and snapshots move the screen as the specification says; the domain stays with the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.binding import BindingsMap
from textual.geometry import Offset

from deskbreak.errors import NotRunning, Refused
from deskbreak.tui.app import DeskbreakApp
from deskbreak.tui.outbox import RETURN_SECONDS, TOUCH_SECONDS
from deskbreak.tui.palette import commands
from deskbreak.tui.screens.closing import ClosingScreen
from deskbreak.tui.screens.dashboard import Dashboard
from deskbreak.tui.screens.help import HelpDialog
from deskbreak.tui.screens.quitting import QuitDialog
from deskbreak.tui.screens.resting import RestScreen
from deskbreak.tui.screens.snooze import SnoozeDialog
from deskbreak.tui.stack import CLOSING_SECONDS, SETTLING_SECONDS
from deskbreak.tui.whisper import WHISPER_SECONDS
from deskbreak.tui.widgets.chip import Chip
from deskbreak.tui.widgets.keyrow import KeyRow
from tests.tui_fakes import STATES, FakeControl, due, resting, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Stage

    Staging = Callable[..., AbstractAsyncContextManager[Stage]]

ANSWER = {"prompt": 7}


KEYS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("sitting", "s", "start", {}),
    ("sitting", "p", "pause", {}),
    ("paused", "p", "resume", {}),
    ("due", "s", "start", ANSWER),
    ("due", "enter", "start", ANSWER),
    ("due", "z", "snooze", ANSWER),
    ("due", "k", "skip", ANSWER),
    ("snoozed", "z", "snooze", {}),
    ("break", "space", "break_pause", {}),
    ("break", "b", "routine_back", {}),
    ("break", "n", "routine_next", {}),
    ("break", "h", "routine_hurts", {}),
    ("break", "f", "finish", {}),
    ("break-paused", "space", "break_resume", {}),
]


async def test_each_key_asks_the_service_for_one_thing(stage: Staging) -> None:
    async with stage() as s:
        for state, key, method, params in KEYS:
            await s.push(STATES[state])
            s.control.calls.clear()
            await s.press(key)
            assert s.control.asked() == [(method, params)], (state, key)


async def test_what_is_not_possible_has_no_key(stage: Staging) -> None:
    impossible = [
        ("sitting", "z"), ("sitting", "k"), ("sitting", "Z"), ("sitting", "h"), ("due-last", "z"), ("due-last", "k"),
        ("off", "f"), ("break-plain", "n"), ("break-plain", "h"), ("break", "s"), ("break", "z"),
    ]  # fmt: skip
    async with stage() as s:
        for state, key in impossible:
            await s.push(STATES[state])
            await s.press(key)
            assert s.control.asked() == [], (state, key)


async def test_the_prompts_answers_can_be_clicked(stage: Staging) -> None:
    async with stage(due()) as s:
        for answer in ("start", "snooze", "skip"):
            await s.pilot.click(f"#{answer}")
        await s.settle()
        assert s.control.asked() == [("start", ANSWER), ("snooze", ANSWER), ("skip", ANSWER)]


async def test_the_prompts_answers_can_be_chosen_with_tab_and_enter(stage: Staging) -> None:
    async with stage(due()) as s:
        await s.press("tab", "tab", "enter")
        assert s.control.asked() == [("snooze", ANSWER)]


async def test_every_key_in_the_row_can_be_clicked(stage: Staging) -> None:
    async with stage(resting()) as s:
        row = s.app.screen.query_one(KeyRow)
        text = "".join(ink.text for ink in row.draw(row.scene or (), row.size.width, 1)[0])
        for word in ("pause", "back", "finish"):
            await s.pilot.click(KeyRow, offset=Offset(text.index(word), 1))
        await s.settle()
        assert [method for method, _ in s.control.asked()] == ["break_pause", "routine_back", "finish"]


async def test_the_prompt_shows_the_notifications_answers_and_why(stage: Staging) -> None:
    async with stage(due()) as s:
        text = s.text
        for words in (
            "Start",
            "Snooze 5 min",
            "Skip",
            "3 snoozes left",
            "sitting for 1 h 2 min",
            "stretch, for 4 minutes",
        ):
            assert words in text


async def test_the_prompt_goes_when_it_is_answered_elsewhere(stage: Staging) -> None:
    async with stage(due()) as s:
        await s.push(STATES["snoozed"])
        assert "Start" not in s.text
        assert not any(chip.region for chip in s.app.screen.query(Chip) if chip.region.area and chip.is_on_screen)


async def test_an_answer_that_is_used_up_is_not_offered(stage: Staging) -> None:
    async with stage(STATES["due-last"]) as s:
        assert "Snooze" not in s.text
        assert "Skip" not in s.text
        assert "no snooze left" in s.text


async def test_a_refusal_is_said_in_words_and_goes_away(stage: Staging) -> None:
    async with stage(due()) as s:
        s.control.failures["skip"] = Refused("stale", "skip")
        await s.press("k")
        assert "no longer the current one" in s.text
        await s.advance(WHISPER_SECONDS + 1)
        assert "no longer the current one" not in s.text


async def test_an_answers_snapshot_is_shown_at_once(stage: Staging) -> None:
    async with stage(due()) as s:
        s.control.answers["snooze"] = STATES["snoozed"]
        await s.press("z")
        assert "Put off" in s.text


async def test_the_snooze_chooser_offers_the_settings_choices(stage: Staging) -> None:
    async with stage(due()) as s:
        await s.press("Z")
        assert s.screen == "SnoozeDialog"
        assert "15 minutes" in s.text
        await s.press("3")
        assert s.control.asked() == [("snooze", {"for": 900.0, "prompt": 7})]
        assert s.screen == "Dashboard"


async def test_the_snooze_chooser_works_with_arrows_and_can_be_left(stage: Staging) -> None:
    async with stage(due()) as s:
        await s.press("Z", "down", "enter")
        assert s.control.asked() == [("snooze", {"for": 600.0, "prompt": 7})]
        await s.press("Z", "escape")
        await s.press("Z", "9")
        assert len(s.control.asked()) == 1


async def test_a_break_that_begins_opens_its_screen_over_whatever_is_open(stage: Staging) -> None:
    async with stage() as s:
        await s.press("question_mark")
        assert s.screen == "HelpDialog"
        await s.push(resting())
        assert s.screen == "RestScreen"
        assert len(s.app.screen_stack) == 2


async def test_a_break_that_runs_already_is_shown_at_the_start(stage: Staging) -> None:
    async with stage(resting(), size=(100, 30)) as s:
        assert s.screen == "RestScreen"
        for words in (
            "Split-stance hip flexor stretch",
            "left side",
            "Squeeze the left buttock",
            "Avoid: arching",
            "2:13 left",
        ):
            assert words in s.text
        assert "next  Split-stance hip flexor stretch, right" in s.text


async def test_the_break_goes_on_by_itself_and_rings_at_each_change(
    stage: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    rings: list[float] = []
    async with stage(resting(47.0)) as s:
        monkeypatch.setattr(s.app, "bell", lambda: rings.append(s.clock.now))
        monkeypatch.setattr(s.app, "set_timer", lambda _at, ring: ring())
        assert s.timers.running[-1].seconds == pytest.approx(1, abs=0.06)
        await s.advance(1)
        assert rings == []
        await s.advance(18.1)
        assert "right side" in s.text
        assert "get ready" in s.text
        assert len(rings) == 1
        await s.advance(4)
        assert len(rings) == 1 + 2


async def test_no_bell_when_the_settings_say_none(stage: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    rings: list[float] = []
    wishes = {**snapshot()["screen"], "bell": False}
    async with stage(resting(47.0, screen=wishes)) as s:
        monkeypatch.setattr(s.app, "bell", lambda: rings.append(s.clock.now))
        await s.advance(30)
        await s.push(snapshot(screen=wishes))
        assert rings == []


async def test_what_hurts_says_what_to_watch_for_until_it_is_read(stage: Staging) -> None:
    async with stage(resting(), size=(160, 50)) as s:
        await s.press("h")
        for words in ("Watch for: A pinch in the low back", "is left out", "until you let it back in", "go on"):
            assert words in s.text
        await s.press("enter")
        assert "Watch for" not in s.text


async def test_what_hurts_can_be_said_from_the_palette_too(stage: Staging) -> None:
    async with stage(resting()) as s:
        hurts = next(command for command in commands(s.app.moment) if command[0] == "This hurts")
        await s.app.run_action(("app", hurts[2], hurts[3]))
        await s.settle()
        assert "Watch for" in s.text
        assert s.control.asked() == [("routine_hurts", {})]


async def test_a_completed_break_closes_calmly_and_goes_back_by_itself(stage: Staging) -> None:
    async with stage(resting(178.0)) as s:
        s.clock.now += 2
        await s.push(snapshot())
        assert s.screen == "ClosingScreen"
        assert "Well done" in s.text
        assert "3 minutes on your feet" in s.text
        assert "Standing hamstring" in s.text
        await s.advance(CLOSING_SECONDS + 0.1)
        assert s.screen == "Dashboard"


async def test_the_closing_view_waits_for_somebody_who_is_still_away(stage: Staging) -> None:
    async with stage(resting(178.0)) as s:
        s.clock.now += 2
        await s.push(STATES["away"])
        await s.advance(CLOSING_SECONDS * 3)
        assert s.screen == "ClosingScreen"
        await s.push(snapshot())
        await s.advance(CLOSING_SECONDS - 1)
        assert s.screen == "ClosingScreen"
        await s.advance(1.1)
        assert s.screen == "Dashboard"


async def test_the_closing_view_goes_at_a_key(stage: Staging) -> None:
    async with stage() as s:
        for key in ("enter", "escape", "space"):
            await s.push(resting(180.0))
            await s.push(snapshot())
            assert s.screen == "ClosingScreen"
            await s.press(key)
            assert s.screen == "Dashboard"


async def test_a_second_enter_at_the_end_of_a_break_starts_no_other(stage: Staging) -> None:
    async with stage(resting(180.0)) as s:
        await s.push(snapshot())
        await s.press("enter")
        assert s.screen == "Dashboard"
        await s.press("enter")
        assert "start" not in [method for method, _ in s.control.asked()]
        s.clock.now += SETTLING_SECONDS
        await s.press("enter")
        assert "start" in [method for method, _ in s.control.asked()]


async def test_a_break_ended_early_says_what_counts(stage: Staging) -> None:
    async with stage(resting(90.0)) as s:
        await s.push(snapshot())
        assert "Ended early" in s.text


async def test_a_break_put_off_goes_straight_back_to_the_dashboard(stage: Staging) -> None:
    async with stage(resting(90.0)) as s:
        await s.push(STATES["snoozed"])
        assert s.screen == "Dashboard"


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
async def test_leaving_is_immediate_when_nothing_is_owed_and_the_service_lives_elsewhere(
    stage: Staging, key: str
) -> None:
    async with stage() as s:
        await s.pilot.press(key)
        await s.settle()
        assert s.app._exit


async def test_leaving_asks_when_a_break_is_owed(stage: Staging) -> None:
    async with stage() as s:
        for state, key in (("due", "q"), ("due", "ctrl+c"), ("snoozed", "q"), ("break", "ctrl+c")):
            await s.push(STATES[state])
            await s.press(key)
            assert s.screen == "QuitDialog"
            assert ("A break is running" if state == "break" else "A break is owed") in s.text
            assert "Reminders go on" in s.text
            await s.press("escape")
            assert s.screen in ("Dashboard", "RestScreen")
            assert not s.app._exit


async def test_leaving_asks_when_reminders_would_stop(stage: Staging) -> None:
    async with stage(owns_service=True) as s:
        await s.press("q")
        assert "Reminders stop" in s.text
        assert "A break is owed" not in s.text
        await s.pilot.click("QuitDialog Chip:last-of-type")
        assert s.app._exit


async def test_a_question_is_no_trap(stage: Staging) -> None:
    async with stage(due()) as s:
        await s.press("Z")
        assert s.screen == "SnoozeDialog"
        await s.press("ctrl+c")
        assert s.screen == "QuitDialog"
        await s.pilot.press("ctrl+c")
        await s.settle()
        assert s.app._exit


async def test_a_second_ctrl_c_leaves(stage: Staging) -> None:
    async with stage(due()) as s:
        await s.press("ctrl+c")
        await s.pilot.press("ctrl+c")
        assert s.app._exit


async def test_the_question_stands_on_staying(stage: Staging) -> None:
    async with stage(due()) as s:
        await s.press("q", "enter")
        assert s.screen == "Dashboard"
        assert not s.app._exit


async def test_the_help_is_written_from_the_bindings(stage: Staging) -> None:
    async with stage(size=(100, 60)) as s:
        await s.press("question_mark")
        for words in (
            "Put the break off for the usual time",
            "Stop the break's clock",
            "Find any command",
            "a break taken",
        ):
            assert words in s.text
        await s.press("escape")
        assert s.screen == "Dashboard"


async def test_the_palette_has_every_act_that_is_possible(stage: Staging) -> None:
    async with stage(due(), size=(100, 80)) as s:
        await s.press("ctrl+p")
        for words in (
            "Start the break",
            "Snooze for",
            "Skip",
            "Start a break: move",
            "Pause reminders for 1 hour",
            "Quit",
        ):
            assert words in s.text
        assert "Finish the break" not in s.text


async def test_commands_without_a_key_reach_the_service(stage: Staging) -> None:
    wanted: list[tuple[Any, str, dict[str, Any]]] = [
        (("app", "start_kind", ("stretch",)), "start", {"kind": "stretch"}),
        (("app", "pause_for", ("1h",)), "pause", {"for": "1h"}),
        (("app", "do", ("reload",)), "reload", {}),
    ]
    async with stage() as s:
        for action, _, _ in wanted:
            await s.app.run_action(action)
        await s.settle()
        assert s.control.asked() == [(method, params) for _, method, params in wanted]


async def test_a_break_can_be_put_off_from_the_palette(stage: Staging) -> None:
    async with stage(resting()) as s:
        await s.app.run_action("app.do('abandon')")
        await s.settle()
        assert s.control.asked() == [("abandon", {})]


async def test_the_service_hears_of_keys_at_most_every_five_seconds(stage: Staging) -> None:
    async with stage() as s:
        await s.press("x", "x", "x")
        await s.pilot.hover("#gauge")
        await s.settle()
        assert s.control.calls.count(("touch", {})) == 1
        s.clock.now += TOUCH_SECONDS
        await s.press("x")
        assert s.control.calls.count(("touch", {})) == 2


async def test_a_key_after_a_break_says_at_once_that_the_person_is_back(stage: Staging) -> None:
    async with stage() as s:
        await s.press("x")
        await s.push(STATES["away"])
        s.clock.now += RETURN_SECONDS
        await s.press("x", "x")
        assert s.control.calls.count(("touch", {})) == 2


async def test_one_timer_at_most_is_armed_and_it_is_for_the_next_minute(stage: Staging) -> None:
    async with stage() as s:
        assert [handle.seconds for handle in s.timers.running] == [pytest.approx(54, abs=0.06)]
        await s.advance(54)
        assert [handle.seconds for handle in s.timers.running] == [pytest.approx(60, abs=0.06)]


async def test_no_timer_runs_where_nothing_will_change(stage: Staging) -> None:
    async with stage(STATES["off"]) as s:
        assert s.timers.running == []


async def test_without_the_focus_seconds_give_way_to_minutes(stage: Staging) -> None:
    async with stage(STATES["soon"]) as s:
        assert s.timers.running[-1].seconds < 1.1
        s.app.post_message(events.AppBlur())
        await s.settle()
        assert [handle.seconds for handle in s.timers.running] == [pytest.approx(28, abs=0.06)]
        s.app.post_message(events.AppFocus())
        await s.settle()
        assert s.timers.running[-1].seconds < 1.1


async def test_a_lost_service_is_said_calmly_and_found_again(stage: Staging) -> None:
    attempts: list[FakeControl] = []

    async def reopen() -> FakeControl:
        attempts.append(FakeControl(STATES["paused"]))
        if len(attempts) < 3:
            raise NotRunning("the service is not running")
        return attempts[-1]

    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    async with stage(reopen=reopen) as s:
        s.app.link._wait = wait
        s.control.lose()
        await s.settle()
        assert waited == [1.0, 2.0, 4.0]
        assert "Reminders are paused" in s.text
        assert s.app.link.control is attempts[-1]


async def test_while_the_service_is_gone_the_screen_says_so_and_keeps_no_timer(stage: Staging) -> None:
    async with stage() as s:
        s.control.lose()
        await s.settle()
        assert "The service does not answer; trying again" in s.text
        assert s.timers.running == []


async def test_an_owned_service_that_ends_takes_the_screen_with_it(stage: Staging) -> None:
    async with stage(owns_service=True) as s:
        s.control.lose()
        await s.pilot.pause()
        assert s.app._exit


async def test_problems_of_the_settings_are_shown(stage: Staging) -> None:
    async with stage(STATES["problems"], size=(200, 60)) as s:
        assert "deskbreak.toml:12: snooze.default" in s.text
        assert "! 1 of 2: " in s.text


async def test_no_presence_source_is_said(stage: Staging) -> None:
    async with stage(snapshot(presence={"source": "none", "idle_seconds": None})) as s:
        assert "No presence source" in s.text
        await s.push(snapshot(notifier="none"))
        assert "No notification can be shown" in s.text


async def test_the_settings_theme_is_worn_and_an_unknown_one_is_not(stage: Staging) -> None:
    async with stage() as s:
        wishes = snapshot()["screen"]
        await s.push(snapshot(screen={**wishes, "theme": "deskbreak-light"}))
        assert s.app.theme == "deskbreak-light"
        await s.push(snapshot(screen={**wishes, "theme": "no such theme"}))
        assert s.app.theme == "deskbreak-light"
        await s.app.run_action(("app", "use_theme", ("deskbreak",)))
        assert s.app.theme == "deskbreak"


async def test_markup_from_the_service_is_shown_as_it_is(stage: Staging) -> None:
    step = {**resting()["routine"]["steps"][0], "name": "[red]March[/] $accent"}
    routine = {**resting()["routine"], "elapsed_seconds": 3.0, "steps": [step]}
    async with stage(resting(routine=routine)) as s:
        assert "[red]March[/] $accent" in s.text


async def test_reduced_motion_moves_the_ring_in_few_steps(stage: Staging) -> None:
    wishes = {**snapshot()["screen"], "reduced_motion": True}
    async with stage(resting(47.0, screen=wishes)) as s:
        ring = [sign for sign in s.text if 0x2800 <= ord(sign) < 0x2900]
        await s.advance(1)
        assert [sign for sign in s.text if 0x2800 <= ord(sign) < 0x2900] == ring


def test_every_binding_has_an_id_and_a_tooltip() -> None:
    owners = (DeskbreakApp, Dashboard, RestScreen, ClosingScreen, HelpDialog, QuitDialog, SnoozeDialog, Chip)
    for owner in owners:
        for _, binding in BindingsMap(owner.BINDINGS):
            assert binding.id, binding
            assert binding.tooltip, binding


async def test_ctrl_z_gives_the_terminal_to_the_shell_but_never_stops_reminders(
    stage: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owns_service, stopped in ((False, ["stopped"]), (True, [])):
        async with stage(owns_service=owns_service) as s:
            seen: list[str] = []
            monkeypatch.setattr(s.app, "action_suspend_process", lambda seen=seen: seen.append("stopped"))
            await s.press("ctrl+z")
            assert seen == stopped
            assert ("would stop" in s.text) is owns_service


async def test_a_screen_that_comes_back_is_drawn_whole(stage: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage() as s:
        drawn: list[dict[str, bool]] = []
        monkeypatch.setattr(s.app, "refresh", lambda **how: drawn.append(how))
        s.app.app_resume_signal.publish(s.app)
        await s.settle()
        assert {"repaint": True, "layout": True} in drawn
