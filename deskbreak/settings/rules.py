"""The engine's rules as the settings say them: the one place seconds become the engine's spans."""

from __future__ import annotations

from deskbreak.engine import values
from deskbreak.engine.values import Kind, Rules, micros
from deskbreak.settings.model import Hours, Settings


def engine_rules(settings: Settings) -> Rules:
    """What the engine needs to know of the settings."""
    prompt, snooze, skip, presence = settings.prompt, settings.snooze, settings.skip, settings.presence
    return Rules(
        kinds=tuple(Kind(kind.name, micros(kind.every), micros(kind.length)) for kind in settings.breaks),
        warn_before=micros(prompt.warn_before),
        remind_every=micros(prompt.remind_every),
        merge_within=micros(prompt.merge_within),
        wait_for_pause=micros(prompt.wait_for_pause),
        wait_at_most=micros(prompt.wait_at_most),
        snooze_default=micros(snooze.default),
        snoozes_per_break=snooze.max_per_break,
        skip_allowed=skip.allowed,
        skips_per_day=skip.max_per_day,
        away_after=micros(presence.away_after),
        rest_credit=presence.rest_credit,
        seated_holds=frozenset(presence.seated_holds),
        sitting_per_day=micros(settings.limits.sitting_per_day),
        day_starts=settings.schedule.day_starts,
        hours=_week(settings.schedule.hours),
    )


def _week(hours: Hours | None) -> values.Hours | None:
    if hours is None:
        return None
    return values.Hours(tuple(hours.of_day(weekday)[1] for weekday in range(7)))
