"""Why agrees with the engine: in every scenario of the suite and in random days, at every event and every input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given

from deskbreak.engine import inputs as i
from deskbreak.engine.engine import Engine
from deskbreak.engine.events import Event
from deskbreak.engine.simulate import Known, Simulation
from deskbreak.engine.values import SECOND, Rules
from tests.engine.desks import ClockStep, Desk, Step, bounded, commands, days, observations, rules, spans
from tests.engine.transcript import FOLDER, Scenario, scenarios
from tests.why.agreement import Onlooker

ALL = [scenario for path in sorted(FOLDER.glob("*.txt")) for scenario in scenarios(path)]


class Watched(Simulation):
    """A simulation in which somebody asks why after everything that is given to the engine."""

    def __init__(self, given_rules: Rules, scenario: Scenario) -> None:
        self.onlooker = Onlooker()
        super().__init__(given_rules, scenario.trace)

    def _known(self, events: Iterable[Event], at: int) -> Iterator[Known]:
        events = list(events)
        self.onlooker.hear(events)
        self.onlooker.look(self._engine, goes_on=bool(events))
        yield from super()._known(events, at)


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: f"{scenario.source.split(':')[0][:-4]}: {scenario.name}")
def test_every_fact_is_true_in_every_scenario(scenario: Scenario) -> None:
    said = [scenario.say(known.written()) for known in Watched(scenario.rules, scenario).run()]
    assert said == scenario.observed(), "asking why changed something"


@bounded(60)
@given(rules(), days(observations() | commands() | spans(-200, 200).map(ClockStep)))
def test_every_fact_is_true_on_any_day(given_rules: Rules, steps: list[Step]) -> None:
    onlooker = Onlooker()
    desk = Desk(given_rules, watch=onlooker.hear)
    for span, deed in steps:
        desk.punctually(desk.boot + span)
        desk.give(i.Tick())
        onlooker.look(desk.engine)
        desk.do(deed)
        onlooker.look(desk.engine, goes_on=True)
    desk.punctually(desk.boot + 60 * SECOND)
    desk.give(i.Tick())
    onlooker.look(desk.engine)
    desk.engine, events = Engine.restore(given_rules, desk.engine.save(), desk.now, 0)
    desk.hear(events)
    onlooker.look(desk.engine)
