"""Filters of the role accounts: whether an account that the staff list names can be that person's. Only keys are said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

DISABLED = 0x2
KEY = re.compile(r"st-[a-z0-9]{1,61}")
"""What is a key of ours in employeeID; whatever else stands there is somebody else's."""
FIELDS = ("givenName", "sn", "displayName")
PUPILS = frozenset({"pupil", "pupils", "student", "students", "learner", "learners", "children"})

type Entry = Mapping[str, Any]


def unadoptable(given: Mapping[str, Any], found: list[Entry]) -> dict[str, str]:
    """By key, why the account a person's `logon` names is not taken over; nothing of those that can be.

    `given`: staff, generic (names that belong to nobody), spared (names that this run or an emergency depends on).
    """
    people = (one for one in found if "person" in _many(one.get("objectClass")) and "computer" not in one["objectClass"])
    by_logon = {str(one["sAMAccountName"]).lower(): one for one in people}
    named = [person for person in given["staff"] if person.get("logon")]
    reasons = ((person["key"], _reason(person, by_logon.get(person["logon"].lower()), given)) for person in named)
    return {key: reason for key, reason in reasons if reason}


def _reason(person: Mapping[str, Any], one: Entry | None, given: Mapping[str, Any]) -> str:
    if one is None:
        return "the directory has no account of the logon name given; correct it in the staff list"
    if number := str(one.get("employeeID") or ""):
        whose = "another key" if KEY.fullmatch(number) else "an employeeID that is no key of ours"
        return f"the account of the logon name given has {whose}"
    if str(one.get("adminCount")) == "1" or str(one.get("isCriticalSystemObject")).upper() == "TRUE":
        return "the account of the logon name given has administrators' rights; give them to an account of their own"
    if fault := next((why for why, is_so in _whose(person, one, given).items() if is_so), ""):
        return f"the account of the logon name given {fault}; correct the staff list"
    if int(one["userAccountControl"]) & DISABLED:
        return "the account of the logon name given is disabled; enable it, or name none"
    return ""


def _whose(person: Mapping[str, Any], one: Entry, given: Mapping[str, Any]) -> dict[str, bool]:
    name = str(one["sAMAccountName"]).lower()
    generic, spared = ({one.lower() for one in given[which]} for which in ("generic", "spared"))
    names = {str(one.get(field, "")).lower() for field in ("sAMAccountName", "userPrincipalName", "dn")}
    return {
        "is one that this run or an emergency depends on": bool(names & spared),
        "has a name that belongs to nobody": bool({name, name.rstrip("0123456789")} & generic),
        "works for a service": bool(one.get("servicePrincipalName")),
        "stands in a unit for pupils": bool(_words(_units(one)) & PUPILS),
        "carries another name": not _shares_a_name(person, one),
    }


def _shares_a_name(person: Mapping[str, Any], one: Entry) -> bool:
    shown = " ".join(str(one.get(field) or "") for field in (*FIELDS, "cn"))
    logon = "" if any(one.get(field) for field in FIELDS) else str(one["sAMAccountName"])
    return bool(_words(f"{person['given_name']} {person['family_name']}") & _words(f"{shown} {logon}"))


def _units(one: Entry) -> str:
    return re.split(",DC=", str(one["dn"]).partition(",")[2], flags=re.IGNORECASE)[0]


def _words(text: str) -> frozenset[str]:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return frozenset(re.findall(r"\w+", "".join(one for one in spread if not unicodedata.combining(one)).replace("'", "")))


def _many(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [] if given is None else [given]


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"accounts_unadoptable": unadoptable}
