"""Events in plain words: the timeline that `deskbreak simulate` prints. At most 80 columns; does nothing else."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from deskbreak.engine.values import SECOND, shift_wall
from deskbreak.settings.durations import duration_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from deskbreak.engine.simulate import Known

WIDTH = 80
INDENT = 25

WORDS = {
    "heads_up": "{kind} will be due in {due_in}",
    "break_due": "{kind} is due after {sitting} (prompt {prompt}, {snoozes_left})",
    "reminded": "{kind} is still due (prompt {prompt})",
    "held": "{kind} is due and held back by {reasons}",
    "withdrawn": "prompt {prompt} ({kind}) is withdrawn: {reason}",
    "break_started": "{kind} begins",
    "break_completed": "{kind} is completed, {rested} of rest",
    "break_ended_early": "{kind} is ended early after {rested} of rest",
    "break_abandoned": "{kind} is abandoned",
    "break_snoozed": "{kind} is snoozed for {for} ({snoozes_left})",
    "break_skipped": "{kind} is skipped",
    "missed": "{kind} is missed",
    "rested": "{kind} is rested off as of {rested_at}{owed}",
    "away": "away since {since}",
    "returned": "back after {absent}",
    "paused": "paused until {until}",
    "resumed": "the pause is over",
    "hours_started": "working hours begin",
    "hours_ended": "working hours end",
    "daily_limit": "the limit of the day is reached: {sitting} of sitting",
    "refused": "{command} is refused: {reason}",
}
"""What each event says; the names in braces are its fields."""

SPANS = ("due_in", "sitting", "rested", "absent", "for")
INSTANTS = ("since", "rested_at", "until")


def timeline(known: Iterable[Known]) -> Iterator[str]:
    """One line per event (more where it is long): time of day, time from the start, what happened; days apart."""
    day: date | None = None
    for each in known:
        if each.wall.date() != day:
            day = each.wall.date()
            yield f"{each.wall:%A} {day}"
        words = WORDS[each.event.name].format_map(_said(each))
        head = f"  {each.wall:%H:%M:%S}  {elapsed(each.at):>11}"
        first, *rest = wrap(words, WIDTH - INDENT)
        yield f"{head:<{INDENT}}{first}"
        for line in rest:
            yield " " * (INDENT + 2) + line


def elapsed(at: int) -> str:
    """Microseconds from the start as 1:05:09, with a fraction only where there is one."""
    whole, fraction = divmod(at, SECOND)
    text = f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return text + f"{fraction / SECOND:.3f}".removeprefix("0").rstrip("0").rstrip(".") if fraction else text


FIELDS: dict[str, Callable[[Any], str]] = {
    "owed": lambda is_owed: ", which was owed" if is_owed else "",
    "snoozes_left": lambda left: "any number of snoozes" if left is None else f"{left} snooze{'s' * (left != 1)} left",
    "reasons": ", ".join,
    "reason": lambda word: word.replace("_", " "),
    "command": lambda word: word.replace("_", " "),
} | dict.fromkeys(SPANS, lambda seconds: duration_text(round(seconds, 1)))
"""How a field is said where that is not simply its value; the instants are `_instant`'s."""


def _said(known: Known) -> dict[str, str]:
    fields = known.event.written()
    return {
        name: _instant(known, value) if name in INSTANTS else FIELDS.get(name, str)(value)
        for name, value in fields.items()
    }


def _instant(known: Known, at: Any) -> str:
    """The local time of an instant in seconds from the start; with its date if that is another day."""
    if at is None:
        return "resumed"
    wall = shift_wall(known.wall, round(at * SECOND) - known.at)
    return f"{wall:%H:%M:%S}" if wall.date() == known.wall.date() else f"{wall:%a %d %b %H:%M:%S}"
