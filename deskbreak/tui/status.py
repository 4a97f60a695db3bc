"""The dashboard's quiet rows: what is worth knowing just now, where the knowledge comes from, and the week."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from deskbreak.tui.draw import weekly
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.widgets.line import Ends

if TYPE_CHECKING:
    from deskbreak.tui.draw.ink import Row
    from deskbreak.tui.reading import Moment
    from deskbreak.tui.view import View
    from deskbreak.tui.week import Week

_FOLDERS: Final = re.compile(r"^/(?:[^/:]+/)+(?=[^/:]+:\d+: )")


def status(view: View) -> Ends:
    """What is worth knowing just now at the left, where the knowledge comes from at the right."""
    return Ends(news(view), _sources(view.moment))


def news(view: View) -> Row:
    """One thing, the weightiest; nothing on an ordinary day."""
    moment = view.moment
    found = (
        Ink("" if view.is_connected else "The service does not answer; trying again", "alert"),
        Ink(view.whisper, "strong"),
        Ink(_complaint(moment.problems), "alert"),
        Ink(f"Held: {'; '.join(moment.hold_details)}" if moment.hold_details else "", "quiet"),
        Ink("" if moment.presence else "No presence source: every minute counts as sitting", "quiet"),
        Ink("" if moment.notifier else "No notification can be shown: this screen alone will tell", "quiet"),
    )
    return next(((ink,) for ink in found if ink.text), ())


def week_row(week: Week | None) -> Ends:
    """Days as dots against what is advised at the left, at the right how often each region was stretched."""
    if week is None:
        return Ends()
    return Ends((*weekly.dots(week), Ink(f" {week.days} of 7 days", "quiet")), weekly.counts(week))


def _complaint(problems: tuple[str, ...]) -> str:
    """The first problem, a file without its folders, and of how many."""
    if not problems:
        return ""
    first = _FOLDERS.sub("", problems[0])
    return f"! {first}" if len(problems) == 1 else f"! 1 of {len(problems)}: {first}"


def _sources(moment: Moment) -> Row:
    named = [("presence", moment.presence), ("notices", moment.notifier)]
    return (Ink("  ·  ".join(f"{what} {name}" for what, name in named if name), "faint"),)
