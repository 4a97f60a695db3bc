"""The plyer notifier, for desktops without D-Bus (macOS, Windows): no buttons, so its text names the commands.

plyer blocks and fails silently, so it runs in a thread of its own with a deadline, and only where it can work.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import itertools
import shutil
import subprocess
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from deskbreak.errors import NotifyFailed
from deskbreak.notify.text import escaped, named_in_words, one_line, plain

if TYPE_CHECKING:
    from deskbreak.notify.port import Notice, OnNews

DEADLINE_SECONDS = 4.0
SHOWN_SECONDS = 10
WINDOWS_TITLE, WINDOWS_TEXT = 63, 255
"""Longer text does not fit into the structure Windows takes, and nothing would be shown."""

Send = Callable[[str, str], None]
"""Shows a title and a text; blocks, and raises whatever it likes."""


class PlyerNotifier:
    """Plain notifications through plyer; `send` stands in for it in tests."""

    name = "plyer"

    def __init__(self, platform: str, send: Send | None = None, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        self._platform = platform
        self._send = send
        self._deadline = deadline_seconds
        self._handles = itertools.count(1)
        self._stuck: threading.Thread | None = None

    async def start(self, on_news: OnNews) -> None:  # noqa: ARG002 (it has no buttons)
        """Find out whether plyer can work here; no answer will ever come."""
        if self._send is None:
            self._send = _sender(self._platform)

    async def show(self, notice: Notice, replaces: str | None = None) -> str:  # noqa: ARG002 (nothing is replaced)
        """Show the notice, its actions told in words."""
        if self._send is None:
            raise NotifyFailed("plyer was not started")
        if self._stuck is not None and self._stuck.is_alive():
            raise NotifyFailed("plyer still hangs on an earlier notification")
        told = named_in_words(notice)
        title, text = safe_title(told.title), plain(told.body)
        if self._platform == "win32":
            title, text = title[:WINDOWS_TITLE], text[:WINDOWS_TEXT]
        await self._in_thread(self._send, title, text)
        return str(next(self._handles))

    async def close(self, handle: str) -> None:
        """Nothing: plyer cannot take a notification away; on macOS and Windows it goes by itself."""

    async def stop(self) -> None:
        """Nothing is held."""

    async def _in_thread(self, send: Send, title: str, text: str) -> None:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        # A daemon thread and not the loop's executor: a hung one must not hold up the end of the program.
        thread = threading.Thread(target=_report, args=(loop, done, send, title, text), daemon=True)
        thread.start()
        try:
            async with asyncio.timeout(self._deadline):
                await done
        except TimeoutError as error:
            self._stuck = thread
            raise NotifyFailed(f"plyer does not return within {self._deadline:g} s") from error


def safe_title(title: str) -> str:
    """One line that no program takes for an option of its own."""
    return one_line(title).lstrip("- ") or "deskbreak"


def _report(loop: asyncio.AbstractEventLoop, done: asyncio.Future[None], send: Send, title: str, text: str) -> None:
    """Run in the thread: send, and hand what became of it to the loop."""
    failure: NotifyFailed | None = None
    try:
        send(title, text)
    except Exception as error:  # noqa: BLE001 (plyer and what is under it raise anything)
        failure = NotifyFailed(f"plyer: {str(error) or type(error).__name__}")
    if not loop.is_closed():
        loop.call_soon_threadsafe(_settle, done, failure)


def _settle(done: asyncio.Future[None], failure: NotifyFailed | None) -> None:
    if done.done():
        return
    if failure is None:
        done.set_result(None)
    else:
        done.set_exception(failure)


def _sender(platform: str) -> Send:
    match platform:
        case "win32":
            return _plyer("win")
        case "darwin":
            if importlib.util.find_spec("pyobjus") is None:
                raise NotifyFailed("plyer needs pyobjus on macOS: pip install pyobjus")
            return _plyer("macosx")
        case _:
            if shutil.which("notify-send") is None:
                raise NotifyFailed("plyer needs notify-send here")
            return NotifySend()


def _plyer(folder: str) -> Send:
    # Not `plyer.notification`: that stand-in answers a failed import by printing a traceback onto the screen.
    try:
        notification = importlib.import_module(f"plyer.platforms.{folder}.notification").instance()
    except Exception as error:
        raise NotifyFailed(f"plyer does not work here: {error}") from error

    def send(title: str, text: str) -> None:
        notification.notify(title=title, message=text, app_name="deskbreak", timeout=SHOWN_SECONDS)

    return send


class NotifySend:
    """What plyer does on Linux, made safe: options ended, text escaped, its stderr kept off the screen.

    And with one popup at a time, which plyer cannot do: each takes the place of the one before, where notify-send is
    new enough to say and take ids.
    """

    def __init__(self) -> None:
        self._knows_ids = True
        self._shown = ""

    def __call__(self, title: str, text: str) -> None:
        """Show a title and a text; raises `NotifyFailed` with the program's words."""
        body = escaped(text).replace("\\", "\\\\")  # notify-send reads backslash escapes, and most daemons markup
        ended = _run(*self._id_options(), "--", title, body)
        if ended.returncode and self._knows_ids:
            ended = _run("--", title, body)
            self._knows_ids = bool(ended.returncode)  # it was the options that it did not take
        if ended.returncode:
            raise NotifyFailed(ended.stderr.decode(errors="replace").strip() or "notify-send failed")
        told = ended.stdout.decode("ascii", "replace").strip()
        self._shown = told if told.isdecimal() else ""

    def _id_options(self) -> list[str]:
        if not self._knows_ids:
            return []
        return ["--print-id", *([f"--replace-id={self._shown}"] if self._shown else [])]


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["notify-send", "--app-name=deskbreak", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=DEADLINE_SECONDS,
        check=False,
    )
