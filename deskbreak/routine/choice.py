"""Which stretch comes next into a routine, best first and with the reason. It does not look at the time.

The order of proposals is the order of importance: what every break after sitting needs, the person's focus, the
region stretched least this week, further rounds, and what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from deskbreak.routine.catalogue import HAMSTRINGS, HIP_FLEXORS, REGION_WORDS, REGIONS, Catalogue, Stretch
from deskbreak.routine.layout import Unit, arrange, has_doubles
from deskbreak.routine.plan import PlanRequest

ANCHORS = {"front": HIP_FLEXORS, "back": HAMSTRINGS}
"""What a break after sitting always stretches: the region, and the muscles of which its stretch must reach one."""

ANCHOR_WORDS = {
    "front": "sitting holds the hip flexors short",
    "back": "tight hamstrings pull the pelvis back and flatten the low back",
}

NONE, SOME, ALL = "none", "some", "all"
"""How far holds are shortened for a proposal: not at all, a little, down to the shortest allowed."""

MOST_ROUNDS = 3
WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Pick:
    """One more unit and why."""

    unit: Unit
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Picks that belong together, and how short all holds may get to make room for them.

    Where one of `instead` fits, that is the better one.
    """

    picks: tuple[Pick, ...]
    shortening: str = NONE
    instead: tuple[Proposal, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """What it would add."""
        return tuple(pick.unit for pick in self.picks)


class Past:
    """What the last days' breaks say about a stretch or a region."""

    def __init__(self, catalogue: Catalogue, request: PlanRequest) -> None:
        known = {stretch.id: stretch for stretch in catalogue.stretches if not stretch.is_warm_up}
        done = [(past.days_ago, [known[id_] for id_ in past.stretches if id_ in known]) for past in request.history]
        done = [(days_ago, stretches) for days_ago, stretches in done if stretches]
        last = done[-1:] if done and done[-1][0] == 0 else []
        self.last_break = frozenset(stretch.id for _, stretches in last for stretch in stretches)
        self.today = Counter(each.id for days_ago, stretches in done if days_ago == 0 for each in stretches)
        week = [each for days_ago, stretches in done if days_ago < WEEK_DAYS for each in stretches]
        self.week = Counter(stretch.region for stretch in week)


class Choice:
    """Proposes units from a kit of allowed stretches, to come after `start`."""

    def __init__(
        self, catalogue: Catalogue, request: PlanRequest, kit: Sequence[Stretch], start: Stretch | None = None
    ) -> None:
        self.catalogue = catalogue
        self.request = request
        self.start = start
        self.past = Past(catalogue, request)
        self.kit = sorted(kit, key=lambda stretch: self._luck(stretch.id))
        regions = [region for region in REGIONS if region != "warm-up"]
        self.regions = sorted(regions, key=lambda region: (self.past.week[region], self._luck(region)))

    def proposals(self, chosen: Sequence[Unit], ahead: Sequence[Unit]) -> Iterator[Proposal]:
        """What could be added, best first. `chosen` are all units of the routine, `ahead` those not yet begun."""
        yield from self._anchors(chosen)
        yield from self._by_region(chosen, is_fresh=True)
        if repeats := list(self._by_region(chosen, is_fresh=False)):
            yield from self._more(chosen, is_fresh=True)
            yield from repeats
        yield from self._rounds(chosen, ahead)
        yield from self._more(chosen, is_fresh=True)
        yield from self._more(chosen, is_fresh=False)
        yield from self._doubles(chosen)

    def anchors(self, region: str) -> list[Stretch]:
        """The stretches that count as the one a break after sitting must have for this region."""
        of_region = [stretch for stretch in self.kit if region in stretch.regions]
        reaching = [stretch for stretch in of_region if _reaches(stretch, region)]
        return [stretch for stretch in reaching if stretch.region == region] or reaching or of_region

    def _anchors(self, chosen: Sequence[Unit]) -> Iterator[Proposal]:
        if not self.request.is_after_sitting:
            return
        missing = {}
        for region in ANCHORS:
            candidates = self.anchors(region)
            if not any(unit.stretch in candidates for unit in chosen):
                missing[region] = self._ranked(candidates, chosen)
        if len(missing) == len(ANCHORS):
            yield from self._pairs(*missing.values())
        for region, candidates in missing.items():
            yield from _first_rounds(candidates, ANCHOR_WORDS[region], ALL)

    def _pairs(self, fronts: Sequence[Stretch], backs: Sequence[Stretch]) -> Iterator[Proposal]:
        """Both anchors at once: a front that leaves no room for a back is not the better one."""
        pairs = [
            (front, back) for front in fronts for back in self._ranked(backs, [Unit.of(front)]) if front is not back
        ]
        for pair in sorted(pairs, key=lambda pair: sum(each.id in self.past.last_break for each in pair)):
            picks = zip(pair, ANCHOR_WORDS.values(), strict=True)
            yield Proposal(tuple(Pick(Unit.of(stretch), words) for stretch, words in picks), ALL)

    def _by_region(self, chosen: Sequence[Unit], *, is_fresh: bool) -> Iterator[Proposal]:
        for region in self.request.focus:
            if _count(chosen, region) < self._share(region):
                candidates = self._unused(chosen, is_fresh=is_fresh, region=region)
                yield from _first_rounds(candidates, f"the {REGION_WORDS[region]} are your focus", SOME)
        covered = {unit.stretch.region for unit in chosen}
        for region in self.regions:
            if region not in covered:
                candidates = self._unused(chosen, is_fresh=is_fresh, region=region)
                yield from _first_rounds(candidates, self._week_words(region), SOME)

    def _week_words(self, region: str) -> str:
        times = self.past.week[region]
        return f"{times or 'nothing'} so far this week for the {REGION_WORDS[region]}"

    def _share(self, region: str) -> int:
        """How many stretches a region in focus gets before others get one: one on top of what it has anyway."""
        is_anchor = self.request.is_after_sitting and region in ANCHORS
        return 2 if is_anchor else 1

    def _more(self, chosen: Sequence[Unit], *, is_fresh: bool, shortening: str = NONE) -> Iterator[Proposal]:
        candidates = self._unused(chosen, is_fresh=is_fresh)
        by_week = sorted(candidates, key=lambda stretch: self.past.week[stretch.region])
        yield from _first_rounds(by_week, "there is time for it", shortening)

    def _rounds(self, chosen: Sequence[Unit], ahead: Sequence[Unit]) -> Iterator[Proposal]:
        for unit in self._further(chosen):
            if not has_doubles(self.start, arrange((*ahead, unit))):
                yield Proposal((_round(unit),))

    def _doubles(self, chosen: Sequence[Unit]) -> Iterator[Proposal]:
        """Rounds that may follow right upon the one before; rather than that, shorter holds make room for another."""
        fresh, again = (self._more(chosen, is_fresh=is_fresh, shortening=ALL) for is_fresh in (True, False))
        instead = (*fresh, *again)
        for unit in self._further(chosen):
            yield Proposal((_round(unit),), instead=instead)

    def _further(self, chosen: Sequence[Unit]) -> Iterator[Unit]:
        """A further round of each stretch, those with the fewest first, and of these those in focus."""
        rounds = Counter(unit.stretch for unit in chosen)
        firsts = sorted(rounds, key=lambda stretch: stretch.region not in self.request.focus)
        for done in range(1, MOST_ROUNDS):
            for stretch in firsts:
                if rounds[stretch] == done and stretch in self.kit:
                    yield Unit.of(stretch, done + 1)

    def _unused(self, chosen: Sequence[Unit], *, is_fresh: bool, region: str = "") -> list[Stretch]:
        used = {unit.stretch.id for unit in chosen}
        of_region = [stretch for stretch in self.kit if not region or region in stretch.regions]
        fitting = [
            stretch
            for stretch in of_region
            if stretch.id not in used and (stretch.id not in self.past.last_break) is is_fresh
        ]
        return self._ranked(fitting, chosen, region)

    def _ranked(self, candidates: Iterable[Stretch], chosen: Sequence[Unit], region: str = "") -> list[Stretch]:
        """Not what the last break had, rather not what today had, rather where the person is anyway."""
        places = {unit.stretch.place for unit in chosen}
        return sorted(
            candidates,
            key=lambda stretch: (
                stretch.id in self.past.last_break,
                bool(region) and stretch.region != region,
                self.past.today[stretch.id],
                bool(places) and stretch.place not in places,
            ),
        )

    def _luck(self, name: str) -> float:
        """An order that depends on the seed and nothing else, the same on every machine."""
        return Random(f"deskbreak {self.request.seed} {name}").random()  # noqa: S311 - an order, no secret


def is_direct(stretch: Stretch, region: str) -> bool:
    """Whether it is chosen for this region first and reaches one of the muscles a break after sitting is for."""
    return stretch.region == region and _reaches(stretch, region)


def _reaches(stretch: Stretch, region: str) -> bool:
    return not ANCHORS[region].isdisjoint(stretch.targets)


def _round(unit: Unit) -> Pick:
    return Pick(unit, f"round {unit.round}")


def _first_rounds(stretches: Iterable[Stretch], reason: str, shortening: str = NONE) -> Iterator[Proposal]:
    for stretch in stretches:
        yield Proposal((Pick(Unit.of(stretch), reason),), shortening)


def _count(chosen: Sequence[Unit], region: str) -> int:
    return sum(unit.round == 1 and unit.stretch.region == region for unit in chosen)
