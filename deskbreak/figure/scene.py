"""The body and what stands around it as solid pieces in space: which shapes, how thick, how muscles lie on them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from deskbreak.figure.body import SOLE
from deskbreak.figure.vectors import across, along, between, cross, difference, unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deskbreak.figure.body import Arm, Leg, Skeleton
    from deskbreak.figure.vectors import Point

BUTTOCK: Final = 0.44
"""From the hip line to what one sits or lies on."""
KNEE: Final = 0.28
PALM: Final = 0.17


class Ball(NamedTuple):
    """A ball in space, in heads."""

    middle: Point
    radius: float


Solid = tuple[Ball, Ball]
"""Two balls and all between them."""


class Piece(NamedTuple):
    """A part of the body. `joints` are where it grows into others and so needs no rim."""

    name: str
    side: int
    solids: tuple[Solid, ...]
    joints: tuple[Ball, ...]
    near: float = 0.0
    """How much nearer than its middle it counts, in heads."""


def pieces(body: Skeleton, breath: float) -> list[Piece]:
    """Every part of the body; `breath` is how full the chest is, 0 to 1."""
    found = [_trunk(body, 1.0 + 0.06 * breath), _head(body)]
    for side, leg in ((-1, body.left_leg), (1, body.right_leg)):
        found += _leg_pieces(side, leg)
    for side, arm in ((-1, body.left_arm), (1, body.right_arm)):
        found += _arm_pieces(side, arm)
    return found


def muscle(name: str, side: int, body: Skeleton) -> tuple[Solid, ...]:
    """Where a muscle region lies, larger than life."""
    return MUSCLES[name](side, body)


def _trunk(body: Skeleton, chest: float) -> Piece:
    solids: list[Solid] = []
    for side in (-1, 1):
        balls = [
            Ball(along(point, axes[2], side * out), radius)
            for point, axes, out, radius in zip(
                body.spine,
                (*body.axes, body.axes[-1]),
                (0.32, 0.26, 0.22, 0.34, 0.54),
                (0.46, 0.42, 0.39, 0.47 * chest, 0.34 * chest),
                strict=True,
            )
        ]
        solids += pairwise(balls)
    return Piece("trunk", 0, tuple(solids), ())


def _head(body: Skeleton) -> Piece:
    ahead, up, _ = body.face
    crown = Ball(along(along(body.head, up, 0.12), ahead, -0.04), 0.5)
    chin = Ball(along(along(body.head, up, -0.16), ahead, 0.12), 0.38)
    nose = Ball(along(along(body.head, up, -0.06), ahead, 0.5), 0.14)
    neck = (Ball(body.spine[-1], 0.28), Ball(body.neck, 0.22))
    return Piece("head", 0, ((crown, chin), (nose, nose), neck), (Ball(body.spine[-1], 0.4),), 0.05)


def _leg_pieces(side: int, leg: Leg) -> Iterator[Piece]:
    knee = Ball(leg.knee, 0.46)
    yield Piece("thigh", side, ((Ball(leg.hip, 0.44), Ball(leg.knee, KNEE)),), (Ball(leg.hip, 0.54), knee))
    calf = Ball(along(between(leg.knee, leg.ankle, 0.3), leg.ahead, -0.06), 0.27)
    solids = (
        (Ball(leg.knee, KNEE), calf),
        (calf, Ball(leg.ankle, 0.17)),
        (Ball(leg.ankle, 0.17), Ball(leg.heel, SOLE)),
        (Ball(leg.heel, SOLE), Ball(leg.toes, SOLE)),
    )
    yield Piece("shin", side, solids, (knee,))


def _arm_pieces(side: int, arm: Arm) -> Iterator[Piece]:
    elbow = Ball(arm.elbow, 0.34)
    upper = (Ball(arm.shoulder, 0.3), Ball(arm.elbow, 0.2))
    yield Piece("upper arm", side, (upper,), (Ball(arm.shoulder, 0.4), elbow), 0.15)
    wrist = Ball(between(arm.elbow, arm.palm, 0.8), 0.17)
    solids = ((Ball(arm.elbow, 0.2), wrist), (wrist, Ball(arm.palm, PALM)))
    yield Piece("forearm", side, solids, (elbow,), 0.25)


def _leg(side: int, body: Skeleton) -> Leg:
    return body.left_leg if side < 0 else body.right_leg


def _on_thigh(side: int, body: Skeleton, ahead: float, out: float) -> Callable[[float, float], Ball]:
    """Balls along the thigh, so far off its bone to the front and to the outer side."""
    leg = _leg(side, body)
    bone = unit(difference(leg.hip, leg.knee))
    front = unit(across(leg.ahead, bone))
    outer = cross(bone, front)

    def ball(share: float, radius: float) -> Ball:
        middle = along(along(between(leg.hip, leg.knee, share), front, ahead), outer, out * side)
        return Ball(middle, radius)

    return ball


def _quadriceps(side: int, body: Skeleton) -> tuple[Solid, ...]:
    ball = _on_thigh(side, body, 0.18, 0.0)
    return ((ball(0.1, 0.32), ball(0.88, 0.26)),)


def _hamstrings(side: int, body: Skeleton) -> tuple[Solid, ...]:
    ball = _on_thigh(side, body, -0.24, 0.0)
    return ((ball(0.08, 0.26), ball(0.9, 0.2)),)


def _adductors(side: int, body: Skeleton) -> tuple[Solid, ...]:
    ball = _on_thigh(side, body, 0.0, -0.22)
    return ((ball(0.08, 0.28), ball(0.8, 0.24)),)


def _hip_flexor(side: int, body: Skeleton) -> tuple[Solid, ...]:
    ball = _on_thigh(side, body, 0.26, 0.0)
    ahead, up, right = body.axes[0]
    groin = Ball(along(along(along(body.spine[0], up, 0.1), ahead, 0.3), right, 0.36 * side), 0.26)
    belly = Ball(along(along(along(body.spine[0], up, 0.75), ahead, 0.24), right, 0.22 * side), 0.16)
    return ((belly, groin), (groin, ball(0.4, 0.22)))


def _glutes(side: int, body: Skeleton) -> tuple[Solid, ...]:
    ball = _on_thigh(side, body, -0.26, 0.06)
    ahead, up, right = body.axes[0]
    top = Ball(along(along(along(body.spine[0], up, 0.2), ahead, -0.26), right, 0.3 * side), 0.28)
    return ((top, ball(0.05, 0.3)), (ball(0.05, 0.3), ball(0.22, 0.24)))


def _outer_hip(side: int, body: Skeleton) -> tuple[Solid, ...]:
    ball = _on_thigh(side, body, 0.0, 0.24)
    top = along(along(body.spine[0], body.axes[0][1], 0.4), body.axes[0][2], 0.52 * side)
    return ((Ball(top, 0.24), ball(0.0, 0.3)), (ball(0.0, 0.3), ball(0.4, 0.2)))


def _deep_hip(side: int, body: Skeleton) -> tuple[Solid, ...]:
    ball = _on_thigh(side, body, -0.12, 0.2)
    return ((ball(-0.1, 0.32), ball(0.3, 0.26)),)


def _low_back(_: int, body: Skeleton) -> tuple[Solid, ...]:
    balls = [Ball(along(body.spine[i], body.axes[i][0], -0.34), 0.24) for i in (0, 1, 2)]
    return tuple(pairwise(balls))


def _waist(side: int, body: Skeleton) -> tuple[Solid, ...]:
    balls = [Ball(along(body.spine[i], body.axes[i][2], 0.34 * side), 0.26) for i in (1, 2, 3)]
    return tuple(pairwise(balls))


def _belly(_: int, body: Skeleton) -> tuple[Solid, ...]:
    balls = [Ball(along(body.spine[i], body.axes[i][0], 0.34), 0.24) for i in (0, 1, 2, 3)]
    return tuple(pairwise(balls))


MUSCLES: Final[dict[str, Callable[[int, Skeleton], tuple[Solid, ...]]]] = {
    "quadriceps": _quadriceps,
    "hamstrings": _hamstrings,
    "adductors": _adductors,
    "hip-flexor": _hip_flexor,
    "glutes": _glutes,
    "outer-hip": _outer_hip,
    "deep-hip": _deep_hip,
    "low-back": _low_back,
    "waist": _waist,
    "belly": _belly,
}
CARRIERS: Final = {
    "quadriceps": ("thigh",),
    "hamstrings": ("thigh",),
    "adductors": ("thigh",),
    "hip-flexor": ("thigh", "trunk"),
    "glutes": ("thigh", "trunk"),
    "outer-hip": ("thigh", "trunk"),
    "deep-hip": ("thigh", "trunk"),
    "low-back": ("trunk",),
    "waist": ("trunk",),
    "belly": ("trunk",),
}
"""Which pieces a muscle region is painted on."""
