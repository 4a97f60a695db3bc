"""Turns the tables of a pose file into a sequence. It is given the tables; opening files is for `files`.

A pose may begin `from` another one and change parts of it. Ends of limbs are points in space, or offsets from a joint
(`["left.knee", 0, 0.1, 0]`), so that a hand stays on the knee it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence as Many
from typing import Any, Final

from deskbreak.figure.body import joints_of, leg_of, skeleton, trunk_of
from deskbreak.figure.pose import Limb, Pose, mirrored
from deskbreak.figure.sequence import Arrow, Bar, Sequence, Target, View
from deskbreak.figure.vectors import Point, along, between

Tables = Mapping[str, Any]
SIDES: Final = {"left": -1, "right": 1}
ARC_STEPS: Final = 8
LIMBS: Final = ("left_leg", "right_leg", "left_arm", "right_arm")
NAMES: Final = {"leg": ("ankle", "knee", "toes"), "arm": ("palm", "elbow", "")}
DEFAULTS: Final = {"leg": ((1.0, 0.0, 0.0), (1.0, 0.0, 0.0)), "arm": ((-1.0, -0.3, 0.0), (0.0, -1.0, 0.0))}


class BadPose(ValueError):
    """A pose file says something no figure can be drawn from."""


def read_sequence(stretch_id: str, tables: Tables, bases: Tables, furniture: Tables) -> Sequence:
    """The sequence of one pose file; `bases` are poses to begin from, `furniture` what can stand around."""
    poses = _Poses({**bases, **{name: table for name, table in tables.items() if isinstance(table, Mapping)}})
    keys = tuple(poses.pose(name) for name in tables.get("cycle", ()))
    start = poses.pose("start")
    breath_in = keys[0] if keys else poses.pose("in")
    breath_out = breath_in if keys else poses.pose("out")
    return Sequence(
        id=stretch_id,
        view=View(*(float(angle) for angle in tables.get("view", (0, 0)))),
        far=str(tables.get("far", "")),
        start=start,
        breath_in=breath_in,
        breath_out=breath_out,
        cycle=keys,
        cycle_seconds=float(tables.get("cycle_seconds", 0.0)),
        targets=tuple(_target(name) for name in tables.get("targets", ())),
        bars=tuple(bar for name in tables.get("props", ()) for bar in _bars(name, furniture)),
        arrow=_arrow(tables.get("arrow"), breath_out),
        contacts=tuple(tables.get("contacts", ())),
    )


class _Poses:
    """The pose tables of one file, resolved when asked for."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def pose(self, name: str) -> Pose:
        """The pose of this name."""
        table = self._merged(name)
        if "mirror" in table:
            return mirrored(self.pose(table["mirror"]))
        body = [_point(table.get(key, (0, 0, 0))) for key in ("pelvis", "trunk", "spine", "head")]
        rest = Limb((0.0, 0.0, 0.0), (1.0, 0.0, 0.0))
        trunk = trunk_of(Pose(body[0], body[1], body[2], body[3], rest, rest, rest, rest))
        joints = {"head": trunk.head, "pelvis": trunk.spine[0], "waist": trunk.spine[1], "chest": trunk.spine[3]}
        for side, sign in SIDES.items():
            joints |= {f"{side}.hip": trunk.hip(sign), f"{side}.shoulder": trunk.shoulder(sign)}
        limbs: dict[str, Limb] = {}
        # What is tied to a joint comes after the limb that joint is part of.
        for limb in sorted(LIMBS, key=lambda limb: (limb.endswith("arm"), _is_tied(table.get(limb, {}), limb))):
            limbs[limb] = _limb(limb, table.get(limb, {}), joints)
            side = limb.split("_")[0]
            if limb.endswith("leg"):
                leg = leg_of(joints[f"{side}.hip"], limbs[limb])
                joints |= {f"{side}.knee": leg.knee, f"{side}.ankle": leg.ankle, f"{side}.toes": leg.toes}
        return Pose(body[0], body[1], body[2], body[3], *(limbs[limb] for limb in LIMBS))

    def _merged(self, name: str) -> dict[str, Any]:
        if name not in self._tables:
            raise BadPose(f"there is no pose called {name!r}")
        table = dict(self._tables[name])
        for part in ("legs", "arms"):
            if part in table:
                both = table.pop(part)
                limb = part[:-1]
                table = {f"left_{limb}": _other_side(both), f"right_{limb}": both} | table
        origin = table.pop("from", "")
        if not origin:
            return table
        merged = self._merged(origin)
        for key, value in table.items():
            old = merged.get(key)
            merged[key] = {**old, **value} if isinstance(value, Mapping) and isinstance(old, Mapping) else value
        return merged


def _limb(name: str, table: Tables, joints: Mapping[str, Point]) -> Limb:
    kind = name.split("_")[1]
    end, bend, tip = NAMES[kind]
    if end not in table:
        raise BadPose(f"{name} has no {end}")
    usual_bend, usual_tip = DEFAULTS[kind]
    return Limb(
        _placed(table[end], joints),
        _point(table.get(bend, usual_bend)),
        _point(table.get(tip, usual_tip)),
    )


def _placed(value: Many[Any], joints: Mapping[str, Point]) -> Point:
    if not isinstance(value[0], str):
        return _point(value)
    if value[0] not in joints:
        raise BadPose(f"no joint {value[0]!r} is known here")
    return along(joints[value[0]], _point(value[1:]), 1.0)


def _is_tied(table: Tables, name: str) -> bool:
    end = table.get(NAMES[name.split("_")[1]][0], (0,))[0]
    return isinstance(end, str) and end.split(".")[-1] in ("knee", "ankle", "toes")


def _other_side(table: Tables) -> dict[str, Any]:
    return {key: _other_value(value) for key, value in table.items()}


def _other_value(value: Many[Any]) -> list[Any]:
    if isinstance(value[0], str):
        name = value[0].replace("right.", "other.").replace("left.", "right.").replace("other.", "left.")
        return [name, *value[1:3], -value[3]]
    return [*value[:2], -value[2]]


def _point(value: Many[Any]) -> Point:
    if len(value) != 3:
        raise BadPose(f"found {value!r}, allowed: three numbers")
    return float(value[0]), float(value[1]), float(value[2])


def _target(name: str) -> Target:
    side, _, muscle = name.partition(".")
    return Target(muscle, SIDES[side])


def _bars(name: str, furniture: Tables) -> list[Bar]:
    """The bars of a piece of furniture; `chair@1,0` stands 1 ahead of where it usually does."""
    kind, _, place = name.partition("@")
    ahead, right = (float(number) for number in place.split(",")) if place else (0.0, 0.0)
    if kind not in furniture:
        raise BadPose(f"there is no {kind!r} to place")
    move = (ahead, 0.0, right)
    return [
        Bar(
            along(_point(bar[:3]), move, 1.0),
            along(_point(bar[3:6]), move, 1.0),
            bar[6],
            is_mat=kind.startswith("mat"),
            is_in_front=kind.endswith("in-front"),
        )
        for bar in furniture[kind]
    ]


def _arrow(table: Tables | None, pose: Pose) -> Arrow | None:
    """An arrow from `at`, beside a joint, so far its `way`; `bow` is how far its middle lies off the straight line."""
    if not table:
        return None
    start = _placed(table["at"], joints_of(skeleton(pose)))
    way, bow = _point(table["way"]), _point(table.get("bow", (0, 0, 0)))
    steps = ARC_STEPS if any(bow) else 1
    shares = [step / steps for step in range(steps + 1)]
    line = [along(between(start, along(start, way, 1.0), share), bow, 4 * share * (1 - share)) for share in shares]
    return Arrow(str(table["at"][0]), tuple(line))
