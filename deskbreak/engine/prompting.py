"""What is owed and when it is shown: falling due, merging, heads-up, holds, reminders and waiting for a pause."""

from __future__ import annotations

from collections.abc import Iterator

from .events import BreakDue, DailyLimit, HeadsUp, Reminded
from .machine import Machine, Prompt
from .tally import Clock


def mark_owed(m: Machine) -> None:
    """Make every kind owed whose clock has reached its `every`, and a longer one that is nearly there with it."""
    if not m.is_open or not m.is_seated:
        return
    for clock in m.tally.clocks:
        if clock.left > 0:
            continue
        clock.is_early = False
        if clock.owed_at is None:
            clock.owed_at = m.now
            absorb_into_longer(m, clock)


def absorb_into_longer(m: Machine, due: Clock) -> None:
    """Let the longest kind that needs at most `merge_within` more sitting be owed with `due`."""
    longer = prompted_with(m, due)
    if longer is not due and longer.owed_at is None:
        longer.owed_at = m.now
        longer.is_early = longer.left > 0


def prompted_with(m: Machine, due: Clock) -> Clock:
    """The clock whose kind is prompted when `due` falls due: a longer one that is nearly due goes first."""
    found = due
    for clock in m.tally.clocks[m.tally.clocks.index(due) + 1 :]:
        if clock.owed_at is None and clock.left - max(0, due.left) <= m.rules.merge_within:
            found = clock
    return found


def show_prompt(m: Machine) -> None:
    """Bring what is shown into line with what is owed."""
    clock = m.target()
    if clock is None:
        m.withdraw("settings")
        m.quiet_until = None
        m.is_held_told = False
        return
    if not m.is_open or not m.is_seated or is_quiet(m):
        return
    if m.holds:
        m.tell_held(clock)
        m.withdraw("held")
    elif m.prompt is None:
        if has_waited(m):
            ask(m, clock)
    elif m.prompt.kind != clock.kind.name:
        m.withdraw("superseded")
        ask(m, clock)
    else:
        remind(m, m.prompt)


def is_quiet(m: Machine) -> bool:
    """Whether a snooze (or the peace after an abandoned break) still runs; its end is noted here."""
    if m.quiet_until is None:
        return False
    if m.now < m.quiet_until:
        return True
    m.quiet_until = None
    return False


def ask(m: Machine, clock: Clock) -> None:
    """Show a prompt for `clock`."""
    m.prompts += 1
    m.prompt = Prompt(m.prompts, clock.kind.name, m.now)
    m.wanted_since = None
    m.emit(
        BreakDue,
        kind=clock.kind.name,
        prompt=m.prompts,
        sitting=m.tally.bout,
        snoozes_left=m.snoozes_left(clock),
        owed_for=0 if clock.owed_at is None else m.now - clock.owed_at,
    )


def remind(m: Machine, prompt: Prompt) -> None:
    """Repeat the prompt when it is time."""
    every = m.rules.remind_every
    if every and m.now >= prompt.asked_at + every:
        prompt.asked_at = m.now
        m.emit(Reminded, kind=prompt.kind, prompt=prompt.number)


def has_waited(m: Machine) -> bool:
    """Whether the prompt may come now: in a pause of typing, or after having waited long enough for one."""
    if not m.rules.wait_for_pause:
        return True
    if m.wanted_since is None:
        m.wanted_since = m.now
    return m.now >= wait_ends_at(m, m.wanted_since)


def is_waiting(m: Machine) -> bool:
    """Whether a prompt waits for a pause, and for nothing else."""
    if m.wanted_since is None or m.prompt is not None or m.holds or m.quiet_until is not None:
        return False
    return m.is_open and m.is_seated and m.target() is not None


def end_wait(m: Machine) -> None:
    """Ask now for what waits for a pause; nothing happens when nothing does."""
    clock = m.target()
    if clock is not None and is_waiting(m):
        ask(m, clock)


def wait_ends_at(m: Machine, wanted_since: int) -> int:
    """When the wait for a pause is over, if no more input comes."""
    latest = wanted_since + m.rules.wait_at_most
    if m.hands_on:
        return latest
    return min(latest, m.last_input + m.rules.wait_for_pause)


def approaching(m: Machine) -> Iterator[Clock]:
    """The clocks whose heads-up is still to come: not owed, not covered by a longer owed one, not announced."""
    if not m.rules.warn_before or not m.is_accruing or m.holds or m.quiet_until is not None:
        return
    covered = False
    for clock in reversed(m.tally.clocks):
        covered = covered or clock.owed_at is not None
        if not covered and not clock.is_warned and clock.kind.every > m.rules.warn_before:
            yield clock


def warn(m: Machine) -> None:
    """Give the heads-up, once an approach, for the break that will really be prompted."""
    near = [clock for clock in approaching(m) if 0 < clock.left <= m.rules.warn_before]
    if not near:
        return
    first = min(near, key=lambda clock: clock.left)
    coming = prompted_with(m, first)
    for clock in (*near, coming):
        clock.is_warned = True
    m.emit(HeadsUp, kind=coming.kind.name, due_in=first.left)


def tell_limit(m: Machine) -> None:
    """Say once a day that the seated time has reached its limit."""
    limit = m.rules.sitting_per_day
    if limit and not m.is_limit_told and m.tally.day >= limit:
        m.is_limit_told = True
        m.emit(DailyLimit, sitting=m.tally.day)


def next_deadlines(m: Machine) -> Iterator[int]:
    """The instants at which something here changes if nothing else happens."""
    if m.is_accruing:
        yield from _sitting_deadlines(m)
    if m.is_open and m.is_seated and m.target() is not None:
        yield from _prompt_deadlines(m)


def _sitting_deadlines(m: Machine) -> Iterator[int]:
    for clock in m.tally.clocks:
        if clock.owed_at is None or clock.is_early:
            yield m.now + max(0, clock.left)
    for clock in approaching(m):
        yield m.now + max(0, clock.left - m.rules.warn_before)
    if m.rules.sitting_per_day and not m.is_limit_told:
        yield m.now + max(0, m.rules.sitting_per_day - m.tally.day)


def _prompt_deadlines(m: Machine) -> Iterator[int]:
    if m.quiet_until is not None:
        yield m.quiet_until
    elif m.prompt is not None and m.rules.remind_every:
        yield m.prompt.asked_at + m.rules.remind_every
    elif m.prompt is None and m.wanted_since is not None and not m.holds:
        yield wait_ends_at(m, m.wanted_since)
