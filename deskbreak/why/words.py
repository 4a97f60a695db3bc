"""Facts in plain words: one sentence each, or none where another fact says it already."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, cast

from deskbreak.settings.durations import duration_text
from deskbreak.why import facts as f

_COARSE_FROM_SECONDS = 600
_SILENCE_WORTH_A_WORD_SECONDS = 30
_HALF_A_SECOND = timedelta(seconds=0.5)
"""Instants are told to the nearest second: a hold is put on just before what it holds back."""
_NOBODY = ("none", "null")
"""What the way to notify is called while there is none."""

NOT_PROMPTED = {
    "in_break": "a break is going on",
    "off": "it is outside working hours",
    "away": "you are away",
    "awaiting_input": "nobody has touched anything since the break",
    "not_due": "nothing is due yet",
    "snoozed": "it is put off for a while",
    "held": "breaks are held back",
    "waiting_for_pause": "it waits for a pause in your typing",
}
HOLDS = {
    "call": "a call",
    "fullscreen": "a full screen",
    "dnd": "do not disturb",
    "app": "an application",
    "command": "a command",
}


def sentences(facts: Iterable[f.Fact], now: datetime) -> list[str]:
    """What the facts say to a person at `now`."""
    return [said for fact in facts if (said := _SAY[type(fact)](fact, now))]


def span(seconds: float) -> str:
    """A span as a person says it: 45s, 3m 10s, from ten minutes on without seconds."""
    whole = max(0, round(seconds))
    return duration_text(whole // 60 * 60 if whole >= _COARSE_FROM_SECONDS else whole)


def clock(at: datetime, now: datetime) -> str:
    """A time of day; of another day with the weekday, of another week with the date."""
    at += _HALF_A_SECOND
    days = abs((at.date() - now.date()).days)
    return f"{at:%H:%M}" if not days else f"{at:%a %H:%M}" if days < 7 else f"{at:%a %d %b %H:%M}"


# -- prompting


def _prompted(fact: f.Prompted, now: datetime) -> str:
    again = f", and asked for again at {clock(fact.repeated_at, now)}" if fact.repeated_at else ""
    return f"{fact.kind} is asked for since {clock(fact.shown_at, now)} (prompt {fact.prompt}){again}."


def _not_prompted(fact: f.NotPrompted, _now: datetime) -> str:
    nothing_held = {} if fact.kind else {"held": "one would be held back"}
    reasons = [(NOT_PROMPTED | nothing_held)[reason] for reason in fact.reasons]
    return f"No prompt for {fact.kind or 'a break'} now: {', and '.join(reasons)}."


def _owed(fact: f.Owed, now: datetime) -> str:
    why = ", ahead of its time with a shorter one" if fact.is_early else ""
    told = f"; it is taken together with {fact.with_kind}" if fact.with_kind else _snoozes(fact)
    return f"{fact.kind} is owed since {clock(fact.since, now)}{why}{told}."


def _snoozes(fact: f.Owed) -> str:
    times = {0: "", 1: "; you snoozed it once", 2: "; you snoozed it twice"}
    said = times.get(fact.snoozes, f"; you snoozed it {fact.snoozes} times")
    return f"{said}; it cannot be snoozed again" if fact.snoozes_left == 0 else said


def _coming(fact: f.Coming, now: datetime) -> str:
    at = f", at {clock(fact.due_at, now)} if you go on" if fact.due_at else ""
    told = "; you were told already" if fact.is_announced else ""
    return f"Next is {fact.kind}, after {span(fact.due_in_seconds)} more of sitting{at}{_merged(fact)}{told}."


def _merged(fact: f.Coming) -> str:
    early = fact.early_seconds
    others = [name for name in fact.takes_along if name != fact.because_of or not early]
    along = f"; {_listed(others)} with it" if others else ""
    if not early:
        return along
    return f"; it comes {span(early)} early, in place of {fact.because_of}{along}"


def _quiet(fact: f.Quiet, now: datetime) -> str:
    kind, until = fact.kind or "everything", clock(fact.until, now)
    match fact.because:
        case "ended_early":
            return f"You ended the break early, and {kind} is still owed: it is asked for again at {until}."
        case "abandoned":
            return f"You left the break, and {kind} is still owed: it is asked for again at {until}."
        case _:
            return f"You snoozed {kind} until {until}."


def _hold(fact: f.Hold, now: datetime) -> str:
    # What was seen may say itself since when, which is longer ago than the first look.
    since = "" if " since " in fact.detail else f" since {clock(fact.since, now)}"
    seen = f": {fact.detail}" if fact.detail else ""
    seated = "; it counts as sitting" if fact.counts_as_sitting else ""
    name = HOLDS.get(fact.reason, fact.reason)
    if fact.keeps_back:
        return f"{fact.keeps_back} is held back by {name}{since}{seen}{seated}."
    return f"{name[:1].upper()}{name[1:]} would hold a break back{since}{seen}{seated}."


def _paused(fact: f.Paused, now: datetime) -> str:
    until = f"until {clock(fact.until, now)}" if fact.until else "until you resume"
    held = f", with {fact.keeps_back} waiting" if fact.keeps_back else ""
    return f"You paused breaks at {clock(fact.since, now)}, {until}{held}."


def _waiting(fact: f.WaitingForPause, now: datetime) -> str:
    return (
        f"{fact.kind} waits since {_precise(fact.since, now)} for {span(fact.pause_seconds)} without typing,"
        f" at most until {_precise(fact.at_latest, now)}."
    )


# -- sitting and not sitting


def _sitting(fact: f.Sitting, _now: datetime) -> str:
    today = span(fact.today_seconds)
    if fact.is_running or fact.sitting_seconds:
        stopped = "" if fact.is_running else "; no clock runs now"
        return f"Sitting for {span(fact.sitting_seconds)} without a break, {today} today{stopped}."
    return f"{today} of sitting today; no clock runs now."


def _clock(fact: f.Clock, _now: datetime) -> str:
    return f"{fact.kind}: {span(fact.seated_seconds)} of {span(fact.every_seconds)} seated."


def _silent(fact: f.Silent, now: datetime) -> str:
    if fact.silent_seconds < _SILENCE_WORTH_A_WORD_SECONDS:
        return ""
    at = _precise(fact.absence_at, now)
    return f"No sign of you for {span(fact.silent_seconds)}; from {at} that is an absence, counted from its start."


def _locked(_fact: f.Locked, _now: datetime) -> str:
    return "The screen is locked."


def _away(fact: f.Away, now: datetime) -> str:
    return (
        f"Away for {span(fact.away_seconds)}, since {clock(fact.since, now)}; so far that {_gave_back(fact.gave_back)}."
    )


def _absence(fact: f.Absence, now: datetime) -> str:
    return f"Away for {span(fact.away_seconds)} at {clock(fact.since, now)} {_gave_back(fact.gave_back)}."


def _gave_back(shares: f.Shares) -> str:
    given = [f"{span(seconds)} of {kind}" for kind, seconds in shares if seconds >= 1]
    return f"gave back {_listed(given)}" if given else "gave nothing back"


def _in_break(fact: f.InBreak, _now: datetime) -> str:
    paused = "; its clock is stopped" if fact.is_paused else ""
    return f"In a break: {span(fact.rested_seconds)} of {span(fact.length_seconds)} of {fact.kind}{paused}."


def _hurt(fact: f.Hurt, _now: datetime) -> str:
    spared = f", and nothing more comes for the {' and '.join(fact.spared)} in this break" if fact.spared else ""
    return f"{fact.title} hurt: left out until deskbreak stretches let-in {fact.stretch}{spared}."


def _awaiting(fact: f.AwaitingInput, now: datetime) -> str:
    return f"The break was over at {clock(fact.since, now)}; clocks go on with your first key."


# -- the day


def _hours(fact: f.Hours, now: datetime) -> str:
    if fact.is_open:
        return f"Working hours until {clock(fact.until, now)}." if fact.until else "Working hours never end."
    until = f"until {clock(fact.until, now)}" if fact.until else "and no working hours are set in the week ahead"
    return f"Off {until}."


def _skips(fact: f.SkipLimit, _now: datetime) -> str:
    if not fact.is_allowed:
        return "Breaks cannot be skipped (skip.allowed is off)."
    used_up = "; none is left" if fact.skipped_today >= fact.per_day else ""
    return f"{fact.skipped_today} of {fact.per_day} skips used today{used_up}."


def _limit(fact: f.DailyLimit, _now: datetime) -> str:
    told = "; you were told" if fact.is_told else ""
    return f"{span(fact.seated_seconds)} of the day's {span(fact.limit_seconds)} of sitting{told}."


# -- around the engine


def _last_input(fact: f.LastInput, _now: datetime) -> str:
    if fact.idle_seconds is None:
        return "Nobody can tell whether you are there: every minute counts as sitting (see: deskbreak doctor)."
    return f"Last input {span(fact.idle_seconds)} ago ({fact.source})."


def _notifier(fact: f.Notifier, _now: datetime) -> str:
    if not fact.is_on:
        return "Notifications are turned off: breaks show only on the screen."
    if fact.notifier in _NOBODY:
        return "No way to notify you works: breaks show only on the screen (see: deskbreak doctor)."
    return f"Notifications by {fact.notifier}."


def _problem(fact: f.Problem, _now: datetime) -> str:
    return f"{'Settings problem' if fact.is_settings else 'Problem'}: {fact.text}"


def _precise(at: datetime, now: datetime) -> str:
    return f"{at + _HALF_A_SECOND:%H:%M:%S}" if at.date() == now.date() else clock(at, now)


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


_SAY = cast(
    "dict[type[f.Fact], Callable[[Any, datetime], str]]",
    {
        f.Prompted: _prompted,
        f.NotPrompted: _not_prompted,
        f.Owed: _owed,
        f.Coming: _coming,
        f.Quiet: _quiet,
        f.Hold: _hold,
        f.Paused: _paused,
        f.WaitingForPause: _waiting,
        f.Sitting: _sitting,
        f.Clock: _clock,
        f.Silent: _silent,
        f.Locked: _locked,
        f.Away: _away,
        f.Absence: _absence,
        f.InBreak: _in_break,
        f.Hurt: _hurt,
        f.AwaitingInput: _awaiting,
        f.Hours: _hours,
        f.SkipLimit: _skips,
        f.DailyLimit: _limit,
        f.LastInput: _last_input,
        f.Notifier: _notifier,
        f.Problem: _problem,
    },
)
