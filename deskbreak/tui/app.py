"""The Textual app: what the service says goes to the screen in sight, what the person does goes to the service.

Wires the parts together and has the app's keys and actions; it decides nothing about breaks.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import App
from textual.binding import Binding

from deskbreak.tui import questions, themes
from deskbreak.tui.acts import ACTS, is_of_one_break
from deskbreak.tui.driver import choose_driver
from deskbreak.tui.inbox import Inbox
from deskbreak.tui.keyboard import Keyboard
from deskbreak.tui.link import Link
from deskbreak.tui.outbox import Outbox
from deskbreak.tui.outside import Outside
from deskbreak.tui.screens.base import Face
from deskbreak.tui.screens.dashboard import HIGHEST_STRIP, WIDEST_COLUMN, Dashboard
from deskbreak.tui.stack import Stack
from deskbreak.tui.ticker import Ticker, later
from deskbreak.tui.tidying import Tidying
from deskbreak.tui.whisper import Whisper

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from textual.binding import BindingType
    from textual.screen import Screen
    from textual.theme import Theme

    from deskbreak.control.interface import Control
    from deskbreak.tui.inbox import Change
    from deskbreak.tui.interview import Interview
    from deskbreak.tui.reading import Moment


class DeskbreakApp(App[int], inherit_bindings=False):
    """The screen of one control."""

    TITLE = "deskbreak"
    CSS_PATH = ["deskbreak.tcss", "dashboard.tcss"]  # noqa: RUF012 - Textual's
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", key_display="?", id="app.help", tooltip="Show every key"),
        Binding(
            "ctrl+p", "command_palette", "commands", id="app.palette", priority=True,
            tooltip="Find any command by its name",
        ),
        Binding("q", "leave", "quit", id="app.quit", tooltip="Leave the screen; asks when a break is owed"),
        Binding(
            "ctrl+c,ctrl+q", "leave", "quit", id="app.leave", priority=True, show=False,
            tooltip="Leave the screen from anywhere, also from a question",
        ),
        Binding(
            "ctrl+z", "stop", "to the shell", id="app.stop", priority=True, show=False,
            tooltip="Back to the shell until fg, where reminders do not live in this screen",
        ),
    ]  # fmt: skip

    def __init__(
        self,
        control: Control,
        reopen: Callable[[], Awaitable[Control]] | None = None,
        *,
        is_compact: bool = False,
        is_single: bool = False,
        clock: Callable[[], float] = time.monotonic,
        ticker: Callable[[Callable[[], object]], Ticker] = lambda tick: Ticker(tick, later),
    ) -> None:
        # Without colours Textual draws in greys, unless it thinks in the terminal's colours, which can be left out.
        super().__init__(driver_class=choose_driver(), ansi_color=True if "NO_COLOR" in os.environ else None)
        self._is_compact = is_compact
        self.is_single = is_single
        """Whether one break is all there is: no dashboard, and the app ends with it."""
        self.link = Link(control, reopen)
        self.inbox = Inbox(clock)
        self.outbox = Outbox(self.link, self, clock)
        self.keys = Keyboard()
        self.stack = Stack(self, clock, self.tick, is_single=is_single)
        self._whisper = Whisper(clock)
        self._ticker = ticker(lambda: self.call_later(self.tick))
        self._outside = Outside(self._tell_terminal, os.environ)
        self._tidying = Tidying(self)
        self._wished_theme = ""
        self._interview: Interview | None = None
        self.is_lent = False
        """Whether another program has the terminal; nothing is drawn then."""
        for theme in themes.OWN:
            self.register_theme(theme)
        self.theme = themes.TERMINAL.name if self.no_color else themes.DARK.name
        self.animation_level = "none"

    @property
    def moment(self) -> Moment | None:
        """The present moment; None before the first snapshot."""
        return self.inbox.moment

    def get_default_screen(self) -> Screen[None]:
        """The dashboard is under everything, nothing under a single break."""
        if self.is_single:
            from deskbreak.tui.screens.curtain import Curtain  # noqa: PLC0415 - only there

            return Curtain()
        return Dashboard(self.keys, is_compact=self._is_compact)

    def get_theme(self, theme_name: str) -> Theme | None:
        """A theme as our styles need it: one that does not know them is kept in its legible form once it is worn."""
        theme = super().get_theme(theme_name)
        if theme is not None and not themes.knows_our_inks(theme):
            self.register_theme(theme := themes.legible(theme))
        return theme

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is written: Enter by its name, for its sign is not in every font."""
        return super().get_key_display(binding).replace("⏎", "enter")

    def on_mount(self) -> None:
        """Begin to listen, once something can be seen: starting a service takes longer than a first picture."""
        self.call_after_refresh(self._listen)
        self.watch(self, "app_focus", self.tick, init=False)
        self.screen_change_signal.subscribe(self, lambda _: self._tidying.soon())
        self.app_resume_signal.subscribe(self, lambda _: self._draw_all())

    def _listen(self) -> None:
        self.in_background(self.link.listen(self._hear, self._notice_loss))

    def on_unmount(self) -> None:
        """Leave no timer, no title and no progress."""
        self._ticker.disarm()
        self._tidying.stop()
        self._outside.restore()

    async def on_event(self, event: events.Event) -> None:
        """Tell the service of the person's input, now and then."""
        is_input = isinstance(event, events.InputEvent) and not event.is_forwarded
        await super().on_event(event)
        if is_input and self.return_code is None:  # nothing is begun any more once the screen is left
            self.outbox.touch(is_away=self.moment is not None and self.moment.state == "away")

    def in_background(self, work: Coroutine[Any, Any, object]) -> None:
        """Run this beside everything else; a mistake in it ends the app with its traceback."""
        self.run_worker(work, exit_on_error=True)

    # What comes in

    def _hear(self, method: str, params: dict[str, Any]) -> None:
        if method == "snapshot":
            self.take(params)

    def take(self, snapshot: dict[str, Any]) -> None:
        """Show a snapshot from now on."""
        change = self.inbox.take(snapshot)
        if change.touches_the_day and not self.is_single:
            self.in_background(self._fetch_timeline())
        self._wear(change.after.wishes.theme)
        if change.touches_the_keys:
            self.keys.use(dict(change.after.wishes.keys))
            self.set_keymap(self.keys.bound)
        self.stack.follow(change)
        if self._is_to_be_asked(change):
            self.call_later(self.action_set_up)
        elif change.brings_a_prompt and self._interview is not None and self._interview.is_open:
            self.stack.go_to(None)  # the prompt has to be seen
        self.tick()

    def _is_to_be_asked(self, change: Change) -> bool:
        """Whether the first questions come: once, when nothing else is the matter, and where there is room for them."""
        has_room = not self._is_compact and self.size.width > WIDEST_COLUMN and self.size.height > HIGHEST_STRIP
        return change.is_first and not change.after.is_set_up and not change.after.is_owing and has_room

    def _ask_again(self, moment: Moment) -> None:
        """Questions that a prompt or a break interrupted come again once that is over."""
        is_free = len(self.screen_stack) == 1 and not moment.is_owing
        if self._interview is not None and self._interview.is_interrupted and is_free:
            self._interview.go_on()

    def _notice_loss(self) -> None:
        self.inbox.is_connected = False
        if self.link.control.owns_service:  # told to stop by somebody else
            self.exit(0)
        self.tick()

    async def _fetch_timeline(self) -> None:
        timeline = await self.outbox.ask("timeline", {})
        if isinstance(timeline, dict):
            self.inbox.take_timeline(timeline)
            self.tick()

    # What is shown

    @on(Face.Ready)
    def tick(self) -> None:
        """Show the present, and arm the timer for when it will look different."""
        moment = self.moment
        if moment is None or not self.is_running or self.is_lent:
            return
        self.stack.leave_what_is_over(moment)
        self._ask_again(moment)
        view = self.inbox.view(moment, self._whisper.text, is_focused=self.app_focus)
        self.stack.show(view)
        if self.is_single and moment.resting is None:
            self._outside.restore()
        else:
            self._outside.show(view)
        ends = [end for end in (self._whisper.ends_in, self.stack.ends_in) if end > 0]
        coming = [view.changes_in_seconds, *ends]
        self._ticker.arm(min((seconds for seconds in coming if seconds is not None), default=None))

    def on_closed(self) -> None:
        """The end of a break was seen."""
        self.stack.go_back()

    def _draw_all(self) -> None:
        """Draw everything anew, and the title: the terminal comes back from another program."""
        self.refresh(repaint=True, layout=True)
        self.tick()

    def say(self, text: str) -> None:
        """Whisper something for a few seconds."""
        self._whisper.say(text)
        self.tick()

    def _wear(self, theme: str) -> None:
        """Use the settings' theme when it changes; the palette's choice lasts until then."""
        if theme == self._wished_theme or self.no_color:
            return
        self._wished_theme = theme
        if theme in self.available_themes:
            self.theme = theme
        elif theme:
            self.say(f"No theme is called {theme}")

    def _tell_terminal(self, sequence: str) -> None:
        if self._driver is not None and not self.is_headless and not self.is_lent:
            self._driver.write(sequence)

    # What goes out

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Acts that are not possible now have no key."""
        moment = self.moment
        if self.is_single and not is_of_one_break(action, parameters):
            return False
        if action == "do":
            return moment is not None and ACTS[str(parameters[0])].is_possible(moment)
        if action == "choose_snooze":
            return moment is not None and ACTS["snooze"].is_possible(moment)
        return action != "open" or (moment is not None and moment.resting is None)

    def action_do(self, name: str) -> None:
        """Carry out one act of the table; a second Enter at the end of a break does not start another."""
        moment = self.moment
        is_meant = name != "start" or not self.stack.has_just_gone_back or (moment and moment.prompt)
        if moment is not None and is_meant:
            self.outbox.send(ACTS[name].method, ACTS[name].parameters(moment))

    def action_start_kind(self, kind: str) -> None:
        """Start a break of this kind."""
        self.outbox.send("start", {"kind": kind})

    async def action_this_hurts(self) -> None:
        """End the step that runs and say what to watch for."""
        from deskbreak.tui.screens.resting import RestScreen  # noqa: PLC0415 - not for the first picture

        if isinstance(face := self.stack.face, RestScreen):
            await face.action_this_hurts()

    def action_pause_for(self, duration: str) -> None:
        """Pause reminders for a while."""
        self.outbox.send("pause", {"for": duration})

    def action_use_theme(self, name: str) -> None:
        """Change the colours, for this run."""
        self.theme = name

    def action_open(self, name: str) -> None:
        """Show a room over the dashboard."""
        from deskbreak.tui.rooms import room  # noqa: PLC0415 - only when asked for

        self.stack.go_to(room(name, self, self.outbox))

    def action_set_up(self) -> None:
        """Ask about the body: by itself the first time, later when wanted."""
        from deskbreak.tui.interview import Interview  # noqa: PLC0415 - only when asked for

        self._interview = Interview(self, self.outbox.ask)
        self.in_background(self._interview.begin())

    async def action_choose_snooze(self) -> None:
        """Ask how long to put the break off."""
        if (moment := self.moment) is not None:
            await questions.choose_snooze(self, moment)

    def action_command_palette(self) -> None:
        """Offer every command."""
        questions.show_commands(self)

    def search_themes(self) -> None:
        """Offer every theme."""
        questions.show_themes(self)

    async def action_help(self) -> None:
        """Show every key."""
        await questions.show_keys(self)

    async def action_leave(self) -> None:
        """Leave, after asking when that is wise."""
        await questions.leave(self)

    def action_stop(self) -> None:
        """Give the terminal back to the shell until `fg`; a service in this process would be stopped, too."""
        if self.link.control.owns_service:
            self.say("Reminders live in this screen and would stop; q leaves it")
            return
        self._outside.restore()
        self.action_suspend_process()
