"""The mark of a pause: it lets a waiting prompt come, and does nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from deskbreak.engine import events as e
from deskbreak.engine import inputs as i
from deskbreak.engine.prompting import is_waiting
from deskbreak.engine.values import SECOND, Rules
from tests.engine.desks import Desk, Step, bounded, days, rules


@bounded(150)
@given(rules(), days(), st.integers(1, 20))
def test_a_mark_asks_exactly_when_a_prompt_waits_and_changes_nothing_else(
    given_rules: Rules, steps: list[Step], patience: int
) -> None:
    desk = Desk(replace(given_rules, wait_for_pause=patience * SECOND, wait_at_most=2 * patience * SECOND))
    for span, deed in steps:
        desk.punctually(desk.boot + span)
        desk.do(deed)
        before, was_waiting = desk.engine.save(), is_waiting(desk.engine.machine)
        events = desk.engine.handle(i.PauseMarked(), desk.now)
        assert [type(event) for event in events] == ([e.BreakDue] if was_waiting else [])
        assert was_waiting or desk.engine.save() == before
        assert not is_waiting(desk.engine.machine)
