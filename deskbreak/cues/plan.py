"""When a cue is due in a routine: (steps, elapsed seconds) -> the cues due now and the seconds to the next. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CHANGE, START, HALFWAY, THREE, TWO, ONE, WALK, END = KINDS = (
    "change", "start", "halfway", "three", "two", "one", "walk", "end",
)  # fmt: skip
"""What a cue says: get ready, it begins, half of it, the last three seconds, easy walking until the end, the end."""

COUNTDOWN = {3: THREE, 2: TWO, 1: ONE}
LASTING = (CHANGE, START, WALK)
"""What stays true for a while, and so is worth saying late."""

HALVED_FROM_SECONDS = 20
COUNTED_FROM_SECONDS = 10
WALK_FROM_SECONDS = 5
LATE_SECONDS = 1.5
"""A cue of the moment later than this is left unsaid."""

NEARLY = 0.01


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a routine, as far as it can be heard."""

    kind: str
    stretch: str
    name: str
    side: str
    seconds: float
    lines: tuple[str, ...] = ()
    form: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """A cue in its place: `at_seconds` into the routine, about the part of this index."""

    kind: str
    at_seconds: float
    index: int


def parts(steps: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    """The parts of a routine as the service's snapshot describes its steps."""
    return tuple(
        Part(
            kind=str(step["kind"]),
            stretch=str(step["stretch"]),
            name=str(step["name"]),
            side=str(step["side"]),
            seconds=float(step["seconds"]),
            lines=tuple(map(str, step["instructions"])),
            form=str(step.get("form", "")),
        )
        for step in steps
    )


def beats(routine: Sequence[Part], length_seconds: float) -> tuple[Beat, ...]:
    """Every cue of a routine in a break of this length, in order. The end of the break itself is not among them."""
    found: list[Beat] = []
    begun = 0.0
    for index, part in enumerate(routine):
        found += _beats_of(part, begun, index)
        begun += part.seconds
    if length_seconds - begun >= WALK_FROM_SECONDS:
        found.append(Beat(WALK, begun, len(routine)))
    return tuple(found)


def _beats_of(part: Part, begun: float, index: int) -> Iterator[Beat]:
    if part.kind == CHANGE:
        yield Beat(CHANGE, begun, index)
        return
    yield Beat(START, begun, index)
    if part.seconds >= HALVED_FROM_SECONDS:
        yield Beat(HALFWAY, begun + part.seconds / 2, index)
    if part.seconds >= COUNTED_FROM_SECONDS:
        for left, kind in COUNTDOWN.items():
            yield Beat(kind, begun + part.seconds - left, index)


def due(all_beats: Sequence[Beat], heard_seconds: float, elapsed_seconds: float) -> tuple[Beat, ...]:
    """The cues after `heard_seconds` up to now.

    Of what is late only the last thing that still holds is said: nobody wants a countdown read out afterwards.
    """
    reached = [beat for beat in all_beats if heard_seconds < beat.at_seconds <= elapsed_seconds + NEARLY]
    lasting = [beat for beat in reached if beat.kind in LASTING][-1:]
    fresh = elapsed_seconds - LATE_SECONDS
    return tuple(beat for beat in reached if beat in lasting or (beat.at_seconds >= fresh and beat.kind not in LASTING))


def done(routine: Sequence[Part], elapsed_seconds: float) -> tuple[str, ...]:
    """The ids of the stretches done by now: each of their sides to its end at least once."""
    sides: dict[str, set[str]] = {}
    ended: dict[str, set[str]] = {}
    begun = 0.0
    for part in routine:
        begun += part.seconds
        if part.kind != CHANGE:
            sides.setdefault(part.stretch, set()).add(part.side)
            if begun <= elapsed_seconds + NEARLY:
                ended.setdefault(part.stretch, set()).add(part.side)
    return tuple(stretch for stretch, all_sides in sides.items() if ended.get(stretch) == all_sides)


def next_in(all_beats: Sequence[Beat], elapsed_seconds: float) -> float | None:
    """Seconds to the next cue, None after the last."""
    coming = (beat.at_seconds for beat in all_beats if beat.at_seconds > elapsed_seconds + NEARLY)
    first = min(coming, default=None)
    return None if first is None else first - elapsed_seconds
