"""Stretches and plans as lines of plain text, for a terminal or a pipe. Pure; knows neither width nor colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from deskbreak.routine.catalogue import PLACES, REGION_WORDS, Catalogue, Stretch
from deskbreak.routine.plan import CHANGE, Plan

PLACE_WORDS = dict(zip(PLACES, ("standing", "on the chair", "on the floor"), strict=True))


def list_lines(stretches: Sequence[Stretch], left_out: AbstractSet[str] = frozenset()) -> Iterator[str]:
    """One line a stretch, under its region; `left_out` are ids and condition tags."""
    width = max((len(stretch.id) for stretch in stretches), default=0)
    for region, group in groupby(stretches, key=lambda stretch: stretch.region):
        yield f"{REGION_WORDS[region]}:"
        for stretch in group:
            notes = [f"({note})" for note in _notes(stretch, left_out)]
            yield f"  {stretch.id:<{width}}  {PLACE_WORDS[stretch.place]:<12}  {' '.join((stretch.name, *notes))}"


def stretch_lines(catalogue: Catalogue, stretch: Stretch, left_out: AbstractSet[str] = frozenset()) -> Iterator[str]:
    """Everything about one stretch, first of all why it never comes if that is so."""
    regions = " and ".join(REGION_WORDS[region] for region in stretch.regions)
    yield f"{stretch.name} ({stretch.id})"
    yield f"{regions}, {PLACE_WORDS[stretch.place]}, {_how(stretch)}"
    yield f"reaches {', '.join(stretch.targets)}"
    words = {condition.tag: condition.words for condition in catalogue.conditions}
    if stretch.id in left_out:
        yield f"LEFT OUT, by hand or because it hurt: deskbreak stretches let-in {stretch.id} lets it back in"
    for tag in stretch.leave_out:
        if tag in left_out:
            yield f"LEFT OUT for what you said in deskbreak setup: {words[tag]}"
    for side, steps in stretch.sides.items():
        yield ""
        yield f"{side.capitalize()} side" if side else "Both sides together"
        yield from (f"  {line}" for line in (*steps.ready, *steps.during))
    yield ""
    yield from _labelled("Form", [f"{cue}." for cue in stretch.form])
    yield from _labelled("Avoid", [stretch.avoid])
    yield from _labelled("Easier", [stretch.easier])
    yield from _labelled("Deeper", [stretch.deeper])
    yield from _labelled("Leave it out with", [words[tag] for tag in stretch.leave_out])
    yield from _labelled("Watch for", [stretch.watch_for])
    yield from _labelled("Why", [stretch.why])
    yield from _labelled("Source", source_lines(catalogue, stretch.sources))
    followed = catalogue.get(stretch.follows)
    yield from _labelled("Follows", [f"{followed.name} ({followed.id})"] if followed else [])


def source_lines(catalogue: Catalogue, keys: Iterable[str]) -> list[str]:
    """The full citations of some source keys."""
    found = [source for key in keys if (source := catalogue.source(key))]
    return [" ".join(part for part in (source.citation, source.url) if part) for source in found]


def plan_lines(plan: Plan) -> Iterator[str]:
    """The steps with the time each begins at, then why these."""
    begun = 0.0
    for step in plan.steps:
        side = f", {step.side} side" if step.side else ""
        what = "get ready" if step.kind == CHANGE else step.kind
        yield f"{_clock(begun)}  {step.seconds:>3.0f}s  {what:<9}  {step.stretch.name}{side}"
        begun += step.seconds
    yield f"{_clock(begun)}  end"
    yield ""
    yield from plan.why


def _notes(stretch: Stretch, left_out: AbstractSet[str]) -> Iterator[str]:
    if stretch.origin:
        yield "yours"
    if stretch.id in left_out:
        yield "left out"
    if tags := [tag for tag in stretch.leave_out if tag in left_out]:
        yield f"not with {', '.join(tags)}"


def _how(stretch: Stretch) -> str:
    what = "held" if stretch.is_static else "moving"
    each = " each side" if len(stretch.sides) > 1 else ""
    advanced = ", advanced" if stretch.advanced else ""
    return f"{what} {stretch.hold.usual}s{each} ({stretch.hold.least}-{stretch.hold.most}s){advanced}"


def _labelled(label: str, lines: Sequence[str]) -> Iterator[str]:
    said = [line for line in lines if line]
    if said:
        yield f"{label}:"
        yield from (f"  {line}" for line in said)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60:>2}:{int(seconds) % 60:02d}"
