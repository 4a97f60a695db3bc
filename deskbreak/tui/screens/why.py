"""Why a break comes or does not: the service's own account, asked for anew whenever something changes and is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll

from deskbreak.tui.draw.ink import Ink, plain
from deskbreak.tui.screens.base import Face
from deskbreak.tui.screens.notices import notice
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.line import Ends, Line
from deskbreak.tui.widgets.prose import ITEM, Prose

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.outbox import Desk
    from deskbreak.tui.view import View
    from deskbreak.tui.widgets.prose import Lines

    Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]


class Account(VerticalScroll, inherit_bindings=False):
    """Scrolls up and down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "Up", show=False, id="why.up", tooltip="Scroll up"),
        Binding("down", "scroll_down", "Down", show=False, id="why.down", tooltip="Scroll down"),
        Binding("pageup", "page_up", "Page up", show=False, id="why.page_up", tooltip="A page up"),
        Binding("pagedown,space", "page_down", "Page down", show=False, id="why.page_down", tooltip="A page down"),
    ]


class WhyScreen(Face):
    """Over the dashboard; Escape goes back."""

    CSS_PATH = "why.tcss"
    AUTO_FOCUS = "#account"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,w", "back", "back", id="why.back", tooltip="Back to the dashboard"),
    ]

    def __init__(self, desk: Desk, ask: Ask) -> None:
        super().__init__()
        self._desk = desk
        self._ask = ask
        self._minute: object = None

    def compose(self) -> ComposeResult:
        """What is asked, the answer, what is worth knowing meanwhile, and the keys."""
        yield Line(Ends((Ink("Why", "strong"),)), id="title")
        with Account(id="account"):
            yield Prose((), id="text")
        yield Line(id="news")
        yield KeyRow(id="keys")

    def hear(self) -> None:
        """Something changed: the account is another, to be asked for once somebody looks."""
        if self.app.app_focus:
            self._desk.in_background(self._fetch())
        else:
            self._minute = None

    def show(self, view: View) -> None:
        """The account tells of minutes, so each minute it is asked for anew."""
        self.query_one("#news", Line).show(Ends(notice(view)))
        minute = view.moment.at.replace(second=0, microsecond=0)
        if view.is_focused and minute != self._minute:
            self._minute = minute
            self.hear()

    def action_back(self) -> None:
        """Back to the dashboard."""
        self.dismiss()

    async def _fetch(self) -> None:
        told = await self._ask("why", {})
        if self.is_attached and isinstance(told, dict):
            self.query_one("#text", Prose).show(account(told))


def account(told: dict[str, Any]) -> Lines:
    """The sentences as items, the first, which says what is, before the rest."""
    sentences = [plain(sentence) for sentence in told.get("text") or () if isinstance(sentence, str)]
    if not sentences:
        return (Ink("Nothing is known just now.", "quiet"),)
    rest = [line for sentence in sentences[1:] for line in (Ink(""), Ink(f"{ITEM}{sentence}"))]
    return (Ink(sentences[0], "strong"), *rest)
