"""The stretches as a library: told as plain values, left out, let back in, one of them tried. Plans nothing itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskbreak.engine.inputs import Start
from deskbreak.engine.values import seconds
from deskbreak.errors import Refused, UsageError
from deskbreak.routine.catalogue import PLACES, REGION_WORDS, REGIONS
from deskbreak.routine.describe import PLACE_WORDS, source_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskbreak.routine.catalogue import Catalogue, Stretch
    from deskbreak.service.reload import Reloader
    from deskbreak.service.service import Service
    from deskbreak.settings.model import Routine


def library(catalogue: Catalogue, settings: Routine) -> dict[str, Any]:
    """Every stretch with whether it is left out; regions and places by name and in words, in their order."""
    return {
        "regions": [[region, REGION_WORDS[region]] for region in REGIONS],
        "places": [[place, PLACE_WORDS[place]] for place in PLACES],
        "stretches": [_told(stretch, catalogue, settings) for stretch in catalogue.stretches],
    }


async def leave_out(service: Service, reloader: Reloader, params: Mapping[str, Any]) -> None:
    """Leave one stretch out, or let it back in. Raises what `Reloader.set` does."""
    stretch, is_out = _stretch(service, params, "id", "out"), params.get("out")
    if not isinstance(is_out, bool):
        raise UsageError('"out" is true to leave a stretch out, false to let it back in')
    before = service.settings.routine.left_out
    others = tuple(each for each in before if each != stretch.id)
    after = (*others, stretch.id) if is_out else others
    if is_out != (stretch.id in before):
        await reloader.set("routine.left_out", json.dumps(after))


async def try_one(service: Service, params: Mapping[str, Any]) -> None:
    """Begin a break whose routine is one stretch; after it, the rest is walking. Raises `Refused` for one left out."""
    stretch = _stretch(service, params, "id")
    if _rulers(stretch, service.settings.routine) or stretch.id in service.settings.routine.left_out:
        raise Refused("left_out", "try")
    await service.eyes.look()
    needed = service.coach.alone(stretch).total_seconds
    kinds = sorted(service.engine.rules.kinds, key=lambda kind: kind.length)
    fitting = next((kind for kind in kinds if seconds(kind.length) >= needed), kinds[-1])
    service.coach.only = stretch
    try:
        service.take(Start(fitting.name))
    finally:
        service.coach.only = None
    service.eyes.note_hand()


def _stretch(service: Service, params: Mapping[str, Any], *allowed: str) -> Stretch:
    for name in params:
        if name not in allowed:
            raise UsageError(f"unknown parameter {name[:40]!r}")
    wanted = params.get("id")
    found = service.coach.catalogue.get(wanted) if isinstance(wanted, str) else None
    if found is None:
        raise UsageError(f"there is no stretch {str(wanted)[:48]!r}")
    return found


def _rulers(stretch: Stretch, settings: Routine) -> tuple[str, ...]:
    """The person's conditions that rule a stretch out."""
    return tuple(tag for tag in stretch.leave_out if tag in settings.leave_out)


def _told(stretch: Stretch, catalogue: Catalogue, settings: Routine) -> dict[str, Any]:
    words = {condition.tag: condition.words for condition in catalogue.conditions}
    followed = catalogue.get(stretch.follows)
    return stretch.as_dict() | {
        "left_out": stretch.id in settings.left_out,
        "ruled_out_by": [words[tag] for tag in _rulers(stretch, settings)],
        "not_with": [words[tag] for tag in stretch.leave_out],
        "citations": source_lines(catalogue, stretch.sources),
        "follows_name": followed.name if followed else "",
    }
