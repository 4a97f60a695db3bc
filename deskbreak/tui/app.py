"""The Textual app: takes the service's snapshots in, shows them on the right screen, sends acts out.

Holds no state of the domain beyond the last snapshot, and decides nothing about breaks.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingsMap

from deskbreak.cues.plan import END
from deskbreak.tui import reading, themes, today
from deskbreak.tui.acts import ACTS, prompt_of
from deskbreak.tui.bells import ring
from deskbreak.tui.draw.ink import plain
from deskbreak.tui.driver import choose_driver
from deskbreak.tui.keyboard import Keyboard
from deskbreak.tui.link import Link
from deskbreak.tui.outbox import Outbox
from deskbreak.tui.outside import Outside
from deskbreak.tui.screens.base import Face
from deskbreak.tui.screens.dashboard import HIGHEST_STRIP, WIDEST_COLUMN, Dashboard
from deskbreak.tui.ticker import Ticker, later
from deskbreak.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from textual.binding import BindingType
    from textual.command import Provider
    from textual.screen import Screen

    from deskbreak.control.interface import Control
    from deskbreak.tui.draw.dayline import Part
    from deskbreak.tui.reading import Moment, Reading, Resting

WHISPER_SECONDS = 6.0
CLOSING_SECONDS = 20.0


def _load_palette() -> type[Provider]:
    from deskbreak.tui.palette import Commands  # noqa: PLC0415 - only when the palette opens

    return Commands


class DeskbreakApp(App[int], inherit_bindings=False):
    """The screen of one control."""

    TITLE = "deskbreak"
    CSS_PATH = ["deskbreak.tcss", "dashboard.tcss"]  # noqa: RUF012 - Textual's
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_load_palette}
    ENABLE_COMMAND_PALETTE = True
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
    ]  # fmt: skip

    def __init__(
        self,
        control: Control,
        reopen: Callable[[], Awaitable[Control]] | None = None,
        *,
        is_compact: bool = False,
        clock: Callable[[], float] = time.monotonic,
        ticker: Callable[[Callable[[], object]], Ticker] = lambda tick: Ticker(tick, later),
    ) -> None:
        # Without colours Textual draws in greys, unless it thinks in the terminal's colours, which can be left out.
        super().__init__(driver_class=choose_driver(), ansi_color=True if "NO_COLOR" in os.environ else None)
        self._is_compact = is_compact
        self.link = Link(control, reopen)
        self.outbox = Outbox(self.link, self, clock)
        self.keys = Keyboard()
        self._clock = clock
        self._ticker = ticker(lambda: self.call_later(self.tick))
        self._reading: Reading | None = None
        self._timeline: tuple[Part, ...] = ()
        self._is_connected = True
        self._whisper = ""
        self._whisper_ends = 0.0
        self._closing_ends: float | None = None
        self._wished_theme = ""
        self._outside = Outside(self._tell_terminal, os.environ)
        self.is_lent = False
        """Whether another program has the terminal; nothing is drawn then."""
        for theme in themes.OWN:
            self.register_theme(theme)
        self.theme = themes.TERMINAL.name if self.no_color else themes.DARK.name
        self.animation_level = "none"

    @property
    def moment(self) -> Moment | None:
        """The present moment; None before the first snapshot."""
        return self._reading.at(self._clock()) if self._reading else None

    @property
    def face(self) -> Face:
        """The full screen in sight, under any dialog."""
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, Face))

    def get_default_screen(self) -> Screen[None]:
        """The dashboard is under everything."""
        return Dashboard(self.keys, is_compact=self._is_compact)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our styles need and the theme may lack."""
        return themes.missing_variables(self.current_theme)

    def on_mount(self) -> None:
        """Begin to listen, once something can be seen: starting a service takes longer than a first picture."""
        self.call_after_refresh(self._listen)
        self.watch(self, "app_focus", self.tick, init=False)

    def _listen(self) -> None:
        self.in_background(self.link.listen(self._hear, self._notice_loss))

    def on_unmount(self) -> None:
        """Leave no timer, no title and no progress."""
        self._ticker.disarm()
        self._outside.restore()

    async def on_event(self, event: events.Event) -> None:
        """Tell the service of the person's input, now and then."""
        is_input = isinstance(event, events.InputEvent) and not event.is_forwarded
        await super().on_event(event)
        if is_input and self.return_code is None:  # nothing is begun any more once the screen is left
            self.outbox.touch()

    # What comes in

    def _hear(self, method: str, params: dict[str, Any]) -> None:
        if method == "snapshot":
            self.take(params)

    def take(self, snapshot: dict[str, Any]) -> None:
        """Show a snapshot from now on."""
        before = self.moment
        self._reading = reading.Reading(reading.read(snapshot), self._clock())
        self._is_connected = True
        after = self._reading.moment
        if before is None or (before.state, before.today, before.holds) != (after.state, after.today, after.holds):
            self.in_background(self._fetch_timeline())
        self._wear(after.wishes.theme)
        if before is None or before.wishes.keys != after.wishes.keys:
            self.keys.use(dict(after.wishes.keys))
            self.set_keymap(self.keys.bound)
        self._turn(before, after)
        if self.face.is_mounted:
            self.face.hear()
        if before is None and not after.is_set_up and not after.is_owing and self._has_room:
            self.call_later(self.action_set_up)
        self.tick()

    @property
    def _has_room(self) -> bool:
        """Whether questions can be asked here: not in a strip, not in a column."""
        return not self._is_compact and self.size.width > WIDEST_COLUMN and self.size.height > HIGHEST_STRIP

    def _notice_loss(self) -> None:
        self._is_connected = False
        if self.link.control.owns_service:  # told to stop by somebody else
            self.exit(0)
        self.tick()

    async def _fetch_timeline(self) -> None:
        timeline = await self.outbox.ask("timeline", {})
        if isinstance(timeline, dict):
            self._timeline = today.parts(timeline)
            self.tick()

    # What is shown

    @on(Face.Ready)
    def tick(self) -> None:
        """Show the present, and arm the timer for when it will look different."""
        moment = self.moment
        if moment is None or not self.is_running or self.is_lent:
            return
        self._end_what_is_over()
        whisper = self._whisper if self._clock() < self._whisper_ends else ""
        view = View(moment, today.day(self._timeline, moment), self.app_focus, self._is_connected, whisper)
        if self.face.is_mounted:
            self.face.show(view)
        self._outside.show(view)
        self._ticker.arm(self._next_change(view))

    def _next_change(self, view: View) -> float | None:
        now = self._clock()
        ends = [self._whisper_ends - now, (self._closing_ends or 0.0) - now]
        coming = [view.changes_in_seconds, *(end for end in ends if end > 0)]
        return min((seconds for seconds in coming if seconds is not None), default=None)

    def _end_what_is_over(self) -> None:
        if self._closing_ends is None:
            return
        if self.moment is not None and self.moment.state == "away":  # nobody is back yet to read it and to answer
            self._closing_ends = self._clock() + CLOSING_SECONDS
        elif self._clock() >= self._closing_ends:
            self._go_to(None)

    def _turn(self, before: Moment | None, after: Moment) -> None:
        """Go to the screen that belongs to what changed."""
        rested = before.resting if before else None
        if after.resting and not rested:
            from deskbreak.tui.screens.resting import RestScreen  # noqa: PLC0415 - not for the first picture

            self._go_to(RestScreen())
        elif rested and not after.resting:
            self._close_break(rested, after)

    def _close_break(self, rested: Resting, after: Moment) -> None:
        from deskbreak.tui.screens.closing import ClosingScreen, ending  # noqa: PLC0415 - not for the first picture

        if (over := ending(rested, after)) is None:
            self._go_to(None)
            return
        self._go_to(ClosingScreen(over))
        self._closing_ends = self._clock() + CLOSING_SECONDS
        if after.wishes.bell:
            ring(self, END)

    def on_closed(self) -> None:
        """The end of a break was seen."""
        self._go_to(None)

    def _go_to(self, face: Face | None) -> None:
        """Show this screen over the dashboard, or the dashboard."""
        self._closing_ends = None
        self.call_later(self._replace_all, face)

    async def _replace_all(self, face: Face | None) -> None:
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if face is not None:
            await self.push_screen(face)
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

    def say(self, text: str) -> None:
        """Whisper something for a few seconds."""
        self._whisper, self._whisper_ends = plain(text), self._clock() + WHISPER_SECONDS
        self.tick()

    # What goes out

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Acts that are not possible now have no key."""
        moment = self.moment
        if action == "do":
            return moment is not None and ACTS[str(parameters[0])].is_possible(moment)
        if action == "choose_snooze":
            return moment is not None and ACTS["snooze"].is_possible(moment)
        return action != "open" or (moment is not None and moment.resting is None)

    def action_do(self, name: str) -> None:
        """Carry out one act of the table."""
        if (moment := self.moment) is not None:
            self.outbox.send(ACTS[name].method, ACTS[name].parameters(moment))

    def action_start_kind(self, kind: str) -> None:
        """Start a break of this kind."""
        self.outbox.send("start", {"kind": kind})

    async def action_this_hurts(self) -> None:
        """End the step that runs and say what to watch for."""
        from deskbreak.tui.screens.resting import RestScreen  # noqa: PLC0415 - not for the first picture

        if isinstance(self.face, RestScreen):
            await self.face.action_this_hurts()

    def action_pause_for(self, duration: str) -> None:
        """Pause reminders for a while."""
        self.outbox.send("pause", {"for": duration})

    def action_use_theme(self, name: str) -> None:
        """Change the colours, for this run."""
        self.theme = name

    def action_open(self, name: str) -> None:
        """Show history or settings over the dashboard."""
        from deskbreak.tui.rooms import room  # noqa: PLC0415 - only when asked for

        self._go_to(room(name, self, self.outbox))

    def action_set_up(self) -> None:
        """Ask about the body: by itself the first time, later when wanted."""
        from deskbreak.tui.interview import Interview  # noqa: PLC0415 - only when asked for

        self.in_background(Interview(self, self.outbox.ask).begin())

    async def action_choose_snooze(self) -> None:
        """Ask how long to put the break off."""
        from deskbreak.tui.screens.snooze import SnoozeDialog  # noqa: PLC0415 - only when asked for

        if (moment := self.moment) is not None:
            answer = prompt_of(moment)
            dialog = SnoozeDialog(moment.wishes.snooze_choices, moment.snoozes_left)
            await self.push_screen(
                dialog, lambda seconds: self.outbox.send("snooze", {"for": seconds, **answer}) if seconds else None
            )

    async def action_help(self) -> None:
        """Show every key."""
        from deskbreak.tui.screens.help import HelpDialog, sections  # noqa: PLC0415 - only when asked for
        from deskbreak.tui.screens.resting import RestScreen  # noqa: PLC0415

        here: tuple[tuple[str, type[Face]], ...] = (("Dashboard", Dashboard), ("In a break", RestScreen))
        if self.face.ROOM:
            here = ((self.face.ROOM, type(self.face)),)
        faces: tuple[tuple[str, type[Face | App[int]]], ...] = (*here, ("Everywhere", DeskbreakApp))
        maps = [(title, BindingsMap(face.BINDINGS)) for title, face in faces]
        for _, bindings in maps:
            bindings.apply_keymap(self.keys.bound)
        await self.push_screen(HelpDialog(sections(self, maps)))

    async def action_leave(self) -> None:
        """Leave, after asking when a break is owed or reminders would stop; asked for again, without asking again."""
        from deskbreak.tui.screens.quitting import QuitDialog  # noqa: PLC0415 - only when needed

        if isinstance(self.screen, QuitDialog):
            self.exit(0)
            return
        owns, moment = self.link.control.owns_service, self.moment
        is_owing = moment is not None and moment.is_owing
        if not owns and not is_owing:
            self.exit(0)
            return
        is_resting = moment is not None and moment.resting is not None
        dialog = QuitDialog(is_owing=is_owing, is_resting=is_resting, owns_service=owns)
        await self.push_screen(dialog, lambda leaves: self.exit(0) if leaves else None)

    def in_background(self, work: Coroutine[Any, Any, object]) -> None:
        """Run this beside everything else; a mistake in it ends the app with its traceback."""
        self.run_worker(work, exit_on_error=True)
