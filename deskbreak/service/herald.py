"""Turns engine events into notifications and their buttons back into commands. Never blocks the service.

One popup at a time. Its handle stands for one prompt: a click on an older one names the older prompt, and the engine
answers `stale`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deskbreak.engine import events as e
from deskbreak.engine.values import SECOND
from deskbreak.errors import NotifyFailed
from deskbreak.notify import notices
from deskbreak.notify.port import DEFAULT_KEY, Answer, News, Notice, Notifier, Returned

log = logging.getLogger(__name__)

OnButton = Callable[[str, int], None]
"""Called with the action's key (start, snooze, skip) and the number of the prompt it answers."""

_REMEMBERED_POPUPS = 32
_TRIAL = ("deskbreak: a test", "This is how a break will be announced.")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a notification needs to know beside its event."""

    sitting_seconds: float
    snooze_seconds: float
    snoozes_left: int | None
    skip_allowed: bool
    length_seconds: Callable[[str], float]
    upcoming: Callable[[str], tuple[str, ...]]
    sound: bool


class Herald:
    """Owns the popup. Work is done one piece after the other in a task of its own."""

    def __init__(
        self,
        notifier: Notifier,
        facts: Callable[[], Facts],
        on_button: OnButton,
        on_returned: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_returned` is called when what is wanted must be shown again, because what was shown is lost."""
        self._notifier = notifier
        self._facts = facts
        self._on_button = on_button
        self._on_returned = on_returned
        self._work: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._handle: str | None = None
        self._trial: str | None = None
        self._prompts: dict[str, int] = {}
        self.message = ""

    @property
    def name(self) -> str:
        """The notifier in use."""
        return self._notifier.name

    @property
    def has_popup(self) -> bool:
        """Whether a popup is shown or about to be."""
        return self._handle is not None or not self._work.empty()

    async def start(self) -> None:
        """Make the notifier ready and begin to work; a notifier that does not work now is tried again when needed."""
        await self._notifier.start(self._hear)
        self._task = asyncio.create_task(self._run(), name="notifications")

    async def stop(self) -> None:
        """Finish what is under way, and take the popup away."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        await self._notifier.stop()
        self._handle = self._trial = None

    async def replace(self, notifier: Notifier) -> None:
        """Go on with another notifier; what is shown by the old one goes away."""
        await self.stop()
        self._notifier = notifier
        await self.start()

    def note(self, event: e.Event) -> None:
        """Show, repeat or take away what the event asks for."""
        if isinstance(event, e.BreakDue | e.Reminded):
            self._show(self._prompt(event), event.prompt)
        elif isinstance(event, e.HeadsUp):
            self._show(notices.heads_up(event.kind, event.due_in / SECOND))
        elif isinstance(event, e.DailyLimit):
            self._show(notices.daily_limit(event.sitting / SECOND))
        elif isinstance(event, e.BreakCompleted):
            self._show(notices.break_over(event.kind, event.rested / SECOND))
        elif isinstance(event, e.Withdrawn | e.BreakStarted | e.BreakSnoozed | e.BreakSkipped | e.Missed | e.Returned):
            self._work.put_nowait(self._close)

    def show_again(self, kind: str, prompt: int) -> None:
        """Show a prompt that a restart, of deskbreak or of what shows popups, has left without its popup."""
        self._show(self._notice(kind, is_reminder=False), prompt)

    async def try_out(self, *, has_sound: bool) -> str:
        """Show a notification of no consequence beside the popup; the way it went. Raises `NotifyFailed`."""
        self._trial = await self._notifier.show(
            Notice(*_TRIAL, (), sound=has_sound or self._facts().sound), self._trial
        )
        return self.name

    async def idle(self) -> None:
        """Wait until everything asked for so far is done."""
        await self._work.join()

    def _prompt(self, event: e.BreakDue | e.Reminded) -> Notice:
        return self._notice(event.kind, is_reminder=isinstance(event, e.Reminded))

    def _notice(self, kind: str, *, is_reminder: bool) -> Notice:
        facts = self._facts()
        return notices.break_due(
            kind,
            facts.sitting_seconds,
            facts.length_seconds(kind),
            facts.snoozes_left,
            facts.snooze_seconds,
            facts.skip_allowed,
            upcoming=facts.upcoming(kind),
            remind=is_reminder,
        )

    def _show(self, notice: Notice, prompt: int | None = None) -> None:
        if self._facts().sound:
            notice = Notice(notice.title, notice.body, notice.actions, urgent=notice.urgent, sound=True)

        async def show() -> None:
            self._handle = await self._notifier.show(notice, self._handle)
            if prompt is not None:
                self._prompts[self._handle] = prompt
                self._forget_old()
            else:
                self._prompts.pop(self._handle, None)

        self._work.put_nowait(show)

    def _forget_old(self) -> None:
        while len(self._prompts) > _REMEMBERED_POPUPS:
            del self._prompts[next(iter(self._prompts))]

    async def _close(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            await self._notifier.close(handle)

    async def _run(self) -> None:
        while True:
            work = await self._work.get()
            try:
                await work()
                self.message = ""
            except NotifyFailed as error:
                self.message = f"no notification could be shown: {error}"
                log.warning("%s", self.message)
            finally:
                self._work.task_done()

    def _hear(self, news: News) -> None:
        if isinstance(news, Answer) and (prompt := self._prompts.get(news.handle)) is not None:
            self._on_button("start" if news.key == DEFAULT_KEY else news.key, prompt)
        elif isinstance(news, Returned) and self._work.empty():  # else something is about to be shown anyway
            self._on_returned()
