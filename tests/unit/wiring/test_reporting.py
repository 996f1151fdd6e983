"""The report of a trust takes its retired shares from the standard, as its own hosts are told them."""

from __future__ import annotations

from pathlib import Path

from ictops.report.deciding import Matter, to_decide
from ictops.wiring.reporting import report_data
from ictops.wiring.trust import open_trust
from tests.builders import NOON
from tests.unit.wiring.small_world import SCHOOL, imported

RETIRES = """\
settings:
  network_storage_retired:
    - {name: Public, step: hidden}
    - {name: Scans, step: read_only}
"""


def test_the_shares_that_the_standard_retires_are_in_the_report_and_unread_ones_are_not_proposed(tmp_path: Path) -> None:
    folder = imported(tmp_path / "trust")
    storage = folder / "standard" / "storage.yml"
    text = storage.read_text(encoding="utf-8")
    assert text.count("settings:\n") == 1
    storage.write_text(text.replace("settings:\n", RETIRES), encoding="utf-8")

    data = report_data(open_trust(folder), (SCHOOL,), NOON)
    proposed, left = to_decide(data)

    assert sorted({(one.share, one.step) for one in data.retired}) == [("Public", "hidden"), ("Scans", "read_only")]
    assert proposed == ()
    assert {one.what for one in left if one.matter is Matter.SHARE} == {"Public"}
