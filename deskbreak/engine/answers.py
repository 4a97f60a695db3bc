"""The person's commands: what each needs to be allowed, and what it does. A refused one changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from . import breaks
from .calendar import next_time_of_day
from .events import BreakSkipped, BreakSnoozed, Paused, Refused, Resumed
from .inputs import (
    Abandon,
    BreakPause,
    BreakResume,
    Command,
    Finish,
    Pause,
    Resume,
    Skip,
    Snooze,
    Start,
)
from .machine import Break, Machine, Pausing
from .tally import Clock


class _No(Exception):
    """The command is refused; carries the reason."""


def answer(m: Machine, command: Command) -> None:
    """Carry the command out, or emit why not."""
    try:
        _ANSWERS[type(command)](m, command)
    except _No as no:
        m.emit(Refused, command=command.name, reason=str(no))


def _check_prompt(m: Machine, number: int | None) -> None:
    if number is not None and (m.prompt is None or m.prompt.number != number):
        raise _No("stale")


def _owed(m: Machine) -> Clock:
    if m.rest is not None:
        raise _No("in_break")
    clock = m.target()
    if clock is None:
        raise _No("nothing_owed")
    return clock


def _running(m: Machine) -> Break:
    if m.rest is None:
        raise _No("no_break")
    return m.rest


def _start(m: Machine, command: Start) -> None:
    _check_prompt(m, command.prompt)
    if m.rest is not None:
        raise _No("in_break")
    clock = m.target() or m.tally.clocks[-1]
    if command.kind is not None:
        asked = m.tally.clock(command.kind)
        if asked is None:
            raise _No("unknown_kind")
        clock = asked
    breaks.begin(m, clock.kind)


def _finish(m: Machine, _command: Finish) -> None:
    breaks.finish(m, _running(m))


def _abandon(m: Machine, _command: Abandon) -> None:
    breaks.abandon(m, _running(m))


def _break_pause(m: Machine, _command: BreakPause) -> None:
    rest = _running(m)
    if rest.running_since is None:
        raise _No("already_paused")
    rest.rested_before, rest.running_since = rest.rested(m.now), None


def _break_resume(m: Machine, _command: BreakResume) -> None:
    rest = _running(m)
    if rest.running_since is not None:
        raise _No("not_paused")
    rest.running_since = m.now


def _snooze(m: Machine, command: Snooze) -> None:
    _check_prompt(m, command.prompt)
    clock = _owed(m)
    if m.snoozes_left(clock) == 0:
        raise _No("limit_reached")
    span = m.rules.snooze_default if command.span is None else command.span
    clock.snoozes += 1
    m.drop_prompt()
    m.keep_quiet(span, "snoozed")
    m.emit(BreakSnoozed, kind=clock.kind.name, span=span, snoozes_left=m.snoozes_left(clock))


def _skip(m: Machine, command: Skip) -> None:
    _check_prompt(m, command.prompt)
    given_up = _owed(m)
    if not m.rules.skip_allowed:
        raise _No("not_allowed")
    if m.rules.skips_per_day and m.skips_today >= m.rules.skips_per_day:
        raise _No("limit_reached")
    m.skips_today += 1
    m.drop_prompt()
    m.quiet_until = None
    resolve(m, given_up)
    m.emit(BreakSkipped, kind=given_up.kind.name)


def resolve(m: Machine, clock: Clock) -> None:
    """Give the owed break up, with the shorter ones it stands for. The bout goes on."""
    for covered in m.tally.up_to(clock.kind):
        covered.clear()
        covered.clears_after = None
    m.tally.forgive_settled(m.now)
    m.tally.forget_warnings(m.rules.warn_before)


def _pause(m: Machine, command: Pause) -> None:
    m.pausing = Pausing()
    until = None
    if command.span is not None:
        until = m.pausing.boot = m.now + command.span
    elif command.until is not None:
        m.pausing.epoch = next_time_of_day(m.epoch, command.until, m.zone)
        until = m.pausing.epoch - m.epoch_offset
    m.hold("paused")
    m.emit(Paused, until=until)


def _resume(m: Machine, _command: Resume) -> None:
    if m.pausing is None:
        raise _No("not_paused")
    end_pause(m)


def end_pause(m: Machine) -> None:
    """The pause is over, by command or because its time has come."""
    m.pausing = None
    drop_hold(m, "paused")
    m.emit(Resumed)


def drop_hold(m: Machine, reason: str) -> None:
    """Take a hold off; with the last one, what is owed may be told held again another time."""
    m.holds.pop(reason, None)
    if not m.holds:
        m.is_held_told = False


_ANSWERS = cast(
    "dict[type[Command], Callable[[Machine, Any], None]]",
    {
        Start: _start,
        Finish: _finish,
        Abandon: _abandon,
        Snooze: _snooze,
        Skip: _skip,
        Pause: _pause,
        Resume: _resume,
        BreakPause: _break_pause,
        BreakResume: _break_resume,
    },
)
