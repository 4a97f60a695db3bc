"""What holds a break back, on a real desk: a call, do not disturb, a full screen, a command."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.desk import DESKBREAK, Desk
from tests.live import tied

pytestmark = pytest.mark.live

CALL = [{"client": "1", "source": 7, "corked": False, "properties": {"application.name": "Meeting"}}]
SOURCES = [{"index": 7, "name": "alsa_input.usb.mono"}]


@pytest.fixture
def call(at_desk: Desk) -> Path:
    """A pactl that sees a call while this file exists. Samples come every five seconds."""
    running, folder = at_desk.folder / "call", at_desk.folder / "bin"
    folder.mkdir()
    (folder / "outputs").write_text(json.dumps(CALL))
    (folder / "sources").write_text(json.dumps(SOURCES))
    pactl = folder / "pactl"
    pactl.write_text(
        "#!/bin/sh\n"
        f"case \"$*\" in *source-outputs*) [ -e {running} ] || exec echo '[]'; exec cat {folder}/outputs;; esac\n"
        f"exec cat {folder}/sources\n"
    )
    pactl.chmod(0o700)
    at_desk.environ |= {"PATH": f"{folder}:{os.environ['PATH']}", "PULSE_SERVER": "unix:/nowhere"}
    at_desk.config.write_text(at_desk.config.read_text() + 'sample_every = "5s"\n')
    return running


def test_a_call_that_began_before_the_break_was_due_holds_it_and_then_one_prompt_comes_once(
    at_desk: Desk, call: Path
) -> None:
    call.touch()
    with at_desk.service(), at_desk.events() as events:
        assert events.until("held")["reasons"] == ["call"]
        status = at_desk.status()
        assert (status["state"], status["prompt"], at_desk.popups()) == ("held", None, 0)
        assert status["hold_details"] == {"call": "microphone in use by Meeting"}
        call.unlink()
        assert events.until("break_due")["prompt"] == 1
        at_desk.until_popups(1)
        assert at_desk.status()["prompt"] == 1


def test_a_call_that_begins_takes_the_popup_away_and_gives_it_back(at_desk: Desk, call: Path) -> None:
    with at_desk.service(), at_desk.events() as events:
        events.until("break_due")
        at_desk.until_popups(1)
        call.touch()
        assert events.until("withdrawn")["reason"] == "held"
        at_desk.until_popups(0)
        call.unlink()
        assert events.until("break_due")["prompt"] == 2
        at_desk.until_popups(1)


def test_a_paused_dunst_and_a_full_screen_hold(at_desk: Desk, call: Path) -> None:
    del call
    at_desk._dunstctl("set-paused", "true")
    with at_desk.service(), at_desk.events() as events:
        assert events.until("held")["reasons"] == ["dnd"]
        root = _x(at_desk, "xwininfo", "-root").split("Window id: ")[1].split()[0]
        _x(at_desk, "xprop", "-root", "-f", "_NET_WM_STATE", "32a", "-set", "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN")
        _x(at_desk, "xprop", "-root", "-f", "_NET_ACTIVE_WINDOW", "32x", "-set", "_NET_ACTIVE_WINDOW", root)
        at_desk._dunstctl("set-paused", "false")
        at_desk.until(lambda: at_desk.status()["holds"] == ["fullscreen"])
        assert at_desk.popups() == 0
        _x(at_desk, "xprop", "-root", "-remove", "_NET_ACTIVE_WINDOW")
        events.until("break_due")


def _x(at_desk: Desk, *command: str) -> str:
    return subprocess.run(command, env=at_desk.environ, capture_output=True, text=True, check=True, timeout=10).stdout


def test_a_command_holds_while_it_runs_and_no_longer_than_its_client(at_desk: Desk) -> None:
    gate = at_desk.folder / "gate"
    os.mkfifo(gate)
    keeper = os.open(gate, os.O_RDWR)
    command = [*DESKBREAK, "hold", "--reason", "backup", "--", "sh", "-c", f"read line < {gate}; exit 5"]
    with at_desk.service(), at_desk.events() as events:
        with subprocess.Popen(tied(*command), env=at_desk.environ) as first:
            assert events.until("held")["reasons"] == ["command"]
            assert at_desk.status()["hold_details"] == {"command": "backup"}
            os.write(keeper, b"go\n")
            assert first.wait(10) == 5
        assert events.until("break_due")["prompt"] == 1
        with subprocess.Popen(tied(*command), env=at_desk.environ) as second:
            assert events.until("withdrawn")["reason"] == "held"
            second.kill()
        assert events.until("break_due")["prompt"] == 2
        os.write(keeper, b"go\n")
    os.close(keeper)
