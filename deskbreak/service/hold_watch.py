"""When it is looked whether something holds a break back, and what the engine hears of it.

Looking takes other programs' time, so it is done only when it matters: before something would be shown or an absence
declared, while a prompt is shown or kept back, and while a hold keeps the person seated.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from deskbreak.engine import events as e
from deskbreak.engine import inputs as i
from deskbreak.engine.engine import Engine
from deskbreak.engine.machine import Machine
from deskbreak.engine.values import Instant
from deskbreak.holds.holds import Holds
from deskbreak.holds.names import listed, plain
from deskbreak.holds.port import Looked
from deskbreak.service.clock import InstantClock

log = logging.getLogger(__name__)

Take = Callable[[i.Input, Instant], None]
NoteEnd = Callable[[str, Instant, int], None]
"""Called with a reason, the instant it ended and the microseconds it lasted."""

FRESH_SECONDS = 3.0
"""How old a look may be that decides whether something is shown now."""
EVERY_SAMPLE = 0.8
"""So much of the time between two samples serves all who ask in between."""
LAZY_SECONDS = 60.0
"""How often a hold is looked at that keeps nothing back yet."""

_WORTH_A_LOOK = (e.BreakDue, e.Reminded, e.HeadsUp, e.Held, e.Away)


def foresee(engine: Engine, given: i.Input, now: Instant) -> list[e.Event]:
    """What would come of an input, without giving it."""
    m = engine.machine
    shared = {id(part): part for part in (m.rules, m.zone, m.page)}
    return copy.deepcopy(engine, shared).handle(given, now)


@dataclass(frozen=True, slots=True)
class Sight:
    """A hold as a probe saw it, and in the words it was first said in."""

    detail: str
    said: str


class HoldWatch:
    """Puts holds on the engine and takes them off. It never shows anything."""

    def __init__(
        self, holds: Holds, engine: Callable[[], Engine], clock: InstantClock, take: Take, note_end: NoteEnd
    ) -> None:
        """`take` gives the engine an input; `note_end` is told of every hold that is over."""
        self._holds = holds
        self._engine = engine
        self._clock = clock
        self._take = take
        self._note_end = note_end
        self._seen: dict[str, Sight] = {}
        self._commands: dict[int, str] = {}
        self._held_commands = 0
        self.sample_seconds = 10.0
        """The time between two samples."""

    @property
    def details(self) -> dict[str, str]:
        """What is known of each hold that is on, in words."""
        commands = {"command": listed(self._commands.values())} if self._commands else {}
        return {reason: sight.said for reason, sight in self._seen.items()} | commands

    @property
    def problems(self) -> list[str]:
        """The probes that could not find out, in words."""
        return [f"hold probe {name}: {why} (it holds nothing back)" for name, why in self._holds.last.failed.items()]

    async def use(self, holds: Holds) -> None:
        """Go on with other probes; what the old ones saw stays on until it is looked at again."""
        before, self._holds = self._holds, holds
        await before.close()

    async def close(self) -> None:
        """Note what is still on as ended, and let go of the probes."""
        now, m = self._clock.now(), self._engine().machine
        for reason in (*self._seen, *(["command"] if self._held_commands else [])):
            if reason in m.holds:
                self._note_end(reason, now, now.boot - m.holds[reason])
        await self._holds.close()

    # -- looking

    async def prepare(self, given: i.Input) -> None:
        """Look first, if it matters to what the engine makes of `given`: what holds is put on just before it."""
        limit = self._limit(given)
        if limit is not None:
            self._heed(await self._holds.look(limit), given)
        elif not _is_seated(self._engine().machine):
            self._let_go()  # nothing is asked of who is not there; who comes back is looked at anew

    def was_looked(self) -> bool:
        """Whether what holds is known for this moment."""
        return self._holds.age_seconds <= FRESH_SECONDS

    def _limit(self, given: i.Input) -> float | None:
        """How old a look may be, in seconds; None when there is no need of one."""
        engine, now = self._engine(), self._clock.now()
        m = engine.machine
        if _may_tell(engine, given, now) and any(
            isinstance(event, _WORTH_A_LOOK) for event in foresee(engine, given, now)
        ):
            return FRESH_SECONDS
        if not _is_seated(m):
            return None
        if _is_asking(m) or (self._seen and _is_silent(m, now)):
            return EVERY_SAMPLE * self.sample_seconds
        return LAZY_SECONDS if self._seen else None

    def _heed(self, looked: Looked, given: i.Input) -> None:
        """Tell the engine what has begun and what has ended."""
        now, engine = self._clock.now(), self._engine()
        before = _just_before(engine, given, now)
        ended = [reason for reason in self._seen if reason not in looked.on]
        began = [reason for reason in looked.on if reason not in self._seen]
        self._seen = {reason: self._sight(looked, reason) for reason in looked.on}
        for reason in began:
            log.info("hold %s: %s", reason, self._seen[reason].said)
            self._take(i.HoldBegan(reason), before)
        for reason in ended:
            self._end(reason, now)

    def _sight(self, looked: Looked, reason: str) -> Sight:
        """The details of a hold, with since when it is on where that is known; the same as before while it stays."""
        detail, known = looked.on[reason], looked.for_seconds.get(reason)
        before = self._seen.get(reason)
        if before is not None and before.detail == detail:
            return before
        since = "" if known is None else f" since {self._clock.now().wall - timedelta(seconds=known):%H:%M}"
        return Sight(detail, detail + since)

    def _let_go(self) -> None:
        seen, self._seen = self._seen, {}
        for reason in seen:
            self._end(reason, self._clock.now())

    def _end(self, reason: str, now: Instant) -> None:
        since = self._engine().machine.holds.get(reason)
        log.info("hold %s is over", reason)
        if since is not None:
            self._note_end(reason, now, now.boot - since)
        self._take(i.HoldEnded(reason), now)

    # -- commands that hold while they run

    def hold(self, reason: str) -> Callable[[], None]:
        """Hold until the returned function is called; several at once count as one that ends with the last.

        The end is told to the engine by `end_commands`, for it may lead to a prompt.
        """
        key = max(self._commands, default=0) + 1
        self._commands[key] = plain(reason) or "a command"
        if not self._held_commands:
            self._take(i.HoldBegan("command"), self._clock.now())
        self._held_commands = len(self._commands)

        def release() -> None:
            self._commands.pop(key, None)

        return release

    async def end_commands(self) -> None:
        """Take the hold off when the last command has ended."""
        if self._held_commands and not self._commands:
            self._held_commands = 0
            await self.prepare(i.HoldEnded("command"))
            self._end("command", self._clock.now())


def _is_seated(m: Machine) -> bool:
    return m.is_open and m.is_seated


def _may_tell(engine: Engine, given: i.Input, now: Instant) -> bool:
    """Whether anything but the passing of a quiet moment can come of it: spares the ordinary sample the foresight."""
    if engine.wake_at() <= now.boot or not isinstance(given, i.Tick | i.InputSeen):
        return True
    return isinstance(given, i.InputSeen) and not engine.machine.is_seated


def _is_asking(m: Machine) -> bool:
    """Whether a prompt is shown, or kept back by nothing but what is looked at here."""
    if m.prompt is not None:
        return True
    is_otherwise_held = "paused" in m.holds or "command" in m.holds
    return m.target() is not None and m.quiet_until is None and bool(m.holds) and not is_otherwise_held


def _is_silent(m: Machine, now: Instant) -> bool:
    """Whether the person would be away by now if it were not for a hold."""
    return now.boot - m.last_input >= m.rules.away_after


def _just_before(engine: Engine, given: i.Input, now: Instant) -> Instant:
    """The instant at which a hold must begin to be there before what `given` leads to."""
    latest = min(now.boot, engine.wake_at() - 1)
    if isinstance(given, i.InputSeen):
        latest = min(latest, given.at)
    elif isinstance(given, i.Slept):
        latest = min(latest, given.since)
    return now.later(max(engine.machine.now, latest) - now.boot)
