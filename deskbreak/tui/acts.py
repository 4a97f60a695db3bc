"""What a person can do, in one table: the service's method behind each act and when it is possible.

Keys, clicks and the command palette all come through here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskbreak.tui.reading import Moment


class Act(NamedTuple):
    """One act: its name for bindings, its words for the palette, and what it asks of the service."""

    name: str
    title: str
    explanation: str
    method: str
    is_possible: Callable[[Moment], bool]
    parameters: Callable[[Moment], dict[str, Any]]


def _nothing(_: Moment) -> dict[str, Any]:
    return {}


def prompt_of(moment: Moment) -> dict[str, Any]:
    """Names the prompt an answer is for, so that an answer that comes too late does no harm."""
    return {} if moment.prompt is None else {"prompt": moment.prompt}


def _is_resting(moment: Moment) -> bool:
    return moment.resting is not None


def _has_routine(moment: Moment) -> bool:
    return moment.resting is not None and moment.resting.routine is not None


def _has_step(moment: Moment) -> bool:
    routine = moment.resting.routine if moment.resting else None
    return routine is not None and routine.step is not None


def _can_start(moment: Moment) -> bool:
    return moment.resting is None


def can_snooze(moment: Moment) -> bool:
    """Whether a break is owed and may still be put off."""
    return moment.state != "break" and bool(moment.owed) and moment.snoozes_left != 0


def _can_skip(moment: Moment) -> bool:
    return moment.state != "break" and bool(moment.owed) and moment.is_skip_allowed


def _is_break_paused(moment: Moment) -> bool:
    return moment.resting is not None and moment.resting.is_paused


def _is_paused(moment: Moment) -> bool:
    return "paused" in moment.holds or moment.state == "paused"


_ALL: Final = (
    Act("start", "Start the break", "Take the break that is owed, or the longest", "start", _can_start, prompt_of),
    Act("snooze", "Snooze", "Put the break off for a while", "snooze", can_snooze, prompt_of),
    Act("skip", "Skip", "Give this break up", "skip", _can_skip, prompt_of),
    Act(
        "pause",
        "Pause reminders",
        "No reminders until you resume; sitting is still counted",
        "pause",
        lambda moment: not _is_paused(moment) and moment.resting is None,
        _nothing,
    ),
    Act("resume", "Resume reminders", "End the pause", "resume", _is_paused, _nothing),
    Act(
        "hold_on",
        "Pause the break",
        "Stop the break's clock",
        "break_pause",
        lambda moment: _is_resting(moment) and not _is_break_paused(moment),
        _nothing,
    ),
    Act("go_on", "Go on with the break", "Let the break's clock run again", "break_resume", _is_break_paused, _nothing),
    Act("back", "Step back", "This step from its start, or the one before", "routine_back", _has_routine, _nothing),
    Act("next", "Skip this step", "Go to the next step of the routine", "routine_next", _has_step, _nothing),
    Act(
        "hurts",
        "This hurts",
        "End this stretch at once, leave it out from now on and say what to watch for",
        "routine_hurts",
        _has_step,
        _nothing,
    ),
    Act("finish", "Finish the break", "End it now; the rest so far counts", "finish", _is_resting, _nothing),
    Act("abandon", "Not now", "End the break without credit; it comes back soon", "abandon", _is_resting, _nothing),
    Act("reload", "Reload the settings", "Read the settings files again", "reload", lambda _: True, _nothing),
)
ACTS: Final[dict[str, Act]] = {act.name: act for act in _ALL}
"""Every act by its name."""
_OF_ONE_BREAK: Final = frozenset({"hold_on", "go_on", "back", "next", "hurts", "finish"})
_OF_THE_DAY: Final = frozenset({"open", "set_up", "start_kind", "pause_for", "choose_snooze"})


def is_of_one_break(action: str, parameters: tuple[object, ...]) -> bool:
    """Whether an action of the app has something behind it where a break is all there is."""
    return parameters[0] in _OF_ONE_BREAK if action == "do" else action not in _OF_THE_DAY
