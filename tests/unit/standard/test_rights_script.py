"""The probe of rights, run over a directory that is made up: whose keys are told, who administers, and who has no key."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ictops.standard.catalogue import rights
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


def read(tools: Path, *entries: str) -> str:
    group = f"dn: CN=Domain Admins,CN=Users,{BASE}\nobjectClass: group\nsAMAccountName: Domain Admins"
    (tools.parent / "found").write_text("\n\n".join([group, *entries, f"# returned {len(entries) + 1} records"]) + "\n")
    give(tools, "ldbsearch", f"cat {tools.parent}/found")
    return str(
        subprocess.run(
            [shutil.which("dash") or "sh"], input=rights.PROBE.command(SETTINGS), capture_output=True, text=True, check=False,
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
