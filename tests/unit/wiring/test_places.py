"""Where a print server stands is asked of it in the very words that its inventory has the role write."""

from __future__ import annotations

import json
from pathlib import Path

from ictops.wiring.observing import findings
from ictops.wiring.trust import open_trust
from tests.builders import NOON
from tests.unit.wiring.small_world import SCHOOL, imported


def test_the_place_that_is_intended_is_the_one_the_inventory_gives(tmp_path: Path) -> None:
    folder = imported(tmp_path / "trust")
    told = [json.loads(path.read_bytes()) for path in (folder / "schools" / SCHOOL / "host_vars").glob("*-print-*.json")]
    (place,) = [one["print_queues_location"]["__ansible_unsafe"] for one in told]
    (asked,) = [one for one in findings(open_trust(folder), (SCHOOL,), NOON) if one.control == "PRN.PLACE.1v1"]

    assert asked.intended == (f"FollowMe: description FollowMe, {place}", f"FollowMe: place {place}")
