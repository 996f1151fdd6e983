"""Filters of the role accounts for Windows hosts: decisions about staff, which are Linux's, as what the modules there take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

DISABLED = 0x2
MARK, LEFT = "adminDescription", "ictops: left"
CONTROL = "userAccountControl"
PERSON = ["top", "person", "organizationalPerson", "user"]
PEOPLE = frozenset({"user", "inetorgperson"})
BY_PARAMETER = frozenset({"objectClass", "sAMAccountName", "userPrincipalName", CONTROL})
"""Of a new account: what the cmdlet has a parameter of its own for."""
NUMBERS = {
    "5": "access is denied",
    "1325": "the directory's rules refuse the password",
    "8305": "the name is in use already",
    "8344": "the account that makes the changes has no right to do so",
    "8648": "the logon name with its suffix is in use already",
}
"""Codes of Windows, as they stand behind ActiveDirectoryServer: in what a cmdlet is refused by."""

type Entry = Mapping[str, Any]


def entries(read: Iterable[Entry | None]) -> list[dict[str, Any]]:
    """Entries with all their classes: a Windows host tells the last one only."""
    return [
        {**one, "objectClass": _classes(str(one["objectClass"]))} if one.get("objectClass") else {**one} for one in read if one
    ]


def _classes(last: str) -> list[str]:
    if last.lower() in PEOPLE:
        return PERSON
    return [*PERSON, "computer"] if last.lower() == "computer" or last.lower().startswith("msds-") else ["top", last]


def opening(joiners: Iterable[Entry], returning: Iterable[Entry]) -> list[dict[str, Any]]:
    """Who gets an initial password, by school: one file each."""
    people = [*map(_joiner, joiners), *map(_returning, returning)]
    return [
        {"school": school, "people": [one for one in people if one["school"] == school]}
        for school in sorted({one["school"] for one in people})
    ]


def _returning(person: Entry) -> dict[str, Any]:
    words = ("key", "given_name", "family_name", "school", "logon", "dn")
    return {**{word: person[word] for word in words}, "is_new": False}


def _joiner(person: Entry) -> dict[str, Any]:
    attributes = {name: value for name, value in person["attributes"].items() if name not in BY_PARAMETER}
    return {
        **_returning(person),
        "is_new": True,
        "upn": person["attributes"]["userPrincipalName"],
        "unit_dn": person["unit_dn"],
        "attributes": {**attributes, MARK: LEFT},
    }


def steps(changes: Iterable[Entry], people: Mapping[str, str], refused: Iterable[Entry] = ()) -> list[dict[str, Any]]:
    """Changes as steps of one person each, without those of people who were `refused` something before.

    `people`: keys by distinguished names in small letters.
    """
    closed = {one["key"] for one in refused if one}
    return [step for change in changes for step in _steps(change, people) if step["key"] not in closed]


def _steps(change: Entry, people: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    key = people.get(str(change["dn"]).lower(), "an account without a key")
    match change["do"]:
        case "set":
            yield {"key": key, "do": "set", "dn": change["dn"], **_setting(change["attributes"])}
        case "move":
            yield {"key": key, "do": "move", "dn": change["dn"], "to": change["to"]}
        case "add_values" | "drop_values" as do:
            for dn in change["attributes"]["member"]:
                whose = people.get(str(dn).lower(), "an account without a key")
                yield {"key": whose, "do": "join" if do == "add_values" else "part", "dn": change["dn"], "member": dn}


def _setting(attributes: Entry) -> dict[str, Any]:
    other = {name: value for name, value in attributes.items() if name != CONTROL}
    plain = {name: value[0] if isinstance(value, list) else value for name, value in other.items() if value != []}
    return {
        "replace": plain,
        "clear": sorted(name for name, value in other.items() if value == []),
        "enabled": not int(attributes[CONTROL]) & DISABLED if CONTROL in attributes else None,
    }


def keys(made: Iterable[Entry], decided: Entry) -> dict[str, str]:
    """Keys by distinguished names in small letters: of everybody about whom something is decided."""
    opened = {str(one["dn"]).lower(): one["key"] for one in (*made, *decided["returning"])}
    return {**decided["people"], **opened}


def keys_of(found: Iterable[Entry]) -> dict[str, str]:
    """Keys by distinguished names in small letters, as the directory has them."""
    return {str(one["dn"]).lower(): str(one["employeeID"]) for one in found if one.get("employeeID")}


def refusals(*answers: Iterable[Entry]) -> list[str]:
    """What the directory refused, by keys: `st-1, st-2: the name is in use already (8305)`."""
    told: dict[str, set[str]] = {}
    for one in (one for answer in answers for one in answer if one):
        told.setdefault(_reason(one), set()).add(one["key"])
    return [f"{', '.join(sorted(whose))}: {why}" for why, whose in sorted(told.items())]


def _reason(one: Entry) -> str:
    if one["what"] == "envelope":
        return "the initial passwords could not be put into a file, so no account was opened"
    number = re.match(r"ActiveDirectoryServer:(\d+)", str(one["why"]))
    if number and number[1] in NUMBERS:
        return f"{NUMBERS[number[1]]} ({number[1]})"
    # the first part names a kind of error; nothing a person is called by stands in it
    return f"refused ({re.split('[,]', str(one['why']))[0]})"


def certificate_faults(refused: Iterable[Entry | None]) -> list[str]:
    """Why initial passwords could not be handed over from this host."""
    return [
        f"accounts_handover_keys: the certificate of {one['school']} cannot be used: {one['why']}" for one in refused if one
    ]


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (entries, opening, steps, keys, keys_of, refusals, certificate_faults)
        return {f"accounts_windows_{given.__name__}": given for given in ours}
