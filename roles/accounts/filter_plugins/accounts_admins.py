"""Filters of the role accounts: who holds administrators' rights over the domain, and the accounts kept for an emergency."""

from __future__ import annotations

import fnmatch
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

DISABLED = 0x2
FILETIME_BEGAN = 11_644_473_600
ADMINS = frozenset({"domain admins", "enterprise admins", "administrators"})
PRIMARY = ("512", "518", "519")
"""Domain, Schema and Enterprise Admins as somebody's primary group, which is in no memberOf."""
INSIDE = "1.2.840.113556.1.4.1941"
"""LDAP_MATCHING_RULE_IN_CHAIN: members of members too."""

type Entry = Mapping[str, Any]


def admins_filter(tree: Iterable[Entry], names: Iterable[str]) -> str:
    """LDAP filter for the accounts that administer the domain, through whatever group, and for the accounts named."""
    groups = [one["dn"] for one in tree if str(one.get("sAMAccountName", "")).lower() in ADMINS]
    inside = "".join(f"(memberOf:{INSIDE}:={dn})" for dn in groups)
    primary = "".join(f"(primaryGroupID={number})" for number in PRIMARY)
    named = "".join(f"(sAMAccountName={name})" for name in names)
    return f"(&(objectCategory=person)(objectClass=user)(|(cn=\\00){inside}{primary}{named}))"


def admins(found: list[Entry], tree: list[Entry], allowed: Iterable[str], break_glass: Iterable[str]) -> dict[str, Any]:
    """`enabled` administrators, how many are `ordinary` accounts, and what is said of those for an emergency."""
    emergency = {name.lower() for name in break_glass}
    patterns = [pattern.lower() for pattern in allowed]
    holding = [one for one in found if _administers(one, tree)]
    enabled = [one for one in holding if _is_enabled(one)]
    names = {str(one["sAMAccountName"]).lower() for one in enabled if str(one.get("isCriticalSystemObject")).upper() != "TRUE"}
    ordinary = [name for name in names - emergency if not any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)]
    return {
        "enabled": [one["dn"] for one in enabled],
        "ordinary": len(ordinary),
        "watched": [_watched(name, found, {one["dn"] for one in holding}) for name in sorted(emergency)],
    }


def _administers(one: Entry, tree: list[Entry]) -> bool:
    """Whether the search found the account by its rights: through however many groups, up to that of the administrators."""
    if str(one.get("primaryGroupID")) in PRIMARY:
        return True
    above = {str(group["dn"]).lower(): _lower(group.get("memberOf")) for group in tree if group.get("sAMAccountName")}
    goal = {str(group["dn"]).lower() for group in tree if str(group.get("sAMAccountName", "")).lower() in ADMINS}
    seen: set[str] = set()
    reached = _lower(one.get("memberOf"))
    while reached - seen:
        seen |= reached
        reached = set().union(*(above.get(dn, set()) for dn in reached))
    return bool(seen & goal)


def _lower(given: Any) -> set[str]:
    listed = given if isinstance(given, list | tuple) else [] if given is None else [given]
    return {str(one).lower() for one in listed}


def _is_enabled(one: Entry) -> bool:
    return not int(one.get("userAccountControl", DISABLED)) & DISABLED


def _watched(name: str, found: list[Entry], holding: set[str]) -> str:
    one = next((one for one in found if str(one["sAMAccountName"]).lower() == name), None)
    if one is None:
        return f"{name}: missing"
    faults = [] if _is_enabled(one) else ["disabled"]
    faults += [] if one["dn"] in holding else ["no administrator of the domain"]
    return f"{name}: {', '.join([*faults, _used(one)])}"


def _used(one: Entry) -> str:
    last = max(int(one.get(when, 0)) for when in ("lastLogon", "lastLogonTimestamp"))
    day = time.strftime("%Y-%m-%d", time.gmtime(last / 10_000_000 - FILETIME_BEGAN))
    return f"last used {day}" if last else "never used"


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"accounts_{given.__name__}": given for given in (admins_filter, admins)}
