from __future__ import annotations

from deskbreak.engine.values import MINUTE, Hours, Kind, Rules
from deskbreak.settings import Settings, engine_rules

from .conftest import Home

WORK = ((540, 750), (810, 1080))


def test_the_defaults_are_the_engines_own_defaults() -> None:
    kinds = (Kind("move", 30 * MINUTE, MINUTE), Kind("stretch", 60 * MINUTE, 4 * MINUTE))
    assert engine_rules(Settings()) == Rules(kinds)


def test_every_key_the_rules_read_reaches_the_engine(home: Home) -> None:
    home.write("""
[[breaks]]
name = "a"
every = "20s"
length = "1.5s"
[prompt]
warn_before = "1s"
remind_every = "2s"
merge_within = "3s"
wait_for_pause = "4s"
wait_at_most = "5s"
[snooze]
default = "6s"
max_per_break = 7
[skip]
allowed = false
max_per_day = 8
[presence]
away_after = "9s"
rest_credit = "whole"
seated_holds = ["call"]
[limits]
sitting_per_day = "8h"
[schedule]
day_starts = "05:30"
""")
    second = 1_000_000
    assert engine_rules(home.load().settings) == Rules(
        kinds=(Kind("a", 20 * second, 1_500_000),),
        warn_before=1 * second,
        remind_every=2 * second,
        merge_within=3 * second,
        wait_for_pause=4 * second,
        wait_at_most=5 * second,
        snooze_default=6 * second,
        snoozes_per_break=7,
        skip_allowed=False,
        skips_per_day=8,
        away_after=9 * second,
        rest_credit="whole",
        seated_holds=frozenset({"call"}),
        sitting_per_day=8 * 60 * MINUTE,
        day_starts=330,
        hours=None,
    )


def test_a_days_own_key_wins_over_weekdays_and_those_over_daily(home: Home) -> None:
    home.write("""
[schedule.hours]
daily = ["22:00-02:00"]
weekdays = ["09:00-12:30", "13:30-18:00"]
wed = []
fri = ["09:00-15:00"]
""")
    night = ((1320, 1560),)
    assert engine_rules(home.load().settings).hours == Hours((WORK, WORK, (), WORK, ((540, 900),), night, night))


def test_a_day_with_no_key_is_off(home: Home) -> None:
    home.write('[schedule.hours]\nweekdays = ["13:30-18:00", "09:00-12:30"]\n')
    assert engine_rules(home.load().settings).hours == Hours((WORK,) * 5 + ((), ()))
