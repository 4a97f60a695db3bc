"""What each fact says to a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deskbreak.engine.machine import Machine
from deskbreak.engine.simulate import Simulation
from deskbreak.engine.trace_reading import read_trace
from deskbreak.why import facts as f
from deskbreak.why.answer import explain
from deskbreak.why.words import clock, sentences, span
from tests.engine.transcript import PLAIN, changed, duration, week

NOW = datetime(2026, 1, 5, 15, 10, tzinfo=UTC)


def at(hour: int, minute: int, days: int = 0) -> datetime:
    return datetime(2026, 1, 5, hour, minute, tzinfo=UTC) + timedelta(days=days)


def machine(*lines: str, **settings: object) -> Machine:
    """The machine at the end of a trace."""
    rules = changed(PLAIN, settings)
    simulation = Simulation(rules, read_trace(lines, "test", ("move", "stretch"), duration))
    for _ in simulation.run():
        pass
    return simulation._engine.machine


def text(*lines: str, details: dict[str, str] | None = None, **settings: object) -> list[str]:
    said: list[str] = explain(machine(*lines, **settings), {"hold_details": details})["text"]
    return said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0s"), (12.4, "12s"), (190, "3m 10s"), (599.6, "10m"), (2461, "41m"), (7325, "2h 2m"), (-3, "0s")],
)
def test_a_span_is_as_exact_as_a_person_is(seconds: float, said: str) -> None:
    assert span(seconds) == said


def test_a_time_of_another_day_has_its_day() -> None:
    assert [clock(at(9, 0, days), NOW) for days in (0, 1, -1, 6, 7)] == [
        "09:00",
        "Tue 09:00",
        "Sun 09:00",
        "Sun 09:00",
        "Mon 12 Jan 09:00",
    ]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("snooze", "You snoozed move until 09:35."),
        ("finish", "You ended the break early, and move is still owed: it is asked for again at 09:35."),
        ("abandon", "You left the break, and move is still owed: it is asked for again at 09:35."),
    ],
)
def test_what_puts_a_break_off_is_called_what_it_was(command: str, said: str) -> None:
    start = () if command == "snooze" else ('{"at": 1800, "do": "start"}',)
    deed = f'{{"at": 1800, "do": "{command}"}}'
    assert said in text('{"at": 0, "input": true}', *start, deed, '{"at": 1800, "end": true}')


def test_a_hold_tells_what_was_seen_and_since_when() -> None:
    hold = f.Hold(
        reason="call",
        since=at(14, 55),
        detail="microphone in use by firefox",
        keeps_back="stretch",
        counts_as_sitting=True,
    )
    assert sentences([hold], NOW) == [
        "stretch is held back by a call since 14:55: microphone in use by firefox; it counts as sitting."
    ]


def test_a_detail_from_the_service_reaches_the_words_and_nothing_in_it_is_obeyed() -> None:
    said = text('{"at": 60, "hold": "call"}', details={"call": "fire\x1b[31mfox"})
    assert "A call would hold a break back since 09:01: fire [31mfox; it counts as sitting." in said


def test_a_longer_break_that_comes_early_is_named_with_the_one_it_stands_for() -> None:
    coming = f.Coming(
        kind="stretch",
        due_in_seconds=720,
        due_at=at(15, 22),
        because_of="move",
        early_seconds=180,
        takes_along=("move",),
        is_announced=False,
    )
    assert sentences([coming], NOW) == [
        "Next is stretch, after 12m more of sitting, at 15:22 if you go on; it comes 3m early, in place of move."
    ]


def test_two_kinds_due_at_once_come_as_one() -> None:
    said = text('{"at": 1800, "do": "skip"}', '{"at": 1860, "end": true}')
    assert "Next is stretch, after 29m more of sitting, at 10:00 if you go on; move with it." in said


def test_the_weekend_is_named_with_the_day_it_ends() -> None:
    hours = week({"weekdays": ((9 * 60, 17 * 60),)})
    said = text(
        '{"start": "2026-01-09T16:00:00", "zone": "UTC"}',
        '{"at": 7200, "end": true}',
        hours=hours,
    )
    assert said[0] == "No prompt for a break now: it is outside working hours, and nothing is due yet."
    assert said[1] == "60m of sitting today; no clock runs now."
    assert "Off until Mon 09:00." in said


def test_working_hours_that_never_come_are_said_so() -> None:
    said = text('{"at": 60, "end": true}', hours=week({}))
    assert "Off and no working hours are set in the week ahead." in said


def test_limits_in_force_are_named() -> None:
    said = text(
        '{"at": 1800, "do": "skip"}', '{"at": 3600, "end": true}', skips_per_day=1, sitting_per_day=3_600_000_000
    )
    assert "1 of 1 skips used today; none is left." in said
    assert "60m of the day's 60m of sitting; you were told." in said


def test_a_prompt_that_waits_for_a_pause_says_for_how_long() -> None:
    said = text('{"at": 1830, "end": true}', wait_for_pause=5_000_000)
    assert said[0] == "No prompt for move now: it waits for a pause in your typing."
    assert "move waits since 09:30:00 for 5s without typing, at most until 09:32:00." in said


def test_after_a_break_nobody_came_back_from_it_waits_for_a_key() -> None:
    said = text('{"at": 60, "do": "start", "kind": "move"}', '{"at": 70, "input": false}', '{"at": 200, "end": true}')
    assert "The break was over at 09:02; clocks go on with your first key." in said


def test_silence_says_from_when_on_it_is_an_absence() -> None:
    said = text('{"at": 600, "input": false}', '{"at": 650, "end": true}')
    assert "No sign of you for 50s; from 09:12:00 that is an absence, counted from its start." in said


def test_without_any_source_every_minute_counts_and_doctor_is_named() -> None:
    said = text('{"at": 60, "end": true}')
    assert "Nobody can tell whether you are there: every minute counts as sitting (see: deskbreak doctor)." in said
    assert "No way to notify you works: breaks show only on the screen (see: deskbreak doctor)." in said


def test_notifications_turned_off_are_no_failure() -> None:
    said = explain(machine('{"at": 60, "end": true}'), {"notifier": "null"}, is_notifying=False)["text"]
    assert "Notifications are turned off: breaks show only on the screen." in said


def test_a_hold_with_nothing_owed_would_hold() -> None:
    said = text('{"at": 60, "hold": "dnd"}', '{"at": 120, "end": true}')
    assert said[0] == "No prompt for a break now: nothing is due yet, and one would be held back."
    assert "Do not disturb would hold a break back since 09:01." in said
