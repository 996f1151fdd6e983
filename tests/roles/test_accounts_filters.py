"""What the role accounts makes of its inputs and of what it read: whom it locks, what the directory lacks, why it stopped."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

FILTERS = filters("accounts")
PASSWD = {
    "root": ["x", "0", "0", "", "/root", "/bin/bash"],
    "user": ["x", "100", "65534", "", "/", "/usr/sbin/nologin"],
    "Teacher": ["x", "1001", "1001", "", "/home/teacher", "/bin/bash"],
    "ada": ["x", "1002", "1002", "", "/home/ada", "/bin/bash"],
    "admin": ["x", "1003", "1003", "", "/home/admin", "/bin/bash"],
}
BASE = "DC=oaktrust,DC=example"


def test_generic_accounts_of_people_are_locked_unless_allowed() -> None:
    assert FILTERS["accounts_to_lock"](PASSWD, ["teacher", "user", "admin"], ["admin"]) == ["Teacher"]


def test_a_number_behind_a_generic_name_makes_it_nobody_elses() -> None:
    numbered = {"teacher12": PASSWD["ada"], "teachers": PASSWD["ada"], "12": PASSWD["ada"]}

    assert FILTERS["accounts_to_lock"](numbered, ["teacher"], []) == ["teacher12"]


@pytest.mark.parametrize(
    ("passwords", "names"),
    [
        (["Teacher:P:", "ada:NP:", "admin:P:"], ["Teacher", "ada", "admin"]),
        (["Teacher:P:", "ada:P:1", "admin:L:"], ["Teacher"]),
        (["ada:P:99999", "root:P:", "user:P:", "gone:P:"], ["ada"]),
        ([], []),
    ],
)
def test_who_can_sign_in_has_a_shell_and_a_password_that_has_not_ended(passwords: list[str], names: list[str]) -> None:
    assert FILTERS["accounts_can_sign_in"](PASSWD, FILTERS["accounts_shadow"](passwords)) == names


def test_an_account_without_a_shell_keeps_no_one_signed_in() -> None:
    closed = {**PASSWD, "ada": [*PASSWD["ada"][:5], "/usr/sbin/nologin"]}

    assert FILTERS["accounts_can_sign_in"](closed, {"ada": {"state": "P", "ends": ""}}) == []
    assert FILTERS["accounts_in_use"](["Teacher"], PASSWD, ["root", "Teacher     "]) == ["Teacher"]
    assert FILTERS["accounts_in_use"](["ada"], closed, ["ada"]) == []


NOW = 1_800_000_000.0
TODAY = str(int((NOW + 11_644_473_600) * 10_000_000))


def test_administrators_services_and_names_that_only_begin_alike_are_not_disabled() -> None:
    found = [
        {"sAMAccountName": "Teacher"},
        {"sAMAccountName": "admin2", "adminCount": "1"},
        {"sAMAccountName": "teacher3", "servicePrincipalName": ["http/scan"], "lastLogon": TODAY},
        {"sAMAccountName": "teacherson", "lastLogon": TODAY},
        {"sAMAccountName": "admin", "adminCount": "0", "lastLogon": "0", "lastLogonTimestamp": TODAY},
    ]
    sorted_out = FILTERS["accounts_sorted_out"](found, ["teacher", "admin"], [], [], NOW)

    assert [one["sAMAccountName"] for one in sorted_out["disable"]] == ["Teacher", "admin"]
    assert [words.split(" ")[0] for words in sorted_out["leave"]] == ["admin2", "teacher3"]
    assert sorted_out["recent"] == ["admin"]


def given(**changes: Any) -> dict[str, Any]:
    sound: dict[str, Any] = {
        "generic_names": ["teacher", "admin"],
        "units": ["Schools/oakfield/Staff"],
        "groups": [{"name": "FS-Staff", "unit": "Schools/oakfield"}],
        "attempts": 10,
        "minutes": 15,
        "length": 12,
        "uri": "ldaps://dc1.oaktrust.example",
        "base": BASE,
        "bind_dn": "administrator@oaktrust.example",
        "ca": "-----BEGIN CERTIFICATE-----",
        "password_given": True,
    }
    return {**sound, **changes}


def test_sound_inputs_have_no_fault() -> None:
    assert FILTERS["accounts_faults"](given()) == []


def test_a_host_that_is_no_directory_needs_none_of_the_directorys_inputs() -> None:
    assert FILTERS["accounts_faults"](given(uri="", base="", bind_dn="", ca="", password_given=False)) == []


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"uri": "ldap://dc1.oaktrust.example"}, "accounts_directory_uri"),
        ({"password_given": False}, "accounts_directory_password"),
        ({"ca": ""}, "accounts_directory_ca"),
        ({"base": "oaktrust.example"}, "accounts_directory_base"),
        ({"bind_dn": "Admin@oaktrust.example"}, "accounts_directory_bind_dn"),
        ({"bind_dn": "admin2@oaktrust.example"}, "accounts_directory_bind_dn"),
        ({"units": ["Schools//Staff"], "groups": []}, "accounts_directory_units"),
        ({"units": ["Schools/oak,OU=x"], "groups": []}, "accounts_directory_units"),
        ({"groups": [{"name": "FS", "unit": "Elsewhere"}]}, "accounts_directory_groups"),
        ({"groups": [{"name": "FS", "unit": "Schools"}, {"name": "fs", "unit": "Schools"}]}, "accounts_directory_groups"),
        ({"generic_names": ["x)(cn=*"]}, "accounts_generic_names"),
        ({"attempts": 2}, "accounts_lockout_attempts"),
        ({"minutes": 0}, "accounts_lockout_minutes"),
        ({"minutes": 481}, "accounts_lockout_minutes"),
        ({"length": 15}, "accounts_password_length"),
    ],
)
def test_a_bad_input_is_refused_by_name(changes: dict[str, Any], names: str) -> None:
    assert [fault.split(" ")[0].rstrip(":") for fault in FILTERS["accounts_faults"](given(**changes))] == [names]


def test_units_come_parents_first_and_once() -> None:
    assert FILTERS["accounts_units"](["Schools/oak/Staff", "schools/oak/Pupils"], BASE) == [
        f"OU=Schools,{BASE}",
        f"OU=oak,OU=Schools,{BASE}",
        f"OU=Pupils,OU=oak,OU=schools,{BASE}",
        f"OU=Staff,OU=oak,OU=Schools,{BASE}",
    ]


def test_what_is_there_under_any_case_is_not_missing() -> None:
    tree = [{"dn": f"ou=schools,{BASE}"}, {"dn": f"CN=fs-staff,CN=Users,{BASE}", "sAMAccountName": "fs-staff"}]
    groups = [{"name": "FS-Staff", "unit": "Schools"}, {"name": "FS-Pupils", "unit": "Schools"}]

    assert FILTERS["accounts_missing_units"]([f"OU=Schools,{BASE}", f"OU=New,{BASE}"], tree) == [f"OU=New,{BASE}"]
    assert FILTERS["accounts_missing_groups"](groups, tree, BASE) == [
        {"name": "FS-Pupils", "dn": f"CN=FS-Pupils,OU=Schools,{BASE}"}
    ]


@pytest.mark.parametrize(("before", "after"), [("512", "514"), ("66048", "66050"), ("514", "514")])
def test_disabling_changes_one_bit(before: str, after: str) -> None:
    assert FILTERS["accounts_disabled"](before) == after


def test_a_failed_loop_says_what_the_failed_items_said() -> None:
    result = {
        "results": [
            {"failed": False, "msg": "fine"},
            {"failed": True, "msg": "Entry action failed.", "details": "no\n such object"},
        ]
    }

    assert FILTERS["accounts_why"](result) == "Entry action failed. no such object"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Cannot bind: {'desc': 'Invalid credentials'}", "refused the password"),
        ("Cannot bind: {'desc': \"Can't contact LDAP server\"}", "it does not answer, or accounts_directory_ca did not sign"),
    ],
)
def test_a_directory_that_says_no_is_explained(said: str, told: str) -> None:
    assert told in FILTERS["accounts_why"]({"failed": True, "msg": said})
