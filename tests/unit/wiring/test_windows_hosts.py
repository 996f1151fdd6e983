"""A Windows host of the example trust: in its inventory, asked nothing, unknown in everything, and in no plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictops.compliance import Verdict
from ictops.errors import Refused
from ictops.estate import DeviceId
from ictops.inventory.platforms import is_windows
from ictops.plan import make_plan
from ictops.standard.catalogue import CONTROLS
from ictops.wiring.inventories import addresses_of
from ictops.wiring.observing import NOT_READ_YET, findings, managed_devices
from ictops.wiring.sweeping import questions_for
from ictops.wiring.trust import OpenTrust, open_trust
from tests.builders import NOON
from tests.unit.wiring.small_world import SCHOOL, imported


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> OpenTrust:
    return open_trust(imported(tmp_path_factory.mktemp("windows") / "trust"))


@pytest.fixture(scope="module")
def host(trust: OpenTrust) -> DeviceId:
    """The old domain controller, the one Windows host that the school's register gives an address."""
    known = addresses_of(trust, SCHOOL)
    (found,) = [one.id for one in managed_devices(trust, [SCHOOL]) if is_windows(one) and one.id in known]
    return found


def test_it_is_reached_as_a_windows_host(trust: OpenTrust, host: DeviceId) -> None:
    variables = (trust.root / "schools" / SCHOOL / "host_vars" / f"{host}.json").read_text(encoding="utf-8")

    assert '"powershell"' in variables
    assert '"ansible_become": false' in variables


def test_nothing_is_asked_of_it(trust: OpenTrust, host: DeviceId) -> None:
    asked = {one.device.id for one in questions_for(trust, SCHOOL, addresses_of(trust, SCHOOL), NOON)}

    assert asked == addresses_of(trust, SCHOOL).keys() - {host}


def test_everything_of_it_is_unknown_and_says_why(trust: OpenTrust, host: DeviceId) -> None:
    of_it = [one for one in findings(trust, [SCHOOL], NOON) if one.device == host]

    assert of_it
    assert {(one.verdict, one.because) for one in of_it} == {(Verdict.UNKNOWN, NOT_READ_YET)}


def test_where_nothing_else_is_there_nothing_is_planned(trust: OpenTrust, host: DeviceId) -> None:
    of_it = tuple(one for one in findings(trust, [SCHOOL], NOON) if one.device == host)
    phase = trust.folder.file.phase("accounts")

    with pytest.raises(Refused, match="nothing is known to fail"):
        make_plan(school=SCHOOL, phase=phase, findings=of_it, controls=CONTROLS, inventory="0" * 64)


def test_the_page_the_reason_names_is_there() -> None:
    (page,) = (part.strip("()") for part in NOT_READ_YET.split() if "docs/" in part)

    assert (Path(__file__).parents[3] / page).is_file()
