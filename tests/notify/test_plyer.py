"""The plyer notifier: in a thread with a deadline, safe titles, commands in words, failures told."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from deskbreak.errors import NotifyFailed
from deskbreak.notify.plyer import NotifySend, PlyerNotifier, safe_title
from deskbreak.notify.port import Notice
from tests.notify.conftest import BREAK, Ears

if TYPE_CHECKING:
    from pathlib import Path


async def test_it_sends_from_a_thread_of_its_own_and_names_the_commands(ears: Ears) -> None:
    sent: list[tuple[str, str, threading.Thread]] = []
    notifier = PlyerNotifier("darwin", lambda title, text: sent.append((title, text, threading.current_thread())))
    await notifier.start(ears)
    first, second = await notifier.show(BREAK), await notifier.show(BREAK, replaces="1")
    assert first != second
    title, text, thread = sent[0]
    assert title == "Time to stretch"
    assert "Start: deskbreak start" in text
    assert thread is not threading.current_thread()
    assert thread.daemon
    await notifier.close(first)
    await notifier.stop()


async def test_a_hung_backend_fails_at_the_deadline_and_is_not_called_meanwhile(ears: Ears) -> None:
    release, calls = threading.Event(), 0

    def hang(_title: str, _text: str) -> None:
        nonlocal calls
        calls += 1
        release.wait(5)

    notifier = PlyerNotifier("win32", hang, deadline_seconds=0.05)
    await notifier.start(ears)
    with pytest.raises(NotifyFailed, match="does not return"):
        await notifier.show(BREAK)
    with pytest.raises(NotifyFailed, match="still hangs"):
        await notifier.show(BREAK)
    release.set()
    assert notifier._stuck is not None
    await asyncio.to_thread(notifier._stuck.join, 5)
    await notifier.show(BREAK)
    assert calls == 2


async def test_what_the_backend_raises_is_a_failure_with_its_words(ears: Ears) -> None:
    def fail(_title: str, _text: str) -> None:
        raise NotImplementedError("No usable implementation found!")

    notifier = PlyerNotifier("win32", fail)
    await notifier.start(ears)
    with pytest.raises(NotifyFailed, match="No usable implementation"):
        await notifier.show(BREAK)


async def test_text_fits_what_windows_takes(ears: Ears) -> None:
    sent: list[tuple[str, str]] = []
    notifier = PlyerNotifier("win32", lambda title, text: sent.append((title, text)))
    await notifier.start(ears)
    await notifier.show(Notice("t" * 500, "b" * 5000))
    assert [len(part) for part in sent[0]] == [63, 255]


@pytest.mark.parametrize(
    ("title", "safe"),
    [("--help", "help"), ("- Break", "Break"), ("\n-u x", "u x"), ("---", "deskbreak"), ("Break", "Break")],
)
def test_no_title_can_be_taken_for_an_option(title: str, safe: str) -> None:
    assert safe_title(title) == safe


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
async def test_where_it_cannot_work_it_says_so_at_the_start(
    platform: str, ears: Ears, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotifyFailed, match="plyer"):
        await PlyerNotifier(platform).start(ears)
    assert capfd.readouterr() == ("", "")


async def test_before_its_start_it_shows_nothing() -> None:
    with pytest.raises(NotifyFailed, match="not started"):
        await PlyerNotifier("linux").show(BREAK)


@pytest.fixture
def fake_notify_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notify-send that keeps its arguments, a line a call, and fails when told to by its text or an option."""
    program, kept = tmp_path / "notify-send", tmp_path / "arguments"
    program.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys\n"
        f"kept = pathlib.Path({str(kept)!r})\n"
        "if 'old' in sys.argv[-1] and '--print-id' in sys.argv: sys.exit('Unknown option --print-id')\n"
        "with kept.open('a') as file: print(*sys.argv[1:], sep='|', file=file)\n"
        "if 'fail' in sys.argv[-1]: sys.exit('no daemon')\n"
        "if '--print-id' in sys.argv: print(7)\n"
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    return kept


def test_notify_send_gets_text_it_interprets_nothing_in(fake_notify_send: Path) -> None:
    NotifySend()("title", "-a <b> & \\n")
    assert fake_notify_send.read_text() == "--app-name=deskbreak|--print-id|--|title|-a &lt;b&gt; &amp; \\\\n\n"


def test_a_notification_takes_the_place_of_the_one_before(fake_notify_send: Path) -> None:
    send = NotifySend()
    send("title", "one")
    send("title", "two")
    assert fake_notify_send.read_text().splitlines()[1] == (
        "--app-name=deskbreak|--print-id|--replace-id=7|--|title|two"
    )


def test_a_notify_send_that_knows_no_ids_is_still_used(fake_notify_send: Path) -> None:
    send = NotifySend()
    send("title", "old")
    send("title", "two")
    assert fake_notify_send.read_text().splitlines() == [
        "--app-name=deskbreak|--|title|old",
        "--app-name=deskbreak|--|title|two",
    ]


def test_a_failing_notify_send_is_a_failure_and_writes_nothing_on_the_screen(
    fake_notify_send: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotifyFailed, match="no daemon"):
        NotifySend()("title", "fail")
    assert capfd.readouterr() == ("", "")
