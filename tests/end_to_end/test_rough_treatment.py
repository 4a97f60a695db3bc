"""Signals, crashes, second starts, dying servers and broken files, on the real program."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.desk import DESKBREAK, EVENTUALLY_SECONDS, SETTINGS, Desk
from tests.live import dunst, tied

pytestmark = pytest.mark.live


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_takes_the_popup_away_and_leaves_no_socket(at_desk: Desk, number: signal.Signals) -> None:
    with at_desk.service() as process:
        with at_desk.events() as events:
            events.until("break_due")
            at_desk.until_popups(1)
        process.send_signal(number)
        assert process.wait(10) == 0
    at_desk.until_popups(0)
    assert not list((at_desk.folder / "run").glob("*.sock"))
    assert at_desk.run("status").returncode == 3


def test_after_a_kill_the_next_start_goes_on_at_once(at_desk: Desk) -> None:
    with at_desk.service() as process:
        with at_desk.events() as events:
            events.until("break_due")
            at_desk.press("snooze")
            events.until("break_snoozed")
            events.until("break_due")
        process.kill()
        process.wait(10)
    with at_desk.service():
        status = at_desk.status()
        assert (status["state"], status["snoozes_left"]) == ("due", 2)
        at_desk.until_popups(1)


def test_a_second_service_says_that_one_runs(at_desk: Desk) -> None:
    with at_desk.service():
        second = at_desk.run("service", "run")
        assert second.returncode == 1
        assert "running" in second.stderr


def test_a_second_screen_attaches_and_leaves_the_service_alone(at_desk: Desk) -> None:
    with at_desk.service() as process:
        at_desk.screen()
        at_desk.until(lambda: "quit" in at_desk.tmux("capture-pane", "-p"))
        at_desk.tmux("kill-server")
        assert at_desk.run("status").returncode == 0
        assert process.poll() is None


def test_closing_the_terminal_ends_the_service_it_owns_in_good_order(at_desk: Desk) -> None:
    at_desk.screen()
    with at_desk.events() as events:
        events.until("break_due")
    at_desk.until_popups(1)
    process = Path("/proc", str(at_desk.status()["pid"]))
    at_desk.tmux("kill-server")
    at_desk.until(lambda: at_desk.run("status").returncode == 3)
    at_desk.until_popups(0)
    assert not list((at_desk.folder / "run").glob("*.sock"))
    at_desk.until(lambda: not process.exists())


def test_a_screen_whose_terminal_closes_was_left_like_any_other(at_desk: Desk) -> None:
    with at_desk.service():
        master, slave = os.openpty()
        command = tied(*DESKBREAK)
        with subprocess.Popen(command, env=at_desk.environ, stdin=slave, stdout=slave, stderr=slave) as screen:
            os.close(slave)
            assert os.read(master, 1)  # it has begun to draw
            os.close(master)
            assert screen.wait(EVENTUALLY_SECONDS) == 0


def test_the_command_to_stop_ends_a_screen_that_owns_the_service(at_desk: Desk) -> None:
    at_desk.screen()
    process = Path("/proc", str(at_desk.first_status()["pid"]))
    assert at_desk.run("service", "stop").returncode == 0
    at_desk.until(lambda: not process.exists())


def test_broken_settings_keep_the_screen_from_starting_and_are_said_in_the_terminal(at_desk: Desk) -> None:
    at_desk.config.write_text("[snooze]\ndefault = 5\n")
    at_desk.tmux("new-session", "-d", "-x", "80", "-y", "24", f"{' '.join(DESKBREAK)}; echo left $?; exec cat")
    at_desk.until(lambda: "left 2" in at_desk.tmux("capture-pane", "-p"))
    assert "snooze.default" in at_desk.tmux("capture-pane", "-p")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_notification_test_that_is_ended_takes_its_popup_away(at_desk: Desk, number: signal.Signals) -> None:
    with subprocess.Popen([*DESKBREAK, "notify-test"], env=at_desk.environ, stderr=subprocess.DEVNULL) as process:
        at_desk.until_popups(1)
        process.send_signal(number)
        assert process.wait(10) == 130
    assert at_desk.popups() == 0


def test_a_dead_x_server_does_not_end_it(at_desk: Desk) -> None:
    with at_desk.service() as process:
        assert at_desk.status()["presence"]["source"] == "x11"
        at_desk.display.kill()
        assert at_desk.status()["presence"]["source"] != "x11"
        assert process.poll() is None


def test_a_notification_test_ends_when_its_popup_is_closed(at_desk: Desk) -> None:
    with subprocess.Popen(
        [*DESKBREAK, "notify-test"], env=at_desk.environ, stdout=subprocess.PIPE, text=True
    ) as process:
        at_desk.until_popups(1)
        at_desk.dismiss()
        said, _ = process.communicate(timeout=10)
        assert process.returncode == 0
    assert "with nothing chosen" in said


def test_a_new_notification_daemon_shows_the_prompt_that_died_with_the_old_one(at_desk: Desk) -> None:
    with at_desk.service(), at_desk.events() as events:
        events.until("break_due")
        at_desk.until_popups(1)
        at_desk.daemon.kill()
        with dunst(at_desk.bus, at_desk.display, at_desk.folder, f"dmenu = {at_desk.folder / 'choose'}"):
            at_desk.press("start")
            events.until("break_started")


def test_a_hung_notification_daemon_delays_nothing_but_the_popup(at_desk: Desk) -> None:
    with at_desk.service(), at_desk.events() as events:
        at_desk.daemon.hang()
        events.until("break_due")
        assert at_desk.run("start").returncode == 0
        assert at_desk.status()["state"] == "break"
        at_desk.daemon.thaw()


def test_a_dead_bus_does_not_end_it(at_desk: Desk) -> None:
    with at_desk.service() as process, at_desk.events() as events:
        at_desk.bus.kill()
        events.until("break_due")
        assert at_desk.status()["notifier"] != "dbus"
        assert process.poll() is None


def test_broken_settings_at_the_start_are_all_listed_and_kept(at_desk: Desk) -> None:
    broken = "[snooze]\ndefault = 5\nmax = 3\n[prompt\n"
    at_desk.config.write_text(broken)
    started = at_desk.run("service", "run")
    assert started.returncode == 2
    assert f"{at_desk.config}:4" in started.stderr
    assert at_desk.config.read_text() == broken


def test_a_saved_change_applies_by_itself_and_a_broken_one_is_reported(at_desk: Desk) -> None:
    at_desk.config.write_text(SETTINGS.replace('"2s"', '"1h"'))
    with at_desk.service(), at_desk.events() as events:
        at_desk.config.write_text(SETTINGS.replace('"2s"', '"soon"'))
        snapshot = events.until_state("sitting")
        assert f"{at_desk.config}:4" in snapshot["config_problems"][0]
        assert snapshot["kinds"][0]["every_seconds"] == 3600.0
        at_desk.config.write_text(SETTINGS.replace('"2s"', '"2h"'))
        snapshot = events.until_state("sitting")
        assert snapshot["config_problems"] == []
        assert snapshot["kinds"][0]["every_seconds"] == 7200.0
