"""The one picture of the service that every client gets: status, screens and subscribers alike."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from deskbreak import __version__
from deskbreak.engine.calendar import wall_time
from deskbreak.engine.values import SECOND, seconds
from deskbreak.engine.view import View
from deskbreak.history.rows import Day
from deskbreak.presence.port import Sample
from deskbreak.settings.model import Settings


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything in the picture that is not the engine's."""

    wall: datetime
    settings: Settings
    sample: Sample
    notifier: str
    today: Day
    bout_of_today: float
    routine: dict[str, Any] | None
    week: dict[str, Any]
    person: dict[str, Any]
    is_set_up: bool
    config_path: str | None
    config_problems: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    hold_details: dict[str, str] = field(default_factory=dict)


def picture(view: View, around: Surroundings) -> dict[str, Any]:
    """The snapshot, as plain JSON values; spans in seconds."""
    return {
        "version": __version__,
        "pid": os.getpid(),
        "at": around.wall.isoformat(),
        **_engine(view, around),
        "break": _break(view),
        "routine": around.routine,
        "presence": {"source": around.sample.source, "idle_seconds": _rounded(around.sample.idle_seconds)},
        "notifier": around.notifier,
        "config_path": around.config_path,
        "config_problems": around.config_problems,
        "problems": around.problems,
        "today": _today(around),
        "week": around.week,
        "effort": around.person,
        "set_up": around.is_set_up,
        "screen": screen_wishes(around.settings),
    }


def _engine(view: View, around: Surroundings) -> dict[str, Any]:
    quiet = None if view.quiet_until is None else seconds(max(0, view.quiet_until - view.now))
    return {
        "state": view.state,
        "sitting_seconds": seconds(view.sitting),
        "accruing": view.is_accruing,
        "next": None
        if view.next_kind is None
        else {"kind": view.next_kind, "due_in_seconds": seconds(view.next_due_in)},
        "kinds": [
            {
                "name": kind.name,
                "every_seconds": seconds(kind.every),
                "length_seconds": seconds(kind.length),
                "clock_seconds": seconds(clock),
            }
            for kind, clock in view.clocks
        ],
        "owed": list(view.owed),
        "holds": list(view.holds),
        "hold_details": around.hold_details,
        "snoozes_left": view.snoozes_left,
        "snooze_seconds": around.settings.snooze.default,
        "snooze_ends_in_seconds": quiet,
        "snoozed_because": view.quiet_because,
        "skip_allowed": view.can_skip,
        "prompt": view.prompt,
        "paused_until": _paused_until(view, around.wall),
        "away_seconds": None if view.away_since is None else seconds(view.now - view.away_since),
        "seated_today_seconds": seconds(view.seated_today),
    }


def _paused_until(view: View, wall: datetime) -> str | None:
    """The local time at which the pause ends; None without a pause or for one without end."""
    if view.paused_until is None or wall.tzinfo is None:
        return None
    now = round(wall.timestamp() * SECOND)
    return wall_time(now + view.paused_until - view.now, wall.tzinfo).isoformat(timespec="seconds")


def _break(view: View) -> dict[str, Any] | None:
    if view.break_kind is None:
        return None
    return {
        "kind": view.break_kind.name,
        "length_seconds": seconds(view.break_kind.length),
        "rested_seconds": seconds(view.break_rested),
        "paused": view.is_break_paused,
    }


def _today(around: Surroundings) -> dict[str, Any]:
    today = around.today
    return {
        "taken": today.taken,
        "partial": today.partial,
        "skipped": today.skipped,
        "natural": today.natural,
        "missed": today.missed,
        "longest_bout_seconds": round(max(today.longest_bout_seconds, around.bout_of_today), 3),
    }


def screen_wishes(settings: Settings) -> dict[str, Any]:
    """What the settings say about the screen."""
    screen = settings.screen
    return {
        "seconds": screen.seconds,
        "reduced_motion": screen.reduced_motion,
        "theme": screen.theme,
        "taskbar": screen.taskbar,
        "keys": {id_: list(own) for id_, own in settings.keys},
        "figure": screen.figure,
        "bell": settings.cues.bell and not settings.cues.quiet,
        "snooze_choices": list(settings.snooze.choices),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
