"""The directory behind the small machine, as microsoft.ad reaches it."""

from __future__ import annotations

import re
from typing import Any

from tests.windows.machine.files import Refused

SECRET = "a-canary-password"
OF_THE_CMDLET = {
    "msDS-MaximumPasswordAge": -36288000000000, "msDS-MinimumPasswordAge": -864000000000, "msDS-PasswordHistoryLength": 24,
    "msDS-PasswordComplexityEnabled": True, "msDS-PasswordReversibleEncryptionEnabled": True,
}  # fmt: skip
"""What New-ADFineGrainedPasswordPolicy may put where it is told nothing, whatever the domain has."""


def _entry(machine: dict[str, Any], identity: str) -> dict[str, Any]:
    for dn, entry in machine["directory"].items():
        if identity.lower() in (dn.lower(), str(entry.get("sAMAccountName", "")).lower()):
            return {"dn": dn, "entry": entry}
    raise Refused(f"Cannot find an object with identity: '{identity}'")


def _signed_in(given: dict[str, Any]) -> None:
    if given.get("domain_password") != SECRET or not given.get("domain_username") or not given.get("domain_server"):
        raise Refused("Either the target name is incorrect or the server has rejected the client credentials.")


def object_info(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    _signed_in(given)
    if (given.get("identity") is None) == (given.get("ldap_filter") is None):
        raise Refused("parameters are mutually exclusive: filter, identity, ldap_filter")
    if given.get("identity"):
        found = [_entry(machine, given["identity"])]
    else:
        found = [
            {"dn": dn, "entry": entry}
            for dn, entry in machine["directory"].items()
            if _matches(dn, entry, given["ldap_filter"])
        ]
    names = given.get("properties") or []
    return {"objects": [_shown(one["dn"], one["entry"], names) for one in found]}


def _shown(dn: str, entry: dict[str, Any], names: list[str]) -> dict[str, Any]:
    common = dn.partition(",")[0].partition("=")[2]
    return {"DistinguishedName": dn, "Name": common} | {name: entry.get(name) for name in names}


def _matches(dn: str, entry: dict[str, Any], text: str) -> bool:
    if "distinguishedName=" in text:
        return dn.lower() in [name.lower() for name in re.findall(r"distinguishedName=([^)]*)", text)]
    if "msDS-PasswordSettings" in text:
        return bool(entry["kind"] == "pso")
    kind = "group" if "objectClass=group" in text else "user"
    names = [name.lower() for name in re.findall(r"sAMAccountName=([^)]*)", text)]
    said = str(entry.get("sAMAccountName", "")).lower()
    fits = any(said.startswith(name[:-1]) if name.endswith("*") else said == name for name in names)
    return entry["kind"] == kind and fits and entry.get("enabled", True)


def object_(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    _signed_in(given)
    return {"changed": _set(_entry(machine, given["identity"])["entry"], given["attributes"]["set"])}


def ou(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    _signed_in(given)
    return {"changed": _made(machine, f"OU={given['name']},{given['path']}", {"kind": "ou"})}


def group(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    _signed_in(given)
    if given.get("name"):
        new = {"kind": "group", "sAMAccountName": given["sam_account_name"], "members": []}
        return {"changed": _made(machine, f"CN={given['name']},{given['path']}", new)}
    entry, members = _entry(machine, given["identity"])["entry"], given.get("members") or {}
    for name in (*members.get("add", ()), *members.get("set", ())):
        _entry(machine, name)
    before = list(entry["members"])
    entry["members"] = sorted(members["set"] if "set" in members else {*before, *members.get("add", ())})
    return {"changed": entry["members"] != before}


OPTIONS = {
    "precedence": "msDS-PasswordSettingsPrecedence", "min_password_length": "msDS-MinimumPasswordLength",
    "lockout_threshold": "msDS-LockoutThreshold", "complexity_enabled": "msDS-PasswordComplexityEnabled",
}  # fmt: skip
"""Which attribute each option of microsoft.ad.pso sets."""


def pso(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    _signed_in(given)
    dn = f"CN={given['name']},CN=Password Settings Container,CN=System"
    made = _made_anywhere(machine, dn, {"kind": "pso", **OF_THE_CMDLET})
    said = {attribute: given[option] for option, attribute in OPTIONS.items() if option in given}
    holds = {"msDS-PSOAppliesTo": sorted({_entry(machine, name)["dn"] for name in given["subjects"]})}
    return {"changed": _set(machine["directory"][dn], said | given["attributes"]["set"] | holds) or made}


def user(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    _signed_in(given)
    return {"changed": _set(_entry(machine, given["identity"])["entry"], {"enabled": given["enabled"]})}


def _set(entry: dict[str, Any], wanted: dict[str, Any]) -> bool:
    changed = any(entry.get(name) != value for name, value in wanted.items())
    entry.update(wanted)
    return changed


def _made(machine: dict[str, Any], dn: str, entry: dict[str, Any]) -> bool:
    # New-ADObject -WhatIf does not look for the place
    if dn.partition(",")[2] not in machine["directory"] and not machine["checking"]:
        raise Refused(f"Directory object not found: {dn.partition(',')[2]}")
    return _made_anywhere(machine, dn, entry)


def _made_anywhere(machine: dict[str, Any], dn: str, entry: dict[str, Any]) -> bool:
    new = dn not in machine["directory"]
    machine["directory"].setdefault(dn, entry)
    return new


MODELS = {"object_info": object_info, "object": object_, "ou": ou, "group": group, "pso": pso, "user": user}
