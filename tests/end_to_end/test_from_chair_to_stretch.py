"""The main job, end to end, on a real bus, X server, notification daemon and terminal."""

import pytest

from tests.end_to_end.desk import Desk

pytestmark = pytest.mark.live


def test_snooze_start_and_the_whole_routine_without_touching_the_terminal(at_desk: Desk) -> None:
    at_desk.screen()
    with at_desk.events() as events:
        at_desk.touch_key()
        assert events.until("break_due")["prompt"] == 1
        status = at_desk.status()
        assert (status["state"], status["owed"], status["snoozes_left"]) == ("due", ["move"], 3)
        assert (status["notifier"], status["presence"]["source"]) == ("dbus", "x11")

        at_desk.press("snooze")
        events.until("break_snoozed")
        assert at_desk.status()["state"] == "snoozed"
        at_desk.until_popups(0)

        assert events.until("break_due")["prompt"] == 2
        at_desk.press("start")
        events.until("break_started")
        status = at_desk.status()
        assert (status["state"], status["break"]["kind"]) == ("break", "move")
        assert status["routine"]["steps"][0]["stretch"] == "march"
        at_desk.until(lambda: "March" in at_desk.tmux("capture-pane", "-p"))

        assert events.until("break_completed")["rested"] == 6.0
        assert at_desk.status()["state"] == "away"
        at_desk.touch_key()
        assert at_desk.status()["state"] == "sitting"
        assert at_desk.status()["today"]["taken"] == 1
    history = at_desk.run("history", "--json").stdout
    assert '"outcome": "taken"' in history.replace('":"', '": "')


def test_skip_on_the_popup_gives_the_break_up(at_desk: Desk) -> None:
    with at_desk.service(), at_desk.events() as events:
        events.until("break_due")
        at_desk.press("skip")
        events.until("break_skipped")
        assert at_desk.status()["today"]["skipped"] == 1
        at_desk.until_popups(0)


def test_a_click_on_the_popup_starts(at_desk: Desk) -> None:
    with at_desk.service(), at_desk.events() as events:
        events.until("break_due")
        at_desk.press("default")
        events.until("break_started")
