"""What the D-Bus notifier does on any notification daemon: one suite over the fake one and a real dunst."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from dbus_fast import Message
from dbus_fast.aio import MessageBus

from deskbreak.errors import NotifyFailed
from deskbreak.notify.freedesktop import FreedesktopNotifier
from deskbreak.notify.port import Answer
from tests.live import Display, PrivateBus, dunst, need
from tests.notify.conftest import BREAK, NAME, NEWS, PATH, Desk, Ears

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[[Desk], FreedesktopNotifier]

pytestmark = pytest.mark.live

CRASHING = """
import asyncio, os, pathlib, sys
from deskbreak.notify.freedesktop import FreedesktopNotifier
from deskbreak.notify.port import Action, Notice

async def crash():
    notifier = FreedesktopNotifier(os.environ, pathlib.Path(sys.argv[1]))
    await notifier.start(print)
    for title in ("one", "two"):
        await notifier.show(Notice(title, "", (Action("start", "Start"),)))
    os._exit(9)

asyncio.run(crash())
"""


async def press_by_somebody_else(desk: Desk, popup_id: int, key: str) -> None:
    """Send ActionInvoked from a connection that is not the daemon's, and return when the bus has passed it on."""
    forger = await MessageBus(bus_address=desk.address).connect()
    await forger.send(Message.new_signal(PATH, NAME, "ActionInvoked", "us", [popup_id, key]))
    await forger.introspect("org.freedesktop.DBus", "/org/freedesktop/DBus")
    forger.disconnect()
    await forger.wait_for_disconnect()  # type: ignore[no-untyped-call]


async def test_a_notice_is_shown_until_it_is_closed(desk: Desk, notifiers: Make, ears: Ears) -> None:
    notifier = notifiers(desk)
    await notifier.start(ears)
    handle = await notifier.show(BREAK)
    await desk.shows(1)
    await notifier.close(handle)
    await desk.shows(0)
    assert ears.heard == []


@pytest.mark.parametrize("key", ["start", "snooze", "skip", "default"])
async def test_each_action_comes_back_and_its_popup_goes(desk: Desk, notifiers: Make, ears: Ears, key: str) -> None:
    notifier = notifiers(desk)
    await notifier.start(ears)
    handle = await notifier.show(BREAK)
    await desk.shows(1)
    await desk.press(key)
    assert await ears.next() == Answer(handle, key)
    await desk.shows(0)
    assert len(ears.heard) == 1


async def test_a_notice_takes_the_place_of_the_one_it_replaces(desk: Desk, notifiers: Make, ears: Ears) -> None:
    notifier = notifiers(desk)
    await notifier.start(ears)
    first = await notifier.show(BREAK)
    second = await notifier.show(BREAK, replaces=first)
    await desk.shows(1)
    await desk.press("start")
    assert await ears.next() == Answer(second, "start")
    await desk.shows(0)


async def test_replacing_one_that_was_answered_shows_a_new_one(desk: Desk, notifiers: Make, ears: Ears) -> None:
    notifier = notifiers(desk)
    await notifier.start(ears)
    first = await notifier.show(BREAK)
    await desk.shows(1)
    await desk.press("snooze")
    await ears.next()
    second = await notifier.show(BREAK, replaces=first)
    await desk.shows(1)
    await desk.press("skip")
    assert await ears.next() == Answer(second, "skip")


async def test_a_handle_that_is_gone_or_never_was_closes_without_error(desk: Desk, notifiers: Make, ears: Ears) -> None:
    notifier = notifiers(desk)
    await notifier.start(ears)
    handle = await notifier.show(NEWS)
    await notifier.close(handle)
    await notifier.close(handle)
    await notifier.close("no such handle")
    await desk.shows(0)


async def test_stopping_takes_everything_away_and_leaves_no_record(
    desk: Desk, notifiers: Make, ears: Ears, tmp_path: Path
) -> None:
    notifier = notifiers(desk)
    await notifier.start(ears)
    await notifier.show(BREAK)
    await notifier.show(NEWS)
    await desk.shows(2)
    assert len(json.loads((tmp_path / "popups.json").read_text())["ids"]) == 2
    await notifier.stop()
    await desk.shows(0)
    assert not (tmp_path / "popups.json").exists()


async def test_what_a_crashed_run_left_is_closed_at_the_next_start(
    desk: Desk, notifiers: Make, ears: Ears, tmp_path: Path
) -> None:
    crash = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CRASHING, str(tmp_path / "popups.json")),
        env=desk.environ,
        cwd=Path(__file__).parents[2],
    )
    assert await crash.wait() == 9
    await desk.shows(2)
    notifier = notifiers(desk)
    await notifier.start(ears)
    await desk.shows(0)
    assert not (tmp_path / "popups.json").exists()


async def test_ids_of_an_earlier_run_of_the_daemon_are_left_alone(
    desk: Desk, notifiers: Make, ears: Ears, tmp_path: Path
) -> None:
    abandoned = notifiers(desk)
    await abandoned.start(ears)
    await abandoned.show(BREAK)
    record = (tmp_path / "popups.json").read_text()
    await abandoned.stop()
    await desk.restart()
    stranger = FreedesktopNotifier(desk.environ)  # another program, whose popup may well have that very id
    await stranger.start(ears)
    await stranger.show(NEWS)
    (tmp_path / "popups.json").write_text(record)
    await notifiers(desk).start(ears)
    await desk.shows(1)
    await stranger.stop()


async def test_an_answer_forged_by_another_program_is_ignored(desk: Desk, notifiers: Make, ears: Ears) -> None:
    notifier = notifiers(desk)
    await notifier.start(ears)
    handle = await notifier.show(BREAK)
    for popup_id in range(1, 10):
        await press_by_somebody_else(desk, popup_id, "skip")
    await desk.shows(1)
    await desk.press("start")
    assert await ears.next() == Answer(handle, "start")
    assert len(ears.heard) == 1


async def test_a_restarted_daemon_is_used_at_once(desk: Desk, notifiers: Make, ears: Ears) -> None:
    notifier = notifiers(desk)
    await notifier.start(ears)
    lost = await notifier.show(BREAK)
    await desk.shows(1)
    await desk.restart()
    handle = await notifier.show(BREAK, replaces=lost)
    await desk.shows(1)
    await notifier.close(lost)
    await desk.shows(1)
    await desk.press("start")
    assert await ears.next() == Answer(handle, "start")


async def test_what_a_restarted_daemon_shows_for_others_is_neither_closed_nor_answered(
    desk: Desk, notifiers: Make, ears: Ears
) -> None:
    notifier, theirs = notifiers(desk), Ears()
    await notifier.start(ears)
    await notifier.show(NEWS)
    lost = await notifier.show(BREAK)
    await desk.shows(2)
    await desk.restart()
    stranger = FreedesktopNotifier(desk.environ)
    await stranger.start(theirs)
    for _ in range(4):  # one of them has the id the lost popup had
        await stranger.show(BREAK)
    await notifier.close(lost)
    await desk.shows(4)
    for left in (3, 2, 1, 0):
        await desk.press("default")
        await theirs.next()
        await desk.shows(left)
    assert ears.heard == []
    await stranger.stop()


async def test_a_hung_daemon_fails_within_the_deadline_and_shows_nothing_stale_later(
    desk: Desk, notifiers: Make, ears: Ears
) -> None:
    notifier = notifiers(desk)
    await notifier.start(ears)
    await desk.hang()
    began = time.monotonic()
    with pytest.raises(NotifyFailed, match="does not answer"):
        await notifier.show(BREAK)
    with pytest.raises(NotifyFailed, match="does not answer"):
        await notifier.show(BREAK)
    assert time.monotonic() - began < 2 * 0.5 + 2
    await desk.thaw()
    await desk.shows(0)
    handle = await notifier.show(BREAK)
    await desk.shows(1)
    await desk.press("default")
    assert await ears.next() == Answer(handle, "default")
    await desk.shows(0)


async def test_stopping_beside_a_hung_daemon_ends_and_keeps_the_record(
    desk: Desk, notifiers: Make, ears: Ears, tmp_path: Path
) -> None:
    notifier = notifiers(desk)
    await notifier.start(ears)
    await notifier.show(BREAK)
    await desk.shows(1)
    await desk.hang()
    async with asyncio.timeout(2):
        await notifier.stop()
    assert (tmp_path / "popups.json").exists()
    await desk.thaw()
    await desk.shows(0)


async def test_a_real_click_on_a_real_popup_is_the_default_answer(
    dunst_bus: PrivateBus, display: Display, tmp_path: Path, ears: Ears
) -> None:
    need("xdotool")
    settings = "mouse_left_click = do_action\n    origin = top-left\n    offset = 0x0\n    width = 300"
    with dunst(dunst_bus, display, tmp_path, settings):
        notifier = FreedesktopNotifier(dunst_bus.environ)
        await notifier.start(ears)
        handle = await notifier.show(BREAK)
        click = ("search", "--sync", "--onlyvisible", "--class", "dunst", "mousemove", "20", "20", "click", "1")
        clicking = await asyncio.create_subprocess_exec("xdotool", *click, env={**os.environ, **display.environ})
        assert await clicking.wait() == 0
        assert await ears.next() == Answer(handle, "default")
        await notifier.stop()
