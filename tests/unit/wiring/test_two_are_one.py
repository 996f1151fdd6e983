"""Two devices of earlier imports that turn out to be one lose nothing of what was known of either."""

from __future__ import annotations

import pytest

from ictops.estate import Attribute, Kind
from ictops.wiring.trust import OpenTrust
from tests.unit.wiring.test_nothing_vanishes import LISTED, device, read, told, trust

__all__ = ["trust"]

REGISTER = "Asset Tag,Type,Room,Purchased\nT100,PC,12,2023-04-05\n"
CONSOLE = "Serial,Operating system,Room,Warranty end\nSER-001,Windows 11 23H2,{},2027-04-05\n"
BOTH = "Asset Tag,Serial,Model\nT100,SER-001,Latitude 3340\n"


@pytest.mark.parametrize("room", ["", "12", "14"])
def test_two_devices_that_turn_out_to_be_one_lose_nothing(trust: OpenTrust, room: str) -> None:
    before = read(trust, register=REGISTER, console=CONSOLE.format(room))
    after, once_more = read(trust, both=BOTH), read(trust, both=BOTH)
    known = {Attribute.PURCHASED: "2023-04-05", Attribute.WARRANTY_END: "2027-04-05"}

    assert (len(before.devices), len(after.devices), after.in_no_file) == (2, 1, ())
    assert told(after, *LISTED) == known | ({} if room == "14" else {Attribute.ROOM: "12"})
    assert [clash.attribute for clash in after.conflicts] == ([Attribute.ROOM] if room == "14" else [])
    assert device(after).kind is Kind.OTHER  # PC, as the register says
    assert any("different devices" in doubt.reason for doubt in after.doubts)
    assert (once_more.devices, once_more.facts, once_more.conflicts) == (after.devices, after.facts, after.conflicts)


def test_a_mac_under_another_tag_does_not_make_two_devices_one(trust: OpenTrust) -> None:
    read(trust, register="Asset Tag,MAC,Room\nT100,02:00:5e:00:00:07,12\n")
    after = read(trust, new="Asset Tag,Serial,MAC\nT200,SER-001,02:00:5e:00:00:07\n")

    assert len(after.devices) == 2
    assert len(after.in_no_file) == 1
