"""What is known of a device is shown fact by fact, with its place; free text that may speak of people is not."""

from __future__ import annotations

import pytest

from ictops.errors import BadInput
from ictops.report.facts import facts_json, facts_text
from ictops.wiring.telling import known_as
from ictops.wiring.trust import OpenTrust
from tests.unit.wiring.test_nothing_vanishes import NOW, read, trust

__all__ = ["trust"]

OFFICE = "Serial,MAC,Purchased,Room,Notes\n00123456,02-00-5E-00-00-01,05/04/2023,12,Kit Moss likes it\n1E5X77,,,\x1b[31m,\n"
OTHER = "Serial,Room,Model\n00123456,14,Latitude\n"


def test_each_fact_stands_under_what_holds_with_its_place(trust: OpenTrust) -> None:
    read(trust, NOW, **{"office 2026-01-05.csv": OFFICE, "other 2026-02-05.csv": OTHER})
    by_mac, by_serial = (known_as(trust, text) for text in ("02:00:5e:00:00:01", "00123456"))
    lines = facts_text(by_mac)

    assert by_mac == by_serial
    assert f"{by_mac[0][1].id}: other at mothwick, known by mac 02:00:5e:00:00:01, serial 00123456" in lines
    assert "  room: open, its sources contradict each other" in lines
    assert "  purchased: 2023-04-05" in lines
    assert any(
        line.startswith("    written 05/04/2023, understood as 2023-04-05; mothwick/office 2026-01-05.csv, row 2, cell C2")
        and line.endswith("as of 5 Jan 2026")
        for line in lines
    )
    assert "Moss" not in str([lines, facts_json(by_mac)])
    assert "\x1b" not in "".join(facts_text(known_as(trust, "1e5x77")))


def test_as_data_each_fact_has_its_value_place_source_and_day(trust: OpenTrust) -> None:
    one = read(trust, NOW, **{"other 2026-02-05.csv": OTHER})
    (device,) = facts_json(known_as(trust, one.devices[0].id))["devices"]
    (serial,) = (fact for fact in device["facts"] if fact["attribute"] == "serial")

    assert serial == {
        "attribute": "serial", "written": "00123456", "understood": None, "file": "mothwick/other 2026-02-05.csv",
        "source_kind": "register", "sha256": one.sources[0].sha256, "sheet": None, "row": 2, "cell": "A2",
        "as_of": "2026-02-05",
    }  # fmt: skip


def test_what_no_device_is_known_by_is_told(trust: OpenTrust) -> None:
    with pytest.raises(BadInput, match="no device has this id, serial, tag, MAC or name"):
        known_as(trust, "nobody")
