"""Scans that nobody of ours made, where ICTOPS_EXTERNAL_DATA says they lie: read whole, every host told or rejected."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import parse

from tests.unit.adapters.test_audit_external import external, imported

SCANS = ("1_hosts_banner_ports.xml", "2_hosts.xml", "2_hosts_version.xml", "os_scan6.xml")


@pytest.mark.parametrize("name", SCANS)
def test_every_host_of_a_scan_is_told_or_rejected(tmp_path: Path, name: str) -> None:
    folder = external("nmap")
    root = parse(folder / name).getroot()
    assert root is not None
    hosts = root.findall("host")
    known = [host for host in hosts if _is_up(host) and _is_known_by_more_than_an_address(host)]
    found = imported(tmp_path, folder, name)

    assert not found.refused
    assert found.total.rows == len(hosts) + 1
    assert found.total.imported + found.total.merged == len(known)
    assert found.total.rejected == len(hosts) - len(known)


def _is_up(host: Element) -> bool:
    return any(status.get("state") == "up" for status in host.iter("status"))


def _is_known_by_more_than_an_address(host: Element) -> bool:
    addresses = {one.get("addrtype"): one.get("addr", "") for one in host.iter("address")}
    names = {one.get("name") for one in host.iter("hostname")} - {"localhost"}
    return "mac" in addresses or (bool(names) and not addresses["ipv4"].startswith("127."))


def test_a_scan_of_a_home_tells_two_devices_by_their_hardware(tmp_path: Path) -> None:
    found = imported(tmp_path, external("nmap"), "os_scan6.xml")

    assert len(found.devices) == 2
    assert {alias.kind.value for device in found.devices for alias in device.aliases} == {"mac"}
