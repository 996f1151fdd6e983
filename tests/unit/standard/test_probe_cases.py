"""Every recorded output gives exactly the values written beside it."""

from __future__ import annotations

import pytest

from ictops.standard import Control
from ictops.standard.catalogue import CONTROLS
from tests.probe_cases import CANNOT_TELL, FOLDER, ITEMS, Case, cases, measured, served

CASES = cases()
ONLY_PEOPLE_KNOW = {"PRN.SCAN.1v1"}
"""What no probe can see: it is unknown on every host, and says where somebody has to look."""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_recorded_output_reads_as_written_beside_it(case: Case) -> None:
    found = {item: measured(item, case.text) for item in case.values}

    assert found == case.values


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_speaks_of_every_control_its_probe_serves(case: Case) -> None:
    assert set(case.values) == set(served(case.probe))


@pytest.mark.parametrize("control", CONTROLS.values(), ids=lambda control: control.id)
def test_every_control_has_a_recorded_pass_and_a_recorded_failure(control: Control) -> None:
    told = [case for case in CASES if case.values.get(control.id, CANNOT_TELL) != CANNOT_TELL]
    ends = {case.meets(control, case.text) for case in told}

    assert ends == (set() if control.id in ONLY_PEOPLE_KNOW else {True, False})


def test_every_folder_of_cases_belongs_to_a_probe() -> None:
    probes = {one.probe.id for one in ITEMS.values()}

    assert {folder.name for folder in FOLDER.iterdir() if folder.is_dir()} == probes
