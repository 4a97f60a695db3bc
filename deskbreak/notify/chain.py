"""The notifiers in order of preference, used as one: on to the next when one fails, back once it works again."""

from __future__ import annotations

import asyncio
import logging
import sys
from functools import partial
from typing import TYPE_CHECKING, TextIO

from deskbreak.errors import NotifyFailed
from deskbreak.notify.port import Answer, Closed, News, Notice, Notifier, OnNews, Returned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from deskbreak.settings.model import Notify

log = logging.getLogger(__name__)

RECORD_NAME = "popups.json"
NOBODY = "none"


class Chain:
    """Notifiers as one. Starting never fails: one that does not work yet may work when it is needed."""

    def __init__(self, notifiers: Sequence[Notifier]) -> None:
        self._notifiers = tuple(notifiers)
        self._started: set[int] = set()
        self._in_use: int | None = None
        self._on_news: OnNews | None = None
        self._closings: set[asyncio.Task[None]] = set()

    @property
    def name(self) -> str:
        """The name of the notifier in use, "none" while none works."""
        return NOBODY if self._in_use is None else self._notifiers[self._in_use].name

    async def start(self, on_news: OnNews) -> None:
        """Find the first notifier that works."""
        self._on_news = on_news
        for place in range(len(self._notifiers)):
            try:
                await self._begin(place)
            except NotifyFailed as error:
                log.info("%s: %s", self._notifiers[place].name, error)
            else:
                self._use(place)
                return

    async def show(self, notice: Notice, replaces: str | None = None) -> str:
        """Show `notice` by the best notifier that works now; raises NotifyFailed when none does."""
        reasons = []
        for place, notifier in enumerate(self._notifiers):
            try:
                await self._begin(place)
                handle = await notifier.show(notice, _inner(place, replaces))
            except NotifyFailed as error:
                reasons.append(f"{notifier.name}: {error}")
                continue
            if replaces is not None and _inner(place, replaces) is None:
                self._close_later(replaces)
            self._use(place, "; ".join(reasons))
            return f"{place}/{handle}"
        self._use(None, "; ".join(reasons))
        raise NotifyFailed("; ".join(reasons) or "no way to notify is set")

    async def close(self, handle: str) -> None:
        """Take a notification away, whichever notifier shows it."""
        for place in self._started:
            inner = _inner(place, handle)
            if inner is not None:
                await self._notifiers[place].close(inner)

    async def stop(self) -> None:
        """Stop all that were started, at the same time."""
        await asyncio.gather(*self._closings)
        started, self._started, self._in_use = self._started, set(), None
        await asyncio.gather(*(self._notifiers[place].stop() for place in started))

    async def _begin(self, place: int) -> None:
        if place not in self._started:
            await self._notifiers[place].start(partial(self._tell, place))
            self._started.add(place)

    def _tell(self, place: int, news: News) -> None:
        """Pass news on, under the handle we gave out; a way that is no better than the one in use may return unseen."""
        if self._on_news is None:
            return
        match news:
            case Answer(handle, key):
                self._on_news(Answer(f"{place}/{handle}", key))
            case Closed(handle):
                self._on_news(Closed(f"{place}/{handle}"))
            case Returned() if self._in_use is None or place <= self._in_use:
                self._on_news(news)

    def _close_later(self, handle: str) -> None:
        """Close on a notifier that has just failed, which may take its whole deadline."""
        task = asyncio.create_task(self.close(handle))
        self._closings.add(task)
        task.add_done_callback(self._closings.discard)

    def _use(self, place: int | None, reasons: str = "") -> None:
        before = self.name
        self._in_use = place
        if self.name != before:
            log.info("notifications now by %s%s", self.name, f" ({reasons})" if reasons else "")


def make_chain(
    settings: Notify,
    environ: Mapping[str, str],
    state_folder: Path | None,
    terminal: TextIO | None = None,
    platform: str = sys.platform,
) -> Chain:
    """The chain the settings ask for.

    `terminal` is the stream of the terminal deskbreak runs in, None without one. With no `state_folder`, nothing is
    noted for the run after a crash (a second program beside the service must not touch the service's notes).
    """
    if not settings.enabled:
        names: tuple[str, ...] = ("null",)
    else:
        names = automatic(platform) if settings.backends == "auto" else settings.backends
    record = state_folder / RECORD_NAME if state_folder else None
    return Chain([_make(name, settings, environ, record, terminal, platform) for name in names])


def automatic(platform: str) -> tuple[str, ...]:
    """The ways tried where the settings say "auto"."""
    if platform in {"darwin", "win32"}:
        return ("plyer", "terminal", "null")
    return ("dbus", "terminal", "null")


def _make(
    name: str,
    settings: Notify,
    environ: Mapping[str, str],
    record: Path | None,
    terminal: TextIO | None,
    platform: str,
) -> Notifier:
    """Make one notifier; each adapter is loaded only where it is wanted."""
    match name:
        case "dbus":
            from deskbreak.notify.freedesktop import FreedesktopNotifier  # noqa: PLC0415

            return FreedesktopNotifier(environ, record)
        case "plyer":
            from deskbreak.notify.plyer import PlyerNotifier  # noqa: PLC0415

            return PlyerNotifier(platform)
        case "terminal":
            from deskbreak.notify.terminal import TerminalNotifier  # noqa: PLC0415

            return TerminalNotifier(terminal, settings.terminal, environ)
        case _:
            from deskbreak.notify.null import NullNotifier  # noqa: PLC0415

            return NullNotifier()


def _inner(place: int, handle: str | None) -> str | None:
    """The notifier's own handle, when it is the one in that place."""
    prefix = f"{place}/"
    return handle.removeprefix(prefix) if handle is not None and handle.startswith(prefix) else None
