"""The saved state: it survives JSON, loses nothing, and whatever else is handed in is refused with ValueError."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.engine import inputs as i
from deskbreak.engine.engine import Engine
from deskbreak.engine.values import MINUTE, SECOND, Kind, Rules
from tests.engine.desks import Desk, Step, bounded, commands, days, observations, rules, spans
from tests.engine.transcript import MOVE, PLAIN, STRETCH, changed, week

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def restart(desk: Desk, gone: int = 0) -> None:
    """Save, forget everything, restore."""
    saved = json.loads(json.dumps(desk.engine.save(), allow_nan=False))
    desk.boot += gone
    desk.engine, events = Engine.restore(desk.rules, saved, desk.now, gone)
    desk.hear(events)


@bounded(60)
@given(rules(), days(observations(holds=False) | commands()), st.data())
def test_saving_and_restoring_at_any_instant_changes_nothing(
    given_rules: Rules, steps: list[Step], data: st.DataObject
) -> None:
    desk = Desk(given_rules)
    for span, deed in steps:
        to = desk.boot + span
        desk.punctually(min(to, desk.boot + data.draw(spans(0, 40))))
        desk.give(i.Tick())
        before = desk.engine.save()
        restart(desk)
        assert desk.engine.save() == before
        desk.punctually(to)
        desk.do(deed)
    desk.punctually(desk.boot + 60 * SECOND)
    desk.give(i.Tick())
    assert list(desk.spoken()) == Desk(given_rules).live(steps)


@bounded(60)
@given(rules(), days(observations(holds=False) | commands()), spans(0, 60))
def test_a_restart_is_a_suspend_of_its_length(given_rules: Rules, steps: list[Step], gone: int) -> None:
    restarted, suspended = Desk(given_rules), Desk(given_rules)
    for desk in (restarted, suspended):
        desk.live(steps)
    restart(restarted, gone)
    since, suspended.boot = suspended.boot, suspended.boot + gone
    suspended.give(i.Slept(since))
    assert list(restarted.spoken()) == list(suspended.spoken())
    assert restarted.engine.save() == suspended.engine.save()


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    found = [at] if at else []
    if isinstance(value, dict):
        for key, item in value.items():
            found += places(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += places(item, (*at, index))
    return found


def damage(saved: Any, at: tuple[Any, ...], value: Any) -> None:
    """Put `value` at one place."""
    for key in at[:-1]:
        saved = saved[key]
    saved[at[-1]] = value


@bounded(150)
@given(rules(), days(), st.data())
def test_a_damaged_state_is_refused_or_works(given_rules: Rules, steps: list[Step], data: st.DataObject) -> None:
    desk = Desk(given_rules)
    for span, deed in steps:
        desk.boot += span
        desk.do(deed)
    saved = json.loads(json.dumps(desk.engine.save()))
    damage(saved, data.draw(st.sampled_from(places(saved))), data.draw(JSON_VALUES))
    try:
        engine, _ = Engine.restore(given_rules, saved, desk.now, 0)
    except ValueError:
        return
    engine.handle(i.Tick(), desk.now.later(60 * SECOND))
    json.dumps(engine.save())
    engine.view()


@bounded(100)
@given(JSON_VALUES)
def test_anything_else_is_refused(saved: object) -> None:
    desk = Desk(PLAIN)
    with pytest.raises(ValueError, match="saved state"):
        Engine.restore(PLAIN, saved, desk.now, 0)


@pytest.mark.parametrize("missing", sorted(Desk(PLAIN).engine.save()))
def test_a_state_without_one_of_its_parts_is_refused(missing: str) -> None:
    desk = Desk(PLAIN)
    saved = desk.engine.save()
    del saved[missing]
    with pytest.raises(ValueError, match="saved state"):
        Engine.restore(PLAIN, saved, desk.now, 0)


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (("clocks", "move", "seated"), -1),
        (("clocks", "move", "doubtful"), 10**9),
        (("clocks", "move", "snoozes"), True),
        (("clocks", "move", "seated"), 1.5),
        (("idle_since",), 5),
        (("quiet_until",), 10**30),
        (("quiet_because",), "boredom"),
        (("page", 3), "yesterday"),
        (("hands_on",), 1),
        (("format",), 4),
    ],
)
def test_impossible_numbers_are_refused(at: tuple[Any, ...], value: object) -> None:
    desk = Desk(PLAIN)
    saved = desk.engine.save()
    damage(saved, at, value)
    with pytest.raises(ValueError, match="saved state"):
        Engine.restore(PLAIN, saved, desk.now, 0)


def test_restored_under_a_longer_every_what_was_owed_is_not_due_yet() -> None:
    desk = Desk(PLAIN)
    desk.punctually(1800 * SECOND)
    assert desk.engine.view().owed == ("move",)
    desk.rules = changed(PLAIN, {"kinds": (Kind("move", 40 * MINUTE, MINUTE), STRETCH)})
    restart(desk)
    assert desk.engine.view().owed == ()
    assert desk.said[-1].written() == {"kind": "move", "prompt": 1, "reason": "settings"}


def test_restored_while_away_under_another_length_the_clock_clears_when_it_is_0() -> None:
    desk = Desk(changed(PLAIN, {"kinds": (Kind("move", 30 * MINUTE, 10 * MINUTE),)}))
    desk.punctually(1000 * SECOND)
    desk.give(i.HandsOff())
    desk.punctually(1120 * SECOND)
    desk.rules = changed(PLAIN, {"kinds": (Kind("move", 30 * MINUTE, 30 * MINUTE),)})
    restart(desk)
    desk.punctually(3000 * SECOND)
    assert [(event.at, event.name) for event in desk.said] == [(1120 * SECOND, "away"), (2000 * SECOND, "rested")]


def test_restored_under_other_working_hours_they_hold_at_once() -> None:
    desk = Desk(PLAIN)
    desk.punctually(1800 * SECOND)
    desk.rules = changed(PLAIN, {"hours": week({"daily": ((10 * 60, 12 * 60),)})})
    restart(desk)
    assert [event.name for event in desk.said] == ["break_due", "hours_ended", "missed"]
    assert desk.engine.view().state == "off"


def test_a_kind_that_is_gone_is_forgotten_and_a_new_one_begins_at_0() -> None:
    desk = Desk(PLAIN)
    desk.punctually(600 * SECOND)
    desk.give(i.Start("stretch"))
    desk.rules = changed(PLAIN, {"kinds": (MOVE, Kind("walk", 90 * MINUTE, 5 * MINUTE))})
    restart(desk)
    view = desk.engine.view()
    assert view.break_kind is None
    assert [(kind.name, sat) for kind, sat in view.clocks] == [("move", 600 * SECOND), ("walk", 0)]


def as_first_written(saved: dict[str, Any]) -> dict[str, Any]:
    """The same state as the first format had it."""
    old: dict[str, Any] = json.loads(json.dumps(saved)) | {"format": 1}
    del old["last_absence"], old["quiet_because"]
    for clock in old["clocks"].values():
        del clock["given_back"]
    old["pausing"] = old["pausing"] and old["pausing"][:2]
    return old


def test_a_state_of_the_first_format_is_read_and_written_in_the_new_one() -> None:
    desk = Desk(PLAIN)
    desk.punctually(1800 * SECOND)
    desk.give(i.Snooze())
    desk.give(i.Pause(600 * SECOND))
    saved = desk.engine.save()
    engine, events = Engine.restore(PLAIN, as_first_written(saved), desk.now, 0)
    assert not events
    assert engine.save() == saved
    assert engine.view() == desk.engine.view()


def test_the_last_absence_survives_a_restart_with_what_it_gave_back() -> None:
    desk = Desk(PLAIN)
    desk.punctually(1200 * SECOND)
    desk.give(i.HandsOff())
    desk.punctually(1330 * SECOND)
    desk.give(i.HandsOn())
    restart(desk)
    absence = desk.engine.machine.last_absence
    assert absence is not None
    assert (absence.since, absence.until) == (1200 * SECOND, 1330 * SECOND)
    assert absence.gave_back == (("move", 1200 * SECOND), ("stretch", 1200 * SECOND))


def test_an_absence_gives_back_in_proportion_and_no_more_than_was_sat() -> None:
    desk = Desk(changed(PLAIN, {"kinds": (MOVE, Kind("stretch", 60 * MINUTE, 12 * MINUTE))}))
    desk.punctually(1700 * SECOND)
    desk.give(i.HandsOff())
    desk.punctually(1880 * SECOND)
    desk.give(i.HandsOn())
    absence = desk.engine.machine.last_absence
    assert absence is not None
    assert absence.gave_back == (("move", 1700 * SECOND), ("stretch", 900 * SECOND))


@pytest.mark.parametrize("deed", [i.Finish(), i.Abandon()])
def test_what_put_a_break_off_is_kept_and_taken_for_a_snooze_where_it_was_not_saved(deed: i.Command) -> None:
    desk = Desk(changed(PLAIN, {}))
    desk.give(i.HandsOn())
    desk.punctually(desk.boot + 30 * MINUTE)
    desk.give(i.Start())
    desk.give(deed)
    because = desk.engine.view().quiet_because
    restart(desk)
    assert desk.engine.view().quiet_because == because != "snoozed"
    saved: dict[str, Any] = desk.engine.save() | {"format": 2}
    del saved["quiet_because"]
    assert Engine.restore(desk.rules, saved, desk.now, 0)[0].view().quiet_because == "snoozed"


def test_the_state_is_as_large_after_thousands_of_snoozes_as_after_a_few() -> None:
    desk = Desk(changed(PLAIN, {"snoozes_per_break": 0}))
    desk.give(i.HandsOn())
    desk.punctually(desk.boot + 30 * MINUTE)
    sizes = []
    for count in (20, 2000):
        for _ in range(count):
            desk.give(i.Snooze(SECOND))
            desk.punctually(desk.boot + 2 * SECOND)
        desk.give(i.Snooze(SECOND))
        sizes.append(len(pickle.dumps(desk.engine)))
    assert sizes[1] - sizes[0] < 64  # longer numbers, and nothing else
