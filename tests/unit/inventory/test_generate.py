"""Which devices become hosts, where variables come from, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ictops.errors import InventoryRefused
from ictops.estate import Device, Kind, Untrusted
from ictops.inventory import Connection, Inventory, encode, generate, hash_of
from ictops.inventory.connection import CONNECTION_VARIABLES
from ictops.inventory.from_audit import audited_text
from ictops.inventory.values import Table, plain
from ictops.standard.role_inputs import Input, InputType, RoleInputs
from ictops.standard.standard import Standard
from tests.inventory_builders import DECLARED, SCHOOL, STANDARD, audited, host_device, inventory, role_standard


def _tables(found: Inventory) -> list[Table]:
    return [group.variables for group in found.groups] + [host.variables for host in found.hosts]


def refusal(standard: Standard, declared: Any = DECLARED) -> str:
    with pytest.raises(InventoryRefused) as refused:
        generate(audited(), standard, declared, Connection())
    return str(refused.value)


def test_the_four_kinds_become_hosts_in_their_group_and_their_schools() -> None:
    assert {host.id: host.groups for host in inventory().hosts} == {
        "elm-dc": ("directories", "school_elm"),
        "elm-fs": ("file_servers", "school_elm"),
        "elm-pc-1": ("classroom_pcs", "school_elm"),
        "elm-pc-2": ("classroom_pcs", "school_elm"),
        "elm-print": ("print_servers", "school_elm"),
    }


def test_every_group_is_there_even_when_no_host_is_in_it() -> None:
    found = inventory(host_device("elm-fs", Kind.FILE_SERVER))

    assert [group.name for group in found.groups] == [
        "classroom_pcs", "directories", "file_servers", "print_servers", "school_elm",
    ]  # fmt: skip


def test_a_hyphen_in_a_school_becomes_an_underscore_in_its_group() -> None:
    device = host_device("elm-fs", school="elm-grove")
    found = generate(
        audited().model_copy(update={"school": "elm-grove", "devices": (device,)}), STANDARD, DECLARED, Connection()
    )

    assert found.hosts[0].groups[1] == "school_elm_grove"


def test_devices_of_another_school_are_none_of_this_inventory() -> None:
    assert inventory(host_device("elm-fs"), host_device("oak-fs", school="oak")).hosts[0].id == "elm-fs"
    assert len(inventory(host_device("elm-fs"), host_device("oak-fs", school="oak")).hosts) == 1


def test_only_declared_inputs_and_the_closed_list_of_connection_variables_are_there() -> None:
    declared = {one.name for role in DECLARED.values() for one in role.inputs}
    found = inventory()
    names = {name for table in _tables(found) for name in table.names()}

    assert names <= declared | CONNECTION_VARIABLES


def test_the_standards_settings_stand_with_their_kinds_group_and_name_the_school() -> None:
    group = next(group for group in inventory().groups if group.name == "print_servers")

    assert plain(group.variables)["print_queues_uri"] == "ipps://print.elm.test/"
    assert "network_storage_shares" not in group.variables.names()


@pytest.mark.parametrize(
    ("attributes", "location"),
    [
        ({"location": "Office", "room": "R1"}, Untrusted("Office")),
        ({"room": "R1"}, Untrusted("R1")),
        ({}, None),
        ({"location": "{{ 1 }}"}, Untrusted("{{ 1 }}")),
    ],
)
def test_the_audit_fills_a_print_servers_location_and_stays_untrusted(attributes: Any, location: Any) -> None:
    host = inventory(host_device("elm-print", **attributes)).hosts[0]

    assert host.variables.get("print_queues_location") == location


def test_the_audit_says_nothing_to_other_kinds() -> None:
    host = inventory(host_device("elm-fs", Kind.FILE_SERVER, location="Office", notes="ansible_connection=local")).hosts[0]

    assert host.variables == Table((("ansible_host", host.variables.get("ansible_host") or 0),))


def test_text_that_no_file_can_hold_is_left_out_and_said() -> None:
    found = inventory(host_device("elm-print", location="half \ud83d"))

    assert found.hosts[0].variables.names() == ("ansible_host",)
    assert [(one.device, one.variable) for one in found.left_out] == [("elm-print", "print_queues_location")]
    assert audited_text(host_device("elm-print", location="half \ud83d"), "print_queues_location") == ""


def test_a_variable_no_role_declares_is_refused_with_the_file_that_sets_it() -> None:
    said = refusal(Standard(roles=(role_standard("print_queues", "standard/print.yml", uri="a", coluor="red"),)))

    assert said.startswith("standard/print.yml: no role declares print_queues_coluor.")


def test_every_refused_variable_is_named_at_once() -> None:
    print_, storage = role_standard("print_queues", "p.yml", a=1), role_standard("network_storage", "s.yml", b=1, shares="x")
    said = refusal(Standard(roles=(print_, storage)))

    assert [line.split(":")[0] for line in said.splitlines()] == ["p.yml", "s.yml", "s.yml"]


def test_what_a_role_of_a_host_requires_and_nobody_set_is_named_with_file_school_and_kind() -> None:
    print_ = role_standard("print_queues", "standard/print.yml", duplex=True)
    said = refusal(Standard(roles=(print_,))).splitlines()

    assert said[-1] == (
        "standard/print.yml, school elm, kind print_server: print_queues_uri is missing; the role print_queues requires it. "
        "Set it in the standard."
    )
    assert [line.split(":")[0] for line in said[:-1]] == [
        f"standard/, school elm, kind {kind}" for kind in ("classroom_pc", "directory", "file_server", "print_server")
    ]


def test_nothing_is_required_for_kinds_that_have_no_host() -> None:
    storage = STANDARD.model_copy(update={"roles": STANDARD.roles[1:]})

    assert inventory(host_device("elm-fs", Kind.FILE_SERVER), host_device("elm-p", address=None), standard=storage).hosts


def test_a_role_may_only_set_what_serves_the_kind() -> None:
    """A print server's group may not carry a storage role's input, declared though it is."""
    wrong = role_standard("print_queues", "p.yml").model_copy(update={"settings": {"network_storage_min_protocol": "SMB3"}})

    assert "no role declares network_storage_min_protocol" in refusal(Standard(roles=(wrong,)))


def test_a_secret_in_the_standard_is_refused() -> None:
    standard = Standard(roles=(role_standard("accounts", "a.yml", local_allowed=[], directory_password="x"),))

    assert "accounts_directory_password is a secret" in refusal(standard)


def test_untrusted_text_cannot_come_in_by_the_standard() -> None:
    standard = Standard(roles=(role_standard("print_queues", "p.yml", uri=Untrusted("{{ 1 }}")),))

    assert "which is not text" in refusal(standard)


@pytest.mark.parametrize("value", [None, 1.5, Untrusted("x"), b"x", object()])
def test_a_value_that_no_file_can_hold_exactly_is_refused(value: Any) -> None:
    anything = {"accounts": RoleInputs(role="accounts", inputs=(Input(name="accounts_any", type=InputType.RAW),))}

    assert "a.yml: accounts_any: holds a value" in refusal(
        Standard(roles=(role_standard("accounts", "a.yml", any=[value]),)), anything
    )


@pytest.mark.parametrize("key", ["__ansible_unsafe", "__ansible_vault", "_x", "a b", "{{ x }}", "A", ""])
def test_a_key_that_ansible_could_read_as_more_is_refused(key: str) -> None:
    anything = {"accounts": RoleInputs(role="accounts", inputs=(Input(name="accounts_any", type=InputType.DICT),))}
    standard = Standard(roles=(role_standard("accounts", "a.yml", any={key: "x"}),))

    assert "cannot be the name of a value" in refusal(standard, anything)


def test_an_audit_input_that_the_role_no_longer_declares_is_refused() -> None:
    without = {**DECLARED, "print_queues": RoleInputs(role="print_queues", inputs=(Input(name="print_queues_uri"),))}
    standard = Standard(roles=(role_standard("print_queues", "p.yml", uri="a"),))

    assert "print_queues_location is to be filled from the audit" in refusal(standard, without)


def test_a_device_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(InventoryRefused, match="elm-fs stands for two devices"):
        inventory(host_device("elm-fs"), host_device("elm-fs", address="10.0.0.9"))


@given(st.permutations(SCHOOL))
def test_the_order_of_devices_does_not_matter(devices: list[Device]) -> None:
    assert encode(inventory(*devices)) == encode(inventory())


def test_the_hash_covers_every_value() -> None:
    before = hash_of(inventory())

    assert hash_of(inventory()) == before
    assert hash_of(inventory(*SCHOOL[1:])) != before
    assert hash_of(inventory(*SCHOOL[:4], host_device("elm-pc-2", Kind.CLASSROOM_PC, address="10.0.0.1"))) != before
    assert hash_of(inventory(standard=STANDARD.told_instead("elm", {"print_queues_duplex": False}))) != before


def test_an_inventory_for_a_school_of_no_name_of_ours_cannot_be_made() -> None:
    with pytest.raises(ValidationError):
        audited().__class__(school="../../etc", devices=())
