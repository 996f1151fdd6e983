"""The probe of rights, run over a directory that is made up: whose keys are told, who administers, and who has no key."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ictops.standard.catalogue import finer, rights
from tests.unit.standard.test_probe_scripts import give, tools

__all__ = ["tools"]
BASE = "DC=oaktrust,DC=example"
SETTINGS = {"accounts_directory_base": BASE, "accounts_break_glass": ["safe"]}


def user(number: int, at: str, **more: str) -> str:
    fields = {
        "objectClass": "user", "sAMAccountName": f"u{number}", "userAccountControl": "512", "primaryGroupID": "513",
        "objectSid": f"S-1-5-21-1-2-3-{number}", "lastLogonTimestamp": "999999999999999999", **more,
    }  # fmt: skip
    return "\n".join([f"# record {number}", f"dn: CN=U {number},{at}", *(f"{name}: {value}" for name, value in fields.items())])


def staff(school: str) -> str:
    return f"OU=Staff,OU={school},OU=Schools,{BASE}"


def read(tools: Path, *entries: str, **settings: Any) -> str:
    group = f"dn: CN=Domain Admins,CN=Users,{BASE}\nobjectClass: group\nsAMAccountName: Domain Admins"
    (tools.parent / "found").write_text("\n\n".join([group, *entries, f"# returned {len(entries) + 1} records"]) + "\n")
    give(tools, "ldbsearch", f"cat {tools.parent}/found")
    script = rights.PROBE.command({**SETTINGS, **settings})
    return str(
        subprocess.run(
            [shutil.which("dash") or "sh"], input=script, capture_output=True, text=True, check=False,
            env={"PATH": str(tools)}, cwd=tools.parent, timeout=60,
        ).stdout
    )  # fmt: skip


@pytest.mark.parametrize("group", ["512", "518", "519"])
def test_who_administers_by_a_primary_group_is_seen(group: str, tools: Path) -> None:
    output = read(tools, user(1101, staff("oak"), primaryGroupID=group), user(1102, f"CN=Users,{BASE}", primaryGroupID="5120"))

    assert rights.ordinary_admins(output) == ("number 1101",)


def test_only_a_key_of_ours_leaves_the_host(tools: Path) -> None:
    keys = {1101: "st-abcdefgh23", 1102: "40123", 1103: "st-Jane Smith", 1104: "AB123456C"}
    output = read(tools, *(user(number, staff("oak"), employeeID=key, primaryGroupID="512") for number, key in keys.items()))

    assert rights.ordinary_admins(output) == ("key st-abcdefgh23", "number 1102", "number 1103", "number 1104")
    assert not [key for key in keys.values() if key in output and key != "st-abcdefgh23"]


def rule(name: str, *groups: str, length: int = 15, attempts: int = 10, minutes: int = 15, **more: str) -> str:
    numbers = {"MinimumPasswordLength": length, "LockoutThreshold": attempts, "PasswordHistoryLength": 24}
    spans = dict.fromkeys(("LockoutDuration", "LockoutObservationWindow"), -600_000_000 * minutes)
    said = {**numbers, **spans, "PasswordSettingsPrecedence": 10, **more}
    lines = [f"dn: CN={name},{BASE}", "objectClass: msDS-PasswordSettings", f"cn: {name}"]
    held = [f"msDS-PSOAppliesTo: CN={group},{BASE}" for group in groups]
    return "\n".join([*lines, *(f"msDS-{word}: {value}" for word, value in said.items()), *held])


def group(name: str, *inside: str) -> str:
    lines = [f"dn: CN={name},{BASE}", "objectClass: group", f"sAMAccountName: {name}"]
    return "\n".join([*lines, *(f"memberOf: CN={one},{BASE}" for one in inside)])


RULED = {
    "accounts_password_policies": [
        {
            "name": "Admins",
            "groups": ["Helpdesk"],
            "precedence": 10,
            "length": 15,
            "attempts": 10,
            "minutes": 15,
            "history": 24,
        },
        {"name": "Pupils", "groups": ["Oak-Pupils"], "precedence": 20, "length": 8, "attempts": 10, "minutes": 15},
    ],
}


def test_finer_rules_are_told_in_the_standards_spelling_and_only_of_whom_it_names(tools: Path) -> None:
    found = rule("ADMINS", "helpdesk", "Parents", "Nobody Known", length=20)
    output = read(tools, group("helpdesk"), group("Parents"), group("oak-pupils"), found, rule("Pupils", "oak-pupils"), **RULED)

    assert finer.holds(output) == ("Admins: first 10", "Admins: for Helpdesk", "Pupils: first 10", "Pupils: for Oak-Pupils")
    assert finer.lengths(output) == ("Admins: 20", "Pupils: 15")
    assert finer.histories(output) == ("Admins: 24",)
    assert finer.beside(output) == ("Admins: holds for 1 others", "Admins: holds for Parents")


@pytest.mark.parametrize(
    ("more", "is_laxer"),
    [
        ({}, False), ({"length": 11}, True), ({"attempts": 11}, True), ({"attempts": 0}, True), ({"minutes": 14}, True),
        ({"length": 100, "attempts": 9, "minutes": 16}, False), ({"LockoutDuration": "0"}, False),
        ({"LockoutDuration": "-9223372036854775808"}, False), ({"LockoutObservationWindow": "-600000000"}, True),
    ],
)  # fmt: skip
def test_a_rule_that_the_standard_does_not_name_is_told_where_it_is_laxer(
    more: dict[str, Any], is_laxer: bool, tools: Path
) -> None:
    given = {"length": 12, **more}

    assert bool(finer.beside(read(tools, group("Old"), rule("Legacy", "Old", **given)))) is is_laxer
    assert finer.beside(read(tools, group("Old"), rule("Legacy", **given))) == ()


def test_members_are_sorted_into_named_extra_and_strangers(tools: Path) -> None:
    asked = [
        {"name": "FS-Staff", "unit": "x", "members": ["Staff"]},
        {"name": "All Staff", "unit": "x", "members": ["Staff"], "exact": True},
    ]
    groups = [
        group("fs-staff"),
        group("All Staff"),
        group("staff", "fs-staff", "All Staff"),
        group("Parents", "fs-staff", "All Staff"),
    ]
    people = user(1101, staff("oak"), memberOf=f"CN=All Staff,{BASE}")
    output = read(tools, *groups, people, accounts_directory_groups=asked)

    assert rights.members(output) == ("All Staff: Staff", "FS-Staff: Staff")
    assert rights.extra_members(output) == ("All Staff: 1 accounts", "All Staff: Parents")
    assert rights.strangers(output) == ("fs-staff: Parents",)


def test_enabled_accounts_of_staff_without_a_key_are_counted_by_school(tools: Path) -> None:
    output = read(
        tools,
        user(1101, staff("oak")),
        user(1102, f"OU=Maths,{staff('oak')}", employeeID="40123"),
        user(1103, staff("oak"), employeeID="st-abcdefgh23"),
        user(1104, staff("oak"), userAccountControl="514"),
        user(1105, staff("elm")),
        user(1106, f"OU=Pupils,OU=oak,OU=Schools,{BASE}"),
        user(1107, staff("elm"), sAMAccountName="Safe"),
    )

    assert rights.keyless(output) == ("elm: 1 account without a key", "oak: 2 accounts without a key")
