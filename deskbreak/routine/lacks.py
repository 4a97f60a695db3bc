"""Says why a break after sitting goes without a stretch for the front of the hips or the back of the thighs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from deskbreak.routine.catalogue import PLACES, REGION_WORDS, Stretch
from deskbreak.routine.choice import ANCHORS, Choice, is_direct
from deskbreak.routine.describe import PLACE_WORDS


def lacks(choice: Choice, planned: Collection[Stretch]) -> Iterator[str]:
    """A sentence for each of the two that the planned stretches lack, or have only a stand-in for."""
    if not choice.request.is_after_sitting or not choice.request.places:
        return
    late = []
    for region in ANCHORS:
        there = [stretch for stretch in choice.anchors(region) if stretch in planned]
        direct = [stretch for stretch in choice.anchors(region) if is_direct(stretch, region)]
        if not direct:
            yield " ".join(_explained(choice, region, there))
        elif not there:
            late.append(f"the {REGION_WORDS[region]}")
    if late and planned:
        yield f"There is no time for {_listed(late)} in this break."


def _explained(choice: Choice, region: str, there: Sequence[Stretch]) -> Iterator[str]:
    request = choice.request
    known = [stretch for stretch in choice.catalogue.stretches if is_direct(stretch, region)]
    here = [stretch for stretch in known if stretch.place in request.places]
    possible = [
        stretch for stretch in known if stretch in choice.catalogue.allowed(frozenset(PLACES), request.leave_out)
    ]
    yield f"No {'direct ' if there else ''}stretch for the {REGION_WORDS[region]}: {_cause(choice, here)}."
    if there:
        yield f"{_listed(stretch.name for stretch in there)} stand{'s' * (len(there) == 1)} in."
    for place in PLACES if not set(here) & set(possible) else ():
        others = [stretch.name for stretch in possible if stretch.place == place]
        if others:
            yield f"{PLACE_WORDS[place].capitalize()} there would be {_listed(others, 'or')}."


def _cause(choice: Choice, here: Sequence[Stretch]) -> str:
    request = choice.request
    by_hand = [stretch for stretch in here if stretch.id in request.leave_out]
    tags = {tag for stretch in here for tag in stretch.leave_out if tag in request.leave_out}
    words = [_said(each.words) for each in choice.catalogue.conditions if each.tag in tags]
    causes = [f"left out for {_listed(words)}"] if words else []
    causes += [f"left out by you ({', '.join(stretch.id for stretch in by_hand)})"] if by_hand else []
    where = _listed((PLACE_WORDS[place] for place in PLACES if place in request.places), "or")
    if causes:
        return f"what there is {where} is {' or '.join(causes)}"
    return "nothing is held without a way to warm up" if here else f"there is none {where}"


def _said(words: str) -> str:
    """A condition within a sentence: "Sciatica: pain, tingling ..." -> "sciatica"."""
    short = words.partition(":")[0]
    return short[:1].lower() + short[1:] if short[1:2].islower() or short[1:2] == " " else short


def _listed(words: Iterable[str], joint: str = "and") -> str:
    found = list(words)
    return f" {joint} ".join(filter(None, (", ".join(found[:-1]), found[-1]))) if found else ""
