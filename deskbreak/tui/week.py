"""The last seven days of stretching, as the service counts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

REGIONS: Final = {
    "front": "front of the hips",
    "back": "back of the thighs",
    "outer": "outer hips",
    "inner": "inner thighs",
    "low-back": "low back",
}
"""The parts of the hips and back, as people call them."""
SHORT: Final = {"front": "front", "back": "back", "outer": "outer", "inner": "inner", "low-back": "low back"}
"""The same where there is room for a word only."""


@dataclass(frozen=True)
class Week:
    """On how many days something was stretched, how many are meant, and how often each region was."""

    days: int
    least: int
    most: int
    regions: tuple[tuple[str, int], ...]

    @property
    def covered(self) -> frozenset[str]:
        """The regions stretched at least once."""
        return frozenset(name for name, times in self.regions if times)


def read(told: object) -> Week | None:
    """The week of a snapshot; None where there is none to be read."""
    if not isinstance(told, dict):
        return None
    try:
        least, most = (int(days) for days in told["goal"])
        regions = tuple((str(name), int(times)) for name, times in told["regions"].items())
        return Week(int(told["days"]), least, most, regions)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
