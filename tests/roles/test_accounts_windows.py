"""Staff on a Windows host: Linux's decisions as steps of one person each, and what is said of those the directory refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("accounts")
BASE = "DC=oaktrust,DC=example"
PEOPLE = {f"cn=a,{BASE}".lower(): "st-1", f"cn=b,{BASE}".lower(): "st-2"}
JOINER = {
    "key": "st-4", "given_name": "Ada", "family_name": "Inventa", "school": "oak", "first_choice": "a.inventa",
    "logon": "a.inventa", "dn": f"CN=a.inventa,OU=Staff,{BASE}", "unit_dn": f"OU=Staff,{BASE}", "groups": [],
    "attributes": {
        "objectClass": ["top", "user"], "sAMAccountName": "a.inventa", "userPrincipalName": "a.inventa@oak.example",
        "employeeID": "st-4", "userAccountControl": "512", "givenName": "Ada", "sn": "Inventa",
    },
}  # fmt: skip
BACK = {"key": "st-5", "given_name": "Bo", "family_name": "Nova", "school": "elm", "post": "", "dn": "CN=b", "logon": "b.nova"}


def steps(*changes: dict[str, Any], refused: tuple[dict[str, Any], ...] = ()) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = FILTERS["accounts_windows_steps"](changes, PEOPLE, refused)
    return found


@pytest.mark.parametrize(
    ("attributes", "step"),
    [
        ({"userAccountControl": "514"}, {"replace": {}, "clear": [], "enabled": False}),
        ({"userAccountControl": "66048"}, {"replace": {}, "clear": [], "enabled": True}),
        ({"sn": "Nova", "adminDescription": []}, {"replace": {"sn": "Nova"}, "clear": ["adminDescription"], "enabled": None}),
        ({"adminDescription": ["x"]}, {"replace": {"adminDescription": "x"}, "clear": [], "enabled": None}),
    ],
)
def test_a_setting_says_apart_what_is_replaced_cleared_and_opened_or_closed(attributes: Any, step: dict[str, Any]) -> None:
    (found,) = steps({"do": "set", "dn": f"CN=a,{BASE}", "attributes": attributes})

    assert found == {"key": "st-1", "do": "set", "dn": f"CN=a,{BASE}", **step}


def test_a_groups_change_is_one_step_a_person_and_none_of_those_refused_before() -> None:
    change = {"do": "add_values", "dn": "CN=G", "attributes": {"member": [f"CN=a,{BASE}", f"CN=b,{BASE}"]}}
    move = {"do": "move", "dn": f"CN=b,{BASE}", "to": "OU=elm"}

    assert [(one["do"], one["key"]) for one in steps(change, move)] == [("join", "st-1"), ("join", "st-2"), ("move", "st-2")]
    assert [one["key"] for one in steps(change, move, refused=({"key": "st-2", "what": "open", "why": ""},))] == ["st-1"]


def test_who_joins_is_born_closed_with_the_mark_that_lets_the_next_run_open_the_account() -> None:
    elm, oak = FILTERS["accounts_windows_opening"]([JOINER], [BACK])

    assert (elm["school"], oak["school"]) == ("elm", "oak")
    assert elm["people"][0]["is_new"] is False
    assert oak["people"][0]["attributes"] == {
        "employeeID": "st-4", "givenName": "Ada", "sn": "Inventa", "adminDescription": "ictops: left",
    }  # fmt: skip
    assert (oak["people"][0]["upn"], oak["people"][0]["unit_dn"]) == ("a.inventa@oak.example", f"OU=Staff,{BASE}")


@pytest.mark.parametrize(
    ("told", "classes"),
    [
        ("user", {"person", "user"}),
        ("inetOrgPerson", {"person", "user"}),
        ("computer", {"person", "computer"}),
        ("msDS-GroupManagedServiceAccount", {"person", "computer"}),
        ("group", {"group"}),
    ],
)
def test_the_last_class_stands_for_all(told: str, classes: set[str]) -> None:
    (found,) = FILTERS["accounts_windows_entries"]([None, {"dn": "CN=x", "objectClass": told}])

    assert classes <= set(found["objectClass"])
    assert ("computer" in found["objectClass"]) == ("computer" in classes)


def test_a_refusal_names_keys_and_a_number_and_never_a_person() -> None:
    why = "ActiveDirectoryServer:8305,Microsoft.ActiveDirectory.Management.Commands.NewADUser"
    odd = "ActiveDirectoryCmdlet:Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException,x"
    first = [{"key": key, "what": "open", "why": why} for key in ("st-2", "st-1")]
    found = FILTERS["accounts_windows_refusals"](
        first, [None, {"key": "st-3", "what": "envelope", "why": ""}], [{"key": "st-4", "what": "move", "why": odd}]
    )

    assert found == [
        "st-4: refused (ActiveDirectoryCmdlet:Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException)",
        "st-3: the initial passwords could not be put into a file, so no account was opened",
        "st-1, st-2: the name is in use already (8305)",
    ]
