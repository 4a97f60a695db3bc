"""The last seven days of stretching against what the sources advise. Counts; never blames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deskbreak.routine.catalogue import REGIONS, Catalogue
from deskbreak.routine.plan import PastBreak

DAYS = 7
GOAL = (3, 5)
"""Days a week: stretching three to five of them is what counts, more than how hard it is (source `hart`)."""

COUNTED = tuple(region for region in REGIONS if region != "warm-up")


@dataclass(frozen=True, slots=True)
class Week:
    """On how many of the last seven days something was stretched, and how often each region was."""

    days: int
    regions: Mapping[str, int]

    def as_dict(self) -> dict[str, object]:
        """The week as plain values."""
        return {"days": self.days, "goal": list(GOAL), "regions": dict(self.regions)}


def week(breaks: Iterable[PastBreak], catalogue: Catalogue) -> Week:
    """The week of these breaks; a stretch for two regions counts for both, walking about for none."""
    days: set[int] = set()
    regions: Counter[str] = Counter()
    for each in breaks:
        done = [stretch for id_ in each.stretches if (stretch := catalogue.get(id_)) and not stretch.is_warm_up]
        if done and 0 <= each.days_ago < DAYS:
            days.add(each.days_ago)
            regions.update(region for stretch in done for region in stretch.regions)
    return Week(len(days), {region: regions[region] for region in COUNTED})
