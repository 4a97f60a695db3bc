"""The D-Bus notifier against the quirks of daemons, dead buses and bad records, with the fake daemon."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import NotifyFailed
from deskbreak.notify.freedesktop import FreedesktopNotifier
from deskbreak.notify.port import Answer, Closed, Notice, Returned
from tests.live import private_bus
from tests.notify.conftest import (
    BREAK,
    DISMISSED,
    EXPIRED,
    NEWS,
    Desk,
    Ears,
    FakeDaemon,
    FakeDesk,
    Quirks,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[[Desk], FreedesktopNotifier]

pytestmark = pytest.mark.live


async def started(desk: FakeDesk, notifiers: Make, ears: Ears, quirks: Quirks = Quirks()) -> FreedesktopNotifier:  # noqa: B008
    desk.daemon.quirks = quirks
    notifier = notifiers(desk)
    await notifier.start(ears)
    return notifier


async def settled(notifier: FreedesktopNotifier) -> None:
    """A notice shown and closed: every signal sent before has been read."""
    await notifier.close(await notifier.show(NEWS))


async def test_the_popup_says_what_the_notice_says(fake_desk: FakeDesk, notifiers: Make, ears: Ears) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    await notifier.show(BREAK)
    popup = fake_desk.daemon.log[-1]
    assert (popup.title, popup.body) == (BREAK.title, BREAK.body)
    assert popup.actions == {"default": "Start", "start": "Start", "snooze": "Snooze 5m", "skip": "Skip"}
    assert popup.hints == {
        "urgency": 1,
        "category": "x-deskbreak.break",
        "desktop-entry": "deskbreak",
        "suppress-sound": True,
    }
    assert popup.expire_milliseconds == 0


async def test_news_without_actions_may_expire_and_leaves_no_trace_in_a_tray(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    await notifier.show(NEWS)
    popup = fake_desk.daemon.log[-1]
    assert popup.hints["transient"] is True
    assert popup.expire_milliseconds == -1


async def test_urgency_and_sound_are_asked_for_by_hints(fake_desk: FakeDesk, notifiers: Make, ears: Ears) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    await notifier.show(Notice("title", "body", urgent=True, sound=True))
    hints = fake_desk.daemon.log[-1].hints
    assert hints["urgency"] == 2
    assert hints["sound-name"] == "message"
    assert "suppress-sound" not in hints


async def test_the_body_is_escaped_exactly_where_markup_is_read(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears, Quirks(reads_markup=True))
    await notifier.show(BREAK)
    assert fake_desk.daemon.log[-1].body.endswith("March &amp; &lt;lunge&gt;.")


async def test_control_characters_never_reach_the_daemon(fake_desk: FakeDesk, notifiers: Make, ears: Ears) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    await notifier.show(Notice("a\x1b[31m\nb", "one\x00\x9b two\r\n\u202ethree\ud800"))
    popup = fake_desk.daemon.log[-1]
    assert (popup.title, popup.body) == ("a [31m b", "one two\nthree")


async def test_xfce_is_not_given_the_default_action(fake_desk: FakeDesk, notifiers: Make, ears: Ears) -> None:
    notifier = await started(fake_desk, notifiers, ears, Quirks(server_name="Xfce Notify Daemon", closes_answered=True))
    handle = await notifier.show(BREAK)
    assert list(fake_desk.daemon.log[-1].actions) == ["start", "snooze", "skip"]
    await fake_desk.press("default")
    await fake_desk.press("start") if fake_desk.daemon.shown else None
    await settled(notifier)
    assert Answer(handle, "default") not in ears.heard


async def test_a_daemon_without_actions_is_sent_commands_in_words(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears, Quirks(has_actions=False))
    await notifier.show(BREAK)
    popup = fake_desk.daemon.log[-1]
    assert popup.actions == {}
    assert "Snooze 5m: deskbreak snooze" in popup.body


@pytest.mark.parametrize(
    "quirks",
    [
        Quirks(signals_twice=True, closes_answered=True),
        Quirks(signals_twice=True),
        Quirks(closes_before_it_answers=True),
    ],
)
async def test_an_answer_comes_once_whatever_the_daemon_repeats_or_reorders(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears, quirks: Quirks
) -> None:
    notifier = await started(fake_desk, notifiers, ears, quirks)
    handle = await notifier.show(BREAK)
    await fake_desk.press("snooze")
    await ears.next()
    await fake_desk.shows(0)
    await settled(notifier)
    assert ears.heard == [Answer(handle, "snooze")]


async def test_a_click_in_the_very_moment_of_showing_counts(fake_desk: FakeDesk, notifiers: Make, ears: Ears) -> None:
    notifier = await started(fake_desk, notifiers, ears, Quirks(clicked_at_once="start"))
    for _ in range(20):
        handle = await notifier.show(BREAK)
        assert handle not in [answer.handle for answer in ears.heard], "an answer nobody can place yet"
        assert await ears.next() == Answer(handle, "start")


async def test_only_the_first_of_two_answers_counts(fake_desk: FakeDesk, notifiers: Make, ears: Ears) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    handle = await notifier.show(BREAK)
    popup_id = max(fake_desk.daemon.shown)
    await fake_desk.daemon.press("start", popup_id)
    await fake_desk.daemon.press("skip", popup_id)
    await ears.next()
    await settled(notifier)
    assert ears.heard == [Answer(handle, "start")]


async def test_answers_of_closed_popups_and_of_others_are_ignored(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    handle = await notifier.show(BREAK)
    popup_id = max(fake_desk.daemon.shown)
    await notifier.close(handle)
    await fake_desk.daemon.press("start", popup_id)
    await fake_desk.daemon.press("start", 4711)
    await fake_desk.daemon.press("no-such-key", popup_id)
    await settled(notifier)
    assert ears.heard == []


@pytest.mark.parametrize("reason", [EXPIRED, DISMISSED])
async def test_a_popup_the_person_dismissed_is_off_the_record_and_not_closed_again(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears, tmp_path: Path, reason: int
) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    handle = await notifier.show(BREAK)
    await fake_desk.daemon.close(max(fake_desk.daemon.shown), reason)
    await settled(notifier)
    assert not (tmp_path / "popups.json").exists()
    asked = fake_desk.daemon.asked.count("CloseNotification")
    await notifier.close(handle)
    assert fake_desk.daemon.asked.count("CloseNotification") == asked


@pytest.mark.parametrize("reason", [EXPIRED, DISMISSED])
async def test_a_popup_that_goes_away_unanswered_is_told_closed_once(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears, reason: int
) -> None:
    notifier = await started(fake_desk, notifiers, ears, Quirks(signals_twice=True))
    handle = await notifier.show(BREAK)
    await fake_desk.daemon.close(max(fake_desk.daemon.shown), reason)
    await settled(notifier)
    assert ears.other == [Closed(handle)]


async def test_no_closing_is_told_of_a_popup_that_was_answered_or_taken_away(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears, Quirks(closes_answered=True))
    await notifier.show(BREAK)
    await fake_desk.press("start")
    await ears.next()
    await notifier.close(await notifier.show(BREAK))
    await settled(notifier)
    assert ears.other == []


async def test_a_daemon_that_was_killed_under_a_popup_is_told_returned_once(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    await notifier.show(BREAK)
    await fake_desk.restart()
    assert await ears.next_other() == Returned()
    await fake_desk.restart()  # with nothing lost this time
    await settled(notifier)
    assert ears.other == [Returned()]


async def test_a_daemon_that_comes_after_a_notice_has_failed_is_told_returned(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    await fake_desk.daemon.stop()
    with pytest.raises(NotifyFailed):
        await notifier.show(BREAK)
    assert ears.other == []
    await fake_desk.restart()
    assert await ears.next_other() == Returned()


@pytest.mark.parametrize("quirks", [Quirks(), Quirks(closes_answered=True)])
async def test_a_daemon_that_restarts_with_nothing_of_ours_on_it_is_nobodys_news(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears, quirks: Quirks
) -> None:
    notifier = await started(fake_desk, notifiers, ears, quirks)
    await notifier.show(BREAK)
    await fake_desk.press("start")
    await ears.next()
    await fake_desk.shows(0)
    await settled(notifier)
    await fake_desk.restart()
    await settled(notifier)
    assert ears.other == []


async def test_replacing_a_dismissed_popup_shows_a_new_one(fake_desk: FakeDesk, notifiers: Make, ears: Ears) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    first = await notifier.show(BREAK)
    popup_id = max(fake_desk.daemon.shown)
    await fake_desk.daemon.close(popup_id, DISMISSED)
    await notifier.show(BREAK, replaces=first)
    assert max(fake_desk.daemon.shown) > popup_id


async def test_a_late_answer_of_a_closed_popup_counts_even_with_a_newer_one_shown(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    first = await notifier.show(BREAK)
    popup_id = max(fake_desk.daemon.shown)
    await fake_desk.daemon.close(popup_id, DISMISSED)
    await settled(notifier)
    await fake_desk.daemon.press("snooze", popup_id)
    assert await ears.next() == Answer(first, "snooze")


async def test_closed_popups_are_not_remembered_for_ever(fake_desk: FakeDesk, notifiers: Make, ears: Ears) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    for _ in range(30):
        await notifier.show(BREAK)
        await fake_desk.daemon.close(max(fake_desk.daemon.shown), DISMISSED)
    await settled(notifier)
    assert len(list(notifier._popups)) < 12


async def test_an_answer_that_crosses_a_replacement_is_the_old_ones_and_leaves_the_new_one(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    first = await notifier.show(BREAK)
    fake_desk.daemon.hang()
    replacing = asyncio.create_task(notifier.show(BREAK, replaces=first))
    await fake_desk.daemon.has_got("Notify")
    await fake_desk.press("snooze")
    assert await ears.next() == Answer(first, "snooze")
    fake_desk.daemon.thaw()
    second = await replacing
    await settled(notifier)
    await fake_desk.shows(1)
    await fake_desk.press("start")
    assert await ears.next() == Answer(second, "start")


async def test_notices_do_not_pile_up_on_a_hung_daemon(fake_desk: FakeDesk, notifiers: Make, ears: Ears) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    fake_desk.daemon.hang()
    for _ in range(2):
        with pytest.raises(NotifyFailed):
            await notifier.show(BREAK)
    fake_desk.daemon.thaw()
    assert fake_desk.daemon.asked.count("Notify") == 1
    await fake_desk.shows(0)


async def test_abilities_are_asked_once_for_each_run_of_the_daemon(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    await notifier.show(BREAK)
    await notifier.show(BREAK)
    assert fake_desk.daemon.asked.count("GetCapabilities") == 1
    fake_desk.daemon.quirks = Quirks(reads_markup=True)
    await fake_desk.restart()
    await notifier.show(BREAK)
    assert fake_desk.daemon.asked.count("GetCapabilities") == 1
    assert "&amp;" in fake_desk.daemon.log[-1].body


async def test_a_refusal_of_the_daemon_is_a_failure_with_its_words(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears, Quirks(refuses=True))
    with pytest.raises(NotifyFailed, match="too many popups"):
        await notifier.show(BREAK)


async def test_a_daemon_that_comes_later_is_found(fake_desk: FakeDesk, notifiers: Make, ears: Ears) -> None:
    await fake_desk.daemon.stop()
    notifier = notifiers(fake_desk)
    with pytest.raises(NotifyFailed, match="no notification daemon"):
        await notifier.start(ears)
    await fake_desk.restart()
    assert await ears.next_other() == Returned()
    handle = await notifier.show(BREAK)
    await fake_desk.press("start")
    assert await ears.next() == Answer(handle, "start")


async def test_a_daemon_that_dies_while_it_is_asked_is_a_failure(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears
) -> None:
    notifier = await started(fake_desk, notifiers, ears)
    fake_desk.daemon.hang()
    showing = asyncio.create_task(notifier.show(BREAK))
    await asyncio.sleep(0)
    await fake_desk.daemon.stop()
    with pytest.raises(NotifyFailed):
        await showing


async def test_no_bus_at_all_is_a_failure(tmp_path: Path, ears: Ears) -> None:
    notifier = FreedesktopNotifier({"XDG_RUNTIME_DIR": str(tmp_path)})
    with pytest.raises(NotifyFailed, match="no session bus"):
        await notifier.start(ears)
    with pytest.raises(NotifyFailed):
        await notifier.show(BREAK)
    await notifier.close("1")
    await notifier.stop()


async def test_a_bus_that_dies_is_a_failure_and_its_successor_is_found(tmp_path: Path, ears: Ears) -> None:
    with private_bus(tmp_path) as bus:
        daemon = FakeDaemon(bus.address, Quirks())
        await daemon.start()
        notifier = FreedesktopNotifier(bus.environ, tmp_path / "popups.json")
        await notifier.start(ears)
        lost = await notifier.show(BREAK)
        bus.kill()
        with pytest.raises(NotifyFailed):
            await notifier.show(BREAK)
        await daemon.stop()
    (tmp_path / "bus").unlink(missing_ok=True)
    environ = {"XDG_RUNTIME_DIR": str(tmp_path)}
    notifier._environ = environ
    with private_bus(tmp_path) as bus:
        daemon = FakeDaemon(bus.address, Quirks())
        await daemon.start()
        handle = await notifier.show(BREAK, replaces=lost)
        await daemon.press("start")
        assert await ears.next() == Answer(handle, "start")
        await notifier.stop()
        await daemon.stop()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"bus": 1}', '{"bus": "b", "owner": "o", "ids": 7}', "\x00\xff"])
async def test_a_record_that_cannot_be_read_is_no_obstacle(
    fake_desk: FakeDesk, notifiers: Make, ears: Ears, tmp_path: Path, text: str
) -> None:
    (tmp_path / "popups.json").write_text(text)
    notifier = await started(fake_desk, notifiers, ears)
    await notifier.show(BREAK)
    assert len(json.loads((tmp_path / "popups.json").read_text())["ids"]) == 1


async def test_a_record_that_cannot_be_written_is_no_obstacle(
    fake_desk: FakeDesk, ears: Ears, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    notifier = FreedesktopNotifier(fake_desk.environ, tmp_path / "file" / "popups.json")
    await notifier.start(ears)
    await notifier.show(BREAK)
    assert "cannot be noted" in caplog.text
    await notifier.stop()
