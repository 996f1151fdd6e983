"""The steps themselves: a sound role passes them all, and each fault of a role turns the right steps red and no others."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.molecule.run import Result
from tests.molecule.steps import NAMES

pytestmark = [pytest.mark.lab, pytest.mark.torture]


@pytest.fixture(scope="module")
def results(came_of: Mapping[str, Result]) -> dict[str, Result]:
    return {name: came_of[name] for name in ("sound_role", "faulty_role", "strangers_role", "nobodys_role")}


def red(result: Result) -> dict[str, str]:
    return {outcome.step: "\n".join(outcome.faults) for outcome in result.outcomes if outcome.faults}


def test_the_sound_role_passes_every_step(results: dict[str, Result]) -> None:
    assert red(results["sound_role"]) == {}


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("rehearsed_without_a_write", "ictops-faulty-role: /var/lib/looked: came"),
        ("rehearsed_without_a_write", "ictops-faulty-role: /var/spool/cups/d00001-001: came"),
        ("rehearsed_without_a_write", "ictops-faulty-role: /var/lib/samba/registry.tdb: came"),
        ("rehearsed_without_a_write", "grep -c '^looked$'\n--- before\n+++ after\n@@ -1,2 +1,2 @@\n-0\n-(ended with 1)\n+1"),
        ("second_run", "ictops-faulty-role: Note when we came: 1 changes"),
        ("rehearsed_half_done", "ictops-faulty-role: /var/lib/looked: was written (time)"),
        ("rehearsed_half_done", "ictops-faulty-role: /var/spool/cups/d00001-001: was written (time)"),
        ("rehearsed_half_done", "ictops-faulty-role: /var/lib/samba/share_info.tdb: was written (time)"),
        ("third_run", "ictops-faulty-role: Write the file: should have changed, and did not"),
        ("third_run", "ictops-faulty-role: Note when we came: changed, and is not named in scenario.yml"),
        ("undone", " Inherited words\n-(ended with 0)\n+?(ended with 0)"),
    ],
)
def test_a_fault_is_seen_in_its_step(results: dict[str, Result], step: str, fault: str) -> None:
    assert fault in red(results["faulty_role"])[step]


def test_what_a_service_writes_by_itself_is_no_fault(results: dict[str, Result]) -> None:
    assert "/var/spool/cups/c00001" not in red(results["faulty_role"])["rehearsed_without_a_write"]
    assert "registry.tdb" not in red(results["faulty_role"])["rehearsed_half_done"]


def test_a_fault_is_seen_in_no_other_step(results: dict[str, Result]) -> None:
    assert set(red(results["faulty_role"])) == {
        "rehearsed_without_a_write", "second_run", "rehearsed_half_done", "third_run", "undone"
    }  # fmt: skip


def test_a_scenario_on_hosts_that_are_not_there_does_not_begin(results: dict[str, Result]) -> None:
    found = red(results["strangers_role"])

    assert list(found) == list(NAMES)
    assert "Could not match supplied host pattern" in found["made"]


def test_a_scenario_on_no_host_at_all_passes_nothing_after_it(results: dict[str, Result]) -> None:
    found = red(results["nobodys_role"])

    assert list(found) == list(NAMES[1:])
    assert "ictops-nobodys-role: no task ran there" in found["converged"]
    assert "the run changed nothing at all" in found["converged"]
    assert found["second_run"] == "not reached: converged failed"
