"""The command palette: every act that is possible now, with what bindings have no key for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content
from textual.widgets import Input, LoadingIndicator

from deskbreak.tui.acts import ACTS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from textual.fuzzy import Matcher

    from deskbreak.tui.reading import Moment

Command = tuple[str, str, str, tuple[str, ...]]
"""Title, explanation, action of the app, its parameters."""

_OWN_ACTIONS: dict[str, tuple[str, tuple[str, ...]]] = {"hurts": ("this_hurts", ())}
"""Acts that show something of their own beside asking the service."""
_PAUSES = (("for 30 minutes", "30m"), ("for 1 hour", "1h"), ("for 2 hours", "2h"))
_GENERAL: tuple[Command, ...] = (
    ("Help", "Every key, and what today's line means", "help", ()),
    ("Dark colours", "deskbreak's dark theme", "use_theme", ("deskbreak",)),
    ("Light colours", "deskbreak's light theme", "use_theme", ("deskbreak-light",)),
    ("The terminal's colours", "Its own 16, as you chose them", "use_theme", ("terminal",)),
    ("Other colours", "Choose among every theme there is, for this run", "change_theme", ()),
    ("Quit", "Leave the screen", "leave", ()),
)


def commands(moment: Moment | None) -> Iterable[Command]:
    """The commands for this moment; the general ones always."""
    if moment is not None:
        for act in ACTS.values():
            if act.is_possible(moment):
                yield act.title, act.explanation, *_OWN_ACTIONS.get(act.name, ("do", (act.name,)))
        if ACTS["snooze"].is_possible(moment):
            yield "Snooze for…", "Choose how long to put the break off", "choose_snooze", ()
        if moment.resting is None:
            for kind in moment.kinds:
                yield f"Start a break: {kind}", "Whether or not it is due", "start_kind", (kind,)
            yield "History", "Days, weeks, months and years in numbers and pictures", "open", ("history",)
            yield "Library", "Every stretch, drawn and in words: leave out, let back in, try", "open", ("library",)
            yield "Why", "Why a break comes or does not, in words", "open", ("why",)
            yield "Setup", "Where you can stretch, where you are tight, what to leave out", "set_up", ()
            yield "Settings", "See and change every setting", "open", ("settings",)
        if ACTS["pause"].is_possible(moment):
            for words, duration in _PAUSES:
                yield f"Pause reminders {words}", "They come again by themselves", "pause_for", (duration,)
    yield from _GENERAL


class Palette(CommandPalette):
    """Textual's, without what would wake the processor while it stands open: a blinking cursor, dots that run."""

    def on_mount(self) -> None:
        """Be still."""
        self.query_one(Input).cursor_blink = False
        self.query_one(LoadingIndicator).auto_refresh = None


class Commands(Provider):
    """Offers the commands to Textual's palette."""

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """The commands that match, best first."""
        matcher = self.matcher(query)
        for title, explanation, action, parameters in self._all():
            if (score := matcher.match(title)) > 0:
                yield Hit(score, _marked(title, matcher), self._run(action, parameters), help=explanation)

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """All of them, before anything is typed."""
        for title, explanation, action, parameters in self._all():
            yield DiscoveryHit(Content(title), self._run(action, parameters), text=title, help=explanation)

    def _all(self) -> Iterable[Command]:
        """What the app has an action for: where a break is all there is, few of them."""
        for command in commands(getattr(self.app, "moment", None)):
            if self.app.check_action(command[2], command[3]):
                yield command

    def _run(self, action: str, parameters: tuple[str, ...]) -> Callable[[], object]:
        return partial(self.app.run_action, ("app", action, parameters))


def _marked(title: str, matcher: Matcher) -> Content:
    """The title with the letters that match; Textual's own way takes brackets in it for markup."""
    _, offsets = matcher.fuzzy_search.match(matcher.query, title)
    marked = Content(title)
    for offset in offsets:
        marked = marked.stylize(matcher.match_style, offset, offset + 1)
    return marked
