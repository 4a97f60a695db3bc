"""Reads the engine's state into facts: everything that keeps a prompt from coming, or has made it come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from deskbreak.engine.calendar import page_at, wall_time
from deskbreak.engine.machine import Machine
from deskbreak.engine.prompting import prompted_with
from deskbreak.engine.tally import Clock
from deskbreak.engine.values import seconds
from deskbreak.engine.view import look
from deskbreak.why import facts as f

_PAGES_AHEAD = 20
"""Enough to see a week of working hours and their gaps ahead."""


def engine_facts(m: Machine, hold_details: Mapping[str, str]) -> Iterator[f.Fact]:
    """All the engine has to say, the most telling first."""
    yield from _prompting(m)
    yield from (_owed(m, clock) for clock in m.tally.owed(m.now))
    yield from _kept_back(m, hold_details)
    yield from _sitting(m)
    yield from _coming(m)
    yield from _day(m)


def _at(m: Machine, boot: int) -> datetime:
    return wall_time(boot + m.epoch_offset, m.zone)


# -- prompting


def _prompting(m: Machine) -> Iterator[f.Fact]:
    if m.prompt is None:
        target = m.target()
        yield f.NotPrompted(kind=target.kind.name if target else None, reasons=tuple(_reasons(m)))
        return
    every = m.rules.remind_every
    yield f.Prompted(
        kind=m.prompt.kind,
        prompt=m.prompt.number,
        shown_at=_at(m, m.prompt.asked_at),
        repeated_at=_at(m, m.prompt.asked_at + every) if every else None,
    )


def _reasons(m: Machine) -> Iterator[str]:
    """Everything that stands in the way of a prompt now."""
    is_owed = m.target() is not None
    if m.rest is not None:
        yield "in_break"
    if not m.is_open:
        yield "off"
    if m.away_since is not None:
        yield "away"
    if m.awaits_input:
        yield "awaiting_input"
    if not is_owed:
        yield "not_due"
    if m.quiet_until is not None:
        yield "snoozed"
    if m.holds:
        yield "held"
    if is_owed and m.is_open and m.is_seated and m.quiet_until is None and not m.holds:
        yield "waiting_for_pause"


def _owed(m: Machine, clock: Clock) -> f.Owed:
    target = m.target()
    return f.Owed(
        kind=clock.kind.name,
        since=_at(m, m.now if clock.owed_at is None else clock.owed_at),
        with_kind=None if target is None or target is clock else target.kind.name,
        is_early=clock.is_early,
        snoozes=clock.snoozes,
        snoozes_left=m.snoozes_left(clock),
    )


def _kept_back(m: Machine, hold_details: Mapping[str, str]) -> Iterator[f.Fact]:
    target = m.target()
    kind = target.kind.name if target else None
    if m.quiet_until is not None:
        yield f.Quiet(kind=kind, because=m.quiet_because, until=_at(m, m.quiet_until))
    for reason in m.hold_reasons:
        if reason != "paused":
            yield f.Hold(
                reason=reason,
                since=_at(m, m.holds[reason]),
                detail=hold_details.get(reason, ""),
                keeps_back=kind,
                counts_as_sitting=reason in m.rules.seated_holds,
            )
    if m.pausing is not None:
        until = look(m).paused_until
        yield f.Paused(since=_at(m, m.holds["paused"]), until=None if until is None else _at(m, until), keeps_back=kind)
    if target is not None and m.wanted_since is not None and "waiting_for_pause" in _reasons(m):
        yield f.WaitingForPause(
            kind=target.kind.name,
            since=_at(m, m.wanted_since),
            at_latest=_at(m, m.wanted_since + m.rules.wait_at_most),
            pause_seconds=seconds(m.rules.wait_for_pause),
        )


# -- sitting and not sitting


def _sitting(m: Machine) -> Iterator[f.Fact]:
    if m.rest is not None:
        yield f.InBreak(
            kind=m.rest.kind.name,
            rested_seconds=seconds(m.rest.rested(m.now)),
            length_seconds=seconds(m.rest.kind.length),
            is_paused=m.rest.running_since is None,
        )
    if m.awaits_input:
        yield f.AwaitingInput(since=_at(m, m.now if m.idle_since is None else m.idle_since))
    yield f.Sitting(sitting_seconds=seconds(m.tally.bout), today_seconds=seconds(m.tally.day), is_running=m.is_accruing)
    for clock in m.tally.clocks:
        yield f.Clock(
            kind=clock.kind.name,
            seated_seconds=seconds(m.tally.seated(clock, m.now)),
            every_seconds=seconds(clock.kind.every),
            length_seconds=seconds(clock.kind.length),
            is_running=m.is_accruing,
        )
    yield from _absences(m)


def _absences(m: Machine) -> Iterator[f.Fact]:
    if m.is_locked:
        yield f.Locked()
    if m.away_since is not None:
        gave_back = tuple((clock.kind.name, seconds(m.tally.given_back(clock, m.now))) for clock in m.tally.clocks)
        yield f.Away(since=_at(m, m.away_since), away_seconds=seconds(m.now - m.away_since), gave_back=gave_back)
    elif m.idle_since is not None and m.is_accruing:
        yield f.Silent(
            since=_at(m, m.idle_since),
            absence_at=_at(m, m.idle_since + m.rules.away_after),
            silent_seconds=seconds(m.now - m.idle_since),
        )
    if m.last_absence is not None:
        last = m.last_absence
        yield f.Absence(
            since=_at(m, last.since),
            until=_at(m, last.until),
            away_seconds=seconds(last.until - last.since),
            gave_back=tuple((kind, seconds(span)) for kind, span in last.gave_back),
        )


# -- what comes


def _coming(m: Machine) -> Iterator[f.Fact]:
    if m.rest is not None or not m.is_open or m.target() is not None:
        return
    left = {clock.kind.name: max(0, clock.kind.every - m.tally.seated(clock, m.now)) for clock in m.tally.clocks}
    first = min(m.tally.clocks, key=lambda clock: left[clock.kind.name])
    kind, due_in = prompted_with(m, first).kind, left[first.kind.name]
    yield f.Coming(
        kind=kind.name,
        due_in_seconds=seconds(due_in),
        due_at=_at(m, m.now + due_in) if m.is_accruing else None,
        because_of=first.kind.name,
        early_seconds=seconds(left[kind.name] - due_in),
        takes_along=tuple(name for name in left if name != kind.name and left[name] <= due_in),
        is_announced=first.is_warned,
    )


def _day(m: Machine) -> Iterator[f.Fact]:
    if m.rules.hours is not None:
        yield f.Hours(is_open=m.is_open, until=_hours_change_at(m))
    if not m.rules.skip_allowed or m.rules.skips_per_day:
        yield f.SkipLimit(is_allowed=m.rules.skip_allowed, skipped_today=m.skips_today, per_day=m.rules.skips_per_day)
    if m.rules.sitting_per_day:
        yield f.DailyLimit(
            limit_seconds=seconds(m.rules.sitting_per_day),
            seated_seconds=seconds(m.tally.day),
            is_told=m.is_limit_told,
        )


def _hours_change_at(m: Machine) -> datetime | None:
    """When working hours next begin or end; None when they never do."""
    page = m.page
    for _ in range(_PAGES_AHEAD):
        at = page.until
        page = page_at(at, m.zone, m.rules.hours, m.rules.day_starts)
        if page.is_open != m.page.is_open:
            return wall_time(at, m.zone)
    return None
