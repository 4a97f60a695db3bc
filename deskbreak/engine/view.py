"""What there is to know of the engine from outside: one frozen value for status, screens and explanations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .machine import Break, Machine, QuietBecause
from .prompting import prompted_with
from .values import Kind

State = Literal["sitting", "due", "snoozed", "break", "away", "held", "paused", "off"]


@dataclass(frozen=True, slots=True)
class View:
    """All spans and instants in microseconds on the boot clock; None where there is none."""

    now: int
    state: State
    sitting: int
    seated_today: int
    is_accruing: bool
    clocks: tuple[tuple[Kind, int], ...]
    """Each kind with its clock."""
    next_kind: str | None
    next_due_in: int
    owed: tuple[str, ...]
    holds: tuple[str, ...]
    prompt: int | None
    prompt_kind: str | None
    snoozes_left: int | None
    quiet_until: int | None
    quiet_because: QuietBecause | None
    paused_until: int | None
    away_since: int | None
    break_kind: Kind | None
    break_rested: int
    is_break_paused: bool
    can_skip: bool


def look(m: Machine) -> View:
    """Read the machine as it stands."""
    target = m.target()
    next_kind, next_due_in = _next(m)
    rest = m.rest or Break(m.tally.clocks[0].kind, 0, None)
    return View(
        now=m.now,
        state=_state(m),
        sitting=m.tally.bout,
        seated_today=m.tally.day,
        is_accruing=m.is_accruing,
        clocks=tuple((clock.kind, m.tally.seated(clock, m.now)) for clock in m.tally.clocks),
        next_kind=next_kind,
        next_due_in=next_due_in,
        owed=tuple(clock.kind.name for clock in m.tally.owed(m.now)),
        holds=m.hold_reasons,
        prompt=m.prompt.number if m.prompt else None,
        prompt_kind=m.prompt.kind if m.prompt else None,
        snoozes_left=(m.rules.snoozes_per_break or None) if target is None else m.snoozes_left(target),
        quiet_until=m.quiet_until,
        quiet_because=None if m.quiet_until is None else m.quiet_because,
        paused_until=_paused_until(m),
        away_since=m.away_since,
        break_kind=m.rest.kind if m.rest else None,
        break_rested=rest.rested(m.now),
        is_break_paused=m.rest is not None and m.rest.running_since is None,
        can_skip=m.rules.skip_allowed and not (m.rules.skips_per_day and m.skips_today >= m.rules.skips_per_day),
    )


def _state(m: Machine) -> State:
    found: tuple[tuple[bool, State], ...] = (
        (m.rest is not None, "break"),
        (not m.is_open, "off"),
        (m.pausing is not None, "paused"),
        (m.away_since is not None or m.awaits_input, "away"),
        (m.target() is None, "sitting"),
        (m.quiet_until is not None, "snoozed"),
        (bool(m.holds), "held"),
    )
    return next((state for holds, state in found if holds), "due")


def _next(m: Machine) -> tuple[str | None, int]:
    if m.rest is not None or not m.is_open:
        return None, 0
    target = m.target()
    if target is not None:
        return target.kind.name, max(0, m.quiet_until - m.now) if m.quiet_until is not None else 0
    first = min(m.tally.clocks, key=lambda clock: clock.kind.every - m.tally.seated(clock, m.now))
    left = max(0, first.kind.every - m.tally.seated(first, m.now))
    return prompted_with(m, first).kind.name, left


def _paused_until(m: Machine) -> int | None:
    if m.pausing is None:
        return None
    if m.pausing.epoch is not None:
        return m.pausing.epoch - m.epoch_offset
    return m.pausing.boot
