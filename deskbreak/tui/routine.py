"""The running routine as the screen needs it: which step, how much of it is left, what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from deskbreak.tui.draw.ink import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANGE: Final = "change"
"""The kind of a step that is only getting into position for the one after it."""


@dataclass(frozen=True)
class Step:
    """One hold, movement or change-over of the routine, its words made safe to draw."""

    stretch: str
    name: str
    side: str
    kind: str
    place: str
    seconds: float
    instructions: tuple[str, ...]
    avoid: str
    watch_for: str
    region: str = ""
    why: str = ""
    form: str = ""
    """How this person's level changes the stretch, "" for not at all."""
    is_cut: bool = False
    """Whether it was ended early."""

    @classmethod
    def read(cls, step: Mapping[str, Any]) -> Step:
        """A step of the snapshot."""
        return cls(
            stretch=plain(step.get("stretch") or "", 48),
            name=plain(step.get("name") or step.get("stretch") or "", 60),
            side=plain(step.get("side") or "", 20),
            kind=plain(step.get("kind") or "", 20),
            place=plain(step.get("place") or "standing", 20),
            seconds=max(0.0, float(step.get("seconds") or 0.0)),
            instructions=tuple(plain(line) for line in step.get("instructions") or ())[:3],
            avoid=plain(step.get("avoid") or ""),
            watch_for=plain(step.get("watch_for") or ""),
            region=plain(step.get("region") or "", 20),
            why=plain(step.get("why") or ""),
            form=plain(step.get("form") or ""),
            is_cut=step.get("cut") is True,
        )

    @property
    def is_change(self) -> bool:
        """Whether it is only getting into position."""
        return self.kind == CHANGE

    @property
    def title(self) -> str:
        """The name, with its side when it has one."""
        return f"{self.name}, {self.side}" if self.side else self.name


@dataclass(frozen=True)
class Routine:
    """All steps and the seconds since the first began."""

    steps: tuple[Step, ...]
    elapsed_seconds: float

    @classmethod
    def read(cls, routine: Mapping[str, Any]) -> Routine:
        """The routine of the snapshot; it has at least one step."""
        steps = tuple(Step.read(step) for step in routine["steps"])
        return cls(steps, float(routine.get("elapsed_seconds") or 0.0))

    def after(self, seconds: float) -> Routine:
        """The routine that much later."""
        return replace(self, elapsed_seconds=self.elapsed_seconds + seconds)

    @property
    def index(self) -> int:
        """The step that runs; the number of steps when all are over."""
        ends = accumulate(step.seconds for step in self.steps)
        return next((i for i, end in enumerate(ends) if self.elapsed_seconds < end), len(self.steps))

    @property
    def step(self) -> Step | None:
        """The step that runs; None when all are over and the rest of the break is walking."""
        return self.steps[self.index] if self.index < len(self.steps) else None

    @property
    def next_step(self) -> Step | None:
        """The hold or movement that comes after it."""
        return next((step for step in self.steps[self.index + 1 :] if not step.is_change), None)

    @property
    def step_left_seconds(self) -> float:
        """What is left of the step that runs; 0 when all are over."""
        end = sum(step.seconds for step in self.steps[: self.index + 1])
        return max(0.0, end - self.elapsed_seconds)

    @property
    def step_elapsed_seconds(self) -> float:
        """How long the step that runs has lasted; since the last one ended when all are over."""
        return max(0.0, self.elapsed_seconds - sum(step.seconds for step in self.steps[: self.index]))

    @property
    def place(self) -> tuple[int, int]:
        """Which hold or movement this is, and of how many; a change-over belongs to what it leads to."""
        holds = [index for index, step in enumerate(self.steps) if not step.is_change]
        return min(len(holds), 1 + sum(index < self.index for index in holds)), len(holds)

    @property
    def parts(self) -> tuple[float, ...]:
        """The seconds of each hold or movement with the change-over before it."""
        seconds: list[float] = []
        before = 0.0
        for step in self.steps:
            before += step.seconds
            if not step.is_change:
                seconds.append(before)
                before = 0.0
        return (*seconds, before) if before else tuple(seconds)

    def done(self) -> tuple[Step, ...]:
        """A step of each stretch held or moved to its end on one side at least, in the order they were done."""
        behind = (step for step in self.steps[: self.index] if not step.is_change and not step.is_cut)
        return tuple({step.name: step for step in behind}.values())
