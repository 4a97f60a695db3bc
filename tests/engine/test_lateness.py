"""When the engine is woken makes no difference to what it says: only what it is told does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deskbreak.engine import inputs as i
from deskbreak.engine.values import SECOND, Rules
from tests.engine.desks import ClockStep, Desk, Said, Step, bounded, commands, days, observations, rules, spans


def lived_carelessly(given_rules: Rules, steps: list[Step], ticks: list[int]) -> list[Said]:
    """The same day with ticks at arbitrary instants, never at the deadlines asked for."""
    desk = Desk(given_rules)
    pending = list(ticks)
    for span, deed in [*steps, (60 * SECOND, i.Tick())]:
        to = desk.boot + span
        while pending and desk.boot + pending[0] < to:
            desk.boot += pending.pop(0)
            desk.give(i.Tick())
        desk.boot = to
        desk.do(deed)
    return list(desk.spoken())


@bounded(150)
@given(rules(), days(observations() | commands() | spans(-200, 200).map(ClockStep)), st.lists(spans(0, 30), max_size=8))
def test_late_and_split_wake_ups_say_the_same_as_punctual_ones(
    given_rules: Rules, steps: list[Step], ticks: list[int]
) -> None:
    assert lived_carelessly(given_rules, steps, ticks) == Desk(given_rules).live(steps)


@bounded(40)
@given(rules(), days())
def test_being_woken_every_second_says_the_same(given_rules: Rules, steps: list[Step]) -> None:
    assert lived_carelessly(given_rules, steps, [SECOND] * 2000) == Desk(given_rules).live(steps)


@bounded(60)
@given(
    rules(has_calendar=False),
    days(observations() | commands()),
    st.lists(st.tuples(st.integers(0, 19), st.integers(-90_000, 90_000)), max_size=5),
)
def test_steps_of_the_wall_clock_change_no_span(
    given_rules: Rules, steps: list[Step], clock_steps: list[tuple[int, int]]
) -> None:
    stepped = list(steps)
    for index, seconds in clock_steps:
        stepped.insert(index, (0, ClockStep(seconds * SECOND)))
    assert Desk(given_rules).live(stepped) == Desk(given_rules).live(steps)


@bounded(40)
@given(rules(), days())
def test_a_tick_at_any_time_never_goes_back(given_rules: Rules, steps: list[Step]) -> None:
    said = Desk(given_rules).live(steps)
    assert [at for at, *_ in said] == sorted(at for at, *_ in said)
