"""Rights on shares that win_share cannot give: they stop only a run that would touch their share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.windows.stage import Stage, changing
from tests.windows.test_network_storage import EVERYONE, INHERITED_SERVER, INPUTS, ROLE, share

pytestmark = pytest.mark.slow

ODD = ["SCHOOL\\old-site-team", "Custom", "Allow"]


def test_a_right_that_nobody_could_give_back_stops_only_a_run_that_would_touch_it(tmp_path: Path) -> None:
    stage, shares = Stage(tmp_path / "stage"), INHERITED_SERVER["shares"]
    elsewhere = {**shares, "Odd": share("D:\\Tight", ODD)}
    stage.put("elsewhere", {**INHERITED_SERVER, "shares": elsewhere})
    stage.put("touched", {**INHERITED_SERVER, "shares": {**shares, "Public": share("D:\\Old", EVERYONE, ODD)}})
    stage.put("leaving", {**INHERITED_SERVER, "shares": {**shares, "Leaving": share("D:\\Tight", ODD)}})
    denied = share("D:\\Old", EVERYONE, ["SCHOOL\\old-site-team", "Change", "Deny"])
    stage.put("denied", {**INHERITED_SERVER, "shares": {**shares, "Public": denied}})
    found = stage.run(ROLE, dict.fromkeys(("elsewhere", "touched", "leaving", "denied"), INPUTS))

    assert found["elsewhere"].failed == ""
    assert found["elsewhere"].machine["shares"]["Odd"] == elsewhere["Odd"]
    for host, name in (("touched", "Public"), ("leaving", "Leaving"), ("denied", "Public")):
        assert f"the share {name} gives SCHOOL" in found[host].failed, found[host].failed
        assert changing(found[host]) == set()

    undone = stage.run(ROLE, {"elsewhere": {**INPUTS, "network_storage_undo": "first"}})["elsewhere"]
    assert undone.failed == ""
    assert undone.machine["shares"]["Odd"] == elsewhere["Odd"]
