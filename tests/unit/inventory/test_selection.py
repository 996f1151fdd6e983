"""Which devices become hosts, and why the others do not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from ictops.estate import Attribute, Conflict, Device, Fact, Kind, Place, Untrusted
from ictops.estate.ids import RESERVED
from ictops.inventory import Connection, Host, generate
from ictops.inventory.values import Table
from tests.inventory_builders import DECLARED, SCHOOL, STANDARD, audited, host_device, inventory


def reasons(*devices: Device, **more: Any) -> dict[str, str]:
    found = generate(audited(*devices, **more), STANDARD, DECLARED, Connection())
    return {one.device: one.because for one in found.withheld}


@pytest.mark.parametrize(
    ("device", "because"),
    [
        (host_device("elm-x", address=None), "the audit gives no address"),
        (host_device("elm-x", address="  "), "the audit gives no address"),
        (host_device("elm-x", address="-oProxyCommand=x"), "'-oProxyCommand=x' is not usable: it begins like an option"),
        (host_device("elm-x", address="10.0.0.1; id"), "'10.0.0.1; id' is not usable"),
        (host_device("elm-x", system="Windows Server 2012 R2"), "'Windows Server 2012 R2' is too old to be managed"),
        (host_device("elm-x", system="Windows 11, Ubuntu in a box"), "it names two systems"),
        (host_device("elm-x", system="{{ lookup('pipe', 'x') }}"), "is not managed yet"),
        (host_device("elm-x", system=None), "the audit gives no system"),
        (host_device("elm-x", Kind.PRINTER), "its kind (printer) is not managed as a host"),
        (host_device("elm-x", Kind.ACCESS_POINT), "its kind (access point) is not managed as a host"),
    ],
)
def test_a_device_that_cannot_be_managed_is_withheld_with_its_reason(device: Device, because: str) -> None:
    assert because in reasons(device)["elm-x"]


def test_an_address_in_conflict_is_not_the_same_as_none() -> None:
    fact = Fact(
        device="elm-x", attribute=Attribute.ADDRESS, value=Untrusted("a"), place=Place(source="0", row=1), as_of=date.min
    )
    conflict = Conflict(device="elm-x", attribute=Attribute.ADDRESS, facts=(fact, fact))

    assert reasons(host_device("elm-x", address=None), conflicts=(conflict,)) == {
        "elm-x": "the audit contradicts itself about its address"
    }


def test_an_address_that_two_hosts_claim_reaches_neither() -> None:
    found = reasons(host_device("elm-a", address="10.0.0.7"), host_device("elm-b", address="::ffff:10.0.0.7", system="Windows"))

    assert found["elm-a"] == "the address 10.0.0.7 is also that of elm-b; correct one of them"
    assert "elm-b" in found


def test_a_printer_may_stand_behind_its_servers_address() -> None:
    assert reasons(host_device("elm-a"), host_device("elm-p", Kind.PRINTER)).keys() == {"elm-p"}


def test_every_device_is_a_host_or_withheld() -> None:
    devices = (*SCHOOL, *(host_device(f"elm-{kind.replace('_', '-')}", kind, address=None) for kind in Kind))
    found = inventory(*devices)

    assert sorted([host.id for host in found.hosts] + [one.device for one in found.withheld]) == sorted(d.id for d in devices)


@pytest.mark.parametrize(
    "id_",
    ["NO", "no", "all", "ungrouped", "localhost", "", "pc[1:9]", "!x", "@/etc/passwd", "../../etc", "1.10", "a,b", "a:b", "~a",
     "-x", "x\n", "con", "é", "a" * 64, "{{x}}", *sorted(RESERVED)],
)  # fmt: skip
def test_words_that_mean_more_than_a_name_are_no_ids(id_: str) -> None:
    with pytest.raises(ValidationError):
        host_device("elm-x").__class__(id=id_, school="elm", kind=Kind.SERVER)
    with pytest.raises(ValueError, match=r"is not an id|a meaning of its own"):
        Host(id=id_, groups=(), variables=Table())


@pytest.mark.parametrize(
    "fields",
    [
        {"user": "-l root"}, {"user": "Ansible"}, {"user": "a b"}, {"user": "{{ x }}"}, {"user": "a\n"}, {"user": ""},
        {"port": 0}, {"port": 65536}, {"port": "22"}, {"port": True}, {"python": "python3"},
        {"python": "/usr/bin/python3 -c x"}, {"python": "/usr/bin/$(x)"}, {"python": "/usr/bin/python3\n"},
        {"ansible_connection": "local"}, {"ssh_args": "-o ProxyCommand=x"},
    ],
)  # fmt: skip
def test_connection_variables_have_a_checked_form_and_there_are_no_others(fields: Any) -> None:
    with pytest.raises(ValidationError):
        Connection(**fields)
