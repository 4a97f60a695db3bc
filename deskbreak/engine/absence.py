"""Who is at the desk: when silence becomes an absence, what it gives back, and the return.

An absence is counted from its first second, but is only known once it has lasted `away_after`.
"""

from __future__ import annotations

from .events import Away, Rested, Returned
from .machine import Absence, Machine


def note_sign(m: Machine) -> None:
    """Follow a change of hands, lock, sleep or seated hold at this instant."""
    if m.is_present:
        if m.idle_since is not None:
            m.idle_since = None
            m.tally.trust()
        arrive(m)
    elif m.idle_since is None:
        m.idle_since = m.now
        m.tally.trust()


def note_input(m: Machine, at: int) -> None:
    """A single input at `at`, at or before now. Behind a lock it shows nothing."""
    m.last_input = max(m.last_input, at)
    if m.is_locked or m.asleep_until is not None or m.idle_since is None or at < m.idle_since:
        return
    m.idle_since = at
    m.tally.trust(m.now - at)
    arrive(m)


def arrive(m: Machine) -> None:
    """The person is there: an absence ends, and what waited for them goes on."""
    if m.away_since is not None:
        m.emit(Returned, absent=m.now - m.away_since)
        gave_back = tuple((clock.kind.name, m.tally.given_back(clock, m.now)) for clock in m.tally.clocks)
        m.last_absence = Absence(m.away_since, m.now, gave_back)
        m.away_since = None
        for clock in m.tally.clocks:
            clock.was_owed = False
        if m.is_open:
            m.tally.end_rest(m.now)
            m.tally.forget_warnings(m.rules.warn_before)
    m.awaits_input = False


def absence_known_at(m: Machine) -> int | None:
    """When the present silence becomes an absence: at once in a sleep that is known to last long enough."""
    if m.idle_since is None or m.away_since is not None or m.rest is not None or not m.is_open:
        return None
    at = m.idle_since + m.rules.away_after
    if m.asleep_until is not None and m.asleep_until >= at:
        return m.now
    return at


def notice_absence(m: Machine) -> None:
    """Declare the absence when its time has come: put the clocks back to its first second and start the credit."""
    known_at = absence_known_at(m)
    if known_at is None or known_at > m.now or m.idle_since is None:
        return
    since = m.idle_since
    m.tally.take_back()
    m.away_since = since
    m.awaits_input = False
    for clock in m.tally.clocks:
        clock.was_owed = clock.owed_at is not None
        clock.given_back = 0
    if m.tally.rest_since is None:
        m.tally.begin_rest(since if m.opened_at is None else max(since, m.opened_at))
    m.emit(Away, since=since, sat=m.tally.end_bout())
    m.withdraw("away")


def note_cleared(m: Machine) -> None:
    """Say which clocks the rest has brought to 0; silently outside working hours."""
    for rested_at, clock in m.tally.cleared(m.now):
        if m.away_since is not None and m.is_open:
            m.emit(Rested, kind=clock.kind.name, owed=clock.was_owed, rested_at=rested_at)
