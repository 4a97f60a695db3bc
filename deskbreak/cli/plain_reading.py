"""What the plain screen reads out when asked: why a break comes or does not, what was, and how a break went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from deskbreak.tui.routine import Routine

    Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]

PERIODS: Final = ("day", "week", "month", "year")
COMMANDS: Final = {
    "library": "deskbreak stretches",
    "stretches": "deskbreak stretches",
    "settings": "deskbreak config show, and deskbreak config set KEY VALUE",
    "setup": "deskbreak setup",
}
"""Screens that are commands of their own where there are only lines."""
END_SECONDS: Final = 1.5
"""A step this close to its end is over: the last snapshot is a moment older than the end of the break."""
HOW: Final = "How should the next one be? Type easier, right or harder."


async def read_out(typed: str, ask: Ask) -> list[str] | None:
    """The lines somebody asked for, None when it was something else; raises what asking raises."""
    word, _, rest = " ".join(typed.lower().split()).partition(" ")
    if word == "why" and not rest:
        return [str(line) for line in (await ask("why", {}))["text"]]
    if word == "history" and (not rest or rest in PERIODS):
        return _history(await ask("statistics", {"period": rest or "day"}))
    if word in COMMANDS and not rest:
        return [f"That is a command of its own, for another terminal or after quit: {COMMANDS[word]}."]
    return None


def _history(told: dict[str, Any]) -> list[str]:
    from deskbreak.tui.records.reading import read
    from deskbreak.tui.records.spoken import sentences

    return [line for line in sentences(read(told)) if line]


def of_the_end(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What is said of a break that is over: what it did, and the question after it."""
    effort = after.get("effort") or {}
    is_asking = effort.get("can_say") is True and effort.get("said") is None
    return ["The break is over.", *_done(before), *([HOW] if is_asking else [])]


def after_word(method: str, before: Mapping[str, Any]) -> list[str]:
    """What is said once the method of a typed word was done; most show in the next snapshot."""
    if method == "feedback":
        return ["Thank you."]
    return _what_hurt(before) if method == "routine_hurts" else []


def _what_hurt(before: Mapping[str, Any]) -> list[str]:
    """What is said of the stretch that was going on when "hurts" was typed."""
    routine = _routine(before)
    step = routine.step if routine else None
    if step is None:
        return []
    return [
        f"{step.name} is left out from now on; deskbreak stretches let-in {step.stretch} lets it back in.",
        f"Watch for: {step.watch_for}" if step.watch_for else "Sharp or spreading pain is a sign to stop.",
        "If it stays, ask a physical therapist before you stretch again.",
    ]


def _done(before: Mapping[str, Any]) -> list[str]:
    """The regions stretched to the end of a step, in the order of the routine."""
    from deskbreak.tui.week import REGIONS

    routine = _routine(before)
    done = routine.after(END_SECONDS).done() if routine else ()
    found = dict.fromkeys(REGIONS[step.region] for step in done if step.region in REGIONS)
    return [f"Stretched: {', '.join(found)}."] if found else []


def _routine(before: Mapping[str, Any]) -> Routine | None:
    """The routine of a break as far on as the break is."""
    from deskbreak.tui.routine import Routine

    if not (before.get("break") and before.get("routine")):
        return None
    return Routine.read(dict(before["routine"]) | {"elapsed_seconds": before["break"]["rested_seconds"]})
