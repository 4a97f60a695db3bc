"""What a stretch is, and the whole collection of them. Values only: nothing here reads a file or a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

REGIONS = ("warm-up", "front", "back", "outer", "inner", "low-back")
"""The parts of the hips and back a stretch works on, in the order they are listed."""

REGION_WORDS = {
    "warm-up": "warming up",
    "front": "front of the hips",
    "back": "back of the thighs",
    "outer": "outer hips",
    "inner": "inner thighs",
    "low-back": "low back",
}

PLACES = ("standing", "desk", "floor")
"""Where a stretch can be done, in the order a routine goes through them; `desk` is on the chair."""

POSTURES = ("kneeling", "on-the-side", "face-down", "on-the-back", "sitting", "hands-and-knees")
"""How one is on the floor, in the order of a routine: down by way of the knees, up again by way of the hands."""

MOTIONS = ("static", "moving")

LEAST_HOLD_SECONDS, MOST_HOLD_SECONDS, USUAL_HOLD_SECONDS = 20, 60, 30

HIP_FLEXORS = frozenset({"psoas major", "iliacus", "rectus femoris"})
HAMSTRINGS = frozenset({"hamstrings"})


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do for one side: `ready` gets into position, `during` is shown while it lasts."""

    ready: tuple[str, ...]
    during: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """How long one side lasts, in seconds."""

    usual: int = USUAL_HOLD_SECONDS
    least: int = LEAST_HOLD_SECONDS
    most: int = MOST_HOLD_SECONDS


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch. `sides` maps "left" and "right" (the side that is stretched), or "" alone, to its steps."""

    id: str
    name: str
    regions: tuple[str, ...]
    targets: tuple[str, ...]
    place: str
    motion: str
    hold: Hold
    sides: Mapping[str, Steps] = field(hash=False)
    form: tuple[str, ...]
    avoid: str
    why: str
    watch_for: str
    sources: tuple[str, ...]
    leave_out: tuple[str, ...] = ()
    easier: str = ""
    deeper: str = ""
    follows: str = ""
    advanced: bool = False
    posture: str = ""
    origin: str = ""

    @property
    def region(self) -> str:
        """The region it is chosen for first."""
        return self.regions[0]

    @property
    def is_static(self) -> bool:
        """Whether it is held still, so that muscles must be warm before it."""
        return self.motion == "static"

    @property
    def is_warm_up(self) -> bool:
        """Whether it only warms up."""
        return self.region == "warm-up"

    def as_dict(self) -> dict[str, object]:
        """Everything about it as plain values, for JSON."""
        return {
            "id": self.id,
            "name": self.name,
            "regions": list(self.regions),
            "targets": list(self.targets),
            "place": self.place,
            "posture": self.posture,
            "motion": self.motion,
            "hold_seconds": {"usual": self.hold.usual, "least": self.hold.least, "most": self.hold.most},
            "sides": {
                side or "both": {"ready": list(steps.ready), "during": list(steps.during)}
                for side, steps in self.sides.items()
            },
            "form": list(self.form),
            "avoid": self.avoid,
            "leave_out": list(self.leave_out),
            "easier": self.easier,
            "deeper": self.deeper,
            "why": self.why,
            "watch_for": self.watch_for,
            "source": list(self.sources),
            "follows": self.follows,
            "advanced": self.advanced,
            "origin": self.origin,
        }


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: a short key and the full citation."""

    key: str
    citation: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something about a body that rules stretches out, by its tag; `words` asks for it."""

    tag: str
    words: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All stretches, with the sources they cite and the conditions that rule some out."""

    stretches: tuple[Stretch, ...]
    sources: tuple[Source, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def get(self, stretch_id: str) -> Stretch | None:
        """The stretch of this id, or None."""
        return next((stretch for stretch in self.stretches if stretch.id == stretch_id), None)

    def find(self, region: str = "", place: str = "") -> tuple[Stretch, ...]:
        """Those of a region and a place; "" means any."""
        return tuple(
            stretch
            for stretch in self.stretches
            if (not region or region in stretch.regions) and (not place or place == stretch.place)
        )

    def source(self, key: str) -> Source | None:
        """The source of this key, or None."""
        return next((source for source in self.sources if source.key == key), None)

    def allowed(self, places: frozenset[str], left_out: frozenset[str]) -> tuple[Stretch, ...]:
        """Those possible in these places once ids and condition tags in `left_out` are gone.

        Warming up asks for no place of its own: one can always get up from the chair.
        """
        return tuple(
            stretch
            for stretch in self.stretches
            if (stretch.place in places or stretch.is_warm_up)
            and stretch.id not in left_out
            and left_out.isdisjoint(stretch.leave_out)
        )
