"""Filters of the role accounts: what is wrong with the inputs about people. A fault names keys, never people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

KEY = re.compile(r"st-[a-z0-9]{1,61}")
SCHOOL = re.compile(r"[a-z][a-z0-9-]*")
NAME = re.compile(r"[^\x00-\x1f\x7f]{0,64}")
GROUP = re.compile(r"[A-Za-z0-9 ._-]*<school>[A-Za-z0-9 ._-]*|[A-Za-z0-9][A-Za-z0-9 ._-]*")
LOGON = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
ADMINS = re.compile(
    r"(domain|enterprise|schema) admins|administrators|(account|server|backup|print) operators|domain controllers", re.I
)
SUFFIX = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+")
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
FEWEST, LONGEST = 3, 480
"""Wrong passwords anybody may type, and minutes a lock may last. The other filters and the controls have the same (tested)."""
PRINTABLE = "no control characters, 64 characters at most"


def staff_faults(given: Mapping[str, Any]) -> list[str]:
    """Every fault of the inputs about staff, groups' members, finer rules and exceptions, naming the input."""
    found = [*_group_faults(given), *_rule_faults(given), *_exception_faults(given), *_kept_faults(given)]
    return [*found, *_people_faults(given), *_post_faults(given)] if given["staff"] is not None else found


def _kept_faults(given: Mapping[str, Any]) -> Iterator[str]:
    for name in ("keep_as", "undo"):
        if given[name] and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", given[name]):
            yield f"accounts_{name} is {given[name]!r}; use small letters, digits and hyphens"
    if given["suffix"] and not SUFFIX.fullmatch(given["suffix"]):
        yield f"accounts_logon_suffix is {given['suffix']!r}; use a domain like trust.example, without the @"
    local = given["local_break_glass"]
    if local and not re.fullmatch(r"[a-z][a-z0-9_-]{0,30}", local["name"]):
        yield f"accounts_local_break_glass has the name {local['name']!r}; use small letters, digits, hyphen and underscore"
    if local and not local.get("ssh_key") and not given["hash_given"]:
        yield "accounts_local_break_glass has no ssh_key and no accounts_local_break_glass_hash: nobody could sign in with it"


def _group_faults(given: Mapping[str, Any]) -> Iterator[str]:
    for group in given["groups"]:
        if group.get("exact") and ADMINS.fullmatch(group["name"]):
            yield f"accounts_directory_groups: {group['name']} is exact; no run takes anybody out of administrators"


def _rule_faults(given: Mapping[str, Any]) -> Iterator[str]:
    for rule in given["policies"]:
        name = f"accounts_password_policies: {rule['name']}"
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}", rule["name"]):
            yield f"accounts_password_policies holds the name {rule['name']!r}; use letters, digits, space, dot, hyphen"
        for word, least, most in (
            ("precedence", 1, 2**31 - 1),
            ("length", 1, 255),
            ("attempts", FEWEST, 999),
            ("minutes", 1, LONGEST),
        ):
            if not least <= int(rule[word]) <= most:
                yield f"{name} has {word} {rule[word]}; use {least} to {most}"
        if not 0 <= int(rule.get("history") or 0) <= 1024:
            yield f"{name} has history {rule['history']}; use 0 to 1024"
    for word in ("name", "precedence"):
        for value, times in Counter(str(rule[word]).lower() for rule in given["policies"]).items():
            if times > 1:
                yield f"accounts_password_policies has the {word} {value} {times} times"


def _exception_faults(given: Mapping[str, Any]) -> Iterator[str]:
    for one in given["generic_allowed"]:
        if not DAY.fullmatch(one["until"]) or not one["reason"].strip():
            yield f"accounts_generic_allowed: {one['name']} needs a reason, and a last day like 2027-07-31"
    for name in (*given["break_glass"], *(pattern.replace("*", "") for pattern in given["admins"])):
        if name and not LOGON.fullmatch(name):
            yield f"accounts_break_glass or accounts_admins holds {name!r}, no logon name"


def _people_faults(given: Mapping[str, Any]) -> Iterator[str]:
    if not given["uri"]:
        yield "accounts_staff is given without accounts_directory_uri; staff accounts are made in the directory"
    if not given["schools"]:
        yield "accounts_staff is given without accounts_staff_schools, the schools whose staff it lists"
    yield from (
        f"accounts_staff_schools holds {school!r}; use its id" for school in given["schools"] if not SCHOOL.fullmatch(school)
    )
    for number, person in enumerate(given["staff"], start=1):
        yield from (f"accounts_staff, person {number}: {fault}" for fault in _person_faults(person, given))
    for key, times in Counter(person["key"] for person in given["staff"]).items():
        if times > 1:
            yield f"accounts_staff has the key {key} {times} times"
    yield from _doubly_named(given)
    certified = {one["school"] for one in given["handover_keys"]}
    for school in sorted({person["school"] for person in given["staff"]} & set(given["schools"]) - certified):
        yield f"accounts_handover_keys has no certificate for {school}: initial passwords could not be handed over"
    for one in given["handover_keys"]:
        if "-----BEGIN CERTIFICATE-----" not in one["certificate"]:
            yield f"accounts_handover_keys: what is given for {one['school']} is no certificate in PEM"


def _doubly_named(given: Mapping[str, Any]) -> Iterator[str]:
    named: dict[str, list[str]] = {}
    for person in given["staff"]:
        named.setdefault((person.get("logon") or "").lower(), []).append(person["key"])
    for keys in (keys for logon, keys in named.items() if logon and len(keys) > 1):
        yield f"accounts_staff: {', '.join(sorted(keys))} name the same logon; an account is one person's"


def _person_faults(person: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    if not KEY.fullmatch(person["key"]):
        yield "the key is not one; use st- and 1 to 61 small letters and digits"
    if person["school"] not in given["schools"]:
        yield f"the school {person['school']!r} is not one of accounts_staff_schools"
    if any(not SCHOOL.fullmatch(school) for school in person.get("further_schools") or []):
        yield "a further school is no school's id"
    if not (person["given_name"] + person["family_name"]).strip():
        yield "there is no name"
    if not NAME.fullmatch(person["given_name"]) or not NAME.fullmatch(person["family_name"]):
        yield f"a name is not one; {PRINTABLE}"
    if person.get("logon") and not LOGON.fullmatch(person["logon"]):
        yield "the logon name is not one; letters, digits, dot, hyphen and underscore, 20 at most"


def _post_faults(given: Mapping[str, Any]) -> Iterator[str]:
    if given["unit"].count("<school>") != 1 or "<school>" not in given["unit"].split("/"):
        yield f"accounts_staff_unit is {given['unit']!r}; use a path with <school> as one of its units"
    if not 0 <= int(given["limit"]) <= 100:
        yield f"accounts_staff_leaving_limit is {given['limit']}; use 0 to 100"
    for name in (name for rule in given["staff_groups"] for name in rule["groups"]):
        if not GROUP.fullmatch(name):
            yield f"accounts_staff_groups holds {name!r}; use a group's name, with <school> for the school"
        elif ADMINS.fullmatch(name):
            yield f"accounts_staff_groups holds {name!r}; administrators' rights are never given by a post"


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"accounts_staff_faults": staff_faults}
