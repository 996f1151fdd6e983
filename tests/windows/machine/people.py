"""People in the directory behind the small machine, as our own modules reach them: searched, made, opened, moved, closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.windows.machine.directory import SECRET
from tests.windows.machine.files import Refused, is_folder

CLASSES = {"user": "user", "group": "group", "ou": "organizationalUnit", "domain": "domainDNS", "pso": "msDS-PasswordSettings"}
PERSON = {"user": "person"}
BIT_SET, IN_CHAIN = ":1.2.840.113556.1.4.803:", ":1.2.840.113556.1.4.1941:"
SEALED = "-----BEGIN CMS-----"


def accounts_entries_read(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    _signed_in(machine, given)
    base = given["base"].lower()
    inside = (dn for dn in machine["directory"] if dn.lower().endswith(base))
    found = [dn for dn in inside if _fits(machine, dn, given["filter"])]
    return {"results": [{"dn": dn, **_told(_attributes(machine, dn), given["attributes"])} for dn in found]}


def accounts_forest_read(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    _signed_in(machine, given)
    bad = [school for school, pem in given["certificates"].items() if "unusable" in pem]
    return {"forest": [machine["forest"]], "refused": [{"school": one, "why": "nothing can be encrypted to it"} for one in bad]}


def accounts_people_open(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    _signed_in(machine, given)
    if not is_folder(machine, given["at"].rpartition("\\")[0]):
        return {"changed": True, "refused": [{"key": one["key"], "what": "envelope", "why": ""} for one in given["people"]]}
    numbers = ("", *(f"-{number}" for number in range(2, 9)))
    path = next(path for number in numbers if (path := f"{given['at']}{number}.cms") not in machine["files"])
    machine["files"][path] = f"{SEALED} {len(given['people'])} people, to {given['certificate'][-3:]}"
    steps = ((one["key"], "open", lambda one=one: _open(machine, one)) for one in given["people"])
    return {"changed": True, "refused": list(_refusals(steps))}


def _open(machine: dict[str, Any], person: dict[str, Any]) -> None:
    directory = machine["directory"]
    if person["is_new"]:
        if any(entry.get("sAMAccountName") == person["logon"] for entry in directory.values()):
            raise Refused("ActiveDirectoryServer:1318,New-ADUser")
        if person["unit_dn"] not in directory:
            raise Refused("ActiveDirectoryCmdlet:ADIdentityNotFoundException,New-ADUser")
        born = {"sAMAccountName": person["logon"], "userPrincipalName": person["upn"], **person["attributes"]}
        directory[person["dn"]] = {"kind": "user", "enabled": False, **born}
    entry = _entry(machine, person["dn"])
    if person["logon"] in machine.get("weak", ()):
        raise Refused("ActiveDirectoryServer:1325,Set-ADAccountPassword")
    entry |= {"enabled": True, "must_change": True}
    entry.pop("adminDescription", None)


def accounts_people_change(machine: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    _signed_in(machine, given)
    steps = ((one["key"], one["do"], lambda one=one: WAYS[one["do"]](machine, one)) for one in given["steps"])
    return {"changed": True, "refused": list(_refusals(steps))}


def _refusals(steps: Any) -> Iterator[dict[str, str]]:
    for key, what, do in steps:
        try:
            do()
        except Refused as refusal:
            yield {"key": key, "what": what, "why": str(refusal)}


def _set(machine: dict[str, Any], step: dict[str, Any]) -> None:
    entry = _entry(machine, step["dn"])
    if entry["kind"] != "user":
        raise Refused("ActiveDirectoryCmdlet:ADIdentityNotFoundException,Set-ADUser")
    entry |= step["replace"]
    for name in step["clear"]:
        entry.pop(name, None)
    if step["enabled"] is not None:
        entry["enabled"] = step["enabled"]


def _join(machine: dict[str, Any], step: dict[str, Any]) -> None:
    members = _entry(machine, step["dn"])["members"]
    _entry(machine, step["member"])
    members += [step["member"]] if step["member"] not in members else []


def _part(machine: dict[str, Any], step: dict[str, Any]) -> None:
    entry = _entry(machine, step["dn"])
    entry["members"] = [name for name in entry["members"] if name.lower() != step["member"].lower()]


def _move(machine: dict[str, Any], step: dict[str, Any]) -> None:
    directory, dn = machine["directory"], _dn(machine, step["dn"])
    to = f"{dn.partition(',')[0]},{_dn(machine, step['to'])}"
    directory[to] = directory.pop(dn)
    for entry in (entry for entry in directory.values() if "members" in entry):
        entry["members"] = [to if name == dn else name for name in entry["members"]]


WAYS = {"set": _set, "join": _join, "part": _part, "move": _move}


def _signed_in(machine: dict[str, Any], given: dict[str, Any]) -> None:
    if given["domain_password"] != SECRET or not machine["forest"]:
        raise Refused("The server has rejected the client credentials.")


def _dn(machine: dict[str, Any], dn: str) -> str:
    if "denied" in machine.get("spoilt", {}).get(dn, ""):
        raise Refused("ActiveDirectoryServer:8344,a cmdlet")
    for known in machine["directory"]:
        if known.lower() == dn.lower():
            return str(known)
    raise Refused("ActiveDirectoryCmdlet:ADIdentityNotFoundException,a cmdlet")


def _entry(machine: dict[str, Any], dn: str) -> dict[str, Any]:
    found: dict[str, Any] = machine["directory"][_dn(machine, dn)]
    return found


def _attributes(machine: dict[str, Any], dn: str) -> dict[str, Any]:
    """An entry as LDAP has it, which is otherwise than the small machine keeps it."""
    entry = machine["directory"][dn]
    called = {dn.lower(), str(entry.get("sAMAccountName")).lower()}
    above = [
        one for one, group in machine["directory"].items() if called & {str(name).lower() for name in group.get("members", ())}
    ]
    control = {"userAccountControl": 512 if entry["enabled"] else 514} if entry["kind"] == "user" else {}
    cn = dn.partition(",")[0].partition("=")[2]
    return {**entry, **control, "memberOf": above, "objectClass": CLASSES.get(entry["kind"], entry["kind"]), "cn": cn}


def _told(attributes: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Only what was asked for and is there, as text; one value bare."""
    lists = {name: attributes[name] if isinstance(attributes.get(name), list) else [attributes.get(name)] for name in names}
    there = {name: [str(value) for value in values if value is not None] for name, values in lists.items()}
    return {name: values[0] if len(values) == 1 else values for name, values in there.items() if values}


def _fits(machine: dict[str, Any], dn: str, text: str) -> bool:
    fits, rest = _one(machine, dn, text.strip())
    if rest:
        raise Refused(f"The search filter cannot be recognized: {text}")
    return fits


def _one(machine: dict[str, Any], dn: str, text: str) -> tuple[bool, str]:
    """Whether the first filter of the text fits, and what stands behind it."""
    if not text.startswith("("):
        raise Refused(f"The search filter cannot be recognized: {text}")
    if text[1] in "&|!":
        sign, rest, found = text[1], text[2:], list[bool]()
        while not rest.startswith(")"):
            fits, rest = _one(machine, dn, rest)
            found.append(fits)
        return (all(found) if sign == "&" else any(found) if sign == "|" else not found[0]), rest[1:]
    name, _, value = text[1 : text.index(")")].partition("=")
    return _is(machine, dn, name, value), text[text.index(")") + 1 :]


def _is(machine: dict[str, Any], dn: str, name: str, value: str) -> bool:
    attributes = _attributes(machine, dn)
    if name.endswith(IN_CHAIN):
        return value.lower() in set(_above(machine, dn))
    if name.endswith(BIT_SET):
        return bool(int(attributes.get(name.removesuffix(BIT_SET)) or 0) & int(value))
    if name in ("objectClass", "objectCategory"):
        return value.lower() in {attributes["objectClass"].lower(), PERSON.get(machine["directory"][dn]["kind"])}
    held = attributes.get(name)
    values = [str(one).lower() for one in (held if isinstance(held, list) else [held]) if one is not None]
    pattern = re.escape(value.lower()).replace("\\*", ".*")
    return any(re.fullmatch(pattern, one) for one in values)


def _above(machine: dict[str, Any], dn: str) -> Iterator[str]:
    for group in _attributes(machine, dn)["memberOf"]:
        yield group.lower()
        yield from _above(machine, group)


MODELS = {
    one.__name__: one for one in (accounts_entries_read, accounts_forest_read, accounts_people_open, accounts_people_change)
}
