"""Settings: every key of the model as a form. The service checks and writes; this screen shows and asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.widgets import Input

from deskbreak.tui.draw.ink import Ink, plain
from deskbreak.tui.form import BESIDE, Field, Form, about, heading, more, outcome, read, shown, verdict
from deskbreak.tui.lending import edited
from deskbreak.tui.manual import words
from deskbreak.tui.screens.base import FOCUS_BINDINGS, Face
from deskbreak.tui.screens.notices import notice
from deskbreak.tui.screens.trying import TryDialog, try_out
from deskbreak.tui.widgets.fieldlist import FieldList, Listed
from deskbreak.tui.widgets.inputs import SearchInput, ValueInput, calm
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.line import Ends, Line
from deskbreak.tui.widgets.prose import Prose
from deskbreak.tui.widgets.tabs import Options, Tab

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.outbox import Desk
    from deskbreak.tui.view import View

    Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]

_IN_LIST: Final = frozenset({"change", "cycle", "reset", "search", "edit", "try_out"})
"""Actions of keys that would be typed into an input otherwise."""


class SettingsScreen(Face):
    """A list of keys, and what there is to know of the one under the cursor. Escape goes back step by step."""

    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "FieldList"
    BINDINGS: ClassVar[list[BindingType]] = [
        *FOCUS_BINDINGS,
        Binding("enter", "change", "change", id="settings.change", tooltip="Type another value, or take the next"),
        Binding("escape", "back", "back", id="settings.back", tooltip="Out of the input, the search, the settings"),
        Binding("space", "cycle", "next", id="settings.cycle", tooltip="Take the next of its few values, at once"),
        Binding("r", "reset", "reset", id="settings.reset", tooltip="Set this back to its default"),
        Binding("slash", "search", "search", key_display="/", id="settings.search", tooltip="Find settings by a word"),
        Binding("e", "edit", "editor", id="settings.edit", tooltip="Open the settings file in your editor"),
        Binding("t", "try_out", "test", id="settings.test", tooltip="Try the notification, its sound and speech"),
    ]

    def __init__(self, desk: Desk, ask: Ask) -> None:
        super().__init__()
        self._desk = desk
        self._ask = ask
        self._form: Form | None = None
        self._may_be_old = False

    def compose(self) -> ComposeResult:
        """The file, the search, the list beside or above what is known of one setting, and the keys."""
        yield Line(id="title")
        with Container(id="finder"):
            yield calm(SearchInput(id="search", placeholder="a word of a key, its description or its value"))
        with Container(id="both"):
            yield FieldList(Listed(()), id="list")
            with VerticalScroll(id="one", can_focus=False):
                yield Prose(id="about")
                yield Options((), id="options")
                yield calm(ValueInput(id="value"))
                yield Prose(id="verdict")
                yield Prose(id="more")
        yield Line(id="news")
        yield KeyRow(id="keys")

    def on_mount(self) -> None:
        """Ask for the form."""
        super().on_mount()
        self._refetch()

    def on_screen_resume(self) -> None:
        """Go on typing once a break has gone, even if the terminal lost the focus to what began it."""
        if self.has_class("-typing"):
            self.set_focus(self.query_one("#value", Input))

    def on_resize(self, event: events.Resize) -> None:
        """Beside the list what is known of one setting has more room than under it."""
        self.set_class(event.size.width >= BESIDE, "-beside")
        self.call_after_refresh(self._show_title)

    def hear(self) -> None:
        """Something changed: perhaps the file, in an editor or by another screen."""
        self._may_be_old = True

    def show(self, view: View) -> None:
        """The news, with what is wrong in the file; and the form, where it may be another and somebody looks."""
        if self._may_be_old and view.is_focused and self._form is not None:
            self._may_be_old = False
            self._desk.in_background(self._look_again())
        problems = view.moment.problems
        news = notice(view) or ((Ink(f"! {problems[0]}", "alert"),) if problems else ())
        self.query_one("#news", Line).show(Ends(news))
        self.set_class(bool(news), "-eventful")

    @property
    def is_typed_in(self) -> bool:
        """Whether a value is changed and not saved yet."""
        value = self.query_one("#value", Input).value
        return self.has_class("-typing") and self.field is not None and value != self.field.value

    @property
    def field(self) -> Field | None:
        """The setting under the cursor."""
        listed = self.query_one(FieldList).scene
        return listed.field if listed else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """While something is typed, and where there is nothing to do, a key has no action."""
        if action not in _IN_LIST:
            return True
        if not self.is_mounted or isinstance(self.focused, Input) or self._form is None:
            return False
        field = self.field
        if action == "cycle":
            return field is not None and bool(field.options)
        return action != "reset" or (field is not None and field.can_be_reset)

    # -- what is shown

    def _refetch(self) -> None:
        self._desk.in_background(self._fetch())

    async def _fetch(self) -> None:
        told = await self._ask("settings", {})
        if isinstance(told, dict) and self.is_attached:
            self._form = read(told, words())
            self._show_list()
            self._show_title()

    async def _look_again(self) -> None:
        """Show the form anew only where it is another, so that what was said of a change stays."""
        told = await self._ask("settings", {})
        if isinstance(told, dict) and self.is_attached and (form := read(told, words())) != self._form:
            self._form = form
            self._show_list()

    def _show_title(self) -> None:
        line = self.query_one("#title", Line)
        if self._form is not None:
            line.show(Ends(*heading(self._form, line.content_size.width)))

    def _show_list(self) -> None:
        """The fields the search finds, the cursor where it was."""
        if self._form is None:
            return
        before = self.field
        found = self._form.found(self.query_one("#search", Input).value)
        keys = [field.key for field in found]
        cursor = keys.index(before.key) if before and before.key in keys else 0
        self.query_one(FieldList).show(Listed(found, cursor))
        self._show_one()

    @on(FieldList.Moved)
    def _show_one(self) -> None:
        """What is known of the setting under the cursor."""
        field = self.field
        lines = about(field) if field else (Ink("No setting has these words in it.", "quiet"),)
        self.query_one("#about", Prose).show(lines)
        self.query_one("#more", Prose).show(more(field) if field else ())
        options = self.query_one(Options)
        options.show(self._options(field))
        options.display = bool(options.scene)
        value = self.query_one("#value", Input)
        value.display = field is not None and not field.options
        if field is not None and not self.has_class("-typing"):
            with value.prevent(Input.Changed):
                value.value = field.value
            self._say("")
        self.refresh_bindings()

    def _options(self, field: Field | None) -> tuple[Tab, ...]:
        """The few values there are, if so."""
        if field is None:
            return ()
        return tuple(
            Tab(shown(option), f"take({at})", is_chosen=option == field.value)
            for at, option in enumerate(field.options)
        )

    def _say(self, text: str, role: str = "quiet") -> None:
        self.query_one("#verdict", Prose).show((Ink(plain(text, 600), role),) if text else ())

    # -- finding

    def action_search(self) -> None:
        """Type words to find."""
        self.add_class("-searching")
        self.query_one("#search", Input).focus()

    @on(Input.Changed, "#search")
    def _found(self) -> None:
        self._show_list()

    @on(Input.Submitted, "#search")
    def action_to_list(self) -> None:
        """Go through what was found."""
        if self.focused is self.query_one("#search", Input):
            self.query_one(FieldList).focus()

    # -- changing

    @on(FieldList.Pressed)
    def action_change(self) -> None:
        """Type another value, or take the next where there are few."""
        if self.field is not None and self.field.options:
            self.action_cycle()
        elif self.field is not None:
            self._show_one()  # the news of a cursor moved a moment ago may still be under way
            value = self.query_one("#value", Input)
            value.focus()
            value.cursor_position = len(value.value)

    @on(Input.Changed, "#value")
    def _judge(self, event: Input.Changed) -> None:
        if self.field is not None and self.query_one("#value", Input).has_focus:
            self._desk.in_background(self._judged(self.field.key, event.value))

    async def _judged(self, key: str, text: str) -> None:
        said = await self._ask("check", {"key": key, "value": text})
        if not self.is_attached:
            return
        value = self.query_one("#value", Input)
        is_still_asked = self.field is not None and (self.field.key, value.value) == (key, text) and value.has_focus
        if isinstance(said, dict) and is_still_asked:
            self._say(*verdict(said))

    def action_save(self) -> None:
        """Write what is typed."""
        self._set(self.query_one("#value", Input).value)

    def action_cycle(self) -> None:
        """Take the next of the few values there are."""
        if self.field is not None:
            self._set(self.field.after())

    def action_take(self, number: int) -> None:
        """Take this one of the few values there are."""
        if self.field is not None:
            self._set(self.field.options[number])

    def _set(self, value: str) -> None:
        if self.field is not None:
            self._desk.in_background(self._changed("set", {"key": self.field.key, "value": value}))

    def action_reset(self) -> None:
        """Let the default count again."""
        if self.field is not None:
            self._desk.in_background(self._changed("reset", {"key": self.field.key}))

    async def _changed(self, method: str, params: dict[str, str]) -> None:
        """Have the service change it; where it refuses, what was typed stays."""
        snapshot = await self._ask(method, params)
        if not isinstance(snapshot, dict):
            return
        self._desk.take(snapshot)
        if self.is_attached:
            self.query_one(FieldList).focus()
            await self._fetch()
        if self.is_attached and (field := self.field) and field.key == params["key"]:
            self._say(*outcome(field, method, params.get("value", "")))

    # -- around it

    def action_back(self) -> None:
        """Out of the input, then out of the search, then out of the settings."""
        search = self.query_one("#search", Input)
        if isinstance(self.focused, Input) and self.focused is not search:
            self.query_one(FieldList).focus()
            self._show_one()
        elif self.has_class("-searching"):
            search.value = ""
            self.remove_class("-searching")
            self.query_one(FieldList).focus()
        else:
            self.dismiss()

    def on_descendant_focus(self) -> None:
        """Keys mean something else in an input."""
        self.refresh_bindings()
        self.set_class(isinstance(self.focused, Input) and self.focused.id == "value", "-typing")
        field = self.field
        if self.focused is self.query_one(FieldList) and field and self.query_one("#value", Input).value != field.value:
            self._show_one()

    def action_edit(self) -> None:
        """Lend the terminal to the person's editor."""
        if self._form is not None:
            self._desk.in_background(self._edit(self._form.write_path))

    async def _edit(self, path: str) -> None:
        trouble = await edited(self.app, path)
        snapshot = await self._ask("reload", {})
        if isinstance(snapshot, dict):
            self._desk.take(snapshot)
            problems = snapshot.get("config_problems") or ()
            said = trouble or (f"! {plain(problems[0])}" if problems else "The file is read again: no problems")
            self._desk.say(said)
        await self._fetch()

    async def action_try_out(self) -> None:
        """Ask what to try, then have the service do it."""
        if self._form is not None:
            await self.app.push_screen(TryDialog(self._form.tests), self._try)

    def _try(self, what: object) -> None:
        if isinstance(what, str):
            self._desk.in_background(try_out(what, self._desk, self._ask))
