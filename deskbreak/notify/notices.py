"""What the notifications say: how long the person has sat, what comes, how long it takes. Facts, no guilt."""

from __future__ import annotations

from deskbreak.notify.port import DEFAULT_KEY, Action, Notice
from deskbreak.settings.durations import duration_text, spoken

NAMED_AT_MOST = 4
INVITATIONS = {"move": "Time to move", "stretch": "Time to stretch"}
"""Titles for the kinds everybody has; any other kind is called by its name."""


def break_due(  # noqa: PLR0913, PLR0917 (each is one fact the text or its buttons need)
    kind: str,
    sitting_seconds: float,
    length_seconds: float,
    snoozes_left: int | None,
    snooze_seconds: float,
    skip_allowed: bool,  # noqa: FBT001 (a fact, passed by name)
    upcoming: tuple[str, ...] = (),
    remind: bool = False,  # noqa: FBT001, FBT002
) -> Notice:
    """Build the prompt of a break, or its repetition; `upcoming` are names of what the break will do."""
    invitation = INVITATIONS.get(kind, f"Time for a break: {kind}")
    comes = _what_comes(length_seconds, upcoming)
    if remind:
        title = f"Still here when you are: {kind}"
        body = f"{_rough(sitting_seconds).capitalize()} of sitting so far.\n{comes}"
    else:
        title, body = invitation, f"You have been sitting for {_rough(sitting_seconds)}.\n{comes}"
    return Notice(title, body, _actions(snoozes_left, snooze_seconds, skip_allowed=skip_allowed))


def heads_up(kind: str, due_in_seconds: float) -> Notice:
    """Build the announcement of a break that is near."""
    return Notice(f"Break in {_rough(due_in_seconds)}", f"Coming up: {kind}. Time to finish the thought.")


def break_over(kind: str, rested_seconds: float, next_kind: str = "", next_in_seconds: float = 0.0) -> Notice:
    """Build the news that a break is complete, with the next one when it is known."""
    body = f"Rested for {_rough(rested_seconds)}."
    if next_kind:
        body += f"\nNext: {next_kind} in {_rough(next_in_seconds)}."
    return Notice(f"Break done: {kind}", body)


def daily_limit(sitting_seconds: float) -> Notice:
    """Build the news that the day's limit of sitting is reached."""
    return Notice("Your limit for today", f"{_rough(sitting_seconds).capitalize()} seated since the day began.")


def _actions(snoozes_left: int | None, snooze_seconds: float, *, skip_allowed: bool) -> tuple[Action, ...]:
    offered = [Action("start", "Start")]
    if snoozes_left is None or snoozes_left > 0:
        offered.append(Action("snooze", f"Snooze {duration_text(snooze_seconds)}"))
    if skip_allowed:
        offered.append(Action("skip", "Skip"))
    return (*offered, Action(DEFAULT_KEY, "Start"))


def _what_comes(length_seconds: float, upcoming: tuple[str, ...]) -> str:
    takes = spoken(length_seconds)
    if not upcoming:
        return f"Next: {takes} away from the chair."
    named = ", ".join(upcoming[:NAMED_AT_MOST])
    more = len(upcoming) - NAMED_AT_MOST
    return f"Next, {takes}: {named}{f' and {more} more' if more > 0 else ''}."


def _rough(seconds: float) -> str:
    """A span as people say it: whole minutes from two minutes up."""
    return spoken(round(seconds / 60) * 60 if seconds >= 120 else max(1, round(seconds)))
