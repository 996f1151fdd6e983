"""What the lab tells a trust's folder."""

from __future__ import annotations

from tests.lab.trust import known_hosts, with_addresses

KEYS = {"10.99.11.10": [["ssh-ed25519", "AAAAfs"], ["ssh-rsa", "AAAArsa"]], "10.99.11.20": [["ssh-ed25519", "AAAAprint"]]}


def test_addresses_are_found_through_the_unsafe_marking() -> None:
    hosts = {"fs-1": {"ansible_host": "10.99.11.10"}, "print-1": {"ansible_host": {"__ansible_unsafe": "10.99.11.20"}}}

    assert dict(with_addresses(hosts)) == {"fs-1": "10.99.11.10", "print-1": "10.99.11.20"}


def test_a_device_without_an_address_or_with_a_name_that_is_not_an_id_is_left_out() -> None:
    hosts: dict[str, object] = {"whiteboard-1": {}, "evil\nname": {"ansible_host": "10.99.11.10"}, "fs-2": None}

    assert dict(with_addresses(hosts)) == {}


def test_known_hosts_names_devices_by_our_id_and_never_by_address() -> None:
    text = known_hosts({"print-1": "10.99.11.20", "fs-1": "10.99.11.10", "elsewhere": "10.1.2.3"}, KEYS)

    assert text == "fs-1 ssh-ed25519 AAAAfs\nfs-1 ssh-rsa AAAArsa\nprint-1 ssh-ed25519 AAAAprint\n"
