"""The engine: takes inputs with their instants, answers with events, and says when it wants to be woken.

It reads no clock, sleeps never and touches no file. Time only moves when it is told; then every deadline that has
passed is worked off in order, each at its own instant, so a late wake-up gives the same events as a punctual one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from . import absence, answers, breaks, prompting
from .calendar import epoch_micros, page_at
from .events import Event, HoursEnded, HoursStarted, Missed
from .inputs import (
    HandsOff,
    HandsOn,
    HoldBegan,
    HoldEnded,
    Input,
    InputSeen,
    Locked,
    PauseMarked,
    Slept,
    Tick,
    Unlocked,
)
from .machine import Machine
from .saved import read, write
from .tally import Clock, Tally
from .values import Instant, Rules, shift_wall
from .view import View, look


class Engine:
    """When a break is due. One instance per person; not safe to share between threads."""

    def __init__(self, rules: Rules, now: Instant) -> None:
        zone = _zone(now)
        epoch = epoch_micros(now.wall)
        self.machine = Machine(
            rules=rules,
            now=now.boot,
            epoch_offset=epoch - now.boot,
            zone=zone,
            page=page_at(epoch, zone, rules.hours, rules.day_starts),
            tally=Tally([Clock(kind) for kind in rules.kinds], is_whole=rules.rest_credit == "whole"),
            last_input=now.boot,
            idle_since=now.boot,
        )
        if not self.machine.is_open:
            self.machine.tally.begin_rest(now.boot)
        self._next: int | None = None
        """The next deadline while it is known: letting time pass does not move it, everything else may."""

    @property
    def rules(self) -> Rules:
        """The rules in force."""
        return self.machine.rules

    @classmethod
    def restore(cls, rules: Rules, saved: object, now: Instant, gone: int) -> tuple[Engine, list[Event]]:
        """The engine saved `gone` microseconds ago, and what happened meanwhile: that time counts as an absence.

        Kinds keep their state by name. Of the holds only a pause is kept: the others are looked at anew. Raises
        `ValueError` when `saved` is not what `save` returned.
        """
        engine = cls(rules, Instant(now.boot - gone, shift_wall(now.wall, -gone)))
        read(engine.machine, saved)
        engine._turn_page(is_new_calendar=True)
        engine._take(Slept(now.boot - gone), now)
        return engine, engine._settled_events()

    def save(self) -> dict[str, object]:
        """The whole state as plain JSON values, instants relative to now (the last instant handled)."""
        return write(self.machine)

    def view(self) -> View:
        """What there is to know from outside, as of the last instant handled."""
        return look(self.machine)

    def handle(self, given: Input, now: Instant) -> list[Event]:
        """Let time pass until `now`, take `given`, and return everything that happened, in order.

        An instant before the last one counts as the last one: the boot clock does not run backwards.
        """
        self._take(given, now)
        return self._told() if isinstance(given, Tick) else self._settled_events()

    def wake_at(self) -> int:
        """The boot instant at which the engine next wants a `Tick`, if nothing else happens before."""
        if self._next is None:
            self._next = min(self._deadlines())
        return self._next

    def replace_rules(self, rules: Rules, now: Instant) -> list[Event]:
        """Go on under other rules. Kinds keep their clocks by name; what is no longer owed is withdrawn."""
        m = self.machine
        self._advance(now.boot)
        m.tally.end_rest(m.now)
        known = {clock.kind.name: clock for clock in m.tally.clocks}
        m.rules = rules
        m.tally.is_whole = rules.rest_credit == "whole"
        m.tally.clocks = [known.get(kind.name, Clock(kind)) for kind in rules.kinds]
        for clock, kind in zip(m.tally.clocks, rules.kinds, strict=True):
            clock.kind = kind
        m.tally.forgive_settled(m.now)
        if m.prompt is not None and m.tally.clock(m.prompt.kind) is None:
            m.withdraw("settings")
        if m.away_since is not None or not m.is_open:
            m.tally.begin_rest(m.now)
        self._turn_page(is_new_calendar=True)
        absence.note_sign(m)
        return self._settled_events()

    def _settled_events(self) -> list[Event]:
        self._settle()
        return self._told()

    def _told(self) -> list[Event]:
        events, self.machine.events = self.machine.events, []
        return events

    # -- taking inputs

    def _take(self, given: Input, now: Instant) -> None:
        m = self.machine
        if isinstance(given, Slept):
            self._sleep(given.since, now)
            return
        if isinstance(given, InputSeen):
            at = min(max(given.at, 0), now.boot)
            self._advance(at)
            absence.note_input(m, at)
            self._settle()
        self._advance(now.boot)
        self._set_clock(now)
        if isinstance(given, Tick | InputSeen):
            return
        if isinstance(given, HandsOn | HandsOff):
            m.hands_on = isinstance(given, HandsOn)
            absence.note_input(m, m.now)
            absence.note_sign(m)
        elif isinstance(given, Locked | Unlocked):
            m.is_locked = isinstance(given, Locked)
            absence.note_sign(m)
        elif isinstance(given, HoldBegan):
            m.hold(given.reason)
            absence.note_sign(m)
        elif isinstance(given, HoldEnded):
            answers.drop_hold(m, given.reason)
            absence.note_sign(m)
        elif isinstance(given, PauseMarked):
            prompting.end_wait(m)
        else:
            answers.answer(m, given)

    def _sleep(self, since: int, now: Instant) -> None:
        """Live through a suspend that is over: an absence if it was long enough, else sitting went on."""
        m = self.machine
        self._advance(min(since, now.boot))
        m.asleep_until = max(now.boot, m.now)
        absence.note_sign(m)
        self._settle()
        self._advance(m.asleep_until)
        m.asleep_until = None
        self._set_clock(now)
        self._settle()
        absence.note_sign(m)

    def _set_clock(self, now: Instant) -> None:
        m = self.machine
        offset, zone = epoch_micros(now.wall) - now.boot, _zone(now)
        is_new_zone = zone is not m.zone and zone != m.zone
        if offset == m.epoch_offset and not is_new_zone:
            return
        m.epoch_offset, m.zone = offset, zone
        if is_new_zone:
            self._turn_page(is_new_calendar=True)
        self._settle()

    # -- letting time pass

    def _advance(self, to: int) -> None:
        """Work off every deadline up to `to`, each at its own instant."""
        m = self.machine
        while (deadline := self.wake_at()) <= to:
            m.accrue_to(deadline)
            self._settle()
        m.accrue_to(to)

    def _deadlines(self) -> Iterator[int]:
        m = self.machine
        yield m.page.until - m.epoch_offset
        if m.pausing is not None:
            if m.pausing.boot is not None:
                yield m.pausing.boot
            elif m.pausing.epoch is not None:
                yield m.pausing.epoch - m.epoch_offset
        for at in (breaks.completed_at(m), absence.absence_known_at(m), m.tally.next_clear()):
            if at is not None:
                yield at
        yield from prompting.next_deadlines(m)

    def _settle(self) -> None:
        """Do everything that is due at this instant, causes before effects."""
        m = self.machine
        self._next = None
        self._end_pause()
        breaks.complete(m)
        if m.is_open:
            absence.notice_absence(m)
        absence.note_cleared(m)
        prompting.mark_owed(m)
        if not m.page.covers(m.epoch):
            self._turn_page()
            absence.notice_absence(m)
        self._miss()
        prompting.tell_limit(m)
        prompting.show_prompt(m)
        prompting.warn(m)

    def _end_pause(self) -> None:
        m = self.machine
        if m.pausing is None:
            return
        is_over = m.pausing.boot is not None and m.now >= m.pausing.boot
        if is_over or (m.pausing.epoch is not None and m.epoch >= m.pausing.epoch):
            answers.end_pause(m)

    # -- the calendar

    def _turn_page(self, *, is_new_calendar: bool = False) -> None:
        """Look the calendar up again: a new day, working hours beginning or ending."""
        m = self.machine
        before = m.page
        m.page = page_at(m.epoch, m.zone, m.rules.hours, m.rules.day_starts)
        if m.page.day != before.day and not is_new_calendar:
            m.tally.day = m.tally.day_doubtful = 0
            m.skips_today = 0
            m.is_limit_told = False
        if before.is_open and not m.page.is_open:
            self._close_hours()
        elif m.page.is_open and not before.is_open:
            self._open_hours()

    def _close_hours(self) -> None:
        m = self.machine
        m.emit(HoursEnded, sat=m.tally.end_bout())
        self._miss()
        m.tally.trust()
        if m.rest is None and m.tally.rest_since is None:
            m.tally.begin_rest(m.now)

    def _miss(self) -> None:
        """What is owed outside working hours, at their end or after a break that outlasted them, is not asked for."""
        m = self.machine
        owed = m.target() if not m.is_open and m.rest is None else None
        if owed is not None:
            m.drop_prompt()
            m.quiet_until = None
            answers.resolve(m, owed)
            m.emit(Missed, kind=owed.kind.name)

    def _open_hours(self) -> None:
        m = self.machine
        m.emit(HoursStarted)
        m.opened_at = m.now
        m.tally.trust()
        if m.away_since is None:
            m.tally.end_rest(m.now)
            m.tally.forget_warnings(m.rules.warn_before)


def _zone(now: Instant) -> tzinfo:
    zone = now.wall.tzinfo
    assert zone is not None  # noqa: S101 - Instant refuses a naive time
    return zone
