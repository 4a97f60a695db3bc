"""Angles of a body, measured from its joints."""

from __future__ import annotations

from math import acos, atan2, cos, degrees, radians, sin
from typing import TYPE_CHECKING

from deskbreak.figure.vectors import across, along, cross, difference, dot, unit

if TYPE_CHECKING:
    from deskbreak.figure.body import Leg, Skeleton
    from deskbreak.figure.vectors import Axes, Point


def bend(upper: Point, middle: Point, lower: Point) -> float:
    """How far a joint is bent, in degrees; 0 is straight."""
    cosine = dot(unit(difference(upper, middle)), unit(difference(middle, lower)))
    return degrees(acos(max(-1.0, min(1.0, cosine))))


def hip_flexion(leg: Leg, pelvis: Axes) -> float:
    """How far a thigh is raised to the front, negative when it is behind."""
    thigh = unit(difference(leg.hip, leg.knee))
    ahead, up, _ = pelvis
    return degrees(atan2(dot(thigh, ahead), -dot(thigh, up)))


def hip_turn(leg: Leg, pelvis: Axes, side: int) -> float:
    """How far a thigh is turned about its own length, positive outwards, from how raising it to the front leaves it."""
    thigh = unit(difference(leg.hip, leg.knee))
    ahead, up, _ = pelvis
    raised = radians(hip_flexion(leg, pelvis))
    front = along(along((0.0, 0.0, 0.0), ahead, cos(raised)), up, sin(raised))
    expected, actual = unit(across(front, thigh)), unit(across(leg.ahead, thigh))
    return degrees(atan2(dot(cross(expected, actual), thigh), dot(expected, actual))) * side


def lowest(body: Skeleton) -> float:
    """The height of the lowest joint."""
    legs = (body.left_leg, body.right_leg)
    arms = (body.left_arm, body.right_arm)
    points = [point for leg in legs for point in leg[:5]] + [point for arm in arms for point in arm]
    return min(point[1] for point in (*points, *body.spine, body.head))
