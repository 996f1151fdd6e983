"""Filters of the role accounts: who is on the staff list no more, and what forbids that they all go at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

DISABLED = 0x2
KEY = re.compile(r"st-[a-z0-9]{1,61}")
FOREIGN = "{}: {} accounts in the unit for staff carry a foreign employeeID and are left alone"
MARK, LEFT = "adminDescription", "ictops: left"
"""Set on the account of a leaver, so that an account which somebody else disabled is never enabled by us."""

type Entry = Mapping[str, Any]


def with_leavers(decided: Mapping[str, Any], given: Mapping[str, Any], found: list[Entry]) -> dict[str, Any]:
    """The decisions, with the accounts whose key is on the list no more: disabled, in no group, never removed.

    What closes them is `leaving`, apart from the other changes: it comes first. `people`: keys by distinguished names.

    `given`: staff, schools, unit, limit, base, spared (names never disabled), admins (enabled administrators).
    """
    keys = {person["key"] for person in given["staff"]}
    there = [one for one in found if one.get("employeeID") and _is_enabled(one) and _school(one, given)]
    enabled = [one for one in there if KEY.fullmatch(str(one["employeeID"]))]
    foreign = Counter(_school(one, given) for one in there if not KEY.fullmatch(str(one["employeeID"])))
    leaving = [one for one in enabled if str(one["employeeID"]) not in keys]
    refusals = [*_too_many(enabled, leaving, given), *_needed(leaving, given)]
    kept = {**decided["kept"], "accounts": [*decided["kept"]["accounts"], *map(_before, leaving)]}
    return {
        **decided,
        "leavers": [str(one["employeeID"]) for one in leaving],
        "notes": [*decided["notes"], *(FOREIGN.format(school, number) for school, number in sorted(foreign.items()))],
        "leaving": _changes(leaving),
        "people": {**decided["people"], **{one["dn"].lower(): str(one["employeeID"]) for one in leaving}},
        "refusals": [*decided["refusals"], *refusals],
        "kept": kept,
    }


def _too_many(enabled: list[Entry], leaving: list[Entry], given: Mapping[str, Any]) -> list[str]:
    found = []
    for school in sorted(given["schools"]):
        there = sum(_school(one, given) == school for one in enabled)
        going = sum(_school(one, given) == school for one in leaving)
        # one person may always leave: in a school of nine that is more than a tenth
        if going > 1 and going * 100 > given["limit"] * there:
            found.append(
                f"{school}: {going} of {there} accounts would leave at once, more than {given['limit']} percent "
                "(accounts_staff_leaving_limit). Is the staff list whole?"
            )
    return found


def _needed(leaving: list[Entry], given: Mapping[str, Any]) -> list[str]:
    spared = {name.lower() for name in given["spared"]}
    found = [
        f"{one['employeeID']} would leave, but this run or an emergency depends on the account"
        for one in leaving
        if spared & {str(one.get(field, "")).lower() for field in ("sAMAccountName", "userPrincipalName", "dn")}
    ]
    admins, going = {dn.lower() for dn in given["admins"]}, {one["dn"].lower() for one in leaving}
    if admins and admins <= going:
        found.append("the last administrator of the directory would leave; make another first")
    return found


def _changes(leaving: list[Entry]) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = []
    inside: dict[str, list[str]] = {}
    for one in leaving:
        control = str(int(one["userAccountControl"]) | DISABLED)
        changes.append({"do": "set", "dn": one["dn"], "attributes": {"userAccountControl": control, MARK: LEFT}})
        for group in _groups(one):
            inside.setdefault(group, []).append(one["dn"])
    return changes + [{"do": "drop_values", "dn": group, "attributes": {"member": inside[group]}} for group in sorted(inside)]


def _before(one: Entry) -> dict[str, Any]:
    return {
        "key": str(one["employeeID"]),
        "adopted": "",
        "unit": one["dn"].partition(",")[2],
        "userAccountControl": str(one["userAccountControl"]),
        "mark": _many(one.get(MARK)),
        "groups": _groups(one),
        "renamed": False,
        "left": True,
    }


def _groups(one: Entry) -> list[str]:
    return sorted(str(dn).lower() for dn in _many(one.get("memberOf")))


def _school(one: Entry, given: Mapping[str, Any]) -> str:
    at = one["dn"].lower()
    return next((school for school in given["schools"] if at.endswith(_below(school, given))), "")


def _below(school: str, given: Mapping[str, Any]) -> str:
    path = given["unit"].replace("<school>", school).lower()
    return ",".join(["", *(f"ou={part}" for part in reversed(path.split("/"))), given["base"].lower()])


def _is_enabled(one: Entry) -> bool:
    return not int(one.get("userAccountControl", DISABLED)) & DISABLED


def _many(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [] if given is None else [given]


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"accounts_with_leavers": with_leavers}
