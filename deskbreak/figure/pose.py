"""A pose as numbers: where the pelvis is, how the trunk bends, and where hands and feet are. Values only."""

from __future__ import annotations

from typing import NamedTuple

from deskbreak.figure.vectors import Point, between


class Limb(NamedTuple):
    """An arm or a leg: where its end (palm or ankle) is, which way its middle joint bends, where its tip points."""

    end: Point
    bend: Point
    tip: Point = (1.0, 0.0, 0.0)


class Pose(NamedTuple):
    """One pose. Angles are degrees; `trunk` and `spine` are (forward, over to the right, turned to the right).

    `trunk` is of the pelvis in space, `spine` of the chest against the pelvis, `head` of the head against the chest.
    """

    pelvis: Point
    trunk: Point
    spine: Point
    head: Point
    left_leg: Limb
    right_leg: Limb
    left_arm: Limb
    right_arm: Limb


def blend(start: Pose, end: Pose, share: float) -> Pose:
    """The pose on the way from one to the other; joints stay joints, as only ends and angles are mixed."""
    if share <= 0:
        return start
    if share >= 1:
        return end
    return Pose(
        between(start.pelvis, end.pelvis, share),
        between(start.trunk, end.trunk, share),
        between(start.spine, end.spine, share),
        between(start.head, end.head, share),
        _blended(start.left_leg, end.left_leg, share),
        _blended(start.right_leg, end.right_leg, share),
        _blended(start.left_arm, end.left_arm, share),
        _blended(start.right_arm, end.right_arm, share),
    )


def mirrored(pose: Pose) -> Pose:
    """The same pose with left and right exchanged."""
    return Pose(
        _flipped(pose.pelvis),
        _unturned(pose.trunk),
        _unturned(pose.spine),
        _unturned(pose.head),
        _other(pose.right_leg),
        _other(pose.left_leg),
        _other(pose.right_arm),
        _other(pose.left_arm),
    )


def _blended(start: Limb, end: Limb, share: float) -> Limb:
    return Limb(
        between(start.end, end.end, share), between(start.bend, end.bend, share), between(start.tip, end.tip, share)
    )


def _flipped(point: Point) -> Point:
    return point[0], point[1], -point[2]


def _unturned(angles: Point) -> Point:
    return angles[0], -angles[1], -angles[2]


def _other(limb: Limb) -> Limb:
    return Limb(_flipped(limb.end), _flipped(limb.bend), _flipped(limb.tip))
