"""Every scenario of `tests/scenarios`: exactly the events written there come out, and nothing else."""

from __future__ import annotations

import pytest

from tests.engine.transcript import FOLDER, Scenario, scenarios

ALL = [scenario for path in sorted(FOLDER.glob("*.txt")) for scenario in scenarios(path)]


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: f"{scenario.source.split(':')[0][:-4]}: {scenario.name}")
def test_scenario_says_exactly_what_is_written(scenario: Scenario) -> None:
    assert scenario.observed() == scenario.expected, scenario.source


def test_every_rule_has_scenarios() -> None:
    numbered = {int(path.name[:2]) for path in FOLDER.glob("*.txt")}
    assert numbered == set(range(24)), "a file for the worked examples (00) and for each of the rules 1 to 23"


def test_no_two_scenarios_have_one_name() -> None:
    names = [(scenario.source.split(":")[0], scenario.name) for scenario in ALL]
    assert len(set(names)) == len(names)
