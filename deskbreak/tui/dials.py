"""Which dial and which words each state of the day gets: the dashboard's sayings, in one table of functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from deskbreak.tui import words
from deskbreak.tui.draw.gauge import Dial
from deskbreak.tui.draw.strip import Glance
from deskbreak.tui.view import View, time_left

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.tui.reading import Moment


PARTING: Final = "  ·  "
"""Between two things said in one row."""


class Saying(NamedTuple):
    """The dashboard's words: one line to see, and quiet ones under it."""

    headline: str
    details: tuple[str, ...]


def dial(view: View) -> Dial:
    """The large shape for the view's state."""
    return _DIALS.get(view.moment.state, _counting)(view)


def saying(view: View) -> Saying:
    """The words under it."""
    return _SAYINGS.get(view.moment.state, _sitting)(view.moment)


def brief(view: View) -> str:
    """The state in a few words, for the terminal's title; it never holds seconds."""
    moment = view.moment
    if moment.state in ("sitting", "snoozed") and moment.left_seconds is not None:
        minutes = f"{words.minutes_left(moment.left_seconds)} min"
        return minutes if moment.state == "sitting" else f"{'snoozed' if moment.is_snooze else 'again in'} {minutes}"
    return {"due": "time for a break", "break": "in a break"}.get(moment.state, moment.state)


def glance(view: View) -> Glance:
    """The dial and the words in one row."""
    moment, said = view.moment, saying(view)
    shape, is_due = dial(view), moment.state == "due"
    lead = time_left(view) if view.has_seconds and not shape.is_sign else "now" if is_due else brief(view)
    fraction = None if shape.is_sign else shape.fraction
    return Glance(lead, fraction, said.headline, PARTING.join(said.details), "accent" if is_due else "strong")


def _fraction(moment: Moment) -> float:
    return (moment.left_seconds or 0.0) / moment.whole_seconds


def _unit(view: View) -> str:
    if ":" in time_left(view):
        return ""
    if view.has_seconds:
        return "seconds"
    return "minute" if words.minutes_left(view.moment.left_seconds or 0.0) == 1 else "minutes"


def _counting(view: View) -> Dial:
    return Dial(_fraction(view.moment), time_left(view), _unit(view))


def _due(_: View) -> Dial:
    return Dial(0.0, "up", glyph_role="accent", gone_role="accent")


def _snoozed(view: View) -> Dial:
    caption = "snoozed" if view.moment.is_snooze else "asks again"
    return Dial(_fraction(view.moment), time_left(view), caption, is_loose=True)


def _away(view: View) -> Dial:
    minutes = int((view.moment.away_seconds or 0.0) // 60)
    caption = "minute away" if minutes == 1 else "minutes away"
    return Dial(_fraction(view.moment), str(minutes), caption, ring_role="quiet", glyph_role="quiet")


def _stopped(view: View) -> Dial:
    """Held or paused: the clock runs on, so the time left stays in sight; bars once a break is owed."""
    moment = view.moment
    caption = "paused" if moment.state == "paused" else "held"
    if moment.owed or moment.left_seconds is None:
        return Dial(0.0, "bars", caption, glyph_role="quiet")
    return Dial(_fraction(moment), time_left(view), caption, "quiet", "quiet", is_loose=True)


def _off(_: View) -> Dial:
    return Dial(0.0, "moon", glyph_role="quiet")


def _seated(moment: Moment) -> str:
    return f"seated {words.so_far(moment.sitting_seconds)}"


def _comes(moment: Moment) -> str:
    """The kind with its length: stretch, for 4 minutes."""
    return f"{moment.kind}, for {words.length(moment.length_seconds)}" if moment.length_seconds else moment.kind


def _done_today(moment: Moment) -> str:
    taken = moment.today.taken + moment.today.natural
    return f"{words.count(taken, 'break')} today"


def _sitting(moment: Moment) -> Saying:
    if moment.left_seconds is None:
        return Saying("Nothing is coming up", (_seated(moment),))
    return Saying(f"Next: {_comes(moment)}", (f"{_seated(moment)}{PARTING}{_done_today(moment)}",))


def _break_due(moment: Moment) -> Saying:
    left = moment.snoozes_left
    snoozes = () if left is None else (f"{words.count(left, 'snooze')} left" if left else "no snooze left",)
    why = f"You have been sitting for {words.so_far(moment.sitting_seconds)}."
    return Saying(f"Time to get up: {_comes(moment)}", (why, *snoozes))


def _break_snoozed(moment: Moment) -> Saying:
    left = moment.snoozes_left
    more = "" if left is None else f"{PARTING}{words.count(left, 'snooze')} left"
    began = "Put off" if moment.is_snooze else "Ended early"
    return Saying(f"{began}: {_comes(moment)}", (f"{_seated(moment)}{more}",))


def _person_away(moment: Moment) -> Saying:
    waits = f"{moment.kind} waits for your return" if moment.owed else "time away counts as rest"
    return Saying("Away from the desk", (waits,))


def _held_back(moment: Moment) -> Saying:
    why = words.holding(moment.holds) or "a hold"
    first = f"{moment.kind} waits until it ends" if moment.owed else f"next: {_comes(moment)}"
    return Saying(f"Held back by {why}", (first, _seated(moment)))


def _paused(moment: Moment) -> Saying:
    until = f"until {words.time_of_day(moment.paused_until)}" if moment.paused_until else "until you resume"
    first = f"{moment.kind} waits" if moment.owed else f"next: {_comes(moment)}"
    return Saying(f"Reminders are paused {until}", (first, _seated(moment)))


def _off_hours(_: Moment) -> Saying:
    return Saying("Outside working hours", ("nothing counts and nothing reminds",))


_DIALS: Final[dict[str, Callable[[View], Dial]]] = {
    "sitting": _counting,
    "due": _due,
    "break": _due,
    "snoozed": _snoozed,
    "away": _away,
    "held": _stopped,
    "paused": _stopped,
    "off": _off,
}
_SAYINGS: Final[dict[str, Callable[[Moment], Saying]]] = {
    "sitting": _sitting,
    "due": _break_due,
    "snoozed": _break_snoozed,
    "away": _person_away,
    "held": _held_back,
    "paused": _paused,
    "off": _off_hours,
}
