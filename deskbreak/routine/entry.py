"""Turns already parsed stretch tables into values, with all their problems at once. Reads no file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from deskbreak.routine.catalogue import (
    LEAST_HOLD_SECONDS,
    MOST_HOLD_SECONDS,
    MOTIONS,
    PLACES,
    POSTURES,
    REGIONS,
    USUAL_HOLD_SECONDS,
    Catalogue,
    Condition,
    Hold,
    Source,
    Steps,
    Stretch,
)
from deskbreak.routine.problems import Problem, Where, shown
from deskbreak.routine.table import Table

LINE, SENTENCE, CITATION = 60, 160, 300
"""How long texts may be: a line shown during a hold, a sentence beside it, a citation."""

KEYS = (
    "id", "name", "regions", "targets", "place", "posture", "motion", "hold", "hold_at_least", "hold_at_most", "form",
    "avoid", "leave_out", "easier", "deeper", "why", "watch_for", "source", "follows", "advanced", "left", "right",
    "both",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """What one file adds. `places` says, for each stretch, where in the file `path` it stands."""

    path: str = ""
    stretches: tuple[Stretch, ...] = ()
    places: tuple[Where, ...] = ()
    sources: tuple[Source, ...] = ()
    conditions: tuple[Condition, ...] = ()


def read_part(tables: Mapping[str, object], path: str = "") -> tuple[Part, tuple[Problem, ...]]:
    """One parsed file's stretches, sources and conditions; a stretch with a problem is not among them."""
    problems: list[Problem] = []
    top = Table(tables, (), problems)
    top.refuse_unknown(("stretch", "sources", "conditions"))
    stretches, places = [], []
    for where, values in _entries(tables.get("stretch", []), problems):
        before = len(problems)
        stretch = read_stretch(Table(values, where, problems), path)
        if len(problems) == before:
            stretches.append(stretch)
            places.append(where)
    part = Part(path, tuple(stretches), tuple(places), _sources(top), _conditions(top))
    return part, tuple(replace(problem, path=path) for problem in problems)


def read_stretch(table: Table, origin: str = "") -> Stretch:
    """One stretch; what is wrong is noted on the table and stands as an empty value here."""
    table.refuse_unknown(KEYS)
    motion = table.choice("motion", MOTIONS, "static")
    sources = _keys(table, "source")
    regions = table.choices("regions", REGIONS)
    if "warm-up" in regions and (motion != "moving" or "both" not in table.values or len(regions) > 1):
        table.note("regions", "a warm-up has no other region, is moving, and has [stretch.both]")
    return Stretch(
        id=table.name("id"),
        name=table.text("name", longest=LINE),
        regions=regions,
        targets=table.lines("targets", count=(1, 8), longest=LINE),
        place=table.choice("place", PLACES),
        motion=motion,
        hold=_hold(table, is_static=motion == "static"),
        sides=_sides(table),
        form=table.lines("form", count=(1, 4), longest=LINE),
        avoid=table.text("avoid", longest=SENTENCE),
        why=table.text("why", longest=SENTENCE),
        watch_for=table.text("watch_for", longest=SENTENCE),
        sources=sources,
        leave_out=table.lines("leave_out", count=(0, 20), longest=LINE),
        easier=table.text("easier", longest=SENTENCE, default=""),
        deeper=table.text("deeper", longest=SENTENCE, default=""),
        follows=_follows(table, sources),
        advanced=table.flag("advanced"),
        posture=_posture(table),
        origin=origin,
    )


def _entries(found: object, problems: list[Problem]) -> Iterator[tuple[Where, Mapping[str, object]]]:
    if not isinstance(found, list):
        problems.append(Problem(("stretch",), f"found {shown(found)}, allowed: [[stretch]] tables"))
        return
    for index, values in enumerate(found):
        where: Where = ("stretch", index)
        if isinstance(values, Mapping):
            yield where, values
        else:
            problems.append(Problem(where, f"found {shown(values)}, allowed: a [[stretch]] table"))


def _hold(table: Table, *, is_static: bool) -> Hold:
    limits = (LEAST_HOLD_SECONDS, MOST_HOLD_SECONDS) if is_static else (5, 1200)
    least = table.span("hold_at_least", limits[0], limits)
    most = table.span("hold_at_most", limits[1], limits)
    usual = table.span("hold", min(max(USUAL_HOLD_SECONDS, least), most), limits)
    if not least <= usual <= most:
        table.note("hold", f"is {usual}s, allowed: between hold_at_least ({least}s) and hold_at_most ({most}s)")
    return Hold(usual, least, most)


def _sides(table: Table) -> dict[str, Steps]:
    given = [side for side in ("left", "right", "both") if side in table.values]
    if given not in (["left", "right"], ["both"]):
        table.note("", f"has steps for {' and '.join(given) or 'no side'}, allowed: left and right, or both alone")
    return {"" if side == "both" else side: _steps(inner) for side in given if (inner := table.inner(side))}


def _steps(table: Table) -> Steps:
    table.refuse_unknown(("ready", "during"))
    return Steps(
        ready=table.lines("ready", count=(1, 3), longest=LINE),
        during=table.lines("during", count=(1, 3), longest=LINE),
    )


def _posture(table: Table) -> str:
    """How one is on the floor; "" for a stretch that does not say, or has another place."""
    if "posture" not in table.values:
        return ""
    if table.values.get("place") != "floor":
        table.note("posture", "is for stretches on the floor")
    return table.choice("posture", POSTURES)


def _keys(table: Table, key: str) -> tuple[str, ...]:
    if isinstance(table.values.get(key), str):
        return (table.text(key, longest=LINE),)
    return table.lines(key, count=(1, 6), longest=LINE)


def _follows(table: Table, sources: tuple[str, ...]) -> str:
    if sources == ("deskbreak",):
        return table.name("follows")
    return table.name("follows") if "follows" in table.values else ""


def _sources(top: Table) -> tuple[Source, ...]:
    table = top.inner("sources")
    if table is None:
        return ()
    found = []
    for key in table.values:
        inner = table.inner(key)
        if inner is not None and table.allows(key):
            inner.refuse_unknown(("citation", "url"))
            citation, url = inner.text("citation", longest=CITATION), inner.text("url", longest=SENTENCE, default="")
            found.append(Source(key, citation, url))
    return tuple(found)


def _conditions(top: Table) -> tuple[Condition, ...]:
    table = top.inner("conditions")
    if table is None:
        return ()
    return tuple(Condition(tag, table.text(tag, longest=SENTENCE)) for tag in table.values if table.allows(tag))


def join(base: Catalogue, parts: Sequence[Part]) -> tuple[Catalogue, tuple[Problem, ...]]:
    """`base` with parts on top, later ones last: a stretch of a known id takes that one's place.

    A stretch that cites a source, follows a stretch or names a condition nobody knows is left out and reported.
    """
    everything: tuple[Catalogue | Part, ...] = (base, *parts)
    known = Known(
        sources={source.key: source for each in everything for source in each.sources},
        conditions={condition.tag: condition for each in everything for condition in each.conditions},
        ids=frozenset(stretch.id for each in everything for stretch in each.stretches),
    )
    stretches = {stretch.id: stretch for stretch in base.stretches}
    problems: list[Problem] = []
    seen: set[str] = set()
    for part in parts:
        for where, stretch in zip(part.places, part.stretches, strict=True):
            found = [Problem((*where, key), text, part.path) for key, text in _loose_ends(stretch, known, seen)]
            seen.add(stretch.id)
            problems += found
            if not found:
                stretches[stretch.id] = stretch
    ordered = sorted(stretches.values(), key=_shelf)
    joined = Catalogue(tuple(ordered), tuple(known.sources.values()), tuple(known.conditions.values()))
    return joined, tuple(problems)


def _shelf(stretch: Stretch) -> tuple[int, int]:
    return REGIONS.index(stretch.region), PLACES.index(stretch.place)


@dataclass(frozen=True, slots=True)
class Known:
    """What a stretch may refer to."""

    sources: Mapping[str, Source]
    conditions: Mapping[str, Condition]
    ids: frozenset[str]


def _loose_ends(stretch: Stretch, known: Known, seen: set[str]) -> Iterator[tuple[str, str]]:
    for key in stretch.sources:
        if key not in known.sources:
            yield "source", f"found {shown(key)}, allowed: {', '.join(known.sources)}"
    for tag in stretch.leave_out:
        if tag not in known.conditions:
            yield "leave_out", f"found {shown(tag)}, allowed: {', '.join(known.conditions)}"
    if stretch.follows and stretch.follows not in known.ids:
        yield "follows", f"found {shown(stretch.follows)}, allowed: the id of a stretch"
    if stretch.id in known.conditions:
        yield "id", f"{shown(stretch.id)} is a condition's name"
    if stretch.id in seen:
        yield "id", f"found {shown(stretch.id)} a second time"
