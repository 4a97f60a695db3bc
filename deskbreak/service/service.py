"""The running service: samples in, engine events out, and every event carried to the parts that act on it.

There is one way in: `take`. Samples, locks, buttons and commands all become an engine input there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from deskbreak.engine import events as e
from deskbreak.engine import inputs as i
from deskbreak.engine import prompting
from deskbreak.engine.engine import Engine
from deskbreak.engine.values import SECOND, Instant, Kind, Rules, seconds
from deskbreak.errors import DeskbreakError, LedgerError, Refused
from deskbreak.presence.desk import Presence
from deskbreak.service.board import Board
from deskbreak.service.caller import Caller
from deskbreak.service.coach import Coach
from deskbreak.service.eyes import Eyes
from deskbreak.service.herald import Herald
from deskbreak.service.hold_watch import HoldWatch
from deskbreak.service.pace import Pace
from deskbreak.service.parts import Parts
from deskbreak.service.scribe import Scribe
from deskbreak.service.waiting import WaitingFile
from deskbreak.settings.model import Settings
from deskbreak.settings.rules import engine_rules

log = logging.getLogger(__name__)

_SAVE_EVERY = 60 * SECOND


class Service:
    """Engine, timer and adapters together. `start` it in a running loop, `stop` it before the loop ends."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.loaded = parts.loaded
        self.config_problems: list[str] = []
        self.watch_problems: list[str] = []
        self.is_stopping = asyncio.Event()
        self.after_looks: list[Callable[[], Awaitable[None]]] = []
        """Small duties of others, done whenever the desk was looked at, so that they need no timer of their own."""
        now = parts.clock.now()
        self.engine = Engine(engine_rules(self.settings), now)
        self.board = Board(self)
        self.eyes = Eyes(self)
        self.coach = Coach(parts.load_stretches, self.board.past_breaks, self.settings.routine)
        self.caller = Caller(parts.make_players, self.settings.cues)
        self.herald = Herald(parts.notifier, self.board.facts, self._press, self._show_prompt)
        self.hold_watch = HoldWatch(parts.holds, lambda: self.engine, parts.clock, self.take, self._note_hold)
        self._scribe = Scribe(parts.ledger, self.length_seconds, lambda: self.coach.done)
        self._alarm = parts.make_alarm(self.wake, self._begin_day, parts.clock.has_jumped)
        self.pace = Pace(self, self._alarm)
        self._waiting = WaitingFile(parts.waiting_path)
        self._bell = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._saved_at = 0

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.loaded.settings

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names of the kinds of breaks."""
        return tuple(kind.name for kind in self.engine.rules.kinds)

    # -- life

    async def start(self) -> None:
        """Remember what was, begin to watch, and show what is still owed."""
        self.parts.presence.watch(self.wake)
        await self.parts.presence.start()
        await self.herald.start()
        self.hold_watch.sample_seconds = self.settings.presence.sample_every
        self._alarm.start(self.settings.presence.sample_every, self.settings.schedule.day_starts)
        self._waiting.show(False)  # noqa: FBT003
        self._restore()
        await self.parts.session.start(self._on_lock, self._on_sleep)
        await self.eyes.look()
        if not self.herald.has_popup:
            self._show_prompt()
        self._task = asyncio.create_task(self._run(), name="service")

    async def stop(self) -> None:
        """Save, take the popup away and let go of everything."""
        self._alarm.stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.eyes.close()
        self._follow(self.engine.handle(i.Tick(), self.parts.clock.now()))
        self._save(self.parts.clock.now())
        self._waiting.remove()
        self.caller.close()
        await self.hold_watch.close()
        await self.herald.stop()
        await self.parts.session.stop()
        await self.parts.presence.stop()
        if self.parts.terminal is not None:
            self.parts.terminal.close()
        try:
            self.parts.ledger.close()
        except DeskbreakError as error:
            log.error("%s", error)  # noqa: TRY400 - the message says it all

    def _restore(self) -> None:
        now = self.parts.clock.now()
        remembered = self.parts.memory.load(now)
        self.coach.person.restore(remembered.extra.get("person") if remembered else None)
        try:
            self._scribe.restore(remembered.extra["scribe"] if remembered else {})
            if remembered is None:
                return
            self.engine, events = Engine.restore(self.engine.rules, remembered.state, now, remembered.gone)
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
            log.info("the saved state: %s: %s", type(error).__name__, error)
            self.parts.memory.set_aside("it is damaged")
            return
        log.info("went on after %d s", remembered.gone // SECOND)
        self._plan_running_break(remembered.extra.get("routine"))
        self._follow(events)

    def _plan_running_break(self, saved: object = None) -> None:
        view = self.engine.view()
        if view.break_kind is not None:
            self.coach.begin(view.break_kind, seconds(view.sitting), self._seed(), saved)

    def _show_prompt(self) -> None:
        """Show a popup for the prompt there is, when the one it had is lost."""
        view = self.engine.view()
        if view.prompt is not None and view.prompt_kind is not None:
            self.herald.show_again(view.prompt_kind, view.prompt)

    # -- the way in

    def wake(self) -> None:
        """Have the service look at the world as soon as it can."""
        self._bell.set()

    async def _run(self) -> None:
        while True:
            await self._bell.wait()
            self._bell.clear()
            self.pace.play()  # before anything that may take a moment
            await self.eyes.look_anew()
            for duty in self.after_looks:
                await duty()

    def take(self, given: i.Input, now: Instant | None = None) -> None:
        """Give the engine one input and follow what comes of it. Raises `Refused` for a refused command."""
        events = self.engine.handle(given, now or self.parts.clock.now())
        self._follow(events)
        refused = next((event for event in events if isinstance(event, e.Refused)), None)
        if refused is not None:
            raise Refused(refused.reason, refused.command)

    def hold(self, reason: str) -> Callable[[], None]:
        """Hold prompts back for a command that runs, until the returned function is called."""
        release = self.hold_watch.hold(reason)

        def end() -> None:
            release()
            self.wake()

        return end

    def advance(self) -> None:
        """Let the engine's time pass until now."""
        self.take(i.Tick())

    def use_rules(self, rules: Rules, sample_seconds: float) -> None:
        """Go on under other rules, with the clocks as they are."""
        now = self.parts.clock.now()
        self._follow(self.engine.replace_rules(rules, now))
        self.hold_watch.sample_seconds = sample_seconds
        self._alarm.set_rhythm(sample_seconds, rules.day_starts)

    async def use_presence(self, presence: Presence) -> None:
        """Watch other sources from here on."""
        before, self.parts.presence = self.parts.presence, presence
        await before.stop()
        presence.watch(self.wake)
        await presence.start()

    def _note_hold(self, reason: str, ended: Instant, lasted: int) -> None:
        start = ended.later(-lasted)
        self.parts.ledger.add_span("hold", start.wall, ended.wall, detail=reason, seconds=lasted / SECOND)

    def _on_lock(self, is_locked: bool) -> None:  # noqa: FBT001 - the port's callback
        self.take(i.Locked() if is_locked else i.Unlocked())

    def _on_sleep(self, is_asleep: bool) -> None:  # noqa: FBT001 - the port's callback
        self.eyes.note_sleep(is_asleep)
        if is_asleep:
            self._save(self.parts.clock.now())
        else:
            self.wake()

    def _begin_day(self) -> None:
        self.parts.clock.look_up_zone()
        self.board.forget_day()
        self.coach.begin_day()
        self.wake()

    def _press(self, key: str, prompt: int) -> None:
        """Carry out a button of the notification: the same way every command goes."""
        commands: dict[str, i.Command] = {
            "start": i.Start(prompt=prompt),
            "snooze": i.Snooze(prompt=prompt),
            "skip": i.Skip(prompt=prompt),
        }
        if key in commands:
            try:
                self.take(commands[key])
                self.eyes.note_hand()
            except Refused as refused:
                log.info("the button %s was refused: %s", key, refused.reason)

    def remember(self) -> None:
        """Save now what a crash must not take, and show it to everybody."""
        self._save(self.parts.clock.now())
        self.board.tell_all()

    # -- following events

    def _follow(self, events: list[e.Event]) -> None:
        now = self.parts.clock.now()
        for event in events:
            self._act(event)
        if events:
            self.board.forget_day()
        if events:
            self._save(now)
        elif now.boot - self._saved_at >= _SAVE_EVERY:
            self._save(now, is_durable=False)
        if not self.hold_watch.was_looked() and any(isinstance(event, e.BreakDue) for event in events):
            self.wake()  # a prompt came on some sudden way: look at once whether it may stay
        self._waiting.show(prompting.is_waiting(self.engine.machine))
        for event in events:
            self.herald.note(event)
            self.board.tell("event", {"event": event.name, "wall": event.wall.isoformat(), **event.written()})
        self.board.tell_changes()
        self.pace.arm(self.engine.wake_at() - now.boot)

    def _act(self, event: e.Event) -> None:
        """Bring routine and ledger up to date, before anybody is shown anything."""
        log.info("%s %s", event.name, event.written())
        if isinstance(event, e.BreakStarted):
            self._plan_running_break()
        elif isinstance(event, e.BreakCompleted | e.BreakEndedEarly):
            self.coach.end(event.rested / SECOND)
            self.caller.end(is_completed=isinstance(event, e.BreakCompleted), now_seconds=event.at / SECOND)
        elif isinstance(event, e.BreakAbandoned):
            self.coach.end(0.0)
            self.caller.end(is_completed=False, now_seconds=event.at / SECOND)
        self._scribe.note(event)

    def _save(self, now: Instant, *, is_durable: bool = True) -> None:
        """Save the state; that nothing but time has passed need not outlive a power failure, only a crash."""
        self._saved_at = now.boot
        with suppress(LedgerError):  # its message is among the problems, and the rows are kept for the next time
            self.parts.ledger.flush()
        extra: dict[str, object] = {
            "scribe": self._scribe.save(),
            "person": self.coach.person.saved(),
            "routine": self.coach.saved(),
        }
        self.parts.memory.save(self.engine.save(), extra, now, is_durable=is_durable)

    # -- the routine

    def routine_moved(self) -> None:
        """The routine is another one from here on: have it kept, heard and seen."""
        self.pace.keep()
        self.remember()

    def note_stretched(self, stretches: tuple[str, ...]) -> None:
        """What was done so far of a routine led elsewhere, which may last longer than its break."""
        self.coach.note_elsewhere(stretches)
        if self.engine.view().break_kind is None:
            self._scribe.note_stretches()
        self.remember()

    # -- kinds

    def length_seconds(self, kind: str) -> float:
        """How long a break of this kind is; 0 for one there is not."""
        found = self._kind(kind)
        return seconds(found.length) if found else 0.0

    def _kind(self, name: str) -> Kind | None:
        return next((kind for kind in self.engine.rules.kinds if kind.name == name), None)

    def upcoming(self, name: str) -> tuple[str, ...]:
        """The names of the stretches that a break of this kind would have now."""
        kind = self._kind(name)
        return self.coach.upcoming(kind, seconds(self.engine.view().sitting), self._seed()) if kind else ()

    def _seed(self) -> int:
        """A number that is the same for a prompt and the break it leads to, and another for the next."""
        return self.engine.machine.prompts
