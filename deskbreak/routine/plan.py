"""What a routine is asked for and what it consists of: requests, steps, plans. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from deskbreak.routine.catalogue import Catalogue, Stretch

WARM_UP, HOLD, CHANGE, MOVING = "warm-up", "hold", "change", "moving"
"""The kinds of step: moving before any hold, a static hold, getting into position, a stretch that moves."""


@dataclass(frozen=True, slots=True)
class PastBreak:
    """The stretches of one break that is over; `days_ago` is 0 for today."""

    days_ago: int
    stretches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """Everything a plan depends on. `history` is in the order it happened; `leave_out` takes ids and condition tags.

    `hold_seconds` is how long one side is held where there is time and a stretch says nothing else; one that is usually
    held longer or shorter stays so by as much. None means as long as each stretch usually is.
    """

    length_seconds: float
    sitting_seconds: float = 3600.0
    places: tuple[str, ...] = ("standing",)
    focus: tuple[str, ...] = ()
    leave_out: frozenset[str] = frozenset()
    history: tuple[PastBreak, ...] = ()
    hold_seconds: float | None = None
    seed: int = 0
    advanced: bool = False

    @property
    def is_after_sitting(self) -> bool:
        """Whether the break answers sitting, and so must open the front and the back of the hips."""
        return self.sitting_seconds > 0


@dataclass(frozen=True, slots=True)
class Step:
    """One span of a routine. `planned_seconds` is more than `seconds` when the person ended it early."""

    stretch: Stretch
    side: str
    kind: str
    seconds: float
    planned_seconds: int
    round: int = 1

    @property
    def lines(self) -> tuple[str, ...]:
        """What to do in it: getting ready during a change-over, the stretch itself otherwise."""
        steps = self.stretch.sides[self.side]
        return steps.ready if self.kind == CHANGE else steps.during

    def as_dict(self) -> dict[str, object]:
        """The step as the plan prints it."""
        return {"stretch": self.stretch.id, "side": self.side, "seconds": tidy(self.seconds), "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Plan:
    """Timed steps for one break, why these, and what they were chosen from."""

    request: PlanRequest
    steps: tuple[Step, ...]
    why: tuple[str, ...]
    catalogue: Catalogue = field(repr=False)

    @property
    def total_seconds(self) -> float:
        """How long all steps take together; never more than the length asked for."""
        return sum(step.seconds for step in self.steps)

    def as_dict(self) -> dict[str, object]:
        """The plan as plain values, for JSON."""
        return {
            "total_seconds": tidy(self.total_seconds),
            "why": " ".join(self.why),
            "steps": [step.as_dict() for step in self.steps],
        }


def tidy(seconds: float) -> float:
    """Seconds to the millisecond, the form all output uses."""
    return round(float(seconds), 3)
