"""The figure in time: into position with easing, breathing in the hold, over to the other side. It reads no clock."""

from __future__ import annotations

from math import cos, pi
from typing import TYPE_CHECKING, Final, NamedTuple

from deskbreak.figure.pose import blend
from deskbreak.figure.vectors import TINY

if TYPE_CHECKING:
    from deskbreak.figure.pose import Limb, Pose
    from deskbreak.figure.sequence import Sequence
    from deskbreak.figure.vectors import Point

PHASES: Final = ("enter", "hold", "moving", "switch", "still")
"""Into position from rest, the hold, a stretch that moves, into position from the other side, no motion at all."""

ENTER_SECONDS: Final = 2.0
LEAVE_SECONDS: Final = 1.0
TURN_SECONDS: Final = 0.9
FRAME_SECONDS: Final = 1 / 12
BREATH_FRAME_SECONDS: Final = 1 / 4
OUT_SECONDS: Final = 2.4
EMPTY_SECONDS: Final = 0.6
IN_SECONDS: Final = 2.0
BREATH_SECONDS: Final = OUT_SECONDS + EMPTY_SECONDS + IN_SECONDS
FRONT: Final = 90.0
STEP_HEIGHT: Final = 0.18
"""How high a foot is lifted on its way, as a share of the way."""


class Moment(NamedTuple):
    """What is to be drawn: a pose, seen from this turn; `is_other` shows it as the mirror image.

    `has_arrow` once in position: what moves shows by itself where it goes.
    """

    pose: Pose
    turn: float
    is_other: bool = False
    has_arrow: bool = True
    closeness: float = 1.0
    """How far the picture has closed in on the position, 0 to 1; at rest it has room for both."""


def moment(sequence: Sequence, seconds: float, phase: str) -> Moment:
    """What a figure looks like so long after the phase began."""
    turn = sequence.view.turn
    if phase == "switch":
        return _switching(sequence, max(0.0, seconds))
    if phase == "enter":
        return _entering(sequence, seconds)
    if phase == "hold" and not sequence.is_moving:
        return Moment(blend(sequence.breath_in, sequence.breath_out, breath(seconds)), turn)
    if phase in ("hold", "moving") and sequence.is_moving:
        return Moment(_cycled(sequence, seconds), turn, has_arrow=False)
    return Moment(sequence.breath_out, turn)


def breath(seconds: float) -> float:
    """How far breathed out, 0 to 1; a hold begins at the end of breathing in."""
    inside = max(0.0, seconds) % BREATH_SECONDS
    if inside < OUT_SECONDS:
        return _eased(inside / OUT_SECONDS)
    return 1.0 - _eased((inside - OUT_SECONDS - EMPTY_SECONDS) / IN_SECONDS)


def next_change(sequence: Sequence, seconds: float, phase: str) -> float | None:
    """After how many seconds the figure looks different; None when it stays as it is until the phase ends.

    Never less than a twelfth of a second.
    """
    if phase == "enter":
        return FRAME_SECONDS if seconds < ENTER_SECONDS else None
    if phase == "switch":
        return FRAME_SECONDS if seconds < switch_seconds(sequence) else None
    if phase in ("hold", "moving") and sequence.is_moving:
        return FRAME_SECONDS
    if phase == "hold" and sequence.breath_in != sequence.breath_out:
        inside = max(0.0, seconds) % BREATH_SECONDS
        empty = OUT_SECONDS + EMPTY_SECONDS - inside
        return max(BREATH_FRAME_SECONDS, empty) if inside >= OUT_SECONDS else BREATH_FRAME_SECONDS
    return None


def switch_seconds(sequence: Sequence) -> float:
    """How long changing sides takes."""
    return LEAVE_SECONDS + _turn_seconds(sequence) + ENTER_SECONDS


def _switching(sequence: Sequence, seconds: float) -> Moment:
    view, turning = sequence.view.turn, _turn_seconds(sequence)
    if seconds < LEAVE_SECONDS:
        share = _eased(seconds / LEAVE_SECONDS)
        pose = _stepped(sequence.breath_in, sequence.start, share)
        return Moment(pose, view, is_other=True, has_arrow=False, closeness=(1.0 - share) ** 2)
    seconds -= LEAVE_SECONDS
    if seconds < turning:
        share = _eased(seconds / turning)
        turn = FRONT - abs(1 - 2 * share) * (FRONT - view)
        return Moment(sequence.start, turn, is_other=share < 0.5, has_arrow=False, closeness=0.0)
    return _entering(sequence, seconds - turning)


def _entering(sequence: Sequence, seconds: float) -> Moment:
    share = _eased(seconds / ENTER_SECONDS)
    is_there = seconds > ENTER_SECONDS - TINY
    return Moment(
        _stepped(sequence.start, sequence.breath_in, share),
        sequence.view.turn,
        has_arrow=is_there and not sequence.is_moving,
        closeness=share * share,
    )


def _turn_seconds(sequence: Sequence) -> float:
    return TURN_SECONDS * min(1.0, abs(FRONT - sequence.view.turn) / FRONT)


def _cycled(sequence: Sequence, seconds: float) -> Pose:
    keys = sequence.cycle
    place = max(0.0, seconds) / sequence.cycle_seconds * len(keys)
    index = int(place)
    return blend(keys[index % len(keys)], keys[(index + 1) % len(keys)], _eased(place - index))


def _eased(share: float) -> float:
    """Slow at both ends."""
    return (1 - cos(pi * min(1.0, max(0.0, share)))) / 2


def _stepped(start: Pose, end: Pose, share: float) -> Pose:
    """On the way between two poses, with feet lifted rather than dragged."""
    pose = blend(start, end, share)
    lift = 4 * share * (1 - share) * STEP_HEIGHT
    left = _lifted(pose.left_leg, start.left_leg.end, end.left_leg.end, lift)
    right = _lifted(pose.right_leg, start.right_leg.end, end.right_leg.end, lift)
    return pose._replace(left_leg=left, right_leg=right)


def _lifted(limb: Limb, start: Point, end: Point, lift: float) -> Limb:
    way = abs(end[0] - start[0]) + abs(end[2] - start[2])
    x, y, z = limb.end
    return limb._replace(end=(x, y + lift * way, z)) if lift else limb


def phase_of(kind: str, *, is_from_other_side: bool = False, is_still: bool = False) -> str:
    """The phase that shows a step of a routine; `kind` is warm-up, hold, change or moving."""
    if is_still:
        return "still"
    if kind == "change":
        return "switch" if is_from_other_side else "enter"
    return "hold" if kind == "hold" else "moving"
