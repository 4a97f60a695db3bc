"""A stretch as it is drawn: its poses, from where it is seen, what stands around it, what it works on. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deskbreak.figure.pose import Pose
    from deskbreak.figure.vectors import Point

SIDES = ("left", "right")


class View(NamedTuple):
    """From where a figure is seen: `turn` degrees from its right side (0) to its front (90), `rise` above the floor."""

    turn: float = 0.0
    rise: float = 0.0


class Bar(NamedTuple):
    """A straight piece of furniture, its thickness in heads; one that is in front hides the body."""

    start: Point
    end: Point
    radius: float = 0.06
    is_mat: bool = False
    is_in_front: bool = False


class Arrow(NamedTuple):
    """The direction of the movement: a line of points beside the joint that moves, as `joints_of` names it."""

    joint: str
    points: tuple[Point, ...]


class Target(NamedTuple):
    """A muscle region on one side of the body: -1 left, 1 right."""

    muscle: str
    side: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """The drawing of one stretch, for the right side; the left is its mirror image.

    `start` is at rest; `breath_in` and `breath_out` are the hold at either end of a breath. A stretch that moves has a
    `cycle` of poses instead, gone through in `cycle_seconds`. `far` is the side that lies behind, "" when none does.
    `contacts` name what carries the body in the hold, such as "left.foot" or "seat".
    """

    id: str
    view: View
    far: str
    start: Pose
    breath_in: Pose
    breath_out: Pose
    cycle: tuple[Pose, ...] = ()
    cycle_seconds: float = 0.0
    targets: tuple[Target, ...] = ()
    bars: tuple[Bar, ...] = ()
    arrow: Arrow | None = None
    contacts: tuple[str, ...] = ()

    @property
    def is_moving(self) -> bool:
        """Whether it is done by moving rather than by holding still."""
        return bool(self.cycle)

    @property
    def poses(self) -> tuple[Pose, ...]:
        """Every key pose."""
        return (self.start, *self.cycle) if self.cycle else (self.start, self.breath_in, self.breath_out)
