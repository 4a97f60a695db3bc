"""A plan while it runs: seconds rested -> what to do now. It has no clock; every question names the elapsed seconds.

Skipping, going back and "this hurts" answer a new session. What lies behind stays as it was, what lies ahead is fitted
to the break's length again: never longer, freed time is filled, and a stretch ahead always has all its sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from deskbreak.routine.catalogue import REGION_WORDS, Stretch
from deskbreak.routine.layout import SIDES_SECONDS, Unit
from deskbreak.routine.plan import CHANGE, WARM_UP, Plan, Step, tidy
from deskbreak.routine.refit import Refit, runs, seconds_of, units_in

TOLERANCE_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Position:
    """Where a routine is. When it is `done`, `step` is None and the rest of the break is easy walking."""

    index: int
    step: Step | None
    step_elapsed: float
    step_left: float
    done: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A running routine for a break of `length_seconds`.

    `skipped` stretches are not offered again in this break; `hurt` ones neither, nor others for the same region.
    """

    plan: Plan
    length_seconds: float
    steps: tuple[Step, ...] = ()
    skipped: frozenset[str] = frozenset()
    hurt: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.steps:
            object.__setattr__(self, "steps", self.plan.steps)

    @property
    def total_seconds(self) -> float:
        """How long the routine takes, what lies behind included."""
        return seconds_of(self.steps)

    def at(self, elapsed_seconds: float) -> Position:
        """The step at this moment; a step has begun from its first instant on."""
        begun = 0.0
        for index, step in enumerate(self.steps):
            if elapsed_seconds < begun + step.seconds:
                inside = max(0.0, elapsed_seconds - begun)
                return Position(index, step, inside, step.seconds - inside, done=False)
            begun += step.seconds
        return Position(len(self.steps), None, 0.0, 0.0, done=True)

    def skip(self, elapsed_seconds: float) -> Session:
        """On to the next thing.

        During a change-over the hold begins now. During a hold the stretch is over with all its sides and rounds: one
        side is never left to stand alone ahead, and what was skipped is not pressed upon anybody again.
        """
        now = self.at(elapsed_seconds)
        if now.step is None:
            return self
        if now.step.kind == CHANGE:
            fixed = (*self._behind(now), *self._run_from(now.index)[1:])
            return self._refitted(self, fixed, self._units_after(now.index))
        if now.step.stretch.is_warm_up:
            steps = self._refit().steps(
                self._behind(now), self._units_after(now.index), with_walking=now.step.kind == WARM_UP
            )
            return replace(self, steps=steps)
        return self._without(now, replace(self, skipped=self.skipped | {now.step.stretch.id}))

    def hurts(self, elapsed_seconds: float) -> Session:
        """End the stretch at once. Nothing else for its region comes in this break.

        When it is the warm-up that hurts, another way of moving takes over, if there is one.
        """
        now = self.at(elapsed_seconds)
        if now.step is None:
            return self
        after = replace(self, hurt=self.hurt | {now.step.stretch.id})
        other = after._refit().warm_up()  # noqa: SLF001 - another session of this class
        if now.step.kind != WARM_UP or other is None or now.step_left < 1:
            return self._without(now, after)
        left = int(now.step_left)
        fixed = (*self._behind(now), Step(other, "", WARM_UP, left, left))
        return self._refitted(after, fixed, self._units_after(now.index))

    def back(self, elapsed_seconds: float) -> Session:
        """Begin this side again, with time to get ready; during a change-over, the one before.

        What hurt is passed over. A session that is done, or in which that no longer fits, comes back unchanged.
        """
        now = self.at(elapsed_seconds)
        if now.step is None:
            return self
        begins = [index for index in _beginnings(self.steps) if self.steps[index].stretch.id not in self.hurt]
        begun = [index for index in begins if index <= now.index]
        if now.step.kind == CHANGE:
            sides = [_side(self.steps[index]) for index in begun]
            begun = begun[: sides.index(_side(now.step))] or begun
        if not begun:
            return self
        fixed = (*self._behind(now), *self._again(begun[-1]))
        after = replace(self, skipped=self.skipped - {self.steps[begun[-1]].stretch.id})
        if self._refit().room_after(fixed) < 0:
            return self
        return self._refitted(after, fixed, self._units_beyond(begun[-1], now.index))

    def done_stretches(self, elapsed_seconds: float) -> tuple[str, ...]:
        """The ids of the stretches done by now: each of their sides held to its end at least once."""
        sides: dict[str, set[str]] = {}
        begun = 0.0
        for step in self.steps:
            begun += step.seconds
            is_whole = step.planned_seconds - step.seconds <= TOLERANCE_SECONDS
            if begun <= elapsed_seconds + TOLERANCE_SECONDS and step.kind != CHANGE and is_whole:
                sides.setdefault(step.stretch.id, set()).add(step.side)
        stretches = {step.stretch.id: step.stretch for step in self.steps}
        return tuple(id_ for id_, done in sides.items() if done == stretches[id_].sides.keys())

    def snapshot(self, elapsed_seconds: float) -> dict[str, object]:
        """The session as plain values; `index` stays on the last step once the routine is `done`.

        `hurt` names what hurt, and in words the regions that are spared for it until the break is over.
        """
        now = self.at(elapsed_seconds)
        return {
            "total_seconds": tidy(self.total_seconds),
            "index": max(0, min(now.index, len(self.steps) - 1)),
            "elapsed_seconds": tidy(elapsed_seconds),
            "done": now.done,
            "steps": [_described(step) for step in self.steps],
            "hurt": [_spared(stretch) for stretch in map(self.plan.catalogue.get, sorted(self.hurt)) if stretch],
        }

    def _refit(self) -> Refit:
        return Refit(self.plan, self.length_seconds, self.skipped, self.hurt)

    @staticmethod
    def _refitted(session: Session, fixed: Sequence[Step], units: Sequence[Unit]) -> Session:
        return replace(session, steps=session._refit().steps(fixed, units))

    def _without(self, now: Position, after: Session) -> Session:
        """`after`, once the present step's stretch is over with everything of it that lay ahead."""
        gone = now.step.stretch if now.step else None
        units = [unit for unit in self._units_after(now.index) if unit.stretch != gone]
        return self._refitted(after, self._behind(now), units)

    def _behind(self, now: Position) -> tuple[Step, ...]:
        """What is over, the present step cut to what it has lasted; never nothing."""
        over = self.steps[: now.index]
        if now.step is None or (over and now.step_elapsed <= 0):
            return over
        return (*over, replace(now.step, seconds=now.step_elapsed))

    def _run_from(self, index: int) -> tuple[Step, ...]:
        """The step at `index` and those after it of the same round of the same stretch."""
        return next(runs(self.steps[index:]))

    def _units_after(self, index: int) -> list[Unit]:
        """The rounds that begin after the one at `index`."""
        return units_in(self.steps[index + len(self._run_from(index)) :])

    def _units_beyond(self, again: int, now: int) -> list[Unit]:
        """The rounds still to come when the one at `again` is begun anew at `now`."""
        end = again + len(self._run_from(again))
        stretch, round_ = self.steps[again].stretch, self.steps[again].round
        later = units_in(self.steps[max(end, now) :])
        return [unit for unit in later if (unit.stretch, unit.round) != (stretch, round_)]

    def _again(self, index: int) -> tuple[Step, ...]:
        """The side that begins at `index` in full once more, and the sides of its round that come after it."""
        count = 2 if self.steps[index].kind == CHANGE else 1
        again = [replace(step, seconds=step.planned_seconds) for step in self.steps[index : index + count]]
        hold = again[-1]
        sides = tuple(hold.stretch.sides)
        change = SIDES_SECONDS[hold.stretch.place]
        for side in sides[sides.index(hold.side) + 1 :]:
            again.append(replace(hold, side=side, kind=CHANGE, seconds=change, planned_seconds=change))
            again.append(replace(hold, side=side))
        return tuple(again)


def _side(step: Step) -> tuple[str, str, int]:
    return step.stretch.id, step.side, step.round


def _beginnings(steps: Sequence[Step]) -> Iterator[int]:
    """Where each side begins: at its change-over, or at itself when it has none."""
    for index, step in enumerate(steps):
        before = steps[index - 1] if index else step
        if step.kind != CHANGE:
            yield index - 1 if before.kind == CHANGE and before.stretch == step.stretch else index


def _spared(stretch: Stretch) -> dict[str, object]:
    spared = [] if stretch.is_warm_up else [REGION_WORDS[region] for region in stretch.regions]
    return {"stretch": stretch.id, "name": stretch.name, "spared": spared}


def _described(step: Step) -> dict[str, object]:
    return {
        **step.as_dict(),
        "name": step.stretch.name,
        "region": step.stretch.region,
        "place": step.stretch.place,
        "instructions": list(step.lines),
        "avoid": step.stretch.avoid,
        "watch_for": step.stretch.watch_for,
        "why": step.stretch.why,
        "cut": step.planned_seconds - step.seconds > TOLERANCE_SECONDS,
        "source": ", ".join(step.stretch.sources),
    }
