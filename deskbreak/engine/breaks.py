"""The break itself: how it begins, runs and ends, and what each ending does to the clocks."""

from __future__ import annotations

from .absence import arrive
from .events import BreakAbandoned, BreakCompleted, BreakEndedEarly, BreakStarted
from .machine import Break, Machine, QuietBecause
from .tally import credited
from .values import Kind


def begin(m: Machine, kind: Kind) -> None:
    """Start a break of `kind`. Whoever asks for one is there: an absence ends."""
    arrive(m)
    m.tally.end_rest(m.now)
    m.tally.trust()
    m.drop_prompt()
    m.quiet_until = None
    m.rest = Break(kind, 0, m.now)
    m.emit(BreakStarted, kind=kind.name)


def completed_at(m: Machine) -> int | None:
    """When the running break has rested its length."""
    if m.rest is None or m.rest.running_since is None:
        return None
    return m.rest.running_since + m.rest.kind.length - m.rest.rested_before


def complete(m: Machine) -> None:
    """End the break when it has rested its length: its clock and the shorter ones' are 0, and the bout is over."""
    at = completed_at(m)
    if at is None or at > m.now or m.rest is None:
        return
    kind = m.rest.kind
    for clock in m.tally.up_to(kind):
        clock.clear()
    m.emit(BreakCompleted, kind=kind.name, rested=kind.length, sat=m.tally.end_bout())
    _leave(m)


def finish(m: Machine, rest: Break) -> None:
    """End the break early: what it rested is credited to its kind and the shorter ones."""
    rested = rest.rested(m.now)
    for clock in m.tally.up_to(rest.kind):
        clock.seated = credited(clock, rested, is_whole=m.tally.is_whole)
    m.emit(BreakEndedEarly, kind=rest.kind.name, rested=rested)
    _leave(m)
    _keep_quiet_about_what_is_left(m, "ended_early")


def abandon(m: Machine, rest: Break) -> None:
    """End the break without credit: what was owed is owed again, after a while."""
    m.emit(BreakAbandoned, kind=rest.kind.name)
    _leave(m)
    _keep_quiet_about_what_is_left(m, "abandoned")


def _keep_quiet_about_what_is_left(m: Machine, because: QuietBecause) -> None:
    """Nobody wants the prompt back in the second in which they ended the break."""
    if m.target() is not None:
        m.keep_quiet(m.rules.snooze_default, because)


def _leave(m: Machine) -> None:
    """Back from the break: clocks and bout wait for the first input, unless the person is there already."""
    m.rest = None
    m.tally.trust()
    m.tally.forgive_settled(m.now)
    m.tally.forget_warnings(m.rules.warn_before)
    m.awaits_input = not m.is_present
    m.idle_since = m.now if m.awaits_input else None
    if not m.is_open:
        m.tally.begin_rest(m.now)
