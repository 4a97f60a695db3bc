"""What is said at each cue, in sentences short enough for the time there is. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deskbreak.cues.plan import CHANGE, END, HALFWAY, HALVED_FROM_SECONDS, ONE, START, THREE, TWO, WALK, Beat, Part

WORDS_A_SECOND = 2.8
"""A usual voice says 175 words a minute."""

COUNTDOWN_SECONDS = 3

SAID = {
    HALFWAY: "Halfway.",
    THREE: "Three.",
    TWO: "Two.",
    ONE: "One.",
    WALK: "Now walk about until the break is over.",
    END: "The break is over.",
}


def spoken(beat: Beat, routine: Sequence[Part]) -> str:
    """The sentences of one cue."""
    if beat.kind == CHANGE:
        return _sentences(_title(beat.index, routine), *_in_change(beat.index, routine)[0])
    if beat.kind == START:
        return _sentences(_opening(beat.index, routine), *_until_next(beat.index, routine)[0])
    if beat.kind == HALFWAY:
        _, unsaid = _until_next(beat.index, routine)
        seconds = routine[beat.index].seconds / 2 - COUNTDOWN_SECONDS
        return _sentences(SAID[HALFWAY], *_fitting(unsaid, seconds, SAID[HALFWAY])[0])
    return SAID[beat.kind]


def written(beat: Beat, routine: Sequence[Part]) -> tuple[str, ...]:
    """The lines of one cue to be read: everything, for reading is not bound to the time there is."""
    if beat.kind == CHANGE:
        return (_title(beat.index, routine), *routine[beat.index].lines)
    if beat.kind == START:
        part = routine[beat.index]
        lines = (_opening(beat.index, routine), *part.lines, part.form)
        return tuple(line for line in lines if line)
    return (SAID[beat.kind],)


def titled(part: Part) -> str:
    """The name of a part with its side: "Standing quad stretch, left side"."""
    return f"{part.name}, {part.side} side" if part.side else part.name


def plainly(text: str) -> str:
    """The text as a voice may be given it: one line, nothing a speech program could take for markup or a command."""
    return " ".join(re.sub(r"[^\w\s.,;:!?'%()/-]", " ", text).split()).lstrip("-")


def lasting(seconds: float) -> str:
    """A span as it is said: "30 seconds", "1 minute", "2 minutes 10 seconds"."""
    minutes, rest = divmod(round(seconds), 60)
    said = [f"{minutes} minute{'s' * (minutes != 1)}"] if minutes else []
    return " ".join([*said, f"{rest} second{'s' * (rest != 1)}"] if rest or not minutes else said)


def _title(index: int, routine: Sequence[Part]) -> str:
    part = routine[index]
    before = routine[index - 1] if index else None
    if before is None:
        return f"{titled(part)}."
    rest = "Rest. " if before.kind == "hold" else ""
    if before.stretch != part.stretch:
        return f"{rest}Next: {titled(part)}."
    if (before.side, part.side) == ("left", "right"):
        return f"{rest}Change sides: right side."
    return f"{rest}Once more: {titled(part)}."


def _opening(index: int, routine: Sequence[Part]) -> str:
    part = routine[index]
    span = lasting(part.seconds)
    if part.kind == "hold":
        return f"Hold for {span}."
    if _is_announced(index, routine):
        return f"Begin, for {span}."
    return f"{titled(part)}, for {span}."


def _is_announced(index: int, routine: Sequence[Part]) -> bool:
    """Whether the change-over before a part leads into it: one that was left early leads to something else."""
    if not index:
        return False
    part, before = routine[index], routine[index - 1]
    return before.kind == CHANGE and (before.stretch, before.side) == (part.stretch, part.side)


Lines = tuple[str, ...]


def _in_change(index: int, routine: Sequence[Part]) -> tuple[Lines, Lines]:
    """The lines of a change-over that can be said while it lasts, and those left for the hold after it."""
    part = routine[index]
    return _fitting(part.lines, part.seconds, _title(index, routine))


def _until_next(index: int, routine: Sequence[Part]) -> tuple[Lines, Lines]:
    """The lines that can be said from the beginning of a step to its next cue, and those left for after it."""
    part = routine[index]
    unsaid = _in_change(index - 1, routine)[1] if _is_announced(index, routine) else ()
    lines = tuple(line for line in (*unsaid, *part.lines, part.form) if line)
    is_halved = part.seconds >= HALVED_FROM_SECONDS
    return _fitting(
        lines, part.seconds / 2 if is_halved else part.seconds - COUNTDOWN_SECONDS, _opening(index, routine)
    )


def _fitting(lines: Lines, seconds: float, title: str) -> tuple[Lines, Lines]:
    """As many lines as can be said in this time after the title, and the rest."""
    words = int(seconds * WORDS_A_SECOND) - len(title.split())
    for count, line in enumerate(lines):
        words -= len(line.split())
        if words < 0:
            return lines[:count], lines[count:]
    return lines, ()


def _sentences(*said: str) -> str:
    return " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in said if text)
