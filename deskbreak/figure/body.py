"""The body: its proportions, and where every joint is in a pose. Eight heads tall, like a figure in a drawing class."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from deskbreak.figure.vectors import UPRIGHT, across, along, difference, dot, turned, unit

if TYPE_CHECKING:
    from deskbreak.figure.pose import Limb, Pose
    from deskbreak.figure.vectors import Axes, Point

THIGH: Final = 2.0
SHIN: Final = 1.9
UPPER_ARM: Final = 1.4
FOREARM: Final = 1.5
"""From the elbow to the palm."""
SPINE: Final = (0.5, 0.65, 0.65, 0.65)
"""From the hip line over the waist to the shoulder line."""
HIP: Final = 0.42
SHOULDER: Final = 0.76
NECK: Final = 0.4
HEAD: Final = 0.47
"""From the top of the neck to the middle of the head."""
ANKLE: Final = 0.3
"""From the ankle down to the sole."""
HEEL: Final = 0.28
TOES: Final = 0.85
SOLE: Final = 0.18
"""Half the thickness of a foot."""


class Leg(NamedTuple):
    """A leg's joints; `ahead` is where the kneecap looks, across the leg."""

    hip: Point
    knee: Point
    ankle: Point
    heel: Point
    toes: Point
    ahead: Point


class Arm(NamedTuple):
    """An arm's joints."""

    shoulder: Point
    elbow: Point
    palm: Point


class Skeleton(NamedTuple):
    """Every joint of a body. `spine` goes from the hip line to the shoulder line, with the axes of each part of it."""

    spine: tuple[Point, ...]
    axes: tuple[Axes, ...]
    neck: Point
    head: Point
    face: Axes
    left_leg: Leg
    right_leg: Leg
    left_arm: Arm
    right_arm: Arm


class Trunk(NamedTuple):
    """The body without its limbs."""

    spine: tuple[Point, ...]
    axes: tuple[Axes, ...]
    neck: Point
    head: Point
    face: Axes

    def hip(self, side: int) -> Point:
        """The hip joint; side is -1 for left, 1 for right."""
        return along(self.spine[0], self.axes[0][2], HIP * side)

    def shoulder(self, side: int) -> Point:
        """The shoulder joint; side is -1 for left, 1 for right."""
        return along(along(self.spine[-1], self.axes[-1][2], SHOULDER * side), self.axes[-1][1], -0.1)


def skeleton(pose: Pose) -> Skeleton:
    """Where every joint is; an end that is out of reach is reached for."""
    trunk = trunk_of(pose)
    return Skeleton(
        *trunk,
        leg_of(trunk.hip(-1), pose.left_leg),
        leg_of(trunk.hip(1), pose.right_leg),
        arm_of(trunk.shoulder(-1), pose.left_arm),
        arm_of(trunk.shoulder(1), pose.right_arm),
    )


def joints_of(body: Skeleton) -> dict[str, Point]:
    """The joints by name, as pose files write them."""
    joints = {"head": body.head, "pelvis": body.spine[0], "waist": body.spine[1], "chest": body.spine[3]}
    for side, leg, arm in (("left", body.left_leg, body.left_arm), ("right", body.right_leg, body.right_arm)):
        joints |= {f"{side}.{name}": point for name, point in leg._asdict().items() if name != "ahead"}
        joints |= {f"{side}.{name}": point for name, point in arm._asdict().items()}
    return joints


def trunk_of(pose: Pose) -> Trunk:
    """Spine, neck and head."""
    pelvis = turned(UPRIGHT, *pose.trunk)
    bends = len(SPINE) - 1
    axes = tuple(turned(pelvis, *(angle * i / bends for angle in pose.spine)) for i in range(len(SPINE)))
    points = [pose.pelvis]
    for part, length in zip(axes, SPINE, strict=True):
        points.append(along(points[-1], part[1], length))
    face = turned(axes[-1], *pose.head)
    half = turned(axes[-1], *(angle / 2 for angle in pose.head))
    neck = along(points[-1], half[1], NECK)
    return Trunk(tuple(points), axes, neck, along(neck, face[1], HEAD), face)


def leg_of(hip: Point, limb: Limb) -> Leg:
    """A leg from its hip to where its ankle should be."""
    knee, ankle, ahead = _reached(hip, limb, THIGH, SHIN)
    tip = unit(limb.tip)
    shin = unit(difference(knee, ankle))
    # A pointed foot has no shin to stand under: then the sole looks to the back of the leg.
    below = unit(across(along(shin, ahead, -0.35), tip), (0.0, -1.0, 0.0))
    sole = along(ankle, below, ANKLE - SOLE)
    return Leg(hip, knee, ankle, along(sole, tip, -HEEL), along(sole, tip, TOES), ahead)


def arm_of(shoulder: Point, limb: Limb) -> Arm:
    """An arm from its shoulder to where its palm should be."""
    elbow, palm, _ = _reached(shoulder, limb, UPPER_ARM, FOREARM)
    return Arm(shoulder, elbow, palm)


def _reached(root: Point, limb: Limb, upper: float, lower: float) -> tuple[Point, Point, Point]:
    """Middle joint and end of two bones, and the direction the middle joint is bent to."""
    way = difference(root, limb.end)
    direction = unit(way, (0.0, -1.0, 0.0))
    span = min(max(sqrt(dot(way, way)), abs(upper - lower) + 0.3), upper + lower - 0.001)
    ahead = unit(across(limb.bend, direction), unit(across((0.3, 0.2, 0.1), direction)))
    foot = (upper * upper - lower * lower + span * span) / (2 * span)
    height = sqrt(max(0.0, upper * upper - foot * foot))
    return along(along(root, direction, foot), ahead, height), along(root, direction, span), ahead
