"""How hard the routine is for this person: follows "easier, right, harder" slowly and within the rules of a hold.

Easier counts at once, harder only the second time in a row: giving in costs nothing, overdoing it may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from deskbreak.routine.catalogue import LEAST_HOLD_SECONDS, MOST_HOLD_SECONDS, Stretch

EASIER, RIGHT, HARDER = ANSWERS = ("easier", "right", "harder")

GENTLE, USUAL, ADVANCED = LEVELS = ("gentle", "usual", "advanced")

STEP_SECONDS = 2.0
"""How much one step changes a hold."""

MOST_STEPS = 8
"""No further from what the settings say than this."""

FORM_STEPS = 3
"""From here on the form of the stretches changes too."""

ASKED_TWICE = 2


@dataclass(frozen=True, slots=True)
class Effort:
    """How far the answers so far have moved the routine: `steps` below or above 0, `asked` times harder in a row."""

    steps: int = 0
    asked: int = 0

    def __post_init__(self) -> None:
        if not -MOST_STEPS <= self.steps <= MOST_STEPS or not 0 <= self.asked < ASKED_TWICE:
            raise ValueError(f"{self} is out of bounds")

    def saved(self) -> dict[str, int]:
        """The effort as plain values."""
        return {"steps": self.steps, "asked": self.asked}


def restored(saved: Mapping[str, object]) -> Effort:
    """The effort of saved values; as at the beginning where they make no sense."""
    steps, asked = saved.get("steps"), saved.get("asked")
    try:
        return Effort(steps, asked) if type(steps) is type(asked) is int else Effort()
    except ValueError:
        return Effort()


def after(effort: Effort, answer: str) -> Effort:
    """The effort once somebody said how the next break should be, one of `ANSWERS`."""
    if answer == RIGHT:
        return replace(effort, asked=0)
    if answer == EASIER:
        return Effort(max(-MOST_STEPS, effort.steps - 1))
    if effort.asked + 1 < ASKED_TWICE:
        return replace(effort, asked=effort.asked + 1)
    return Effort(min(MOST_STEPS, effort.steps + 1))


def hold_seconds(effort: Effort, wanted_seconds: float) -> float:
    """How long a hold is now for somebody whose settings say `wanted_seconds`; always 20 to 60 s."""
    moved = wanted_seconds + effort.steps * STEP_SECONDS
    return min(max(moved, LEAST_HOLD_SECONDS), MOST_HOLD_SECONDS)


def level(effort: Effort, begun: str) -> str:
    """The form of the stretches now for somebody whose settings say `begun`: at most one level away from it."""
    moved = (effort.steps >= FORM_STEPS) - (effort.steps <= -FORM_STEPS)
    return LEVELS[min(max(LEVELS.index(begun) + moved, 0), len(LEVELS) - 1)]


def form(stretch: Stretch, at_level: str) -> str:
    """How this level changes a stretch, in words; "" for its usual form, or where there is no other."""
    return {GENTLE: stretch.easier, ADVANCED: stretch.deeper}.get(at_level, "")
