"""The library: every stretch to look at, drawn, with its words and sources. The service leaves out and starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.binding import Binding
from textual.containers import Container, Horizontal, VerticalScroll

from deskbreak.tui import words
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.screens.base import Face
from deskbreak.tui.screens.notices import notice
from deskbreak.tui.shelf import about, read
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.line import Ends, Line
from deskbreak.tui.widgets.preview import Preview
from deskbreak.tui.widgets.prose import Prose
from deskbreak.tui.widgets.stretchlist import Listed, StretchList
from deskbreak.tui.widgets.tabs import Tab, Tabs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.outbox import Desk
    from deskbreak.tui.shelf import Entry, Shelf
    from deskbreak.tui.view import View

    Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]

BESIDE: Final = 76
"""Cells from which the stretch stands beside the list; below, only when one looks closer."""
DRAWN_ROWS: Final = 23
"""Rows from which its figure does."""
_WITH_ONE: Final = frozenset({"side", "leave_out", "let_in", "try_one", "closer", "turn", "sources"})
_FILTERS: Final = ("region", "place")


class LibraryScreen(Face):
    """A list of stretches, and what there is to know of the one under the cursor. Escape goes back step by step."""

    CSS_PATH = "library.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "try_one", "try it", id="library.try", tooltip="Do this stretch now, as a break"),
        Binding("enter", "closer", "read", id="library.closer", tooltip="More room for this stretch"),
        Binding("escape", "back", "back", id="library.back", tooltip="Back to the list, then to the dashboard"),
        Binding("c", "sources", "sources", id="library.sources", tooltip="Read where this stretch comes from"),
        Binding("o", "leave_out", "leave out", id="library.leave_out", tooltip="Never show this in a routine"),
        Binding("o", "let_in", "let in", id="library.let_in", tooltip="Let this be in routines again"),
        Binding("s", "side", "other side", id="library.side", tooltip="Show the other side"),
        Binding("r", "region", "region", id="library.region", tooltip="Only one region of the body, then the next"),
        Binding("p", "place", "place", id="library.place", tooltip="Only one place, then the next"),
        Binding("left", "turn(-1)", "before", id="library.before", tooltip="Closer: the stretch before"),
        Binding("right", "turn(1)", "next", id="library.after", tooltip="Closer: the stretch after"),
        Binding("up", "move(-1)", "Up", show=False, id="library.up", tooltip="The one above; closer, its words up"),
        Binding(
            "down",
            "move(1)",
            "Down",
            show=False,
            id="library.down",
            tooltip="The one below; closer, its words down",
        ),
        Binding("home", "move(-999)", "First", show=False, id="library.first", tooltip="The first stretch"),
        Binding("end", "move(999)", "Last", show=False, id="library.last", tooltip="The last stretch"),
        Binding("pagedown", "scroll(1)", "More", show=False, id="library.more", tooltip="Scroll its words down"),
        Binding("pageup", "scroll(-1)", "Less", show=False, id="library.less", tooltip="Scroll its words up"),
    ]

    def __init__(self, desk: Desk, ask: Ask) -> None:
        super().__init__()
        self._desk = desk
        self._ask = ask
        self._shelf: Shelf | None = None
        self._filter = dict.fromkeys(_FILTERS, "")
        self._side = "left"

    def compose(self) -> ComposeResult:
        """What is shown of all, the list, the stretch drawn and in words, and the keys."""
        with Horizontal(id="head"):
            yield Line(id="title")
            yield Tabs(id="filters")
        with Container(id="both"):
            yield StretchList(Listed(), id="list")
            with Container(id="one"):
                yield Preview(id="figure")
                with VerticalScroll(id="text", can_focus=False):
                    yield Prose(id="about")
        yield Line(id="news")
        keys = KeyRow(id="keys")
        keys.without = frozenset(_FILTERS)
        yield keys

    def on_mount(self) -> None:
        """Ask for the stretches."""
        super().on_mount()
        self._desk.in_background(self._fetch())

    def on_resize(self, event: events.Resize) -> None:
        """The stretch and its figure need room."""
        self.set_class(event.size.width >= BESIDE, "-beside")
        self.set_class(event.size.width >= BESIDE and event.size.height >= DRAWN_ROWS, "-drawn")

    def on_screen_suspend(self) -> None:
        """Under a dialog nothing moves."""
        self.query_one(Preview).go_on()

    def on_screen_resume(self) -> None:
        """In sight again, it does."""
        self.query_one(Preview).go_on()

    def show(self, view: View) -> None:
        """The news, and whether things may move, can change."""
        news = notice(view)
        self.query_one("#news", Line).show(Ends(news))
        self.set_class(bool(news), "-eventful")
        wishes = view.moment.wishes
        self.set_class(wishes.figure == "off", "-plain")
        self.query_one(Preview).heed(wishes)

    @property
    def entry(self) -> Entry | None:
        """The stretch under the cursor."""
        listed = self.query_one(StretchList).scene
        return listed.entry if listed else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """What cannot be done with this stretch has no key."""
        if action not in _WITH_ONE:
            return True
        entry = self.entry if self.is_mounted else None
        if entry is None:
            return False
        is_close = self.has_class("-close")
        possible = {
            "side": entry.has_sides,
            "leave_out": not entry.is_left_out,
            "let_in": entry.is_left_out,
            "try_one": entry.is_offered,
            "closer": not is_close,
            "turn": is_close,
            "sources": bool(entry.citations),
        }
        return possible[action]

    # -- what is shown

    async def _fetch(self) -> None:
        told = await self._ask("library", {})
        if isinstance(told, dict) and self.is_mounted:
            self._shelf = read(told)
            self._show_list()

    def _show_list(self) -> None:
        """The stretches of the region and place, the cursor on the one it was on."""
        if self._shelf is None:
            return
        before = self.entry
        found = self._shelf.found(**self._filter)
        ids = [entry.id for entry in found]
        cursor = ids.index(before.id) if before and before.id in ids else 0
        listed = Listed(found, self._shelf.regions, self._shelf.places, self._filter["region"], cursor)
        self.query_one(StretchList).show(listed)
        self.query_one("#filters", Tabs).show(self._filters(self._shelf))
        self._show_one()

    def _filters(self, shelf: Shelf) -> tuple[Tab, ...]:
        """What is shown of all, each with the key for the next."""
        region = shelf.regions.get(self._filter["region"], "every region")
        place = shelf.places.get(self._filter["place"], "every place")
        keys = {binding.action: self.app.get_key_display(binding) for _, binding in self._bindings}
        return Tab(region, "region", key=keys["region"]), Tab(place, "place", key=keys["place"])

    def _title(self) -> Ends:
        """How many there are; looking closer, which one it is."""
        entry, listed = self.entry, self.query_one(StretchList).scene
        if entry is None or listed is None or not self.has_class("-close"):
            number = words.count(len(listed.entries) if listed else 0, "stretch", "stretches")
            return Ends((Ink("Library", "strong"), Ink(f"  {number}", "faint")))
        return Ends((Ink(entry.name, "strong"), Ink(f"  {listed.cursor + 1} of {len(listed.entries)}", "faint")))

    @on(StretchList.Moved)
    def _show_other(self) -> None:
        self._side = "left"
        self.query_one("#text").scroll_home(animate=False)
        self._show_one()
        self.query_one(Preview).begin()

    def _show_one(self) -> None:
        """The words of the stretch under the cursor, and its figure."""
        entry = self.entry
        nothing = (Ink("There is no stretch for this region in this place.", "quiet"),)
        lines = about(entry, self._shelf, self._side) if entry and self._shelf else nothing
        self.query_one("#about", Prose).show(lines)
        self.query_one("#title", Line).show(self._title())
        self.query_one(Preview).look_at(entry, self._side)
        self.refresh_bindings()

    # -- what can be done

    def action_move(self, steps: int) -> None:
        """Go to another stretch; closer, scroll its words."""
        if self.has_class("-close"):
            self.query_one("#text").scroll_relative(y=steps, animate=False)
        else:
            self.query_one(StretchList).move(steps)

    def action_turn(self, steps: int) -> None:
        """Go to another stretch and stay close."""
        self.query_one(StretchList).move(steps)

    def action_side(self) -> None:
        """Show the other side."""
        self._side = "right" if self._side == "left" else "left"
        self._show_one()
        self.query_one(Preview).begin(is_switch=True)

    def action_region(self) -> None:
        """Only the stretches of the next region."""
        self._filter["region"] = _next(self._filter["region"], self._shelf.regions if self._shelf else {})
        self._show_list()

    def action_place(self) -> None:
        """Only the stretches of the next place."""
        self._filter["place"] = _next(self._filter["place"], self._shelf.places if self._shelf else {})
        self._show_list()

    def action_leave_out(self) -> None:
        """Leave it out of routines."""
        self._desk.in_background(self._put(is_out=True))

    def action_let_in(self) -> None:
        """Let it be in routines again."""
        self._desk.in_background(self._put(is_out=False))

    async def _put(self, *, is_out: bool) -> None:
        if (entry := self.entry) is not None:
            answer = await self._ask("leave_out", {"id": entry.id, "out": is_out})
            if answer is not None:
                self._desk.say(f"{entry.name} is {'left out' if is_out else 'back'}")
                await self._fetch()

    def action_try_one(self) -> None:
        """Begin a break of this stretch alone; the screen of the break follows by itself."""
        if self.entry is not None:
            self._desk.in_background(self._tried(self.entry.id))

    async def _tried(self, stretch: str) -> None:
        answer = await self._ask("try", {"id": stretch})
        if isinstance(answer, dict) and "state" in answer:
            self._desk.take(answer)

    def action_closer(self) -> None:
        """Give the stretch the list's room."""
        self._look(is_close=True)

    def action_sources(self) -> None:
        """Look closer, at the end of the words."""
        self._look(is_close=True)
        self.call_after_refresh(self.query_one("#text").scroll_end, animate=False)

    def _look(self, *, is_close: bool) -> None:
        self.set_class(is_close, "-close")
        self.query_one("#text").scroll_home(animate=False)
        self.query_one("#title", Line).show(self._title())
        self.refresh_bindings()

    def action_scroll(self, pages: int) -> None:
        """Scroll the words."""
        text = self.query_one("#text", VerticalScroll)
        text.scroll_relative(y=pages * max(1, text.size.height - 2), animate=False)

    def action_back(self) -> None:
        """Back to the list, then to the dashboard."""
        if not self.has_class("-close"):
            self.dismiss()
        else:
            self._look(is_close=False)


def _next(chosen: str, names: Iterable[str]) -> str:
    """The name after the chosen one; "" for all of them after the last."""
    order = ["", *names]
    return order[(order.index(chosen) + 1) % len(order)]
