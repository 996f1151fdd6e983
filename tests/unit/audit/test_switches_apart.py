"""Ports, VLANs and neighbours of switches whose files do not name them. All rows are made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ictops.adapters.audit_files import read_audit_files
from ictops.audit import Import, read_school

PORTS = """Port      Name               Status       Vlan       Duplex  Speed Type
Gi1/0/1                      connected    10         a-full a-1000 10/100/1000BaseTX
Gi1/0/2                      notconnect   1            auto   auto 10/100/1000BaseTX
"""


def imported(folder: Path, **files: str) -> Import:
    for name, text in files.items():
        path = folder / "audits" / "oak" / name / "ports.txt"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return read_school("oak", read_audit_files(folder / "audits", "oak", today=date(2026, 9, 1)))


def test_the_same_port_in_two_files_that_name_no_switch_is_two_ports(tmp_path: Path) -> None:
    found = imported(
        tmp_path, sw1=PORTS, sw2=PORTS + "Gi1/0/3   x                  notconnect   1            auto   auto 1000BaseTX\n"
    )

    assert (found.total.imported, found.total.merged, len(found.entries)) == (5, 0, 5)


def test_a_port_of_a_named_switch_told_twice_is_one(tmp_path: Path) -> None:
    named = f"OAK-SW-01#show interfaces status\n\n{PORTS}"
    found = imported(tmp_path, sw1=named, again=f"{named}OAK-SW-01#exit\n")

    assert len(found.entries) == 2
