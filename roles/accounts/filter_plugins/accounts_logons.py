"""Filters of the role accounts: logon names for people who have none yet, unique across the trust, and their entries."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

LONGEST = 20
"""sAMAccountName of a person, in every Active Directory."""
ENABLED = "512"
UNFOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n"}
)
"""Letters that are no letter with a mark, so that taking marks off does not make them plain ones."""


def plain(text: str) -> str:
    """A name in a to z, 0 to 9 and hyphens: `O’Brien-Smýth` is `obrien-smyth`. Nothing, where no letter has a plain form."""
    spread = unicodedata.normalize("NFKD", text.lower().translate(UNFOLDED))
    return re.sub(r"-+", "-", re.sub(r"[^a-z0-9-]", "", spread)).strip("-")


def first_choice(person: Mapping[str, Any], generic: Iterable[str]) -> str:
    """Initial, dot, family name; one name where there is only one; the key where none can be written, or it is a shared one."""
    given, family = plain(person["given_name"]), plain(person["family_name"])
    name = f"{given[:1]}.{family}" if given and family else given or family
    shared = {one.lower() for one in generic}
    if not name or {name, name.rstrip("0123456789")} & shared:
        name = re.sub(r"[^a-z0-9]", "-", person["key"].lower()).strip("-")
        name = f"k-{name}" if name.rstrip("0123456789") in shared else name
    return _cut(name, LONGEST)


def prepared(staff: Iterable[Mapping[str, Any]], generic: Iterable[str]) -> list[dict[str, Any]]:
    """The staff list, each person with the logon name the rule gives before anybody else's is looked at."""
    shared = list(generic)
    return [{**person, "first_choice": first_choice(person, shared)} for person in staff]


def candidates(name: str) -> Iterator[str]:
    """The name, then with 2, 3 … behind it, never longer than the directory takes."""
    yield name
    for number in itertools.count(2):
        yield f"{_cut(name, LONGEST - len(str(number)))}{number}"


def _cut(name: str, length: int) -> str:
    return name[:length].rstrip(".-")


def new_accounts(people: list[Mapping[str, Any]], found: Iterable[Mapping[str, Any]], domain: str) -> list[dict[str, Any]]:
    """For each person, in order of their keys: logon name, distinguished name, and the attributes of the account to be made.

    `domain`: of user principal names. A person says the unit's distinguished name as `unit_dn`.
    """
    taken = {name for one in found for name in _names(one)}
    made = []
    for person in sorted(people, key=lambda person: person["key"]):
        logon = next(name for name in candidates(person["first_choice"]) if name not in taken)
        taken.add(logon)
        made.append(
            {**person, "logon": logon, "dn": f"CN={logon},{person['unit_dn']}", "attributes": _born(person, logon, domain)}
        )
    return made


def suffix_faults(suffix: str, domain: str, forest: Iterable[Mapping[str, Any]]) -> list[str]:
    """Why nobody could sign in with such a name: the forest has neither a domain nor a UPN suffix that is called so."""
    listed = [one.get(name) for one in forest for name in ("uPNSuffixes", "dnsRoot")]
    known = {str(name).lower() for names in listed for name in (names if isinstance(names, list | tuple) else [names]) if name}
    if suffix.lower() in known | {domain.lower()}:
        return []
    return [
        f"accounts_logon_suffix is {suffix!r}, and the forest knows {', '.join(sorted(known | {domain.lower()}))}; "
        "add it there as a UPN suffix first, or name one of these"
    ]


def joining(made: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The changes that put new accounts into their groups: one a group, however many people."""
    inside: dict[str, list[str]] = {}
    for person in made:
        for group in person["groups"]:
            inside.setdefault(group, []).append(person["dn"])
    return [{"do": "add_values", "dn": group, "attributes": {"member": members}} for group, members in sorted(inside.items())]


def _names(one: Mapping[str, Any]) -> Iterator[str]:
    yield str(one.get("sAMAccountName", "")).lower()
    yield str(one.get("userPrincipalName", "")).lower().partition("@")[0]
    yield re.sub(r"^cn=", "", str(one.get("dn", "")).lower().partition(",")[0])


def _born(person: Mapping[str, Any], logon: str, domain: str) -> dict[str, Any]:
    return {
        "objectClass": ["top", "person", "organizationalPerson", "user"],
        "sAMAccountName": logon,
        "userPrincipalName": f"{logon}@{domain}",
        "employeeID": person["key"],
        "userAccountControl": ENABLED,
        **shown_names(person),
    }


def shown_names(person: Mapping[str, Any]) -> dict[str, str]:
    """How the directory shows the person."""
    given, family = person["given_name"].strip(), person["family_name"].strip()
    names = {"givenName": given, "sn": family, "displayName": f"{given} {family}".strip()}
    return {name: value for name, value in names.items() if value}


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {f"accounts_{given.__name__}": given for given in (prepared, new_accounts, suffix_faults, joining)}
