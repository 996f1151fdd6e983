"""What the role accounts makes of groups in groups, exceptions and who administers the domain."""

from __future__ import annotations

import base64
import uuid
from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("accounts")
BASE = "DC=oaktrust,DC=example"


def group(name: str, **more: Any) -> dict[str, Any]:
    return {"dn": f"CN={name},{BASE}", "sAMAccountName": name, **more}


TREE = [group("Domain Admins", memberOf=f"CN=Administrators,CN=Builtin,{BASE}"), group("Staff"), group("FS"), group("Helpdesk")]
TREE.append({"dn": f"CN=Administrators,CN=Builtin,{BASE}", "sAMAccountName": "Administrators"})


def inside(name: str, kind: str = "user") -> dict[str, Any]:
    number = base64.b64encode(uuid.uuid5(uuid.NAMESPACE_DNS, name).bytes_le).decode()
    return group(name, objectClass=["top", kind], memberOf=[f"cn=fs,{BASE.lower()}"], objectGUID=number)


def compared(wanted: dict[str, Any], *found: dict[str, Any], to_make: tuple[dict[str, str], ...] = ()) -> dict[str, Any]:
    return dict(FILTERS["accounts_members"]([wanted], TREE, list(to_make), list(found)))


def test_a_missing_member_is_put_in_and_strangers_are_named_without_naming_people() -> None:
    found = compared(
        {"name": "fs", "members": ["staff"]}, inside("Parents", "group"), inside("Ann Example"), inside("Bo Example")
    )

    assert found["changes"] == [{"do": "add_values", "dn": f"CN=FS,{BASE}", "attributes": {"member": [f"CN=Staff,{BASE}"]}}]
    assert found["strangers"] == ["fs: Parents, 2 accounts"]
    assert [one.startswith("<GUID=") for one in found["earlier"][0]["members"]] == [True] * 3


def test_only_an_exact_group_loses_anybody() -> None:
    found = compared({"name": "FS", "members": ["Staff"], "exact": True}, inside("Staff", "group"), inside("Ann Example"))

    assert found["changes"] == [
        {"do": "drop_values", "dn": f"CN=FS,{BASE}", "attributes": {"member": [f"CN=Ann Example,{BASE}"]}}
    ]
    assert found["strangers"] == []


def test_a_group_as_it_should_be_changes_nothing_and_one_without_members_is_not_looked_at() -> None:
    assert compared({"name": "FS", "members": ["Staff"]}, inside("Staff", "group"))["changes"] == []
    assert compared({"name": "FS", "members": []}, inside("Ann Example")) == {
        "changes": [],
        "strangers": [],
        "faults": [],
        "earlier": [],
    }


def test_a_group_that_is_yet_to_be_made_can_be_a_member_and_one_nobody_makes_is_refused() -> None:
    new = {"name": "New", "dn": f"CN=New,OU=x,{BASE}"}

    assert compared({"name": "FS", "members": ["New"]}, to_make=(new,))["changes"][0]["attributes"] == {"member": [new["dn"]]}
    assert "has the members Nobody" in compared({"name": "FS", "members": ["Nobody"]})["faults"][0]


def test_the_search_for_members_cannot_be_led_astray_by_a_groups_name() -> None:
    odd = [{"dn": f"CN=a)(b*,{BASE}", "sAMAccountName": "odd"}]

    assert FILTERS["accounts_members_filter"]([{"name": "odd", "members": ["x"]}], odd) == (
        rf"(|(memberOf=none)(memberOf=CN=a\29\28b\2a,{BASE}))"
    )


def admin(name: str, *groups: str, **more: Any) -> dict[str, Any]:
    member_of = [one["dn"] for one in TREE if one["sAMAccountName"] in groups]
    return {"dn": f"CN={name},{BASE}", "sAMAccountName": name, "userAccountControl": "512", "memberOf": member_of, **more}


def test_administrators_are_found_through_groups_and_ordinary_ones_are_counted_not_named() -> None:
    helpdesk = [one if one["sAMAccountName"] != "Helpdesk" else {**one, "memberOf": TREE[0]["dn"]} for one in TREE]
    people = [
        admin("Administrator", "Domain Admins", isCriticalSystemObject="TRUE"),
        admin("adm-ann", "Domain Admins"),
        admin("ann.example", "Helpdesk"),
        admin("gone", "Domain Admins", userAccountControl="514"),
    ]
    found = FILTERS["accounts_admins"](people, helpdesk, ["adm-*"], ["safe"])

    assert found["ordinary"] == 1
    assert [dn.split(",")[0] for dn in found["enabled"]] == ["CN=Administrator", "CN=adm-ann", "CN=ann.example"]
    assert found["watched"] == ["safe: missing"]


def test_an_emergency_account_is_watched_for_what_would_make_it_useless() -> None:
    used = str(134_000_000_000_000_000)
    people = [admin("safe", "Domain Admins", lastLogon=used), admin("other", userAccountControl="514", lastLogon="0")]

    assert FILTERS["accounts_admins"](people, TREE, [], ["safe", "other"])["watched"] == [
        "other: disabled, no administrator of the domain, never used",
        "safe: last used 2025-08-18",
    ]


def test_an_exception_keeps_a_generic_account_until_its_day_and_no_longer() -> None:
    found = [{"sAMAccountName": "supply"}, {"sAMAccountName": "teacher"}, {"sAMAccountName": "admin"}]
    allowed = [
        {"name": "Supply", "reason": "agency", "until": "2027-01-15"},
        {"name": "teacher", "reason": "x", "until": "2027-01-14"},
    ]
    sorted_out = FILTERS["accounts_sorted_out"](found, ["supply", "teacher", "admin"], allowed, ["admin"], 1_800_000_000.0)

    assert [one["sAMAccountName"] for one in sorted_out["disable"]] == ["teacher"]
    assert sorted_out["leave"] == ["supply (until 2027-01-15: agency)", "admin (it is kept for an emergency)"]


@pytest.mark.parametrize("group", ["512", "518", "519"])
def test_who_administers_by_a_primary_group_is_asked_for_and_seen(group: str) -> None:
    found = FILTERS["accounts_admins"]([admin("ann.example", primaryGroupID=group)], TREE, ["adm-*"], ["ann.example"])

    assert f"(primaryGroupID={group})" in FILTERS["accounts_admins_filter"](TREE, [])
    assert [dn.split(",", maxsplit=1)[0] for dn in found["enabled"]] == ["CN=ann.example"]
    assert found["watched"] == ["ann.example: never used"]
