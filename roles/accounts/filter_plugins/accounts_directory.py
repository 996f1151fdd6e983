"""Filters of the role accounts: what the directory should hold, what of it is missing, and why the directory said no."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

DISABLED = 0x2
"""ACCOUNTDISABLE, the bit of userAccountControl that disables an account."""
BIT_SET = "1.2.840.113556.1.4.803"
"""LDAP_MATCHING_RULE_BIT_AND."""
SECURITY_GROUP = "-2147483646"
"""groupType of a security group for the whole domain: 0x80000002, as a signed number."""
FILETIME_BEGAN = 11_644_473_600
"""Seconds from 1601, when the directory's clock begins, to 1970."""
RECENT = 14 * 86400
LAST_USED = ("lastLogon", "lastLogonTimestamp")
"""The first is this directory's own, the second is told to the others, up to 14 days late."""


def differences(wanted: Mapping[str, str], found: Mapping[str, Any]) -> list[str]:
    """Attributes that are not as wanted: `minPwdLength 7, not 12`."""
    return [
        f"{name} {found.get(name, 'not set')}, not {value}" for name, value in wanted.items() if str(found.get(name)) != value
    ]


def unit_dn(path: str, base: str) -> str:
    """`Schools/oakfield` as a distinguished name, the lowest unit first."""
    return ",".join([f"OU={part}" for part in reversed(path.split("/"))] + [base])


def units(paths: Iterable[str], base: str) -> list[str]:
    """Distinguished names of all units and the units above them, each once, parents first."""
    found: dict[str, str] = {}
    for path in paths:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            dn = unit_dn("/".join(parts[:depth]), base)
            found.setdefault(dn.lower(), dn)
    return sorted(found.values(), key=lambda dn: (dn.count(","), dn))


def missing_units(wanted: Iterable[str], tree: Iterable[Mapping[str, Any]]) -> list[str]:
    """The units the directory does not have yet."""
    there = {str(entry["dn"]).lower() for entry in tree}
    return [dn for dn in wanted if dn.lower() not in there]


def missing_groups(wanted: Iterable[Mapping[str, str]], tree: Iterable[Mapping[str, Any]], base: str) -> list[dict[str, str]]:
    """The groups that no unit of the directory has yet, each with the distinguished name it is to get."""
    there = {str(entry.get("sAMAccountName", "")).lower() for entry in tree}
    absent = (group for group in wanted if group["name"].lower() not in there)
    return [{"name": group["name"], "dn": f"CN={group['name']},{unit_dn(group['unit'], base)}"} for group in absent]


def enabled_generic(names: Iterable[str]) -> str:
    """LDAP filter for enabled accounts whose names begin as generic ones do; never one the domain was born with."""
    alternatives = "".join(f"(sAMAccountName={name}*)" for name in names)
    return (
        "(&(objectCategory=person)(objectClass=user)(!(isCriticalSystemObject=TRUE))"
        f"(!(userAccountControl:{BIT_SET}:={DISABLED}))(|{alternatives}))"
    )


def sorted_out(
    found: Iterable[Mapping[str, Any]],
    names: Iterable[str],
    allowed: Iterable[Mapping[str, str]] = (),
    spared: Iterable[str] = (),
    now: float | None = None,
) -> dict[str, list[Any]]:
    """Of what `enabled_generic` found: the accounts to `disable`, and by name those to `leave` and those of `recent` use.

    `allowed`: exceptions, each with name, reason and the last day it holds; `spared`: names that are never disabled.
    """
    generic, kept = {name.lower() for name in names}, {name.lower(): "it is kept for an emergency" for name in spared}
    today = time.strftime("%Y-%m-%d", time.gmtime(now))
    kept |= {one["name"].lower(): f"until {one['until']}: {one['reason']}" for one in allowed if one["until"] >= today}
    given = [one for one in found if _is_generic(str(one["sAMAccountName"]).lower(), generic)]
    reasons = [(one, kept.get(str(one["sAMAccountName"]).lower()) or _reason_to_leave(one)) for one in given]
    disable = [one for one, reason in reasons if not reason]
    since = ((time.time() if now is None else now) + FILETIME_BEGAN - RECENT) * 10_000_000
    return {
        "disable": disable,
        "leave": [f"{one['sAMAccountName']} ({reason})" for one, reason in reasons if reason],
        "recent": [one["sAMAccountName"] for one in disable if max(int(one.get(when, 0)) for when in LAST_USED) >= since],
    }


def _is_generic(name: str, generic: set[str]) -> bool:
    return bool({name, re.sub(r"[0-9]+$", "", name)} & generic)


def _reason_to_leave(one: Mapping[str, Any]) -> str:
    if one.get("servicePrincipalName"):
        return "a service works as it"
    return "it has, or had, an administrator's rights" if str(one.get("adminCount")) == "1" else ""


def directory_changes(
    base: str,
    policy_wanted: Mapping[str, str],
    domain: Mapping[str, Any],
    units_missing: Iterable[str],
    groups_missing: Iterable[Mapping[str, str]],
) -> list[dict[str, Any]]:
    """The changes that bring policy, units (parents first) and groups onto the standard."""
    other = {name: value for name, value in policy_wanted.items() if str(domain.get(name)) != value}
    changes: list[dict[str, Any]] = [{"do": "set", "dn": base, "attributes": other}] if other else []
    changes += [{"do": "add", "dn": dn, "attributes": {"objectClass": ["top", "organizationalUnit"]}} for dn in units_missing]
    for group in groups_missing:
        born = {"objectClass": ["top", "group"], "sAMAccountName": group["name"], "groupType": SECURITY_GROUP}
        changes.append({"do": "add", "dn": group["dn"], "attributes": born})
    return changes


def disabling(accounts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The changes that disable these accounts."""
    return [
        {"do": "set", "dn": one["dn"], "attributes": {"userAccountControl": disabled(one["userAccountControl"])}}
        for one in accounts
    ]


def disabled(control: str | int) -> str:
    """The value of userAccountControl with the account disabled and everything else as it is."""
    return str(int(control) | DISABLED)


def why(result: Mapping[str, Any], distrusted: str = "") -> str:
    """What a failed LDAP task said, in one line, with what to do. `distrusted`: why its certificate is not trusted."""
    failed = [one for one in result.get("results", [result]) if one.get("failed")] or [result]
    said = " ".join(" ".join(str(one.get(key, "")) for one in failed for key in ("msg", "details")).split())
    if "Invalid credentials" in said:
        return "the directory refused the password. Give the right accounts_directory_password before trying again"
    if "contact LDAP server" in said and distrusted:
        return distrusted
    if "contact LDAP server" in said:  # the library has one message for both
        return f"it does not answer, or accounts_directory_ca did not sign its certificate for that name ({said})"
    return said.rstrip(".")


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (
            differences,
            units,
            missing_units,
            missing_groups,
            enabled_generic,
            sorted_out,
            directory_changes,
            disabling,
            disabled,
            why,
        )
        return {f"accounts_{given.__name__}": given for given in ours}
