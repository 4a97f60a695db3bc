"""What a break says: its countdown, its words, and the rows above and under them. Pure."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from deskbreak.tui import words
from deskbreak.tui.draw.gauge import Dial
from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.widgets.line import Ends
from deskbreak.tui.widgets.prose import ITEM
from deskbreak.tui.widgets.track import Progress

if TYPE_CHECKING:
    from deskbreak.tui.reading import Resting
    from deskbreak.tui.routine import Routine, Step
    from deskbreak.tui.view import View
    from deskbreak.tui.widgets.prose import Lines

WAY_BACK: Final = "until you let it back in, in the library."
_FEW_STEPS = 6
_WALKING = (
    Ink("On your feet", "strong"),
    Ink(""),
    Ink("· Walk a few steps, or on the spot."),
    Ink("· Look at something far away."),
    Ink("· Let the shoulders drop."),
)


def dial(resting: Resting, *, is_reduced: bool) -> Dial:
    """The countdown of the step, or of the whole break where no step runs; loose while getting into position."""
    step = resting.routine.step if resting.routine else None
    left, whole = resting.left_seconds, resting.length_seconds
    if resting.routine and step:
        left, whole = resting.routine.step_left_seconds, step.seconds
    fraction = left / whole if whole else 0.0
    shown = ceil(fraction * _FEW_STEPS) / _FEW_STEPS if is_reduced else fraction
    if resting.is_paused:
        stands_at = words.countdown(left)
        unit = "" if ":" in stands_at else " s"
        return Dial(shown, "bars", f"{stands_at}{unit} left", "quiet", is_loose=True)
    is_change = bool(step and step.is_change)
    return Dial(shown, words.countdown(left), "get ready" if is_change else "", is_loose=is_change)


def instructions(step: Step | None) -> Lines:
    """What to do, and what not; easy walking where no step runs."""
    if step is None:
        return _WALKING
    side = f"{step.side} side" if step.side in ("left", "right") else step.side
    form = (Ink(f"· {step.form}"),) if step.form and not step.is_change else ()
    avoid = (Ink(""), Ink(f"Avoid: {lowered(step.avoid)}", "quiet")) if step.avoid and not step.is_change else ()
    return (
        Ink(step.name, "strong"),
        Ink(side or step.kind, "accent"),
        Ink(""),
        *(Ink(f"· {line}") for line in step.instructions),
        *form,
        *avoid,
    )


def lowered(text: str) -> str:
    """A sentence as the continuation of another."""
    return text[:1].lower() + text[1:]


def warning(step: Step, *, by_command: bool = False) -> Lines:
    """What to watch for after a stretch that hurt; `by_command`: there is no library to let it back in."""
    way_back = f"until deskbreak stretches let-in {step.stretch}" if by_command else WAY_BACK
    return (
        Ink(f"{step.name} is left out", "alert"),
        Ink(way_back, "quiet"),
        Ink(""),
        Ink(f"Watch for: {step.watch_for}" if step.watch_for else "Sharp or spreading pain is a sign to stop."),
        Ink(""),
        Ink("If it stays, ask a physical therapist before you stretch again.", "quiet"),
    )


def brief(resting: Resting) -> Ends:
    """The countdown and what is done in one row, for a strip."""
    step = resting.routine.step if resting.routine else None
    left = resting.routine.step_left_seconds if resting.routine and step else resting.left_seconds
    lead = f"{'paused, ' if resting.is_paused else ''}{words.countdown(left)}"
    doing = f"{'get ready: ' if step.is_change else ''}{step.title}" if step else _WALKING[0].text
    return Ends((Ink(lead, "strong"), Ink(f"  {doing}")), top(resting, is_short=step is None).right)


def top(resting: Resting, *, is_short: bool) -> Ends:
    """The break's name, and how far it is; `is_short` without the number of the step."""
    routine = resting.routine
    place = "{} of {}  ·  ".format(*routine.place) if routine and routine.step and not is_short else ""
    left = words.clock(resting.left_seconds)
    paused = Ink("  ·  paused" if resting.is_paused else "", "strong")
    return Ends((Ink(resting.kind, "strong"), paused), (Ink(f"{place}{left} left", "quiet"),))


def at_a_glance(view: View, said: Lines) -> Ends:
    """The instructions side by side for a strip, unless something is the matter."""
    if (news := _news(view)) is not None:
        return news
    items = [ink.text.removeprefix(ITEM) for ink in said if ink.text.startswith(ITEM)]
    return Ends((Ink("  ".join(items) or " ".join(ink.text for ink in said if ink.text), "quiet"),))


def progress(resting: Resting) -> Progress:
    """The whole routine's, or the break's where none runs."""
    routine = resting.routine
    if routine is None:
        return Progress((resting.length_seconds,), resting.rested_seconds)
    return Progress(routine.parts, routine.elapsed_seconds)


def following(view: View, routine: Routine | None) -> Ends:
    """What comes next, unless something is the matter."""
    if (news := _news(view)) is not None:
        return news
    if routine is None or routine.step is None:
        return Ends()
    if routine.step.is_change:
        hold = routine.next_step
        return _then(f"hold for {words.length(hold.seconds)}" if hold else "")
    return _then(routine.next_step.title if routine.next_step else "back to the desk")


def _news(view: View) -> Ends | None:
    if not view.is_connected:
        return Ends((Ink("The service does not answer; trying again", "alert"),))
    return Ends((Ink(view.whisper, "strong"),)) if view.whisper else None


def _then(text: str) -> Ends:
    return Ends((Ink("next  ", "faint"), Ink(text, "quiet")))
