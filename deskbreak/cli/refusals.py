"""Why the engine refused a command, in a sentence a person can act on."""

from __future__ import annotations

from deskbreak.cli.text import plain
from deskbreak.errors import DeskbreakError, Refused

SENTENCES = {
    "nothing_owed": "no break is owed now",
    "no_break": "there is no break going on",
    "in_break": "a break is going on",
    "unknown_kind": "there is no such kind of break",
    "stale": "that prompt is no longer the current one",
    "not_allowed": "skipping is switched off (skip.allowed)",
    "nothing_to_rate": "no break with a routine has just ended",
    "not_paused": "nothing is paused",
    "already_paused": "the break is paused already",
}
LIMITS = {
    "snooze": "this break cannot be snoozed any more (snooze.max_per_break)",
    "skip": "no more breaks can be skipped today (skip.max_per_day)",
}


def refusal(error: Refused) -> str:
    """The sentence, and the stable word scripts can look for."""
    words = LIMITS.get(error.command) if error.reason == "limit_reached" else SENTENCES.get(error.reason)
    reason = plain(error.reason)
    return f"refused: {words} ({reason})" if words else f"refused: {reason}"


def in_words(error: DeskbreakError) -> str:
    """An error as a line to be read aloud."""
    if isinstance(error, Refused):
        return plain(refusal(error).removesuffix(f" ({error.reason})"))  # the word for scripts is noise when spoken
    return plain(error)
