"""Every role's scenario, step by step, on real services, two at a time; the slow ones only in `make torture`."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.lab.places import ROOT
from tests.molecule.run import Result
from tests.molecule.scenario import Scenario, Wrong, scenarios
from tests.molecule.steps import NAMES

THERE = {scenario.name: scenario for scenario in scenarios()}


def _slow(scenario: Scenario) -> bool:
    try:
        return scenario.expected.slow
    except Wrong:
        return False  # its own steps say what is wrong


MARKED = [pytest.param(name, marks=[pytest.mark.torture] if _slow(one) else []) for name, one in THERE.items()]


@pytest.mark.lab
@pytest.mark.parametrize("step", NAMES)
@pytest.mark.parametrize("name", MARKED)
def test_a_step_of_a_scenario(came_of: Mapping[str, Result], name: str, step: str) -> None:
    if faults := came_of[name].of(step).faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.mark.parametrize("role", sorted(path.name for path in (ROOT / "roles").iterdir() if path.is_dir()))
def test_every_role_has_a_scenario_on_both_debians(role: str) -> None:
    debians = {host.debian for scenario in THERE.values() if scenario.role == role for host in scenario.hosts}

    assert debians == {12, 13}
